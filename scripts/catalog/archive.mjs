import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';

const MAX_BYTES = 512 * 1024 * 1024;
const MAX_MEMBER_BYTES = 256 * 1024 * 1024;

/**
 * Reads a .tar.gz to its end.
 * @param {NodeJS.ReadableStream} stream the compressed archive
 * @returns {Promise<{ sha256: string, sizeBytes: number, members: { name: string, sha256: string, sizeBytes: number }[] }>}
 * its digest and size, and the emulators in it, sorted by name
 */
export async function measureArchive(stream) {
	const hash = createHash('sha256');
	let sizeBytes = 0;
	const compressed = new PassThrough();
	const count = async function* (chunks) {
		for await (const chunk of chunks) {
			sizeBytes += chunk.length;
			if (sizeBytes > MAX_BYTES) throw new Error(`it is longer than ${MAX_BYTES} bytes`);
			hash.update(chunk);
			yield chunk;
		}
	};
	const reader = extract();
	const feeding = Promise.all([
		pipeline(stream, count, compressed),
		pipeline(compressed, createGunzip(), reader),
	]);
	// Looked at below, after what the reader itself says.
	feeding.catch(() => {});
	const members = [];
	try {
		for await (const entry of reader) {
			const { name, type } = entry.header;
			const baseName = /^(?:\.\/)?(qemu-[a-z0-9_]+(?:-static)?)$/.exec(name)?.[1];
			const member = await measure(entry);
			if (baseName !== undefined && type === 'file') members.push({ name: baseName, ...member });
		}
	} finally {
		await feeding;
	}
	members.sort((a, b) => (a.name < b.name ? -1 : 1));
	return { sha256: hash.digest('hex'), sizeBytes, members };
}

async function measure(entry) {
	const hash = createHash('sha256');
	let sizeBytes = 0;
	for await (const chunk of entry) {
		sizeBytes += chunk.length;
		if (sizeBytes > MAX_MEMBER_BYTES) throw new Error(`${entry.header.name} is too long`);
		hash.update(chunk);
	}
	return { sha256: hash.digest('hex'), sizeBytes };
}
