const EMPTY: Buffer = Buffer.alloc(0);

/** Reads a stream of pieces of any size in portions of a wanted size, none of it twice. */
export class ByteReader {
	readonly #source: AsyncIterator<Buffer>;
	#held: Buffer = EMPTY;

	constructor(source: AsyncIterable<Buffer>) {
		this.#source = source[Symbol.asyncIterator]();
	}

	/** The next bytes, which stay to be read; fewer than `count` only at the end. */
	async peek(count: number): Promise<Buffer> {
		const pieces = [this.#held];
		let length = this.#held.length;
		while (length < count) {
			const next = await this.#next();
			if (next === undefined) break;
			pieces.push(next);
			length += next.length;
		}
		if (pieces.length > 1) this.#held = Buffer.concat(pieces, length);
		return this.#held.subarray(0, count);
	}

	/** Reads `count` bytes; fewer only at the end. */
	async take(count: number): Promise<Buffer> {
		const bytes = await this.peek(count);
		this.#held = this.#held.subarray(bytes.length);
		return bytes;
	}

	/**
	 * Reads `count` bytes piece by piece, or all that are left.
	 * @throws Error when they end before
	 */
	async *pieces(count = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer, void, undefined> {
		let left = count;
		while (left > 0) {
			const piece = this.#held.length > 0 ? this.#held : await this.#next();
			if (piece === undefined) {
				if (count === Number.POSITIVE_INFINITY) return;
				throw new Error(`unexpected end, ${left} of ${count} bytes are missing`);
			}
			const wanted = left < piece.length ? piece.subarray(0, left) : piece;
			this.#held = piece.subarray(wanted.length);
			left -= wanted.length;
			yield wanted;
		}
	}

	async #next(): Promise<Buffer | undefined> {
		for (;;) {
			const next = await this.#source.next();
			if (next.done === true) return undefined;
			if (next.value.length > 0) return next.value;
		}
	}
}
