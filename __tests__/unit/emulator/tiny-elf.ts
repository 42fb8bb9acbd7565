/** What a made-up ELF file says of itself. */
export interface TinyElf {
	/** `e_machine`; this host's when left out. */
	readonly machine?: number;
	readonly is64Bit?: boolean;
	readonly littleEndian?: boolean;
	/** `e_type`, 2 when left out. */
	readonly type?: number;
	/** Adds a PT_INTERP segment. */
	readonly hasInterpreter?: boolean;
	/** Something to tell two files apart by. */
	readonly trailer?: string;
}

const LOAD_ADDRESS = 0x400000;
const HEADERS_BYTES = 64 + 2 * 56;

/** exit(0), by Node's name of the architecture: the machine number and the code. */
const EXIT: Readonly<Record<string, { machine: number; code: readonly number[] }>> = {
	// mov eax, 60; xor edi, edi; syscall
	x64: { machine: 62, code: [0xb8, 60, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05] },
	// mov x0, 0; mov x8, 93; svc 0
	arm64: { machine: 183, code: [0, 0, 0x80, 0xd2, 0xa8, 0x0b, 0x80, 0xd2, 1, 0, 0, 0xd4] },
};

/** A program of a few hundred bytes; as it comes it is static and ends with exit code 0 here. */
export function tinyElf(options: TinyElf = {}): Buffer {
	const own = EXIT[process.arch] ?? { machine: 0, code: [] };
	const { is64Bit = true, littleEndian = true, type = 2, machine = own.machine } = options;
	const code = Buffer.from(own.code);
	const sizeBytes = HEADERS_BYTES + code.length;
	const elf = Buffer.alloc(sizeBytes);
	const view = new DataView(elf.buffer, elf.byteOffset, elf.length);
	elf.set([0x7f, 0x45, 0x4c, 0x46, is64Bit ? 2 : 1, littleEndian ? 1 : 2, 1]);
	view.setUint16(16, type, littleEndian);
	view.setUint16(18, machine, littleEndian);
	view.setUint32(20, 1, littleEndian);
	const segments = [1, ...(options.hasInterpreter === true ? [3] : [])];
	if (is64Bit) {
		view.setBigUint64(24, BigInt(LOAD_ADDRESS + HEADERS_BYTES), littleEndian);
		view.setBigUint64(32, 64n, littleEndian);
		view.setUint16(52, 64, littleEndian);
		view.setUint16(54, 56, littleEndian);
		view.setUint16(56, segments.length, littleEndian);
		for (const [index, segment] of segments.entries()) {
			const at = 64 + index * 56;
			view.setUint32(at, segment, littleEndian);
			view.setUint32(at + 4, 5, littleEndian);
			view.setBigUint64(at + 16, BigInt(LOAD_ADDRESS), littleEndian);
			view.setBigUint64(at + 32, BigInt(sizeBytes), littleEndian);
			view.setBigUint64(at + 40, BigInt(sizeBytes), littleEndian);
			view.setBigUint64(at + 48, 0x1000n, littleEndian);
		}
	} else {
		view.setUint32(28, 52, littleEndian);
		view.setUint16(42, 32, littleEndian);
		view.setUint16(44, segments.length, littleEndian);
		for (const [index, segment] of segments.entries()) {
			view.setUint32(52 + index * 32, segment, littleEndian);
		}
	}
	code.copy(elf, HEADERS_BYTES);
	return Buffer.concat([elf, Buffer.from(options.trailer ?? '')]);
}
