import type { ByteReader } from './byte-reader.js';

/*
 * bzip2's format has no paper of its own; what is here follows the program's manual and the
 * format's common description: "BZh", the block size in 100 kB as a digit, blocks, an end mark
 * and the checksum of all blocks' checksums. Fields are bits, the highest first.
 */
const BLOCK_MARK = 0x314159265359;
const END_MARK = 0x177245385090;
const UNIT_BYTES = 100_000;
/** Symbols in a row that share a code. */
const GROUP_SYMBOLS = 50;
const MAX_CODE_BITS = 20;
/** What a block has beside its symbols: at most 32767 selectors of 6 bits, and its codes. */
const MAX_TABLES_BYTES = 40_000;
const PIECE_BYTES = 64 * 1024;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let crc = byte << 24;
	for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
	return crc;
});

/** A canonical Huffman code. */
interface Code {
	readonly minBits: number;
	/** By length: the last code of that length or shorter. */
	readonly limits: Int32Array;
	/** By length: what to take off a code to get its place in `symbols`. */
	readonly bases: Int32Array;
	readonly symbols: Uint16Array;
}

/**
 * Decompresses bzip2 data, one stream or several. However much a block becomes, it comes in
 * small pieces.
 * @throws Error when the data is damaged or ends early
 */
export async function* readBzip2(reader: ByteReader): AsyncGenerator<Buffer, void, undefined> {
	while ((await reader.peek(1)).length > 0) {
		const header = (await reader.take(4)).toString('latin1');
		const units = Number(/^BZh([1-9])$/.exec(header)?.[1] ?? Number.NaN);
		if (Number.isNaN(units)) throw new Error('something else follows bzip2 data');
		const table = new Uint32Array(units * UNIT_BYTES);
		const blockBytes = Math.ceil((table.length * MAX_CODE_BITS) / 8) + MAX_TABLES_BYTES;
		let combined = 0;
		let startBit = 0;
		for (;;) {
			const bits = new Bits(await reader.peek(blockBytes), startBit);
			const mark = bits.take(24) * 2 ** 24 + bits.take(24);
			const expected = bits.take(16) * 2 ** 16 + bits.take(16);
			if (mark === END_MARK) {
				if (expected !== combined) throw new Error('the checksum of bzip2 data is wrong');
				await reader.take(Math.ceil(bits.at / 8));
				break;
			}
			if (mark !== BLOCK_MARK) throw new Error('bzip2 data is damaged');
			const { count, origin } = readBlock(bits, table);
			await reader.take(bits.at >> 3);
			startBit = bits.at & 7;
			const crc = yield* expand(table, count, origin);
			if (crc !== expected) throw new Error('the checksum of a block of bzip2 data is wrong');
			combined = (((combined << 1) | (combined >>> 31)) ^ crc) >>> 0;
		}
	}
}

/** Bits of a buffer, the highest of each byte first. */
class Bits {
	/** How many are taken. */
	at: number;
	readonly #data: Buffer;

	constructor(data: Buffer, startBit: number) {
		this.#data = data;
		this.at = startBit;
	}

	/** @param count at most 25 */
	take(count: number): number {
		const byte = this.at >> 3;
		const data = this.#data;
		const word =
			((data[byte] ?? 0) << 24) |
			((data[byte + 1] ?? 0) << 16) |
			((data[byte + 2] ?? 0) << 8) |
			(data[byte + 3] ?? 0);
		const value = (word << (this.at & 7)) >>> (32 - count);
		this.at += count;
		if (this.at > data.length * 8) throw new Error('unexpected end of bzip2 data');
		return value;
	}

	symbol({ minBits, limits, bases, symbols }: Code): number {
		let length = minBits;
		let value = this.take(length);
		while (value > (limits[length] ?? -1)) {
			length += 1;
			if (length > MAX_CODE_BITS) throw new Error('a code in bzip2 data is wrong');
			value = (value << 1) | this.take(1);
		}
		const symbol = symbols[value - (bases[length] ?? 0)];
		if (symbol === undefined) throw new Error('a code in bzip2 data is wrong');
		return symbol;
	}
}

/** Fills the table: each entry a byte, and above it the entry that the next byte is in. */
function readBlock(bits: Bits, table: Uint32Array): { count: number; origin: number } {
	const isRandomised = bits.take(1) === 1;
	const origin = bits.take(24);
	const used = readUsedBytes(bits);
	const codeCount = bits.take(3);
	const selectors = new Uint8Array(bits.take(15));
	if (isRandomised || used.length === 0 || codeCount < 2 || codeCount > 6) {
		throw new Error('the head of a block of bzip2 data is wrong');
	}
	const recent = Uint8Array.from({ length: codeCount }, (_, index) => index);
	for (let index = 0; index < selectors.length; index += 1) {
		let place = 0;
		while (bits.take(1) === 1) place += 1;
		if (place >= codeCount) throw new Error('a selector in bzip2 data is wrong');
		selectors[index] = toFront(recent, place);
	}
	const codes = Array.from({ length: codeCount }, () => readCode(bits, used.length + 2));
	const count = readSymbols(bits, used, selectors, codes, table);
	if (origin >= count) throw new Error('the start of a block of bzip2 data is wrong');
	link(table, count);
	return { count, origin };
}

