import { XarchError } from '../errors.js';
import { findNamed } from './catalog.js';
import type { ObtainContext } from './context.js';
import type { EmulatorRequest, Obtained, SourceSpec } from './emulator.js';
import { targetOfName } from './emulator-name.js';
import { fromStore } from './obtain.js';
import { sourceLabel } from './source/source-spec.js';
import { openSource } from './source/sources.js';
import { readEntries, toolName } from './store/store.js';

/**
 * Gets the emulators without any connection: of each source in turn what the store has of it,
 * however old, or what lies in the directory that it names.
 * @throws E_OFFLINE naming what is missing and where to get it; the error of a directory when
 * there are no other sources
 */
export async function obtainOffline(
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Obtained> {
	const failures = new Map<SourceSpec, XarchError>();
	for (const spec of request.sources) {
		const source = openSource(spec, request, context);
		if (source.isStored) {
			const stored = fromStore(source, request, context, Number.POSITIVE_INFINITY);
			if (stored !== undefined) return stored;
			continue;
		}
		try {
			return await source.obtain();
		} catch (error) {
			if (!(error instanceof XarchError)) throw error;
			if (request.sources.length === 1) throw error;
			failures.set(spec, error);
		}
	}
	throw missingOffline(request, context, failures);
}

function missingOffline(
	request: EmulatorRequest,
	context: ObtainContext,
	failures: ReadonlyMap<SourceSpec, XarchError>,
): XarchError {
	const wanted = request.required.length > 0 ? request.required : request.optional;
	const held = new Map(
		wanted.map((target) => [target, readEntries(context.storeRoot, target, request.host)]),
	);
	const absent = wanted.filter((target) => held.get(target)?.length === 0);
	const missing = absent.length > 0 ? absent : wanted;
	const looked = request.sources.map((spec) => {
		const reason = failures.get(spec)?.message ?? describeWanted(spec, missing, request, context);
		return `  ${sourceLabel(spec)}: ${reason}`;
	});
	const stored = wanted.map((target) => {
		const releases = held.get(target)?.map(({ manifest }) => {
			return `${manifest.version} of ${manifest.source}`;
		});
		return `  ${toolName(target)}: ${releases?.length ? [...new Set(releases)].join(', ') : 'none'}`;
	});
	return new XarchError(
		'E_OFFLINE',
		[
			`The emulators for ${missing.join(', ')} are not on this machine as asked for (version ${request.version.text}${request.pinning.required || request.pinning.checksums !== undefined ? ', with the digests that are pinned' : ''}), and offline is set. Looked for:`,
			...looked,
			`The tool-cache ${context.storeRoot} has:`,
			...stored,
		].join('\n'),
		'Run this once with a connection and the same tool-cache; or put the emulators into a directory and name it in the source input, dir:<path> (docs/sources.md, "no internet at all").',
	);
}

/** What would serve, so that a person can fetch it on another machine. */
function describeWanted(
	spec: SourceSpec,
	missing: readonly string[],
	{ version, host }: EmulatorRequest,
	{ catalog, githubUrl }: ObtainContext,
): string {
	if (spec.kind !== 'github') return `version ${version.text}, nothing of it is in the tool-cache`;
	const release = findNamed(spec, version, catalog);
	if (release === undefined) {
		return `version ${version.text}${spec.tag === undefined ? '' : ` in release ${spec.tag}`}, nothing of it is in the tool-cache`;
	}
	const own = release.assets.filter((asset) => asset.host === host.architecture);
	const serving = own.filter(
		({ members = [] }) =>
			members.length === 0 ||
			members.some(({ name }) => missing.includes(targetOfName(name) ?? '')),
	);
	const where =
		own.length === 0
			? ` at ${githubUrl}/${spec.repository}/releases/tag/${release.tag}`
			: serving.length === 0
				? `, which has none for ${missing.join(', ')}`
				: serving.map(({ address, sha256 }) => `\n    ${address} (sha256 ${sha256})`).join('');
	return `QEMU ${release.version}, release ${release.tag}${where}`;
}
