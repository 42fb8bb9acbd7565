import { XarchError } from '../errors.js';
import { canonicalPlatform, type RequestedPlatform } from '../platform/parse.js';

/**
 * How texts name platforms: as OCI has it, by a name of QEMU's or of its loaders, or by a machine's
 * name as compilers, dpkg and `file` write it. Bare names of one word that mean other things too,
 * such as "arm", are left out.
 */
const NAMES = new RegExp(
	[
		String.raw`\blinux/[a-z0-9_]+(?:/v\d)?`,
		String.raw`\bqemu-[a-z0-9_]+(?:-static)?`,
		String.raw`\b[a-z0-9_]+(?=-binfmt-P)`,
		String.raw`\bld-linux-(?:aarch64|armhf|riscv64|loongarch)`,
		String.raw`\b(?:aarch64|arm64|armhf|armel|armv[67]l?|arm/v[67]|riscv64|ppc64le|ppc64el|s390x|mips64le|mips64el|loong64|loongarch64|i386|amd64|x86[-_]64)\b`,
	].join('|'),
	'gi',
);

/** What docker's own warning says of the host, which is not what the message is about. */
const OF_HOST = /(?:detected )?host platform \([^)]*\)/gi;

/** The platforms a text names, each once, in order. */
export function namedPlatforms(text: string): RequestedPlatform[] {
	const found = [...text.replace(OF_HOST, '').matchAll(NAMES)].flatMap(
		([name]) =>
			platformNamed(name.replace(/^ld-linux-/, '').replace(/^loongarch$/, 'loong64')) ?? [],
	);
	return [...new Map(found.map((each) => [each.platform, each])).values()];
}

/** A platform by any of its names, undefined for what is none. */
export function platformNamed(name: string): RequestedPlatform | undefined {
	try {
		return canonicalPlatform(name);
	} catch (error) {
		if (error instanceof XarchError) return undefined;
		throw error;
	}
}
