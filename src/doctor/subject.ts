import { statSync } from 'node:fs';
import { XarchError } from '../errors.js';
import { canonicalPlatform, type RequestedPlatform } from '../platform/parse.js';

/** What doctor is asked about. */
export type Subject =
	| { readonly kind: 'platform'; readonly name: string; readonly platform: RequestedPlatform }
	| { readonly kind: 'program'; readonly name: string }
	| {
			readonly kind: 'image';
			readonly name: string;
			/** Why it is no platform, for names that may be a mistyped one. */
			readonly notPlatform: XarchError | undefined;
	  };

/** A reference of the distribution specification: registry, path, tag and digest. */
const REFERENCE =
	/^(?:[\w.-]+(?::\d+)?\/)?[a-z0-9][a-z0-9._/-]*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/**
 * Tells what an argument means: a path with a dot or slash at its start is a file; a platform's
 * name is that; then a file that is there; and all else is an image.
 * @throws E_INPUT, E_PLATFORM
 */
export function readSubject(name: string): Subject {
	if (/^\.{0,2}\//.test(name)) return { kind: 'program', name };
	const platform = platformNamed(name);
	if (!(platform instanceof XarchError)) return { kind: 'platform', name, platform };
	if (statSync(name, { throwIfNoEntry: false }) !== undefined) return { kind: 'program', name };
	// Whoever writes linux/ means a platform, and a misspelt one is told what is near.
	if (/^linux\//i.test(name)) throw platform;
	if (!REFERENCE.test(name)) {
		throw new XarchError(
			'E_INPUT',
			`${JSON.stringify(name)} is neither a platform, nor a file that is there, nor an image's name.`,
			'Name a platform (linux/arm64), the path of a program, or an image; a message is piped into xarch doctor -.',
		);
	}
	const isMisspelling = /did you mean/.test(platform.message);
	return { kind: 'image', name, notPlatform: isMisspelling ? platform : undefined };
}

function platformNamed(name: string): RequestedPlatform | XarchError {
	try {
		return canonicalPlatform(name);
	} catch (error) {
		if (error instanceof XarchError) return error;
		throw error;
	}
}
