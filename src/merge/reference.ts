import { withRegistry } from '../emulator/image/image-reference.js';
import { XarchError } from '../errors.js';
import { quoted } from '../platform/parse.js';

/** A tag of an image. */
export interface TagReference {
	/** With its registry: `docker.io/library/app`. */
	readonly repository: string;
	readonly tag: string;
}

/* The grammar of distribution's reference package, which every registry client follows. */
const HOST =
	/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*|\[[\da-f:]+\])(?::\d+)?$/i;
const PATH = /^[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*(?:\/[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*)*$/;
const TAG = /^[A-Za-z\d_][\w.-]{0,127}$/;
const MAX_NAME_LENGTH = 255;

/** Whether a text is a tag by itself, `1.2`, and no reference. */
export function isPlainTag(text: string): boolean {
	return TAG.test(text);
}

/**
 * An image's name, made whole.
 * @param name of the input or option, for the message
 * @throws E_INPUT for anything else, a name with a tag or a digest included
 */
export function parseRepository(name: string, text: string): string {
	const [, path = text, end] = /^([^@]*?)((?::[^/:@]*)?(?:@.*)?)$/s.exec(text) ?? [];
	if (end !== undefined && end !== '' && isRepository(path)) {
		throw new XarchError(
			'E_INPUT',
			`${name}: ${quoted(text)} has a tag or a digest; allowed: the name of an image alone, such as ${path}.`,
			'Give tags and digests by themselves.',
		);
	}
	if (!isRepository(text)) throw badName(name, text);
	return whole(text);
}

/**
 * A reference with a tag, `ghcr.io/owner/app:1.2`.
 * @throws E_INPUT
 */
export function parseTagReference(name: string, text: string): TagReference {
	const [, path = text, tag] = /^(.*):([^/:]*)$/s.exec(text) ?? [];
	if (tag === undefined || !TAG.test(tag) || !isRepository(path)) {
		if (tag !== undefined && TAG.test(tag) && !path.includes('@')) throw badName(name, path);
		throw new XarchError(
			'E_INPUT',
			`${name}: ${quoted(text)} is neither a tag nor an image with a tag; allowed: 1 to 128 letters, digits, "_", "." and "-", or such as ghcr.io/owner/app:1.2.`,
			'Write one of these on each line.',
		);
	}
	return { repository: whole(path), tag };
}

function isRepository(text: string): boolean {
	if (text.length > MAX_NAME_LENGTH) return false;
	const [first = '', ...rest] = text.split('/');
	const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
	return hasHost ? HOST.test(first) && PATH.test(rest.join('/')) : PATH.test(text);
}

function whole(text: string): string {
	return withRegistry(text.replace(/^index\.docker\.io\//, 'docker.io/')).replace(
		/^docker\.io\/(?=[^/]+$)/,
		'docker.io/library/',
	);
}

function badName(name: string, text: string): XarchError {
	const lower = text.toLowerCase();
	return new XarchError(
		'E_INPUT',
		`${name}: ${quoted(text)} is not the name of an image; allowed: lower-case letters, digits, ".", "_", "-" and "/", such as ghcr.io/owner/app.`,
		lower !== text && isRepository(lower)
			? `Registries take lower case only: write ${lower}.`
			: 'Correct it.',
	);
}
