import { lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import { quoted } from '../platform/parse.js';
import { type GivenDigest, parseDigestFile, parseDigestWord } from './digest-words.js';

/** More than a metadata file with provenance takes. */
const MAX_FILE_BYTES = 4 << 20;
const MAX_FILES = 1_000;

/**
 * The digests that words and the files they name give.
 * @param name of the input or option, for the message
 * @param words digests, and paths of files and directories
 * @param workingDirectory that relative paths begin at
 * @throws E_INPUT, E_PLATFORM
 */
export function readDigests(
	name: string,
	words: readonly string[],
	workingDirectory: string,
): GivenDigest[] {
	return words.flatMap(
		(word) => parseDigestWord(name, word, word) ?? readPath(name, word, workingDirectory),
	);
}

function readPath(name: string, word: string, workingDirectory: string): GivenDigest[] {
	const path = resolve(workingDirectory, word);
	const found = word.includes('\0') ? undefined : statOf(path);
	if (found === undefined) {
		throw new XarchError(
			'E_INPUT',
			`${name}: ${quoted(word)} is neither a digest nor a file or directory that exists; allowed: sha256:<64 digits>, <platform>=sha256:<64 digits>, or a path.`,
			'For a path, look whether the step before has put the files there: actions/download-artifact needs the same path.',
		);
	}
	const files = found.isDirectory() ? filesBelow(path) : [path];
	if (files.length === 0) {
		throw new XarchError(
			'E_INPUT',
			`${name}: directory ${quoted(word)} holds no files, so no digests.`,
			'Look whether every build has handed its digest on, and under which name and path.',
		);
	}
	return files.flatMap((file) =>
		parseDigestFile(file, readSmall(file, file === path ? found : lstatSync(file))),
	);
}

function statOf(path: string): Stats | undefined {
	try {
		return statSync(path);
	} catch (error) {
		if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(errnoOf(error) ?? '')) return undefined;
		throw unreadable(path, messageOf(error), error);
	}
}

/** In the order of their paths, so that the same digests make the same index. */
function filesBelow(directory: string): string[] {
	const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => !entry.isDirectory())
		.map(({ parentPath, name }) => join(parentPath, name))
		.sort();
	if (files.length > MAX_FILES) {
		throw new XarchError(
			'E_INPUT',
			`Directory ${quoted(directory)} holds ${files.length} files; allowed: ${MAX_FILES}, each of them a digest.`,
			'Name the directory that holds the digests only.',
		);
	}
	return files;
}

/** A link in an artifact may lead out of it, and a pipe never end. */
function readSmall(path: string, info: Stats): string {
	if (!info.isFile()) throw unreadable(path, 'it is not a regular file');
	if (info.size > MAX_FILE_BYTES) {
		throw unreadable(path, `it has ${info.size} bytes, which is too much for digests`);
	}
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		throw unreadable(path, messageOf(error), error);
	}
}

function unreadable(path: string, reason: string, cause?: unknown): XarchError {
	return new XarchError(
		'E_INPUT',
		`File ${quoted(path)} cannot be read for digests: ${reason}.`,
		'Leave only files with digests there, readable by this user.',
		cause,
	);
}
