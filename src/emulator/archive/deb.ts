import type { ByteReader } from './byte-reader.js';

/** `!<arch>\n` */
const MAGIC_BYTES = 8;
const HEADER_BYTES = 60;
/** A package has three members; signatures and the like may follow. */
const MAX_MEMBERS = 16;

/**
 * Finds the files of a Debian package: the member `data.tar`, compressed or not, of an ar
 * archive (deb(5); ar(5): a header is name 16, time 12, owner 6, group 6, mode 8, size 10 bytes
 * and "`\n"; contents are padded to even length).
 * @param reader stands at the beginning of the package
 * @returns the member, piece by piece
 * @throws Error when it is no package, or ends before the member does
 */
export async function debFiles(
	reader: ByteReader,
): Promise<AsyncGenerator<Buffer, void, undefined>> {
	await reader.take(MAGIC_BYTES);
	for (let members = 0; members < MAX_MEMBERS; members += 1) {
		const header = (await reader.take(HEADER_BYTES)).toString('latin1');
		if (header.length < HEADER_BYTES) {
			throw new Error('the package ends before its member data.tar');
		}
		const name = header.slice(0, 16).trimEnd().replace(/\/$/, '');
		const size = header.slice(48, 58).trimEnd();
		if (!/^\d+$/.test(size) || header.slice(58) !== '`\n') {
			throw new Error('a member of the package has a damaged header');
		}
		if (members === 0 && name !== 'debian-binary') {
			throw new Error(`it is an ar archive, but no Debian package: it begins with "${name}"`);
		}
		if (name === 'data.tar' || name.startsWith('data.tar.')) {
			return reader.pieces(Number(size));
		}
		const paddedBytes = Number(size) + (Number(size) % 2);
		for await (const _ of reader.pieces(paddedBytes)) {
			// Control files are of no interest.
		}
	}
	throw new Error(`the package has no data.tar among its first ${MAX_MEMBERS} members`);
}
