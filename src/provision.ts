import type { EmulatorRequest, Obtained } from './emulator/emulator.js';
import { describeVouching } from './emulator/vouching.js';
import type { SetupContext, SetupSettings } from './setup.js';
import type { Want } from './want.js';

export const NOTHING_OBTAINED: Obtained = { emulators: new Map(), cacheHit: true };

/**
 * Gets emulators from the store, the cross-run cache or the sources.
 * @param toRegister those that the registrar has to be ready for before anything is downloaded
 * @throws XarchError
 */
export async function obtainWanted(
	wanted: readonly Want[],
	toRegister: readonly Want[],
	settings: SetupSettings,
	context: SetupContext,
): Promise<Obtained> {
	if (wanted.length === 0) return NOTHING_OBTAINED;
	const { host, obtain, registrar, reporter } = context;
	const request: EmulatorRequest = {
		host,
		required: wanted.filter(({ required }) => required).map(({ target }) => target),
		optional: wanted.filter(({ required }) => !required).map(({ target }) => target),
		version: settings.version,
		sources: settings.sources,
		pinning: settings.pinning,
		offline: settings.offline,
	};
	const { findStored, obtainEmulators } = await import('./emulator/obtain.js');
	const stored = findStored(request, obtain);
	if (stored !== undefined) {
		reporter.info(`In the tool-cache: ${describeEmulators(stored)}`);
		return stored;
	}
	if (toRegister.length > 0) await registrar.ready(toRegister.map(({ target }) => target));
	const ask = () => obtainEmulators(request, obtain);
	const cache = request.offline ? undefined : context.crossRunCache;
	return reporter.group('Obtaining emulators', async () => {
		const obtained = await (cache?.obtain(request, ask) ?? ask());
		reporter.info(`Obtained: ${describeEmulators(obtained)}`);
		return obtained;
	});
}

/** Which release it is, and who vouched for it. */
function describeEmulators({ emulators }: Obtained): string {
	const releases = [...emulators.values()].map(
		({ version, source, vouching }) =>
			`QEMU ${version} of ${source}; vouched for by: ${describeVouching(vouching)}`,
	);
	return [...new Set(releases)].join(', ') || 'nothing';
}

/**
 * Lays emulators out to be called by hand, when that is asked for.
 * @returns the directory
 * @throws XarchError
 */
export async function layOutWanted(
	wants: readonly Want[],
	{ emulators }: Obtained,
	{ binDirectory }: SetupSettings,
	{ host, obtain }: SetupContext,
): Promise<string | undefined> {
	if (binDirectory === undefined) return undefined;
	const { makeBinDirectory } = await import('./bin-directory/make.js');
	const wanted = wants.flatMap(({ target }) => emulators.get(target) ?? []);
	return makeBinDirectory(binDirectory, wanted, host, obtain);
}
