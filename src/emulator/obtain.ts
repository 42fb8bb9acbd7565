import { XarchError } from '../errors.js';
import type { ObtainContext } from './context.js';
import type { EmulatorRequest, Obtained } from './emulator.js';
import { recentSetback, rememberSetback } from './setbacks.js';
import { FRESH_MS, openSource, type Source } from './source/sources.js';
import type { Manifest } from './store/manifest.js';
import { findRelease } from './store/store.js';
import { listPins, meetsPolicy } from './vouching.js';

/** A source that could not serve, and why. */
interface Failure {
	readonly source: Source;
	readonly error: XarchError;
}

/** Errors of this machine, which no other source would cure. */
const OWN_FAULTS = ['E_DISK'];

/**
 * Looks for the emulators in the store only: no network, no child process, a few milliseconds.
 * A later source's emulators will do when each earlier source failed within the last hour, or
 * when none may be asked.
 * @returns undefined when a source has to be asked
 */
export function findStored(request: EmulatorRequest, context: ObtainContext): Obtained | undefined {
	if (request.required.length + request.optional.length === 0) {
		return { emulators: new Map(), cacheHit: true };
	}
	if (request.offline) {
		return findOffline(request, context);
	}
	const skipped: string[] = [];
	for (const spec of request.sources) {
		const source = openSource(spec, request, context);
		const stored = source.isStored ? fromStore(source, request, context, FRESH_MS) : undefined;
		if (stored !== undefined) {
			if (skipped.length > 0) {
				context.reporter.warning(
					`Using emulators of ${source.label} from the tool-cache: ${skipped.join('; ')}`,
				);
			}
			return stored;
		}
		const setback = recentSetback(context.storeRoot, questionOf(source, request), context.now());
		if (setback === undefined) {
			return undefined;
		}
		const minutes = Math.round((context.now() - setback.atMs) / 60_000);
		skipped.push(`${source.label} failed ${minutes} min ago: ${setback.reason}`);
	}
	return undefined;
}

/**
 * Gets the emulators, all from one release: from the store when it has them, else from the
 * first source that can serve. Each source that fails before is a warning. Offline, only the
 * store and directories are looked into.
 * @throws the error of the only source; E_SOURCE with every source's reason when there are
 * several; E_OFFLINE; E_DISK
 */
export async function obtainEmulators(
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Obtained> {
	const stored = findStored(request, context);
	if (stored !== undefined) {
		return stored;
	}
	if (request.offline) {
		return (await import('./offline.js')).obtainOffline(request, context);
	}
	const failures: Failure[] = [];
	const sources = request.sources.map((spec) => openSource(spec, request, context));
	for (const [index, source] of sources.entries()) {
		try {
			const obtained =
				(source.isStored ? fromStore(source, request, context, FRESH_MS) : undefined) ??
				(await source.obtain());
			remember(failures, request, context);
			return obtained;
		} catch (error) {
			if (!(error instanceof XarchError) || OWN_FAULTS.includes(error.code)) {
				throw error;
			}
			failures.push({ source, error });
			const next = sources[index + 1];
			if (next !== undefined) {
				context.reporter.warning(
					`Source ${source.label} failed: ${error.message} Trying ${next.label} instead.`,
				);
			}
		}
	}
	return staleOr(failures, request, context);
}

/** The last resort: what a moving source gave more than a day ago is better than nothing. */
function staleOr(
	failures: readonly Failure[],
	request: EmulatorRequest,
	context: ObtainContext,
): Obtained {
	for (const { source, error } of failures) {
		const unreachable = error.code === 'E_SOURCE';
		const stale =
			unreachable && source.isStored
				? fromStore(source, request, context, Number.POSITIVE_INFINITY)
				: undefined;
		if (stale !== undefined) {
			context.reporter.warning(
				`Using emulators that ${source.label} gave earlier, for it cannot be asked now: ${error.message}`,
			);
			return stale;
		}
	}
	const [only] = failures;
	if (only !== undefined && failures.length === 1) {
		throw only.error;
	}
	const remedies = [...new Set(failures.map(({ error }) => error.remedy))];
	throw new XarchError(
		'E_SOURCE',
		`No source could give the emulators.${failures.map(({ source, error }) => `\n  ${source.label}: ${error.message} (${error.code})`).join('')}`,
		remedies.join(' '),
		failures.at(-1)?.error,
	);
}

/**
 * What the store has of one source.
 * @param maxAgeMs how long ago a moving source may have been asked last
 */
export function fromStore(
	source: Source,
	request: EmulatorRequest,
	context: ObtainContext,
	maxAgeMs: number,
): Obtained | undefined {
	const found = findRelease(context.storeRoot, {
		host: request.host,
		required: request.required,
		optional: request.optional,
		accepts: (manifest) =>
			meetsPolicy(proved(manifest), request.pinning) && source.accepts(manifest, maxAgeMs),
	});
	return found === undefined ? undefined : { emulators: found.emulators, cacheHit: true };
}

/** Without the digest of the release when only a cache states it. */
function proved(manifest: Manifest): Manifest {
	return manifest.restored === true ? { ...manifest, releaseSha256: '' } : manifest;
}

/** The store's emulators of any age, as far as no directory goes before them. */
function findOffline(request: EmulatorRequest, context: ObtainContext): Obtained | undefined {
	const earlier: string[] = [];
	for (const spec of request.sources) {
		const source = openSource(spec, request, context);
		if (!source.isStored) {
			return undefined;
		}
		const stored = fromStore(source, request, context, Number.POSITIVE_INFINITY);
		if (stored !== undefined) {
			if (earlier.length > 0) {
				context.reporter.info(
					`Offline: using emulators of ${source.label} from the tool-cache, which has none of ${earlier.join(', ')}.`,
				);
			}
			return stored;
		}
		earlier.push(source.label);
	}
	return undefined;
}

/** Only after another source has served: when all fail, the next run tries all again. */
function remember(
	failures: readonly Failure[],
	request: EmulatorRequest,
	context: ObtainContext,
): void {
	for (const { source, error } of failures) {
		if (source.isStored) {
			const question = questionOf(source, request);
			rememberSetback(context.storeRoot, question, error.message, context.now());
		}
	}
}

/** Another version, other targets or other pins may well succeed where these failed. */
function questionOf(source: Source, { version, required, pinning }: EmulatorRequest): string {
	const pins = [...listPins(pinning.checksums), ...(pinning.required ? ['required'] : [])];
	return [source.label, version.text, ...[...required].sort(), ...pins].join(' ');
}
