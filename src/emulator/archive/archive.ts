import { XarchError } from '../../errors.js';
import { packageMembers, releaseMembers } from './archive-members.js';
import { ByteReader } from './byte-reader.js';
import { debFiles } from './deb.js';
import { decompress } from './decompress.js';
import { type FileFormat, FORMAT_BYTES, recogniseFormat } from './file-format.js';
import { asBadArchive, badArchive, type Unpacked, unpackTar, writeEmulator } from './unpack.js';

/** Where the wanted emulators go. */
export interface Destination {
	/** What is unpacked, for messages. */
	readonly label: string;
	/** Existing directory that gets one folder per target. */
	readonly directory: string;
	readonly wanted: ReadonlySet<string>;
	/** The emulator that the file is or has, undefined when it may have many. */
	readonly target: string | undefined;
}

type ArchiveKind = 'release' | 'package';

/**
 * Unpacks the wanted emulators of a file as projects publish them: a tar archive or a program,
 * either perhaps compressed, or a Debian package.
 * @param reader stands at the file's beginning; on success it may hold more that is not looked at
 * @throws E_ARCHIVE; file system errors and what the reader throws as they are
 */
export async function unpackFile(reader: ByteReader, destination: Destination): Promise<Unpacked> {
	const { label, target } = destination;
	try {
		const format = recogniseFormat(await reader.peek(FORMAT_BYTES));
		const unpacked =
			format.kind === 'deb'
				? await unpackPlain(new ByteReader(await debFiles(reader)), 'package', destination)
				: await unpackPlain(reader, 'release', destination);
		if (target !== undefined && unpacked.offers.some((offered) => offered !== target)) {
			throw badArchive(
				label,
				`it should hold the emulator for ${target} only, and has ${unpacked.offers.join(', ')}`,
			);
		}
		return unpacked;
	} catch (error) {
		throw asBadArchive(error, label);
	}
}

/** A tar archive or a program, compressed or not. */
async function unpackPlain(
	reader: ByteReader,
	kind: ArchiveKind,
	destination: Destination,
): Promise<Unpacked> {
	const outer = recogniseFormat(await reader.peek(FORMAT_BYTES));
	if (outer.kind !== 'compressed') return unpackAs(outer, reader, kind, destination);
	const plain = decompress(outer.compression, reader.pieces());
	try {
		const inner = new ByteReader(plain);
		const format = recogniseFormat(await inner.peek(FORMAT_BYTES));
		return await unpackAs(format, inner, kind, destination);
	} finally {
		// What it holds must go, also when it was not read to its end.
		await plain.return();
	}
}

async function unpackAs(
	format: FileFormat,
	reader: ByteReader,
	kind: ArchiveKind,
	destination: Destination,
): Promise<Unpacked> {
	const { label, directory, wanted, target } = destination;
	if (format.kind === 'tar') {
		const targetOf = kind === 'package' ? packageMembers() : releaseMembers();
		return unpackTar(reader.pieces(), label, directory, wanted, targetOf);
	}
	if (format.kind !== 'program' || kind === 'package') {
		throw new Error(`it is ${describe(format)}`);
	}
	if (target === undefined) {
		throw new XarchError(
			'E_ARCHIVE',
			`${label} is a single program, and nothing says for which target.`,
			'Write {target} in the address where the name of the target stands (qemu-{target}), or name an archive.',
		);
	}
	if (!wanted.has(target)) return { files: [], offers: [target] };
	const file = await writeEmulator(reader.pieces(), target, label, directory);
	return { files: [file], offers: [target] };
}

function describe(format: FileFormat): string {
	switch (format.kind) {
		case 'other':
			return format.description;
		case 'empty':
			return 'empty';
		case 'page':
			return 'a web page';
		case 'compressed':
			return `compressed twice, the second time with ${format.compression}`;
		case 'program':
			return 'a program where files of a package should be';
		default:
			return `a ${format.kind} inside another file`;
	}
}