function readUsedBytes(bits: Bits): Uint8Array {
	const used: number[] = [];
	const ranges = bits.take(16);
	for (let range = 0; range < 16; range += 1) {
		const members = (ranges & (0x8000 >> range)) === 0 ? 0 : bits.take(16);
		for (let low = 0; low < 16; low += 1) {
			if ((members & (0x8000 >> low)) !== 0) used.push(range * 16 + low);
		}
	}
	return Uint8Array.from(used);
}

/** The lengths of a code's words, each as its difference to the one before. */
function readCode(bits: Bits, symbolCount: number): Code {
	const lengths = new Uint8Array(symbolCount);
	let length = bits.take(5);
	for (let symbol = 0; symbol < symbolCount; symbol += 1) {
		for (;;) {
			if (length < 1 || length > MAX_CODE_BITS) throw new Error('a code in bzip2 data is wrong');
			if (bits.take(1) === 0) break;
			length += bits.take(1) === 0 ? 1 : -1;
		}
		lengths[symbol] = length;
	}
	const symbols = new Uint16Array(symbolCount);
	const limits = new Int32Array(MAX_CODE_BITS + 1);
	const bases = new Int32Array(MAX_CODE_BITS + 1);
	let place = 0;
	let word = 0;
	for (let bitCount = 1; bitCount <= MAX_CODE_BITS; bitCount += 1) {
		word <<= 1;
		bases[bitCount] = word - place;
		for (let symbol = 0; symbol < symbolCount; symbol += 1) {
			if (lengths[symbol] !== bitCount) continue;
			symbols[place] = symbol;
			place += 1;
			word += 1;
		}
		limits[bitCount] = word - 1;
	}
	return { minBits: Math.min(...lengths), limits, bases, symbols };
}

/** Undoes the Huffman codes, the runs (symbols 0 and 1 are digits) and the move to the front. */
function readSymbols(
	bits: Bits,
	used: Uint8Array,
	selectors: Uint8Array,
	codes: readonly Code[],
	table: Uint32Array,
): number {
	const recent = used.slice();
	const endSymbol = used.length + 1;
	let count = 0;
	let run = 0;
	let weight = 1;
	for (const selector of selectors) {
		const code = codes[selector];
		for (let left = GROUP_SYMBOLS; code !== undefined && left > 0; left -= 1) {
			const symbol = bits.symbol(code);
			if (symbol <= 1) {
				run += weight << symbol;
				weight <<= 1;
				if (count + run > table.length) throw new Error('a block of bzip2 data is too long');
				continue;
			}
			if (run > 0) {
				table.fill(recent[0] ?? 0, count, count + run);
				count += run;
				run = 0;
				weight = 1;
			}
			if (symbol === endSymbol) return count;
			if (count === table.length) throw new Error('a block of bzip2 data is too long');
			table[count] = toFront(recent, symbol - 1);
			count += 1;
		}
	}
	throw new Error('a block of bzip2 data has no end');
}

function toFront(recent: Uint8Array, place: number): number {
	const value = recent[place] ?? 0;
	recent.copyWithin(1, 0, place);
	recent[0] = value;
	return value;
}

/** Undoes the Burrows-Wheeler transform: sorted, the bytes say which follows which. */
function link(table: Uint32Array, count: number): void {
	const next = new Uint32Array(257);
	for (let index = 0; index < count; index += 1) {
		const byte = (table[index] ?? 0) + 1;
		next[byte] = (next[byte] ?? 0) + 1;
	}
	for (let byte = 1; byte < 257; byte += 1) {
		next[byte] = (next[byte] ?? 0) + (next[byte - 1] ?? 0);
	}
	for (let index = 0; index < count; index += 1) {
		const byte = (table[index] ?? 0) & 0xff;
		const place = next[byte] ?? 0;
		table[place] = (table[place] ?? 0) | (index << 8);
		next[byte] = place + 1;
	}
}

/** Undoes the first runs: after four equal bytes comes how often the byte is repeated. */
function* expand(
	table: Uint32Array,
	count: number,
	origin: number,
): Generator<Buffer, number, undefined> {
	let piece = Buffer.allocUnsafe(PIECE_BYTES);
	let filled = 0;
	let crc = -1;
	let entry = (table[origin] ?? 0) >>> 8;
	let previous = -1;
	let equal = 0;
	for (let left = count; left > 0; left -= 1) {
		const found = table[entry] ?? 0;
		entry = found >>> 8;
		let byte = found & 0xff;
		let copies = 1;
		if (equal === 4) {
			copies = byte;
			byte = previous;
			equal = 0;
			previous = -1;
		} else {
			equal = byte === previous ? equal + 1 : 1;
			previous = byte;
		}
		for (; copies > 0; copies -= 1) {
			crc = (crc << 8) ^ (CRC_TABLE[(crc >>> 24) ^ byte] ?? 0);
			piece[filled] = byte;
			filled += 1;
			if (filled === PIECE_BYTES) {
				yield piece;
				piece = Buffer.allocUnsafe(PIECE_BYTES);
				filled = 0;
			}
		}
	}
	if (filled > 0) yield piece.subarray(0, filled);
	return ~crc >>> 0;
}
