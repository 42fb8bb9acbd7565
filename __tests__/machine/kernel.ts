import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DIRECTORY = '/proc/sys/fs/binfmt_misc';

/** All of the kernel's entries by name, as text; undefined when binfmt_misc is not mounted. */
export function snapshot(): Readonly<Record<string, string>> | undefined {
	if (!existsSync(join(DIRECTORY, 'status'))) return undefined;
	return Object.fromEntries(
		readdirSync(DIRECTORY)
			.filter((name) => name !== 'register')
			.sort()
			.map((name) => [name, readFileSync(join(DIRECTORY, name), 'utf8')]),
	);
}

/** Mounts binfmt_misc for a test that registers entries of its own; returns what undoes that. */
export function mountForTest(): () => void {
	if (existsSync(join(DIRECTORY, 'status'))) return () => {};
	execFileSync('mount', ['-t', 'binfmt_misc', 'binfmt_misc', DIRECTORY]);
	return () => {
		execFileSync('umount', [DIRECTORY]);
	};
}

/** Registers an entry as another project would. */
export function registerForeign(name: string, line: string): void {
	writeFileSync(join(DIRECTORY, 'register'), `:${name}:${line}`);
}

/** Takes away an entry that a test registered. */
export function removeForeign(name: string): void {
	if (existsSync(join(DIRECTORY, name))) writeFileSync(join(DIRECTORY, name), '-1');
}

export function readForeign(name: string): string {
	return readFileSync(join(DIRECTORY, name), 'utf8');
}

/** `M::magic:mask` of programs for a 64-bit little-endian machine, as Debian's entries have it. */
export function elf64Match(machine: string): string {
	return elfMatch('02', machine);
}

/** The same for a 32-bit one. */
export function elf32Match(machine: string): string {
	return elfMatch('01', machine);
}

function elfMatch(elfClass: string, machine: string): string {
	const escaped = (hex: string) => hex.replace(/../g, (byte) => `\\x${byte}`);
	const magic = escaped(`7f454c46${elfClass}01010000000000000000000200${machine}`);
	return `M::${magic}:${escaped('ffffffffffffff00fffffffffffffffffeffffff')}`;
}
