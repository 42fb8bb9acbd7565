import { XarchError } from '../errors.js';
import { STUBS } from './stubs.js';

/**
 * What an emulator finds in AT_FLAGS when the kernel set nothing there. Bit 0 is
 * AT_FLAGS_PRESERVE_ARGV0 (Linux include/uapi/linux/binfmts.h), no other has a meaning. A build
 * that takes flag P for granted does so when the whole value is 0 (tonistiigi/binfmt,
 * patches/preserve-argv0), so a bit that nobody reads brings it back to what QEMU does by itself.
 */
export const NOT_PRESERVED = 2;

/** Size of a head: a multiple of every host's page size, so that what follows can be mapped as before. */
export const HEAD_BYTES = 0x10000;

const EHDR_BYTES = 64;
const PHDR_BYTES = 56;
const PARAMETERS_BYTES = 32;
const PT_LOAD = 1;
const PT_PHDR = 6;
const PF_R_X = 5;

/** A program header of a 64-bit ELF file, by the specification's names. */
interface Segment {
	readonly type: number;
	readonly flags: number;
	readonly offset: number;
	readonly address: number;
	readonly fileBytes: number;
	readonly memoryBytes: number;
	readonly alignment: number;
}

/**
 * What to put before an emulator's file to have one that can be called by hand: `HEAD_BYTES` with
 * new program headers and a few instructions, which replace an AT_FLAGS of 0 in the auxiliary
 * vector and go on to the emulator's own entry point. Both together are one static ELF file, of
 * which all of the emulator is mapped as it was.
 *
 * The instructions find four 64-bit numbers behind them: how far from there the emulator's own
 * program headers are, how many they are, how far its entry point is, and the value for AT_FLAGS.
 * They write AT_PHDR, AT_PHNUM and AT_ENTRY too, for the emulator's C library to see its own headers.
 * @param emulator the file's beginning, program headers included; 64-bit and static
 * @param host QEMU's name of the machine it runs on
 * @param flags what to put in place of 0
 * @throws E_EMULATOR for a host without such instructions, or a file laid out unlike any known one
 */
export function composeHead(emulator: Buffer, host: string, flags = NOT_PRESERVED): Buffer {
	const stub = STUBS[host];
	if (stub === undefined) {
		throw new XarchError(
			'E_EMULATOR',
			`Emulators that take flag P for granted cannot be called by hand on ${host} hosts (they can on ${Object.keys(STUBS).join(', ')}).`,
			'Choose another source (apt) for add-to-path and --bin-dir.',
		);
	}
	const code = Buffer.from(stub, 'base64');
	const littleEndian = emulator[5] === 1;
	const original = new DataView(emulator.buffer, emulator.byteOffset, emulator.byteLength);
	const segments = readSegments(original, littleEndian);
	const loaded = segments.filter(({ type }) => type === PT_LOAD);
	const headersAt = Number(original.getBigUint64(32, littleEndian));
	const holder = loaded.find(
		({ offset, fileBytes }) => headersAt >= offset && headersAt < offset + fileBytes,
	);
	if (holder === undefined) {
		throw new XarchError(
			'E_EMULATOR',
			'The emulator cannot be made callable by hand: its program headers are not loaded with it.',
			'Choose another source (apt) for add-to-path and --bin-dir.',
		);
	}

	const end = Math.max(...loaded.map(({ address, memoryBytes }) => address + memoryBytes));
	const headAddress = Math.ceil(end / HEAD_BYTES) * HEAD_BYTES;
	const kept = segments.filter(({ type }) => type !== PT_PHDR);
	const codeAt = EHDR_BYTES + PHDR_BYTES * (kept.length + 1);
	const parametersAt = codeAt + code.length;
	const headBytes = parametersAt + PARAMETERS_BYTES;

	const head = Buffer.alloc(HEAD_BYTES);
	const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
	const setWide = (at: number, value: number) =>
		view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), littleEndian);
	emulator.copy(head, 0, 0, EHDR_BYTES);
	setWide(24, headAddress + codeAt);
	setWide(32, EHDR_BYTES);
	setWide(40, 0);
	view.setUint16(56, kept.length + 1, littleEndian);
	// No section headers: they would have to be moved, and nothing that runs a program reads them.
	for (const at of [58, 60, 62]) view.setUint16(at, 0, littleEndian);

	const moved = kept.map((segment) => ({ ...segment, offset: segment.offset + HEAD_BYTES }));
	const own: Segment = {
		type: PT_LOAD,
		flags: PF_R_X,
		offset: 0,
		address: headAddress,
		fileBytes: headBytes,
		memoryBytes: headBytes,
		alignment: HEAD_BYTES,
	};
	// The kernel wants what is loaded in the order of its addresses; the head's is the highest.
	for (const [index, segment] of [...moved, own].entries()) {
		const at = EHDR_BYTES + PHDR_BYTES * index;
		view.setUint32(at, segment.type, littleEndian);
		view.setUint32(at + 4, segment.flags, littleEndian);
		setWide(at + 8, segment.offset);
		setWide(at + 16, segment.address);
		setWide(at + 24, segment.address);
		setWide(at + 32, segment.fileBytes);
		setWide(at + 40, segment.memoryBytes);
		setWide(at + 48, segment.alignment);
	}
	code.copy(head, codeAt);
	const from = headAddress + parametersAt;
	setWide(parametersAt, holder.address + headersAt - holder.offset - from);
	setWide(parametersAt + 8, segments.length);
	setWide(parametersAt + 16, Number(original.getBigUint64(24, littleEndian)) - from);
	setWide(parametersAt + 24, flags);
	return head;
}

function readSegments(view: DataView, littleEndian: boolean): Segment[] {
	const table = Number(view.getBigUint64(32, littleEndian));
	const size = view.getUint16(54, littleEndian);
	const wide = (at: number) => Number(view.getBigUint64(at, littleEndian));
	return Array.from({ length: view.getUint16(56, littleEndian) }, (_, index) => {
		const at = table + size * index;
		return {
			type: view.getUint32(at, littleEndian),
			flags: view.getUint32(at + 4, littleEndian),
			offset: wide(at + 8),
			address: wide(at + 16),
			fileBytes: wide(at + 32),
			memoryBytes: wide(at + 40),
			alignment: wide(at + 48),
		};
	});
}
