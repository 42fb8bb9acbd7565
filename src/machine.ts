import type { Entry } from './binfmt/entry.js';
import { type Journal, readJournal } from './binfmt/journal.js';
import { type BinfmtStatus, listEntries, readStatus } from './binfmt/kernel.js';
import { readBootId } from './binfmt/owner.js';
import type { RegistrarRoots } from './binfmt/roots.js';
import { findService, type Service, takesTarget } from './binfmt/service.js';
import { readEmulatorVersion } from './emulator/inspect.js';
import type { Host } from './platform/host.js';
import { compatibleTargets, nativePlatforms, readCpuinfo } from './platform/native.js';
import { TARGETS } from './platform/table.js';
import { type ProbeResult, runProbes, runsNatively } from './probe/run.js';

/** What this machine runs, and thanks to whom. */
export interface Machine {
	/** Platforms the CPU runs by itself. */
	readonly native: readonly string[];
	readonly status: BinfmtStatus;
	/** All of the kernel's entries, as far as they are seen from here. */
	readonly entries: readonly Entry[];
	readonly journal: Journal;
	/** By target: those that an enabled entry takes, or that run although no entry is seen. */
	readonly services: ReadonlyMap<string, Service>;
}

/** Where to look, and where probes may be written. */
export interface LookContext {
	readonly host: Host;
	readonly roots: RegistrarRoots;
	readonly tempDirectory: string;
}

/** What to look at. */
export interface LookRequest {
	/** Targets whose service is of interest. */
	readonly targets: readonly string[];
	/** Those among them to try even where entries are not visible. */
	readonly wanted: readonly string[];
	/** Whether to prove each service by its probe. */
	readonly verify: boolean;
}

/** Looks at the machine without privilege and without changing anything. */
export async function lookAtMachine(
	{ targets, wanted, verify }: LookRequest,
	{ host, roots, tempDirectory }: LookContext,
): Promise<Machine> {
	const status = readStatus(roots.binfmtDirectory);
	const entries = listEntries(roots.binfmtDirectory);
	const { journal } = readJournal(roots.stateDirectory, readBootId());
	const isTaken = (target: string) => entries.some((entry) => takesTarget(entry, target));
	// An ordinary container does not see the host's entries and is served by them all the same.
	const isBlind = status === 'absent';
	const tried = isBlind ? (verify ? wanted : []) : targets.filter(isTaken);
	const compatible = compatibleTargets(host);
	// On amd64 only an entry that is seen is reckoned with: its kernels run 386 by themselves, and
	// starting a process the slower way would be a tenth of the time of a step with nothing to do.
	const uncertain = compatible.filter(
		(target) => isTaken(target) || (isBlind && host.target !== 'x86_64'),
	);
	const probes = await runProbes(
		[...new Set([...uncertain, ...(verify ? tried : [])])],
		tempDirectory,
	);
	const isNative = (target: string) =>
		uncertain.includes(target)
			? probes.get(target)?.native === true
			: runsNatively(target, tempDirectory);
	const services = await findServices(tried, entries, journal, verify ? probes : NO_PROBES);
	return {
		native: nativePlatforms(host, compatible.filter(isNative), readCpuinfo()),
		status,
		entries,
		journal,
		services: new Map(
			services
				// Where entries are not seen, nothing counts but a probe; not every target has one.
				.filter(
					({ probe }) => !isBlind || (probe?.failure === undefined && probe?.native === false),
				)
				.map((service) => [service.target, service]),
		),
	};
}

/**
 * Reads the kernel's entries anew, and finds the service of some targets that have changed;
 * all else is as it was before.
 */
export async function lookAgain(
	before: Machine,
	changed: readonly string[],
	verify: boolean,
	{ roots, tempDirectory }: LookContext,
): Promise<Machine> {
	const entries = listEntries(roots.binfmtDirectory);
	const { journal } = readJournal(roots.stateDirectory, readBootId());
	const status = readStatus(roots.binfmtDirectory);
	// What was registered on the host from a container shows in there by its probes alone.
	const taken =
		status === 'absent'
			? changed
			: changed.filter((target) => entries.some((entry) => takesTarget(entry, target)));
	const probes = verify ? await runProbes(taken, tempDirectory) : NO_PROBES;
	const unchanged = [...before.services].filter(([target]) => !changed.includes(target));
	const services = await findServices(taken, entries, journal, probes);
	return {
		...before,
		status,
		entries,
		journal,
		services: new Map([...unchanged, ...services.map((each) => [each.target, each] as const)]),
	};
}

const NO_PROBES: ReadonlyMap<string, ProbeResult> = new Map();

function findServices(
	targets: readonly string[],
	entries: readonly Entry[],
	journal: Journal,
	probes: ReadonlyMap<string, ProbeResult>,
): Promise<Service[]> {
	return Promise.all(
		targets.map((target) => withVersion(findService(target, entries, journal, probes.get(target)))),
	);
}

/** The targets that container tools know, less the host's own. */
export function containerTargets(host: Host): string[] {
	return TARGETS.filter(({ container, target }) => container && target !== host.target).map(
		({ target }) => target,
	);
}

/** Somebody else's program, which may be no QEMU at all, is not waited for long. */
const FOREIGN_TIMEOUT_MS = 5_000;

/** Asks somebody else's emulator for its version, as far as it can be reached and is QEMU. */
async function withVersion(service: Service): Promise<Service> {
	const { entry, owned, probe } = service;
	const path = probe?.servedBy ?? entry?.interpreter;
	if (path === undefined || owned !== undefined || !/\/qemu-[^/]*$/.test(path)) return service;
	return {
		...service,
		version: await readEmulatorVersion(path, undefined, FOREIGN_TIMEOUT_MS).catch(() => undefined),
	};
}
