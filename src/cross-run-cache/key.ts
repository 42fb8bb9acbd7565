import { createHash } from 'node:crypto';
import { findPinned } from '../emulator/catalog.js';
import type { ObtainContext } from '../emulator/context.js';
import type { EmulatorRequest, SourceSpec } from '../emulator/emulator.js';
import { sourceLabel } from '../emulator/source/source-spec.js';
import { listPins } from '../emulator/vouching.js';

/** How long what a moving source gave is kept in the cross-run cache: as long as its key is asked for. */
export const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The key of a request's emulators: the host, a digest of what is asked of the source, and the
 * week for a source whose answer changes. Equal requests have equal keys on every machine.
 * What a key means never changes, for an entry of the cache cannot be replaced.
 * @param distribution of the machine, `ubuntu 24.04`, for what its own suites have
 * @returns `setup-xarch-1-amd64-<16 hex digits>`, for moving sources with `-<weeks since 1970>`;
 * undefined when the first source is used where it is
 */
export function cacheKey(
	request: EmulatorRequest,
	{ catalog, now }: Pick<ObtainContext, 'catalog' | 'now'>,
	distribution: string,
): string | undefined {
	const [spec] = request.sources;
	if (spec === undefined || spec.kind === 'dir') return undefined;
	const { host, required, optional, version, pinning } = request;
	const pinned =
		spec.kind === 'github' && spec.tag === undefined
			? findPinned(spec.repository, version, catalog)
			: undefined;
	const asked = {
		source: spec.kind === 'url' ? spec.template : sourceLabel(spec),
		distribution: spec.kind === 'apt' ? distribution : undefined,
		version: version.text,
		release: pinned?.tag,
		digests: pinned?.assets
			.filter((asset) => asset.host === host.architecture)
			.map(({ sha256 }) => sha256)
			.sort(),
		required: [...new Set(required)].sort(),
		optional: [...new Set(optional)].sort(),
		pins: pinning.checksums === undefined ? undefined : listPins(pinning.checksums),
		pinsRequired: pinning.required,
	};
	const digest = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
	const fixed = pinned !== undefined || !isMoving(spec, request);
	const week = fixed ? '' : `-${Math.floor(now() / KEPT_MS)}`;
	return `setup-xarch-1-${host.architecture}-${digest}${week}`;
}

/** Whether the same question may have another answer next week. */
function isMoving(spec: SourceSpec, { version }: EmulatorRequest): boolean {
	switch (spec.kind) {
		case 'github':
			return spec.tag === undefined && version.kind !== 'tag';
		case 'image':
			return !spec.reference.includes('@sha256:');
		case 'url':
			return !spec.template.includes('{version}');
		default:
			return true;
	}
}
