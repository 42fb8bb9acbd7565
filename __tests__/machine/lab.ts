import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** The repository. */
export const REPOSITORY = ROOT;

/**
 * A file or directory that scripts/lab/prepare has fetched: real emulators
 * (`qemu-11/usr/bin`) and real foreign programs (`busybox/arm64/busybox`).
 */
export function lab(...parts: string[]): string {
	const path = join(process.env.XARCH_LAB ?? join(ROOT, '.lab'), ...parts);
	if (!existsSync(path)) throw new Error(`${path} is missing: run scripts/lab/prepare`);
	return path;
}

/** What `uname -m` says in Debian's busybox of each architecture, under qemu-user. */
export const MACHINES: Readonly<
	Record<string, { readonly platform: string; readonly machine: string }>
> = {
	arm64: { platform: 'linux/arm64', machine: 'aarch64' },
	armhf: { platform: 'linux/arm/v7', machine: 'armv7l' },
	armel: { platform: 'linux/arm/v5', machine: 'armv7l' },
	ppc64el: { platform: 'linux/ppc64le', machine: 'ppc64le' },
	s390x: { platform: 'linux/s390x', machine: 's390x' },
	riscv64: { platform: 'linux/riscv64', machine: 'riscv64' },
	mips64el: { platform: 'linux/mips64le', machine: 'mips64' },
	loong64: { platform: 'linux/loong64', machine: 'loongarch64' },
};
