/**
 * Builds src/probe/programs.ts out of src/probe/programs/*.S: one probe program a QEMU user
 * target, each a few dozen instructions in an ELF image that this script lays out itself. Only
 * the code, the machine and the flags come from an assembler, so that the bytes do not depend on
 * its version, and nothing is linked.
 *
 * node scripts/build-probes.mjs [--check] [--allow-missing]
 *   --check          rebuild in memory and compare with the committed file
 *   --allow-missing  do not fail for targets whose assembler is not installed
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../src/probe/programs/', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../src/probe/programs.ts', import.meta.url));

/** A multiple of every page size in use, and above any usual vm.mmap_min_addr. */
export const LOAD_ADDRESS = 0x400000;

const ELFCLASS64 = 2;
const ELFDATA2MSB = 2;
const ET_REL = 1;
const ET_EXEC = 2;
const PT_LOAD = 1;
const PF_R_X = 5;
const SHT_RELA = 4;
const SHT_REL = 9;
const LINE_WIDTH = 100;
const QUOTE = 0x27;
const NEWLINE = 0x0a;

/** Field accessors of an ELF image in the width and byte order its identification names. */
function elfFields(image, elfClass, data) {
	const wide = elfClass === ELFCLASS64;
	const big = data === ELFDATA2MSB;
	const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
	return {
		wide,
		half: (at) => view.getUint16(at, !big),
		word: (at) => view.getUint32(at, !big),
		addr: (at) => (wide ? Number(view.getBigUint64(at, !big)) : view.getUint32(at, !big)),
		setHalf: (at, value) => view.setUint16(at, value, !big),
		setWord: (at, value) => view.setUint32(at, value, !big),
		setAddr: (at, value) =>
			wide ? view.setBigUint64(at, BigInt(value), !big) : view.setUint32(at, value, !big),
	};
}

/** The size of the headers before the code, and so the code's place from the load address. */
export function headersSize(elfClass) {
	return elfClass === ELFCLASS64 ? 64 + 56 : 52 + 32;
}

/**
 * A static executable of one segment that maps the whole file. The entry point is the first byte
 * of the code.
 *
 * Where the kernel does not know the format, execvp() has /bin/sh read the file as a script, and
 * some machine numbers are shell operators: to a shell, x86_64 is a redirection that creates a
 * file. The physical address, which means nothing to Linux, is therefore a single quote that
 * nothing closes: a syntax error on the script's first line, before any of it could run.
 */
export function buildElf({ elfClass, data, machine, flags, code }) {
	const headers = headersSize(elfClass);
	const image = Buffer.alloc(headers + code.length);
	const { wide, setHalf, setWord, setAddr } = elfFields(image, elfClass, data);
	const ehdrSize = wide ? 64 : 52;
	Buffer.from([0x7f, 0x45, 0x4c, 0x46, elfClass, data, 1]).copy(image);
	setHalf(16, ET_EXEC);
	setHalf(18, machine);
	setWord(20, 1);
	setAddr(24, LOAD_ADDRESS + headers);
	setAddr(wide ? 32 : 28, ehdrSize);
	const tail = wide ? 48 : 36;
	setWord(tail, flags);
	setHalf(tail + 4, ehdrSize);
	setHalf(tail + 6, wide ? 56 : 32);
	setHalf(tail + 8, 1);

	setWord(ehdrSize, PT_LOAD);
	setWord(ehdrSize + (wide ? 4 : 24), PF_R_X);
	const field = (index) => ehdrSize + (wide ? 8 + 8 * index : 4 + 4 * index);
	setAddr(field(1), LOAD_ADDRESS);
	setAddr(field(2), QUOTE);
	setAddr(field(3), image.length);
	setAddr(field(4), image.length);
	setAddr(wide ? field(5) : ehdrSize + 28, 0x10000);
	code.copy(image, headers);

	const quote = image.indexOf(QUOTE);
	if (image.lastIndexOf(QUOTE) !== quote || image.subarray(0, quote).includes(NEWLINE)) {
		throw new Error('a shell could run a part of the image');
	}
	return image;
}

/** What an object file gives to the image. An object with relocations would need a linker. */
export function readObject(object) {
	if (object.length < 52 || object.readUInt32BE(0) !== 0x7f454c46) {
		throw new Error('the assembler wrote no ELF object');
	}
	const elfClass = object.readUInt8(4);
	const data = object.readUInt8(5);
	const { wide, half, word, addr } = elfFields(object, elfClass, data);
	if (half(16) !== ET_REL) throw new Error('the assembler wrote no relocatable object');
	const table = addr(wide ? 40 : 32);
	const tail = wide ? 48 : 36;
	const entrySize = half(tail + 10);
	const sections = Array.from({ length: half(tail + 12) }, (_, index) => {
		const at = table + index * entrySize;
		return {
			nameAt: word(at),
			type: word(at + 4),
			offset: addr(at + (wide ? 24 : 16)),
			size: addr(at + (wide ? 32 : 20)),
			info: word(at + (wide ? 44 : 28)),
		};
	});
	const names = sections[half(tail + 14)];
	const text = sections.findIndex(({ nameAt }) => {
		const at = names.offset + nameAt;
		return object.toString('latin1', at, object.indexOf(0, at)) === '.text';
	});
	if (text < 0) throw new Error('the object has no .text section');
	const relocated = ({ type, info, size }) =>
		(type === SHT_RELA || type === SHT_REL) && info === text && size > 0;
	if (sections.some(relocated)) throw new Error('the code has relocations');
	const { offset, size } = sections[text];
	return {
		elfClass,
		data,
		machine: half(18),
		flags: word(tail),
		code: Buffer.from(object.subarray(offset, offset + size)),
	};
}

