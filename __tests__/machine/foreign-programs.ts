import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeProgram } from '../../src/probe/run.js';

const PT_INTERP = 3;
/** Of 64-bit ELF (System V ABI): where the program headers begin, and how long one is. */
const HEADERS_AT = 64;
const HEADER_BYTES = 56;

/**
 * A 64-bit little-endian target's test program with a PT_INTERP segment, so that the kernel and
 * QEMU look for its dynamic linker first.
 */
export function dynamicProgram(target: string, loader: string): Buffer {
	const program = probeProgram(target);
	if (program === undefined) throw new Error(`there is no program for ${target}`);
	const name = Buffer.from(`${loader}\0`);
	// Both headers go behind the code, and the name behind them: nothing that is there moves.
	const headersAt = Math.ceil(program.length / 8) * 8;
	const whole = Buffer.alloc(headersAt + 2 * HEADER_BYTES + name.length);
	program.copy(whole);
	program.copy(whole, headersAt, HEADERS_AT, HEADERS_AT + HEADER_BYTES);
	const interpreter = headersAt + HEADER_BYTES;
	const nameAt = interpreter + HEADER_BYTES;
	whole.writeUInt32LE(PT_INTERP, interpreter);
	whole.writeUInt32LE(4, interpreter + 4);
	whole.writeBigUInt64LE(BigInt(nameAt), interpreter + 8);
	whole.writeBigUInt64LE(BigInt(name.length), interpreter + 32);
	whole.writeBigUInt64LE(BigInt(name.length), interpreter + 40);
	whole.writeBigUInt64LE(1n, interpreter + 48);
	name.copy(whole, nameAt);
	whole.writeBigUInt64LE(BigInt(headersAt), 32);
	whole.writeUInt16LE(2, 56);
	return whole;
}

/** A program of amd64 that says it needs x86-64-v2, which the system's dynamic linker checks. */
export function programOfLevel2(): Buffer {
	const directory = mkdtempSync(join(tmpdir(), 'xarch-level-'));
	try {
		const file = (name: string) => join(directory, name);
		writeFileSync(
			file('a.s'),
			'.globl _start\n_start:\n\tmov $60, %eax\n\txor %edi, %edi\n\tsyscall\n',
		);
		execFileSync('as', ['-o', file('a.o'), file('a.s')]);
		execFileSync('ld', [
			...['-pie', '-z', 'x86-64-v2', '-dynamic-linker', '/lib64/ld-linux-x86-64.so.2'],
			...['-o', file('a'), file('a.o')],
		]);
		return readFileSync(file('a'));
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}

/**
 * A program of armhf that lists the directory it is given, built without large file support: glibc's
 * readdir(3) fails with EOVERFLOW where the file system's positions have 64 bits, as ext4's do.
 */
export function listerWithoutLargeFiles(): Buffer {
	const directory = mkdtempSync(join(tmpdir(), 'xarch-lister-'));
	try {
		const file = (name: string) => join(directory, name);
		writeFileSync(
			file('a.c'),
			`#include <dirent.h>
#include <errno.h>
#include <stdio.h>
int main(int count, char **arguments)
{
	DIR *directory = opendir(arguments[count - 1]);
	while (directory != NULL && (errno = 0, readdir(directory) != NULL));
	if (errno == 0) return 0;
	perror(arguments[count - 1]);
	return 1;
}
`,
		);
		execFileSync('arm-linux-gnueabihf-gcc', ['-static', '-o', file('a'), file('a.c')]);
		return readFileSync(file('a'));
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}
