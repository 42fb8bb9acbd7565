import type { ByteReader } from './byte-reader.js';

const MAGIC = 0xfd2fb528;
/** Frames with the last digit 0 to f hold anything but compressed data (3.1.2). */
const SKIPPABLE_MAGIC = 0x184d2a50;
/** Decoders need that much memory; zstd's own refuses more unless told otherwise (zstd(1), --memory). */
const MAX_WINDOW_BYTES = 128 * 1024 * 1024;
/** Block_Maximum_Size (3.1.1.2.4) */
const MAX_BLOCK_BYTES = 128 * 1024;

/**
 * Reads one frame of zstd data (RFC 8878, 3.1), block by block, as it is. Decompressors take data
 * that ends early, or goes on after a frame, for the end of the stream; here it is known.
 * @param reader stands at the beginning of a frame
 * @returns the frame; nothing for one that holds no compressed data
 * @throws Error when it is no frame or not whole
 */
export async function* readZstdFrame(reader: ByteReader): AsyncGenerator<Buffer, void, undefined> {
	const magic = await exactly(reader, 4);
	if ((magic.readUInt32LE() & 0xfffffff0) === SKIPPABLE_MAGIC) {
		const size = (await exactly(reader, 4)).readUInt32LE();
		for await (const _ of reader.pieces(size)) {
			// Not compressed data.
		}
		return;
	}
	if (magic.readUInt32LE() !== MAGIC) throw new Error('something else follows zstd data');
	const descriptor = await exactly(reader, 1);
	const flags = descriptor[0] ?? 0;
	const fields = await exactly(reader, headerBytes(flags));
	if (windowBytes(flags, fields) > MAX_WINDOW_BYTES) {
		throw new Error('zstd data wants too much memory');
	}
	const head = Buffer.concat([magic, descriptor, fields]);
	yield head;
	for (let isLast = false; !isLast; ) {
		// Flag of the last block, type (1: one byte, repeated), size.
		const header = await exactly(reader, 3);
		const bits = header.readUIntLE(0, 3);
		const size = ((bits >> 1) & 3) === 1 ? 1 : bits >> 3;
		if (size > MAX_BLOCK_BYTES) throw new Error('a block of zstd data is too long');
		yield Buffer.concat([header, await exactly(reader, size)]);
		isLast = (bits & 1) === 1;
	}
	if (hasChecksum(head)) yield await exactly(reader, 4);
}

/** Whether a frame, of which the first piece is given, ends with a checksum (3.1.1.1.1.5). */
export function hasChecksum(head: Buffer): boolean {
	return ((head[4] ?? 0) & 4) !== 0;
}

/** How much of what came before a block may refer to (3.1.1.1.2), or the size of the whole (3.1.1.1.4). */
function windowBytes(flags: number, fields: Buffer): number {
	const isSingleSegment = (flags & 0x20) !== 0;
	if (!isSingleSegment) {
		const descriptor = fields[0] ?? 0;
		return 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);
	}
	const size = fields.subarray([0, 1, 2, 4][flags & 3] ?? 0);
	return size.length === 8 ? Number(size.readBigUInt64LE()) : size.readUIntLE(0, size.length);
}

/** Bytes of window descriptor, dictionary id and content size (3.1.1.1). */
function headerBytes(flags: number): number {
	const isSingleSegment = (flags & 0x20) !== 0;
	const sizeFlag = flags >> 6;
	const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag;
	return (isSingleSegment ? 0 : 1) + ([0, 1, 2, 4][flags & 3] ?? 0) + sizeBytes;
}

async function exactly(reader: ByteReader, count: number): Promise<Buffer> {
	const bytes = await reader.take(count);
	if (bytes.length < count) throw new Error('unexpected end of zstd data');
	return bytes;
}
