import { accepts, describeServices, tolerates } from './acceptance.js';
import { canonicalFlags } from './binfmt/entry.js';
import type { Registrar } from './binfmt/privilege.js';
import { ownerOf } from './binfmt/provenance.js';
import type { EntryRequest, LeaseRequest, RegistrarResult } from './binfmt/request.js';
import type { RegistrarRoots } from './binfmt/roots.js';
import { faultOf } from './binfmt/service.js';
import { chosenFlags } from './chosen-flags.js';
import { claimedTargets, dropReplaced, isKept, isOvertaken, withdraw } from './claims.js';
import type { CrossRunCache } from './cross-run-cache/cross-run-cache.js';
import { defaultVersion } from './emulator/catalog.js';
import type { ObtainContext } from './emulator/context.js';
import type { Obtained } from './emulator/emulator.js';
import { containerTargets, lookAgain, lookAtMachine, type Machine } from './machine.js';
import { makeOutcome, type Outcome } from './outcome.js';
import type { Host } from './platform/host.js';
import { targetByName } from './platform/table.js';
import { type FailedPlatform, probeError } from './probe/failure.js';
import { layOutWanted, NOTHING_OBTAINED, obtainWanted } from './provision.js';
import type { Reporter } from './report.js';
import type { SetupRequest } from './request.js';
import { type Want, wantsOf } from './want.js';

/** A request, and the claim under which its entries are held. */
export interface SetupSettings extends SetupRequest {
	readonly lease: LeaseRequest;
}

/** What a set-up works with. */
export interface SetupContext {
	readonly host: Host;
	readonly registrar: Registrar;
	readonly roots: RegistrarRoots;
	readonly tempDirectory: string;
	readonly reporter: Reporter;
	readonly obtain: ObtainContext;
	/** Undefined when it is not to be used. */
	readonly crossRunCache?: CrossRunCache | undefined;
}

/** A set-up starts over when other jobs' entries came or went while it was about to share them. */
const MAX_ATTEMPTS = 4;

/**
 * Makes the platforms run: native ones are left alone, entries that already do the
 * job are used, the rest is obtained, registered and proved.
 * @throws XarchError; nothing is registered then that was not before
 */
export async function setUp(
	settings: SetupSettings,
	context: SetupContext,
	attemptsLeft = MAX_ATTEMPTS - 1,
): Promise<Outcome> {
	const { host, reporter } = context;
	const { all, platforms } = settings.platforms;
	const container = containerTargets(host);
	const named = platforms.map(({ target }) => target).filter((target) => target !== host.target);
	const wanted = [...new Set([...named, ...(all ? container : [])])];
	const targets = [...new Set([...container, ...named])];
	const before = await reporter.group('Looking at this machine', async () => {
		const machine = await lookAtMachine({ targets, wanted, verify: settings.verify }, context);
		reporter.info(`Native: ${machine.native.join(', ')}`);
		for (const { target, entry, version } of machine.services.values()) {
			reporter.info(
				`Found: ${target} (${entry?.name ?? 'unknown entry'}, QEMU ${version ?? 'unknown'}, of ${entry === undefined ? 'the host' : ownerOf(entry, machine.journal)})`,
			);
		}
		return machine;
	});
	const { wants, alreadyNative } = wantsOf(settings.platforms, before.native, host);
	for (const platform of alreadyNative) {
		reporter.info(`${platform} runs natively here: nothing to set up.`);
	}
	if (settings.persist) {
		const { persistWanted } = await import('./persist.js');
		return persistWanted({ wants, alreadyNative, before }, settings, context);
	}
	const missing = wants.filter(({ target }) => !accepts(target, before, settings, host));
	let obtained = NOTHING_OBTAINED;
	let applied: RegistrarResult | undefined;
	let binDirectory: string | undefined;
	const isForHands = settings.binDirectory !== undefined;
	const obtainAndLayOut = async (toRegister: readonly Want[]) => {
		obtained = await obtainWanted(isForHands ? wants : missing, toRegister, settings, context);
		binDirectory = await layOutWanted(wants, obtained, settings, context);
	};
	try {
		await obtainAndLayOut(missing);
		applied = await registerMissing(wants, missing, obtained, before, settings, context);
	} catch (error) {
		if (attemptsLeft > 0 && isOvertaken(error, before, context)) {
			reporter.info('Other jobs have changed the entries in the meantime: looking again.');
			return setUp(settings, context, attemptsLeft - 1);
		}
		if (!tolerates(missing, error, before, settings)) throw error;
		if (isForHands && error.code !== 'E_NO_PRIVILEGE') throw error;
		const tolerated = missing.filter(({ target }) => before.services.has(target));
		if (missing.length === 0) {
			reporter.info(
				'Without privilege nothing can be claimed: it runs for as long as others hold it.',
			);
		} else {
			reporter.warning(
				`${error.message} What is registered already is used as it is: ${describeServices(tolerated, before)}.`,
			);
		}
		if (isForHands && binDirectory === undefined) await obtainAndLayOut([]);
	}
	const after = await prove(wants, before, applied, settings, context);
	await warnOfKnownTroubles(wants, after, context);
	return makeOutcome({ wants, alreadyNative, after, obtained, applied, binDirectory });
}

