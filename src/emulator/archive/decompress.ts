import { Readable, type Transform } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import zlib from 'node:zlib';
import { ByteReader } from './byte-reader.js';
import { readBzip2 } from './bzip2.js';
import type { Compression } from './file-format.js';
import { hasChecksum, readZstdFrame } from './zstd-frames.js';

type Pieces = AsyncGenerator<Buffer, void, undefined>;

/** Larger pieces mean fewer changes between zlib's thread and ours. */
const PIECE_BYTES = 128 * 1024;
/** Beyond this, data that shrinks more than real emulators (3 to 10 times) is made to harm. */
const ANY_RATIO_BYTES = 32 * 1024 * 1024;
const MAX_RATIO = 100;
/** Debian's package with all 35 emulators holds 470 MB. */
const MAX_UNPACKED_BYTES = 2 * 1024 * 1024 * 1024;

/** Watches how much becomes of how little. */
class Meter {
	inBytes = 0;
	#outBytes = 0;

	/** @throws Error when it cannot be honest data */
	out(chunk: Uint8Array): void {
		this.#outBytes += chunk.length;
		if (this.#outBytes > MAX_UNPACKED_BYTES) {
			throw new Error(`it holds more than ${MAX_UNPACKED_BYTES} bytes`);
		}
		if (this.#outBytes > ANY_RATIO_BYTES && this.#outBytes > this.inBytes * MAX_RATIO) {
			throw new Error(`${this.inBytes} bytes of it become more than ${this.#outBytes}`);
		}
	}
}

/**
 * Decompresses piece by piece, in bounded memory; nothing is read ahead of what is asked for,
 * but for a few pieces.
 * @throws Error for data that is damaged, cut short, or becomes more than 100 times itself or 2 GiB
 */
export async function* decompress(
	compression: Compression,
	source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
	const meter = new Meter();
	const counted = count(source, meter);
	switch (compression) {
		case 'gzip':
			return yield* metered(throughZlib(counted, zlib.createGunzip(ZLIB_OPTIONS)), meter);
		case 'xz':
			return yield* metered(unxz(counted), meter);
		case 'zstd':
			return yield* unzstd(counted, meter);
		case 'bzip2':
			return yield* metered(readBzip2(new ByteReader(counted)), meter);
	}
}

const ZLIB_OPTIONS = { chunkSize: PIECE_BYTES, readableHighWaterMark: 2 * PIECE_BYTES };

async function* count(source: AsyncIterable<Buffer>, meter: Meter): Pieces {
	for await (const chunk of source) {
		meter.inBytes += chunk.length;
		yield chunk;
	}
}

async function* metered(source: AsyncIterable<Buffer>, meter: Meter): Pieces {
	for await (const chunk of source) {
		meter.out(chunk);
		yield chunk;
	}
}

async function* throughZlib(source: AsyncIterable<Buffer>, transform: Transform): Pieces {
	const input = Readable.from(source, { highWaterMark: 2 });
	input.on('error', (error) => transform.destroy(error));
	try {
		yield* input.pipe(transform) as AsyncIterable<Buffer>;
	} finally {
		input.destroy();
		transform.destroy();
	}
}

type XzModule = typeof import('xz-decompress');

/** One at a time: xz-decompress has one machine for all, and mixes up who waits for it. */
let xzIsFree: Promise<void> = Promise.resolve();

async function* unxz(source: AsyncIterable<Buffer>): Pieces {
	const loaded: { default?: XzModule } & XzModule = await import('xz-decompress');
	// Named or default: it depends on who loads a CommonJS module, Node or a bundle.
	const { XzReadableStream } = loaded.default ?? loaded;
	const before = xzIsFree;
	let release = () => {};
	xzIsFree = new Promise((resolve) => {
		release = resolve;
	});
	await before;
	try {
		const chunks = source[Symbol.asyncIterator]();
		const input = new ReadableStream<Uint8Array>(
			{
				async pull(controller) {
					const next = await chunks.next();
					if (next.done === true) controller.close();
					else controller.enqueue(next.value);
				},
			},
			{ highWaterMark: 0 },
		);
		for await (const chunk of new XzReadableStream(input) as ReadableStream<Uint8Array>) {
			if (chunk.length > 0) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
		}
	} finally {
		release();
	}
}

async function* unzstd(source: AsyncIterable<Buffer>, meter: Meter): Pieces {
	const reader = new ByteReader(source);
	while ((await reader.peek(1)).length > 0) {
		const frame = readZstdFrame(reader);
		// Node has it since 22.15; the action's own does, the one of a command line may not.
		if (typeof zlib.createZstdDecompress === 'function') {
			const transform = zlib.createZstdDecompress(ZLIB_OPTIONS);
			yield* metered(throughZlib(frame, transform), meter);
		} else {
			yield* metered(throughFzstd(frame), meter);
		}
	}
}

/**
 * A frame's blocks become 128 KB each at most, so that they need no metering inside. Unlike Node's
 * own, this decoder leaves the checksum to others.
 */
async function* throughFzstd(frame: AsyncIterable<Buffer>): Pieces {
	const { Decompress } = await import('fzstd');
	let made: Buffer[] = [];
	const { default: loadXxhash } = await import('xxhash-wasm');
	const hash = (await loadXxhash()).create64();
	const decoder = new Decompress((chunk) => {
		hash.update(chunk);
		if (chunk.length > 0) made.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
	});
	let head: Buffer | undefined;
	let last: Buffer | undefined;
	for await (const piece of frame) {
		head ??= piece;
		last = piece;
		decoder.push(piece);
		const ready = made;
		made = [];
		yield* ready;
	}
	if (head === undefined) return;
	// A frame of a few bytes is held back until it is said to be the last.
	decoder.push(Buffer.alloc(0), true);
	yield* made;
	if (hasChecksum(head) && last?.readUInt32LE() !== Number(BigInt.asUintN(32, hash.digest()))) {
		throw new Error('the checksum of zstd data is wrong');
	}
}
