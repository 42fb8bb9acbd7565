import { createHash } from 'node:crypto';
import { run } from './runner.js';

/** An index as an independent client of registries reads it. */
export interface RemoteIndex {
	/** `sha256:<hex>` of its bytes. */
	readonly digest: string;
	readonly mediaType: string;
	readonly annotations?: Readonly<Record<string, string>>;
	readonly manifests: readonly {
		readonly digest: string;
		readonly platform: {
			readonly os: string;
			readonly architecture: string;
			readonly variant?: string;
		};
		readonly annotations?: Readonly<Record<string, string>>;
	}[];
}

async function skopeo(...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await run('skopeo', args);
	if (code !== 0) throw new Error(`skopeo ${args.join(' ')}: ${stderr}`);
	return stdout;
}

/** What a registry without TLS has under a reference. */
export async function readIndex(reference: string): Promise<RemoteIndex> {
	const text = await skopeo('inspect', '--raw', '--tls-verify=false', `docker://${reference}`);
	const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
	return { ...(JSON.parse(text) as Omit<RemoteIndex, 'digest'>), digest };
}

/** The digest of a tag; undefined when there is no such tag. */
export async function digestOfTag(reference: string): Promise<string | undefined> {
	try {
		return (await readIndex(reference)).digest;
	} catch (error) {
		if (/manifest unknown|name unknown/.test(String(error))) return undefined;
		throw error;
	}
}

/** The architecture of the image that a machine of a platform would pull. */
export async function pulledArchitecture(reference: string, platform: string): Promise<string> {
	const [os = '', arch = '', variant] = platform.split('/');
	const text = await skopeo(
		...['inspect', '--tls-verify=false', '--override-os', os, '--override-arch', arch],
		...(variant === undefined ? [] : ['--override-variant', variant]),
		`docker://${reference}`,
	);
	return (JSON.parse(text) as { Architecture: string }).Architecture;
}

/** Puts an image under a tag, as an earlier release would have left it. */
export async function tagImage(image: string, tag: string): Promise<void> {
	await skopeo(
		...['copy', '--all', '--src-tls-verify=false', '--dest-tls-verify=false'],
		...[`docker://${image}`, `docker://${tag}`],
	);
}

/** `linux/arm/v7`, of the images in an index, sorted; attestations are not among them. */
export function platformsOf({ manifests }: RemoteIndex): string[] {
	return manifests
		.map(({ platform: { os, architecture, variant } }) =>
			[os, architecture, variant].filter((part) => part !== undefined).join('/'),
		)
		.filter((platform) => platform !== 'unknown/unknown')
		.sort();
}
