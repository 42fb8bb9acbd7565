import { readFileSync } from 'node:fs';
import type { Host } from './host.js';
import { targetByName } from './table.js';

/** What a host's CPU may be able to run besides its own: only a probe tells. */
const COMPATIBLE_TARGETS: Readonly<Record<string, readonly string[]>> = {
	x86_64: ['i386'],
	aarch64: ['arm'],
};

/**
 * Flags of /proc/cpuinfo that make up the x86-64 levels of the System V psABI;
 * `pni` is SSE3 and `abm` is LZCNT in the kernel's spelling.
 */
const AMD64_LEVELS: readonly (readonly [string, readonly string[]])[] = [
	['v2', ['cx16', 'lahf_lm', 'popcnt', 'pni', 'sse4_1', 'sse4_2', 'ssse3']],
	['v3', ['avx', 'avx2', 'bmi1', 'bmi2', 'f16c', 'fma', 'abm', 'movbe', 'xsave']],
	['v4', ['avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl']],
];

/** The targets whose probe decides whether they are native. */
export function compatibleTargets(host: Host): readonly string[] {
	return COMPATIBLE_TARGETS[host.target] ?? [];
}

/**
 * The platforms the host runs by itself, its own first, in BuildKit's order.
 * @param compatible those of `compatibleTargets(host)` that turned out to run
 * @param cpuinfo text of /proc/cpuinfo
 */
export function nativePlatforms(
	host: Host,
	compatible: readonly string[],
	cpuinfo: string,
): string[] {
	return [
		`linux/${host.architecture}`,
		...(host.target === 'x86_64'
			? amd64Levels(cpuinfo).map((level) => `linux/amd64/${level}`)
			: []),
		...compatible.flatMap((target) => targetByName(target)?.platforms ?? []),
	];
}

/** The levels above the first that a CPU reaches; each needs all of those below. */
export function amd64Levels(cpuinfo: string): string[] {
	const flags = new Set(/^flags\s*:(.*)$/m.exec(cpuinfo)?.[1]?.trim().split(/\s+/));
	const reached = AMD64_LEVELS.findIndex(([, needed]) => !needed.every((flag) => flags.has(flag)));
	return AMD64_LEVELS.slice(0, reached === -1 ? undefined : reached).map(([level]) => level);
}

/** Text of /proc/cpuinfo, empty where there is none. */
export function readCpuinfo(procDirectory = '/proc'): string {
	try {
		return readFileSync(`${procDirectory}/cpuinfo`, 'latin1');
	} catch {
		return '';
	}
}