/**
 * The `PROBE_PROGRAMS` module, laid out as the formatter wants it. The order is by code unit, so
 * that no locale decides it.
 */
export function renderModule(programs) {
	const entries = [...programs.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
	const lines = entries.map(([target, image]) => {
		const text = `'${image.toString('base64')}',`;
		const short = `\t${target}: ${text}`;
		// The formatter counts a tab as two columns, and never breaks after a key this short.
		const whole = short.length + 1 <= LINE_WIDTH || target.length < 5;
		return whole ? short : `\t${target}:\n\t\t${text}`;
	});
	return `${[
		'// Generated by scripts/build-probes.mjs from src/probe/programs/*.S. Do not edit.',
		'',
		'/**',
		' * A static program a QEMU user target, in base64. It writes argv[0] to its output, waits for',
		' * its input to have a byte or end, and exits with the first byte of argv[1].',
		' */',
		'export const PROBE_PROGRAMS: Readonly<Record<string, string>> = {',
		...lines,
		'};',
	].join('\n')}\n`;
}

/** The programs in a rendered module. */
export function parseModule(text) {
	const programs = new Map();
	for (const [, target, base64] of text.matchAll(/^\t(\w+):\s+'([A-Za-z0-9+/=]+)',$/gm)) {
		programs.set(target, Buffer.from(base64, 'base64'));
	}
	return programs;
}

const gas = (triple, source, args = [], override = {}) => ({
	source,
	tools: [`${triple}-as`],
	args,
	override,
});
/** Distributions name llvm-mc by its version. Which one is installed makes no difference. */
const llvm = (oldest, source, args) => ({
	source,
	tools: Array.from({ length: 30 - oldest + 1 }, (_, index) => `llvm-mc-${oldest + index}`),
	args: ['--filetype=obj', ...args],
	override: {},
});
/** Any assembler's bytes do where the source encodes its instructions; the rest is given here. */
const encoded = (source, identity, args = []) =>
	gas('x86_64-linux-gnu', source, ['--64', ...args], { elfClass: 1, flags: 0, ...identity });
const defsym = (name, value) => ['--defsym', `${name}=${value}`];
const mips = (abi, ...args) =>
	gas('mips-linux-gnu', 'mips', [...args, '-non_shared', ...defsym('ABI', abi)]);
const sparc = (bits, v9, ...args) =>
	gas('sparc64-linux-gnu', 'sparc', [...args, ...defsym('BITS', bits), ...defsym('V9', v9)]);

/** Each QEMU user target's source, assembler and what its object does not say. */
const TARGETS = {
	aarch64: gas('aarch64-linux-gnu', 'aarch64', ['-EL']),
	aarch64_be: gas('aarch64-linux-gnu', 'aarch64', ['-EB']),
	alpha: gas('alpha-linux-gnu', 'alpha'),
	arm: gas('arm-linux-gnueabi', 'arm', ['-EL', '-march=armv5te']),
	armeb: gas('arm-linux-gnueabi', 'arm', ['-EB', '-march=armv5te']),
	hexagon: llvm(14, 'hexagon', ['--triple=hexagon-unknown-linux-musl', '--mcpu=hexagonv60']),
	hppa: gas('hppa-linux-gnu', 'hppa'),
	i386: gas('x86_64-linux-gnu', 'i386', ['--32', '-march=i386']),
	// Without the double-precision feature, later versions say another ABI in the flags.
	loongarch64: llvm(16, 'loongarch64', ['--triple=loongarch64-linux-gnu', '--mattr=+d']),
	m68k: gas('m68k-linux-gnu', 'm68k'),
	microblaze: encoded('microblaze', { data: 2, machine: 0xbaab }, defsym('BIG', 1)),
	microblazeel: encoded('microblaze', { data: 1, machine: 0xbaab }, defsym('BIG', 0)),
	mips: mips(32, '-EB', '-mabi=32', '-mips2'),
	mips64: mips(64, '-EB', '-mabi=64', '-mips3'),
	mips64el: mips(64, '-EL', '-mabi=64', '-mips3'),
	mipsel: mips(32, '-EL', '-mabi=32', '-mips2'),
	mipsn32: mips(6432, '-EB', '-mabi=n32', '-mips3'),
	mipsn32el: mips(6432, '-EL', '-mabi=n32', '-mips3'),
	or1k: gas('or1k-elf', 'or1k'),
	ppc: gas('powerpc64-linux-gnu', 'ppc', ['-a32', '-mbig', '-mppc', ...defsym('ELFV', 0)]),
	ppc64: gas('powerpc64-linux-gnu', 'ppc', [
		...['-a64', '-mbig', '-mppc64', ...defsym('ELFV', 1)],
		...defsym('ORIGIN', LOAD_ADDRESS + headersSize(ELFCLASS64)),
	]),
	ppc64le: gas('powerpc64-linux-gnu', 'ppc', [
		...['-a64', '-mlittle', '-mppc64', ...defsym('ELFV', 2)],
	]),
	riscv32: gas('riscv64-linux-gnu', 'riscv', [
		...['-march=rv32i', '-mabi=ilp32', ...defsym('XLEN', 32)],
	]),
	riscv64: gas('riscv64-linux-gnu', 'riscv', [
		...['-march=rv64i', '-mabi=lp64', ...defsym('XLEN', 64)],
	]),
	s390x: gas('s390x-linux-gnu', 's390x', ['-m64', '-march=z900']),
	sh4: gas('sh4-linux-gnu', 'sh4', ['--little', '--isa=sh4']),
	sh4eb: gas('sh4-linux-gnu', 'sh4', ['--big', '--isa=sh4']),
	sparc: sparc(32, 0, '-32', '-Av8'),
	sparc32plus: sparc(32, 1, '-32', '-Av8plus'),
	sparc64: sparc(64, 1, '-64', '-Av9'),
	x86_64: gas('x86_64-linux-gnu', 'x86_64', ['--64']),
	xtensa: encoded('xtensa', { data: 1, machine: 94, flags: 0x300 }, defsym('BIG', 0)),
	xtensaeb: encoded('xtensa', { data: 2, machine: 94, flags: 0x300 }, defsym('BIG', 1)),
};

/** Runs the first of `tools` that is installed; false if none is. */
function runFirst(tools, args) {
	for (const tool of tools) {
		try {
			execFileSync(tool, args, { stdio: ['ignore', 'ignore', 'inherit'] });
			return true;
		} catch (error) {
			if (error.code !== 'ENOENT') throw error;
		}
	}
	return false;
}

/** The program of `target`, or undefined if its assembler is not installed. */
function buildProgram(target, directory) {
	const { source, tools, args, override } = TARGETS[target];
	const object = join(directory, `${target}.o`);
	if (!runFirst(tools, [...args, '-o', object, join(SOURCES, `${source}.S`)])) return undefined;
	try {
		return buildElf({ ...readObject(readFileSync(object)), ...override });
	} catch (error) {
		throw new Error(`${target}: ${error.message}`, { cause: error });
	}
}

function buildAll() {
	const directory = mkdtempSync(join(tmpdir(), 'probes-'));
	try {
		const built = new Map();
		const missing = [];
		for (const target of Object.keys(TARGETS)) {
			const program = buildProgram(target, directory);
			if (program) built.set(target, program);
			else missing.push(target);
		}
		return { built, missing };
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}

function readCommitted() {
	try {
		return readFileSync(OUTPUT, 'utf8');
	} catch (error) {
		if (error.code === 'ENOENT') return '';
		throw error;
	}
}

const say = (line) => process.stdout.write(`${line}\n`);

function describeMissing(target) {
	const { tools } = TARGETS[target];
	const tool = tools.length > 1 ? `${tools[0]} or later` : tools[0];
	return `not rebuilt: ${target} (${tool} not installed)`;
}

function main(options) {
	const unknown = options.filter((option) => !['--check', '--allow-missing'].includes(option));
	if (unknown.length > 0) {
		say(`unknown option: ${unknown.join(' ')}`);
		return 2;
	}
	const allowMissing = options.includes('--allow-missing');
	const { built, missing } = buildAll();
	for (const target of missing) say(describeMissing(target));

	const text = readCommitted();
	const committed = parseModule(text);
	const expected = new Map(built);
	for (const target of missing) {
		const kept = committed.get(target);
		if (kept) expected.set(target, kept);
	}

	if (!options.includes('--check')) {
		if (missing.length > 0 && !allowMissing) return 1;
		const rendered = renderModule(expected);
		writeFileSync(OUTPUT, rendered);
		say(`wrote ${expected.size} programs`);
		return 0;
	}

	const targets = new Set([...expected.keys(), ...committed.keys()]);
	const differing = [...targets].filter((target) => {
		const [ours, theirs] = [expected.get(target), committed.get(target)];
		return !ours || !theirs || !ours.equals(theirs);
	});
	for (const target of differing) say(`differs: ${target}`);
	const misplaced = differing.length === 0 && renderModule(expected) !== text;
	if (misplaced) say('differs: the text of src/probe/programs.ts around the programs');
	say(`rebuilt: ${[...built.keys()].join(' ')}`);
	const failed = differing.length > 0 || misplaced || (missing.length > 0 && !allowMissing);
	return failed ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	process.exitCode = main(process.argv.slice(2));
}
