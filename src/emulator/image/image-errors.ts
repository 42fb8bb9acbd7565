import { type ErrorCode, XarchError } from '../../errors.js';
import type { Engine, EngineResult } from './image-engine.js';
import type { ImageReference } from './image-reference.js';

/** Why an image could not be pulled, as far as it decides what to do about it. */
type Cause = 'limit' | 'access' | 'platform' | 'missing' | 'space' | 'connection' | 'other';

/**
 * What docker and podman say, in the order in which it counts: Docker Hub says "denied" of an
 * image that does not exist too, and a limit is told along with a refusal. The words come from
 * the registry API's error codes (distribution specification) and from Go's net package.
 */
const SAYINGS: readonly (readonly [Cause, RegExp])[] = [
	['limit', /toomanyrequests|too many requests|pull rate limit|\b429\b/i],
	[
		'access',
		/unauthorized|denied|authentication required|no basic auth credentials|invalid username|\b401\b|\b403\b|forbidden/i,
	],
	[
		'platform',
		/no matching manifest|does not match the specified platform|no image found in (?:manifest list|image index)/i,
	],
	['missing', /manifest unknown|name unknown|not found|no such manifest|does not exist|\b404\b/i],
	['space', /no space left on device|disk quota exceeded/i],
	[
		'connection',
		/connection refused|no such host|network is unreachable|no route to host|i\/o timeout|connection reset|name resolution|handshake timeout|client\.timeout|dial tcp|deadline exceeded|closed network connection|broken pipe|unexpected EOF|: EOF/i,
	],
];

const REMEDIES: Readonly<Record<Cause, string>> = {
	limit:
		"Docker Hub's limit for pulls without an account is used up: log in before this step (docker/login-action, or docker login), give the engine a mirror, or use source github.",
	access:
		'Check the name; if the image needs credentials, log in to its registry before this step (docker/login-action, or docker login or podman login as the same user).',
	platform: 'Choose an image that is built for this host, or another source.',
	missing: 'Correct the name, the tag or the digest of the image in the source input.',
	space: 'Make room where the engine keeps its images (docker system prune), or use source github.',
	connection:
		'Check the network and the proxy settings of the engine (for docker those of its daemon), give it a mirror that can be reached, or choose another source.',
	other: 'Pull the image by hand on this machine to see more, or choose another source.',
};

/** True when nobody answered, so that what is here already may do. */
export function isUnreachable(result: EngineResult): boolean {
	return !result.isOk && causeOf(result) === 'connection';
}

/** The error of a failed pull. */
export function pullError(
	engine: Engine,
	{ name }: ImageReference,
	architecture: string,
	result: EngineResult,
): XarchError {
	const cause = causeOf(result);
	const code: ErrorCode = cause === 'platform' ? 'E_ARCHIVE' : 'E_SOURCE';
	return new XarchError(
		code,
		`${engine.name} cannot pull image ${name} for linux/${architecture}: ${result.reason}.`,
		REMEDIES[cause],
	);
}

/** The error of an image for another machine, which an engine gave all the same. */
export function platformError(
	{ name }: ImageReference,
	architecture: string,
	found: string,
): XarchError {
	return new XarchError(
		'E_ARCHIVE',
		`Image ${name} is for linux/${found}, this host needs linux/${architecture}.`,
		REMEDIES.platform,
	);
}

/** The error of any other command. */
export function engineError(
	engine: Engine,
	what: string,
	{ reason, stderr }: Pick<EngineResult, 'reason' | 'stderr'>,
): XarchError {
	const isFull = SAYINGS.some(([cause, words]) => cause === 'space' && words.test(stderr));
	return new XarchError(
		'E_SOURCE',
		`${engine.name} cannot ${what}: ${reason}.`,
		isFull
			? REMEDIES.space
			: `See whether ${engine.name} works on this machine, or choose another source.`,
	);
}

function causeOf({ reason, stderr }: EngineResult): Cause {
	for (const text of [reason, stderr]) {
		const found = SAYINGS.find(([, words]) => words.test(text));
		if (found !== undefined) return found[0];
	}
	return 'other';
}
