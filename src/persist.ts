import { accepts } from './acceptance.js';
import { persistedTargets } from './binfmt/persist.js';
import { isPersistedName, persistedName } from './binfmt/persisted-files.js';
import type { EntryRequest, RegistrarResult } from './binfmt/request.js';
import { faultOf } from './binfmt/service.js';
import { chosenFlags } from './chosen-flags.js';
import { messageOf } from './errors.js';
import { lookAgain, type Machine } from './machine.js';
import { makeOutcome, type Outcome } from './outcome.js';
import { type FailedPlatform, probeError } from './probe/failure.js';
import { layOutWanted, obtainWanted } from './provision.js';
import { identityOf, type SetupContext, type SetupSettings, warnOfKnownTroubles } from './setup.js';
import type { Want } from './want.js';

/** What is known when it turns out what has to be emulated. */
interface Findings {
	readonly wants: readonly Want[];
	readonly alreadyNative: readonly string[];
	readonly before: Machine;
}

/**
 * Makes the platforms run now and after each boot. What others have registered does not count, for
 * it need not come back; entries that do are held by no job.
 * @throws XarchError; nothing is persisted then that was not before
 */
export async function persistWanted(
	{ wants, alreadyNative, before }: Findings,
	settings: SetupSettings,
	context: SetupContext,
): Promise<Outcome> {
	const { host, reporter, registrar, roots } = context;
	const persisted = persistedTargets(roots);
	const missing = wants.filter(({ target }) => {
		const serving = before.services.get(target)?.entry?.name ?? '';
		const isOurs = persisted.includes(target) && isPersistedName(serving);
		return !isOurs || !accepts(target, before, settings, host);
	});
	const isForHands = settings.binDirectory !== undefined;
	const obtained = await obtainWanted(isForHands ? wants : missing, missing, settings, context);
	const binDirectory = await layOutWanted(wants, obtained, settings, context);
	const entries = missing.flatMap(({ target }): EntryRequest[] => {
		const emulator = obtained.emulators.get(target);
		if (emulator === undefined) return [];
		const flags = chosenFlags(emulator, settings);
		return [{ ...identityOf(target), flags, emulator, exact: true, shadowed: false }];
	});
	let applied: RegistrarResult | undefined;
	let after = before;
	if (entries.length > 0) {
		applied = await reporter.group('Registering with the kernel, for each boot', async () => {
			const result = await registrar.run({ operation: 'persist', entries });
			for (const warning of result.warnings) reporter.warning(warning);
			for (const { target, emulator, flags } of entries) {
				reporter.info(`${persistedName(target)}: QEMU ${emulator.version}, flags ${flags}`);
			}
			return result;
		});
		const fresh = entries.map(({ target }) => target).filter((each) => !persisted.includes(each));
		after = await provePersisted(missing, entries, fresh, before, settings, context);
	}
	await warnOfKnownTroubles(wants, after, context);
	return makeOutcome({ wants, alreadyNative, after, obtained, applied, binDirectory });
}

/** @throws E_PROBE, after taking away what was not persisted before */
async function provePersisted(
	wants: readonly Want[],
	entries: readonly EntryRequest[],
	fresh: readonly string[],
	before: Machine,
	settings: SetupSettings,
	context: SetupContext,
): Promise<Machine> {
	const targets = entries.map(({ target }) => target);
	const after = await context.reporter.group('Proving that each platform runs', () =>
		lookAgain(before, targets, settings.verify, context),
	);
	const failed = wants.flatMap(({ target, platforms, required }): FailedPlatform[] => {
		if (!targets.includes(target) && !required) return [];
		const service = after.services.get(target);
		const fault = service === undefined ? NOT_TAKEN : (faultOf(service) ?? shadowOf(service));
		if (fault === undefined) return [];
		const { interpreter = 'an unknown interpreter' } = service?.entry ?? {};
		const emulator = `${interpreter} (QEMU ${service?.version ?? 'unknown'})`;
		return [{ platform: platforms.join(', '), fault, emulator }];
	});
	if (failed.length === 0) return after;
	let isForgotten = fresh.length > 0;
	try {
		if (isForgotten) await context.registrar.run({ operation: 'forget', targets: fresh });
	} catch (error) {
		isForgotten = false;
		context.reporter.warning(`What was registered could not be taken away: ${messageOf(error)}`);
	}
	throw probeError(failed, isForgotten);
}

const NOT_TAKEN = { failure: 'no-entry', detail: 'no entry that is switched on takes it' } as const;

function shadowOf({ entry }: { readonly entry: Machine['entries'][number] | undefined }) {
	return entry === undefined || isPersistedName(entry.name)
		? undefined
		: ({
				failure: 'shadowed',
				detail: `${entry.name} (${entry.interpreter}) runs it instead`,
			} as const);
}