/** One transaction for all that is not in force yet; undefined when there is nothing to change. */
async function registerMissing(
	wants: readonly Want[],
	missing: readonly Want[],
	obtained: Obtained,
	before: Machine,
	settings: SetupSettings,
	context: SetupContext,
): Promise<RegistrarResult | undefined> {
	const { lease, reset, flags, version, anySource, pinning } = settings;
	const entries = wants.flatMap((want): EntryRequest[] => {
		const service = before.services.get(want.target);
		const emulator = obtained.emulators.get(want.target);
		if (missing.includes(want)) {
			if (emulator === undefined) return [];
			// A fallback source may give less than what somebody else has registered.
			if (accepts(want.target, before, settings, context.host, emulator.version)) return [];
			const chosen = chosenFlags(emulator, settings);
			const isHeld =
				service?.owned?.sha256 === emulator.sha256 &&
				service.owned.flags === canonicalFlags(chosen) &&
				service.owned.leases.includes(lease.id);
			if (isHeld) return [];
			return [
				{
					...identityOf(want.target),
					flags: chosen,
					emulator,
					exact:
						version.kind !== 'default' ||
						!anySource ||
						flags !== 'auto' ||
						!settings.credentials ||
						pinning.required ||
						pinning.checksums !== undefined,
					shadowed: service?.shadowed ?? false,
				},
			];
		}
		const owned = service?.owned;
		if (owned === undefined || owned.leases.includes(lease.id) || isKept(owned, before)) return [];
		return [
			{
				...identityOf(want.target),
				flags: owned.flags,
				emulator: { ...owned, path: owned.interpreter },
				exact: false,
				shadowed: false,
			},
		];
	});
	const resets =
		reset &&
		before.entries.some(
			({ name, enabled }) =>
				enabled &&
				name.startsWith('qemu-') &&
				!before.journal.entries.some((owned) => owned.name === name),
		);
	if (entries.length === 0 && !resets) return undefined;
	return context.reporter.group('Registering with the kernel', async () => {
		const result = await context.registrar.run({ operation: 'apply', lease, entries, reset });
		for (const warning of result.warnings) context.reporter.warning(warning);
		if (result.mounted) context.reporter.info('Mounted binfmt_misc.');
		for (const name of result.disabled) {
			context.reporter.info(`Switched off ${name} until this is undone (reset).`);
		}
		const own = result.entries.filter(({ leases }) => leases.includes(lease.id));
		const isNew = ({ name }: { readonly name: string }) => result.registered.includes(name);
		const renewed = own.filter(isNew).map(({ target }) => target);
		// What a new entry replaces is given up when that is proved.
		const held = own.filter((entry) => isNew(entry) || !renewed.includes(entry.target));
		for (const { name, interpreter, flags: set, version: qemu } of held) {
			const verb = result.registered.includes(name) ? 'Registered' : 'Shared';
			context.reporter.info(`${verb} ${name}: ${interpreter}, flags ${set}, QEMU ${qemu}`);
		}
		return result;
	});
}

