import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ObtainContext } from '../emulator/context.js';
import type { EmulatorRequest, Obtained } from '../emulator/emulator.js';
import { FRESH_MS, openSource } from '../emulator/source/sources.js';
import { readEntry } from '../emulator/store/store.js';
import { cacheKey } from './key.js';
import type { CacheService } from './service.js';

/** What the post part is to put into the cache. */
export interface SaveOrder {
	readonly key: string;
	/** Absolute paths of folders of the store. */
	readonly folders: readonly string[];
}

/** The runner's cache that outlasts a run, for one step. */
export interface CrossRunCache {
	/** Takes the emulators from the cache, else asks the sources and notes what they gave. */
	obtain(request: EmulatorRequest, ask: () => Promise<Obtained>): Promise<Obtained>;
	/** What should be saved; undefined when the cache has it or cannot take it. */
	readonly toSave: SaveOrder | undefined;
}

/**
 * The cross-run cache. It stands for the first source only, for what a later one gives would
 * go before what the first one has. Its trouble is a warning and no more.
 */
export function openCrossRunCache(context: ObtainContext, service: CacheService): CrossRunCache {
	let toSave: SaveOrder | undefined;
	return {
		get toSave() {
			return toSave;
		},
		async obtain(request, ask) {
			const key = cacheKey(request, context, readDistribution());
			if (key === undefined) {
				context.reporter.info('The cross-run cache is not used: the source is a directory.');
				return ask();
			}
			if (!mayServe(request, context)) {
				context.reporter.info(
					'The cross-run cache is not used: a checksum is required, and none of single emulators is known.',
				);
				return ask();
			}
			const { restoreEmulators } = await import('./restore.js');
			const restored = await restoreEmulators(key, request, context, service);
			if (typeof restored === 'object') return restored;
			const obtained = await ask();
			if (restored === 'none') toSave = orderOf(key, request, obtained, context);
			return obtained;
		},
	};
}

/** Where digests must be known beforehand, only those of the emulators themselves help. */
function mayServe({ pinning, host }: EmulatorRequest, { catalog }: ObtainContext): boolean {
	return (
		!pinning.required ||
		pinning.checksums !== undefined ||
		catalog.releases
			.flatMap(({ assets }) => assets)
			.filter((asset) => asset.host === host.architecture)
			.some(({ members }) => members?.some(({ sha256 }) => sha256 !== undefined))
	);
}

/** The folders of what the first source gave; undefined when a later one had to do. */
function orderOf(
	key: string,
	request: EmulatorRequest,
	{ emulators }: Obtained,
	context: ObtainContext,
): SaveOrder | undefined {
	const [spec] = request.sources;
	if (spec === undefined || emulators.size === 0) return undefined;
	const source = openSource(spec, request, context);
	const folders = [...emulators.values()].map(({ path }) => dirname(path));
	const isOwn = [...emulators.keys()].every((target, index) => {
		const entry = readEntry(folders[index] ?? '', target);
		return entry !== undefined && source.accepts(entry.manifest, FRESH_MS);
	});
	return isOwn ? { key, folders } : undefined;
}

/** `ubuntu 24.04`, from os-release(5); empty where there is none. */
function readDistribution(): string {
	try {
		const text = readFileSync('/etc/os-release', 'utf8');
		const values = ['ID', 'VERSION_ID'].map(
			(name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '',
		);
		return values.join(' ').trim();
	} catch {
		return '';
	}
}
