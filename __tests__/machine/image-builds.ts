import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBuildkitd } from './buildkitd.js';
import { lab, MACHINES } from './lab.js';
import { run } from './runner.js';

/** What a build of one platform is asked for. */
export interface ImageBuild {
	/** `linux/arm64`, one of the lab's. */
	readonly platform: string;
	/** Where it is pushed, without tag: `127.0.0.1:<port>/app`. */
	readonly image: string;
	/** With provenance, so that an index is pushed. */
	readonly provenance?: boolean;
	/** A label's value: another one makes another image. */
	readonly variation?: string;
}

/** A real BuildKit that pushes images by digest as the jobs of a matrix do. */
export interface ImageBuilds {
	/** @returns `sha256:<hex>`, as docker/build-push-action's output digest */
	push(build: ImageBuild): Promise<string>;
	stop(): Promise<void>;
}

/** Nothing is run in it, so that it needs no emulator. */
const DOCKERFILE = `FROM scratch
ARG TARGETARCH
ARG TARGETVARIANT
COPY \${TARGETARCH}\${TARGETVARIANT} /busybox
CMD ["/busybox", "uname", "-m"]
`;

/** Platforms that can be built for. */
export const BUILT_PLATFORMS = ['arm64', 'armhf', 'riscv64', 's390x', 'ppc64el'].map(
	(arch) => MACHINES[arch]?.platform ?? '',
);

export async function startImageBuilds(): Promise<ImageBuilds> {
	const buildkitd = await startBuildkitd();
	const root = mkdtempSync(join(tmpdir(), 'xarch-builds-'));
	const context = join(root, 'context');
	mkdirSync(context);
	writeFileSync(join(context, 'Dockerfile'), DOCKERFILE);
	for (const [arch, { platform }] of Object.entries(MACHINES)) {
		if (!BUILT_PLATFORMS.includes(platform)) continue;
		const name = platform.replace('linux/', '').replace('/', '');
		copyFileSync(lab('busybox', arch, 'busybox'), join(context, name));
	}
	let count = 0;
	return {
		async push({ platform, image, provenance = false, variation = '' }) {
			count += 1;
			const metadata = join(root, `metadata-${count}.json`);
			const output = `type=image,name=${image},push=true,push-by-digest=true,name-canonical=true,registry.insecure=true`;
			const ended = await run(lab('bin', 'buildctl'), [
				...['--addr', buildkitd.endpoint, 'build', '--frontend', 'dockerfile.v0'],
				...['--local', `context=${context}`, '--local', `dockerfile=${context}`],
				...['--opt', `platform=${platform}`, '--opt', `label:variation=${variation}`],
				...(provenance ? ['--opt', 'attest:provenance=mode=min'] : []),
				...['--output', output, '--metadata-file', metadata],
			]);
			if (ended.code !== 0) throw new Error(`cannot build for ${platform}: ${ended.stderr}`);
			const told = JSON.parse(readFileSync(metadata, 'utf8')) as Record<string, string>;
			return told['containerimage.digest'] ?? '';
		},
		async stop() {
			await buildkitd.stop();
			rmSync(root, { recursive: true, force: true });
		},
	};
}