export function identityOf(target: string): Pick<EntryRequest, 'target' | 'magic' | 'mask'> {
	const row = targetByName(target);
	if (row === undefined) throw new TypeError(`no such target: ${target}`);
	return { target, magic: row.magic, mask: row.mask };
}

/**
 * Reads everything back from the kernel and runs the probes that have not run yet.
 * @throws E_PROBE, after taking away what this run registered
 */
async function prove(
	wants: readonly Want[],
	before: Machine,
	applied: RegistrarResult | undefined,
	settings: SetupSettings,
	context: SetupContext,
): Promise<Machine> {
	const after =
		applied === undefined ? before : await proveChanged(before, applied, settings, context);
	const claimed = claimedTargets(applied, settings);
	// Whose it is cannot be told where no entries are seen.
	const mustBeOurs = (target: string) => claimed.has(target) && after.status !== 'absent';
	const failed = wants.flatMap(({ target, platforms, required }): FailedPlatform[] => {
		if (!required && !claimed.has(target) && !after.services.has(target)) return [];
		const service = after.services.get(target);
		const fault = service === undefined ? NOT_TAKEN : faultOf(service, mustBeOurs(target));
		if (fault === undefined) return [];
		const { interpreter = 'an unknown interpreter' } = service?.entry ?? {};
		return [
			{
				platform: platforms.join(', '),
				fault,
				emulator: `${interpreter} (QEMU ${service?.version ?? 'unknown'})`,
			},
		];
	});
	if (failed.length === 0) {
		if (applied !== undefined) await dropReplaced(applied, settings, context);
		return after;
	}
	throw probeError(
		failed,
		applied !== undefined && (await withdraw(before, applied, settings, context)),
	);
}

/** The table is read only for what is not the default version. */
export async function warnOfKnownTroubles(
	wants: readonly Want[],
	{ services }: Machine,
	{ host, obtain, reporter }: SetupContext,
): Promise<void> {
	const emulators = wants.flatMap(({ target }) => {
		const { version, owned } = services.get(target) ?? {};
		if (version === undefined || version === defaultVersion(obtain.catalog)) return [];
		return [{ version, target, hostArchitecture: host.architecture, source: owned?.source }];
	});
	if (emulators.length === 0) return;
	const { warningsOf } = await import('./emulator/known-bad.js');
	for (const warning of warningsOf(emulators)) reporter.warning(warning);
}

const NOT_TAKEN = { failure: 'no-entry', detail: 'no entry that is switched on takes it' } as const;

/** Looks at what was registered, and at what a switched-off entry served. */
function proveChanged(
	before: Machine,
	applied: RegistrarResult,
	settings: SetupSettings,
	context: SetupContext,
): Promise<Machine> {
	const { reporter } = context;
	const ranBefore = (target: string, name: string) => {
		const service = before.services.get(target);
		return service?.entry?.name === name && faultOf(service) === undefined;
	};
	const changed = new Set([
		// Registered by this run, or by another job since it looked, perhaps under a name seen before.
		...applied.entries
			.filter(({ leases, target, name }) => {
				return leases.includes(settings.lease.id) && !ranBefore(target, name);
			})
			.map(({ target }) => target),
		...[...before.services.values()]
			.filter(({ entry }) => entry === undefined || applied.disabled.includes(entry.name))
			.map(({ target }) => target),
	]);
	return reporter.group('Proving that each platform runs', async () => {
		const machine = await lookAgain(before, [...changed], settings.verify, context);
		for (const { target, probe } of machine.services.values()) {
			if (probe === undefined) {
				reporter.info(
					`${target}: not tried${settings.verify ? ', there is no test program for it' : ''}`,
				);
			} else if (probe.failure === undefined) {
				reporter.info(`${target}: runs (${probe.durationMs.toFixed(0)} ms)`);
			} else {
				reporter.info(`${target}: does not run: ${probe.detail}`);
			}
		}
		return machine;
	});
}
