/** A compression that can be undone here. */
export type Compression = 'gzip' | 'xz' | 'zstd' | 'bzip2';

/** What a file is by its first bytes. */
export type FileFormat =
	| { readonly kind: 'compressed'; readonly compression: Compression }
	| { readonly kind: 'tar' | 'deb' | 'program' | 'page' | 'empty' }
	/** Nothing that emulators come in. */
	| { readonly kind: 'other'; readonly description: string };

/** How many bytes `recogniseFormat` wants to see. */
export const FORMAT_BYTES = 512;

/** RFC 1952, xz-file-format 2.1.1.1, RFC 8878 (frames and skippable frames), bzip2's manual. */
const COMPRESSIONS: readonly (readonly [string, Compression])[] = [
	['1f8b', 'gzip'],
	['fd377a585a00', 'xz'],
	['28b52ffd', 'zstd'],
	['425a68', 'bzip2'],
];

const OTHERS: readonly (readonly [string, string])[] = [
	['504b0304', 'a zip archive'],
	['504b0506', 'an empty zip archive'],
	['377abcaf271c', 'a 7z archive'],
	['edabeedb', 'an RPM package'],
	['5d000000', 'compressed with lzma'],
	['04224d18', 'compressed with lz4'],
	['1f9d', 'compressed with compress'],
	['4c5a4950', 'compressed with lzip'],
	['7b', 'JSON'],
	['2321', 'a script'],
];

/**
 * Tells what a file is by its first bytes; names and content types lie too often.
 * @param head up to FORMAT_BYTES
 */
export function recogniseFormat(head: Buffer): FileFormat {
	if (head.length === 0) return { kind: 'empty' };
	const hex = head.toString('hex', 0, 8);
	const compression = COMPRESSIONS.find(([magic]) => hex.startsWith(magic))?.[1];
	if (compression !== undefined) return { kind: 'compressed', compression };
	if (/^5.2a4d18/.test(hex)) return { kind: 'compressed', compression: 'zstd' };
	if (hex.startsWith('7f454c46')) return { kind: 'program' };
	if (head.toString('latin1', 0, 8) === '!<arch>\n') return { kind: 'deb' };
	// tar(5): the magic of POSIX and GNU archives; older ones cannot be told from anything else.
	if (head.toString('latin1', 257, 262) === 'ustar') return { kind: 'tar' };
	// Without members there is only the end mark.
	if (head.length === FORMAT_BYTES && head.every((byte) => byte === 0)) return { kind: 'tar' };
	if (/^(?:\xef\xbb\xbf)?\s*</.test(head.toString('latin1', 0, 64))) return { kind: 'page' };
	const description = OTHERS.find(([magic]) => hex.startsWith(magic))?.[1];
	return { kind: 'other', description: description ?? `unknown data that begins with ${hex}` };
}
