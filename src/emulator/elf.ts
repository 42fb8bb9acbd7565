import { accessSync, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import type { Host } from '../platform/host.js';

/** What the header of an ELF file says, as far as an emulator's fitness goes. */
export interface ElfInfo {
	readonly is64Bit: boolean;
	readonly littleEndian: boolean;
	/** `e_machine`, a number of the ELF specification's list (62 is x86-64). */
	readonly machine: number;
	/** `e_type`: 2 is an executable, 3 a position-independent one or a library. */
	readonly type: number;
	/** True when the kernel would load a dynamic linker first (a PT_INTERP segment). */
	readonly hasInterpreter: boolean;
	/** That linker's path; undefined when there is none, or it stands too far behind in the file. */
	readonly loader: string | undefined;
}

/** Program headers of real programs stand right behind the ELF header and are small. */
const HEAD_BYTES = 4096;
const PT_INTERP = 3;
const ET_EXEC = 2;
const ET_DYN = 3;

/** `e_machine` values of the System V ABI's ELF specification, with the byte order and class used. */
const MACHINES: Readonly<Record<string, { machine: number; littleEndian: boolean }>> = {
	x86_64: { machine: 62, littleEndian: true },
	aarch64: { machine: 183, littleEndian: true },
	riscv64: { machine: 243, littleEndian: true },
	ppc64le: { machine: 21, littleEndian: true },
	s390x: { machine: 22, littleEndian: false },
};

const MACHINE_NAMES: Readonly<Record<number, string>> = {
	3: 'i386',
	8: 'mips',
	20: 'ppc',
	21: 'ppc64',
	22: 's390x',
	40: 'arm',
	62: 'x86_64',
	183: 'aarch64',
	243: 'riscv',
	258: 'loongarch',
};

/**
 * Reads the ELF header and program headers.
 * @param file path of a file, or the first bytes of one (program headers included)
 * @throws Error saying in a few words why this is not an ELF file; fs errors for a path
 */
export function readElf(file: string | Uint8Array): ElfInfo {
	const bytes = typeof file === 'string' ? readHead(file) : file;
	if (bytes.length < 16 || bytes[0] !== 0x7f || textOf(bytes, 1, 4) !== 'ELF') {
		throw new Error(`not an ELF file (it begins with ${describeHead(bytes)})`);
	}
	const elfClass = bytes[4];
	const byteOrder = bytes[5];
	if ((elfClass !== 1 && elfClass !== 2) || (byteOrder !== 1 && byteOrder !== 2)) {
		throw new Error('not a valid ELF file (unknown class or byte order)');
	}
	const is64Bit = elfClass === 2;
	const littleEndian = byteOrder === 1;
	if (bytes.length < (is64Bit ? 64 : 52)) {
		throw new Error('not a whole ELF file (the header is cut off)');
	}
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const tableOffset = is64Bit
		? Number(view.getBigUint64(32, littleEndian))
		: view.getUint32(28, littleEndian);
	const entrySize = view.getUint16(is64Bit ? 54 : 42, littleEndian);
	const entryCount = view.getUint16(is64Bit ? 56 : 44, littleEndian);
	if (entryCount > 0 && entrySize < (is64Bit ? 56 : 32)) {
		throw new Error('not a valid ELF file (program headers too small)');
	}
	if (tableOffset + entrySize * entryCount > bytes.length) {
		throw new Error('not a whole ELF file (the program headers are cut off)');
	}
	const headers = Array.from({ length: entryCount }, (_, index) => tableOffset + index * entrySize);
	const interpreter = headers.find((at) => view.getUint32(at, littleEndian) === PT_INTERP);
	return {
		is64Bit,
		littleEndian,
		type: view.getUint16(16, littleEndian),
		machine: view.getUint16(18, littleEndian),
		hasInterpreter: interpreter !== undefined,
		loader: interpreter === undefined ? undefined : readLoader(bytes, view, interpreter),
	};
}

/** The text a PT_INTERP segment points to; `p_offset` stands at 8 or 4, as the class has it. */
function readLoader(bytes: Uint8Array, view: DataView, header: number): string | undefined {
	const littleEndian = bytes[5] === 1;
	const start =
		bytes[4] === 2
			? Number(view.getBigUint64(header + 8, littleEndian))
			: view.getUint32(header + 4, littleEndian);
	const end = bytes.indexOf(0, start);
	const path = start < bytes.length && end > start ? textOf(bytes, start, end) : '';
	return path.startsWith('/') ? path : undefined;
}

/**
 * Makes sure that a file can serve as an emulator here: static, for this host, executable.
 * @param path absolute path of the file
 * @param target what it should emulate, for the message only
 * @throws E_EMULATOR naming the file and what is wrong with it
 */
export function checkEmulator(path: string, target: string, host: Host): void {
	let elf: ElfInfo;
	try {
		elf = readElf(path);
	} catch (error) {
		throw unfit(path, target, messageOf(error), error);
	}
	const expected = MACHINES[host.target];
	if (
		expected === undefined ||
		elf.machine !== expected.machine ||
		elf.littleEndian !== expected.littleEndian ||
		!elf.is64Bit
	) {
		throw unfit(path, target, `built for ${machineName(elf)} instead of ${host.target}`);
	}
	if (elf.type !== ET_EXEC && elf.type !== ET_DYN) {
		throw unfit(path, target, `not a program (ELF type ${elf.type})`);
	}
	if (elf.hasInterpreter) {
		throw unfit(path, target, 'dynamically linked, so containers and chroots could not run it');
	}
	try {
		accessSync(path, constants.X_OK);
	} catch (error) {
		throw unfit(path, target, notExecutable(path), error);
	}
}

function readHead(path: string): Uint8Array {
	const descriptor = openSync(path, 'r');
	try {
		if (!fstatSync(descriptor).isFile()) {
			throw new Error('not a plain file');
		}
		const bytes = new Uint8Array(HEAD_BYTES);
		return bytes.subarray(0, readSync(descriptor, bytes, 0, HEAD_BYTES, 0));
	} finally {
		closeSync(descriptor);
	}
}

function notExecutable(path: string): string {
	const descriptor = openSync(path, 'r');
	try {
		const hasModeBit = (fstatSync(descriptor).mode & 0o111) !== 0;
		return hasModeBit
			? 'not executable although its mode says so: the file system is mounted noexec'
			: 'not executable (no x in its mode)';
	} finally {
		closeSync(descriptor);
	}
}

function unfit(path: string, target: string, reason: string, cause?: unknown): XarchError {
	const missing = errnoOf(cause) === 'ENOENT';
	return new XarchError(
		'E_EMULATOR',
		`The emulator for ${target}, ${path}, cannot be used: ${reason}.`,
		missing
			? 'Run again; when it stays missing, check what else cleans that directory.'
			: 'Use a source whose emulators are static and built for this host (github, or apt with a static package).',
		cause,
	);
}

function machineName(elf: ElfInfo): string {
	const name = MACHINE_NAMES[elf.machine] ?? `machine ${elf.machine}`;
	return `${name} (${elf.is64Bit ? 64 : 32}-bit, ${elf.littleEndian ? 'little' : 'big'} endian)`;
}

function describeHead(bytes: Uint8Array): string {
	if (bytes.length === 0) {
		return 'nothing, it is empty';
	}
	const head = bytes.subarray(0, 16);
	return head.every((byte) => byte >= 0x20 && byte < 0x7f)
		? `"${textOf(head, 0, head.length)}"`
		: `bytes ${[...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
	return String.fromCharCode(...bytes.subarray(from, to));
}
