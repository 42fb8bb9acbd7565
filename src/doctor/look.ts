import { existsSync, realpathSync } from 'node:fs';
import { release } from 'node:os';
import type { Entry } from '../binfmt/entry.js';
import { readJournal } from '../binfmt/journal.js';
import { type Mount, parseMountinfo } from '../binfmt/mountinfo.js';
import { readBootId } from '../binfmt/owner.js';
import { readSurroundings, type Surroundings } from '../binfmt/surroundings.js';
import {
	confinementTraps,
	engineTrap,
	entryTraps,
	mountTraps,
	namespaceTraps,
	noexecTrap,
	shadowedTraps,
	type Trap,
} from '../binfmt/traps.js';
import { runCommand } from '../emulator/command.js';
import { readElf } from '../emulator/elf.js';
import { takesFirstForArgv0 } from '../emulator/inspect.js';
import { messageOf } from '../errors.js';
import { type LookContext, lookAtMachine, type Machine } from '../machine.js';
import { TARGETS } from '../platform/table.js';
import { findContainerSign } from './container.js';
import { type Engine, findEngines } from './engines.js';
import type { Interpreter, Privilege, Sight } from './sight.js';

/** What a look works with. */
export interface SightContext extends LookContext {
	readonly env: NodeJS.ProcessEnv;
}

/** What is of interest besides the machine itself. */
export interface SightRequest {
	/** Targets to try even where entries are not visible. */
	readonly wanted: readonly string[];
	/**
	 * Whether to ask the container engines, which takes longest: `for-privilege` only where a helper
	 * container is the one way that is left to root's rights.
	 */
	readonly engines: 'always' | 'for-privilege' | 'never';
}

/** What was seen, and the mounts of this process. */
export interface Look {
	readonly sight: Sight;
	readonly mounts: readonly Mount[];
}

/** Settings of QEMU's user mode that it reads from its environment (its manual, linux-user). */
const EMULATOR_SETTINGS = /^QEMU_(?:CPU|LD_PREFIX|SET_ENV|UNSET_ENV|GUEST_BASE|RESERVED_VA)$/;
const SUDO_TIMEOUT_MS = 3_000;
/** Somebody else's emulator is not waited for long. */
const EMULATOR_TIMEOUT_MS = 5_000;

/** Looks at all of a machine, without privilege and without changing anything. */
export async function look(request: SightRequest, context: SightContext): Promise<Look> {
	const { host, roots, tempDirectory, env } = context;
	const surroundings = readSurroundings(roots.binfmtDirectory);
	const targets = TARGETS.map(({ target }) => target).filter((each) => each !== host.target);
	const [machine, { privilege, engines }] = await Promise.all([
		lookAtMachine({ targets, wanted: request.wanted, verify: true }, context),
		findWays(request, surroundings, env),
	]);
	return {
		mounts: parseMountinfo(surroundings.mountinfo),
		sight: {
			host,
			kernelRelease: release(),
			machine,
			journalDamage: readJournal(roots.stateDirectory, readBootId()).damage,
			traps: trapsOf(surroundings, machine, engines, context),
			privilege,
			containerSign: findContainerSign(env, surroundings.mountinfo),
			engines,
			emulatorSettings: settingsOf(env),
			interpreters: await inspectInterpreters(machine, tempDirectory),
		},
	};
}

async function findWays(
	{ engines }: SightRequest,
	{ processStatus }: Surroundings,
	env: NodeJS.ProcessEnv,
): Promise<Pick<Sight, 'privilege' | 'engines'>> {
	const privilege = await findPrivilege(processStatus, env);
	const asks =
		engines === 'always' || (engines === 'for-privilege' && privilege.sudoFailure !== undefined);
	return { privilege, engines: asks ? await findEngines(env) : [] };
}

function trapsOf(
	surroundings: Surroundings,
	machine: Machine,
	engines: readonly Engine[],
	{ roots, tempDirectory }: SightContext,
): Trap[] {
	return [
		...mountTraps(surroundings, roots.binfmtDirectory),
		...namespaceTraps(surroundings, roots.binfmtDirectory),
		...confinementTraps(surroundings),
		...entryTraps(machine.entries, existsSync),
		...shadowedTraps(machine.services.values()),
		...[noexecTrap(surroundings.mountinfo, resolved(tempDirectory)) ?? []].flat(),
		...engines.flatMap(({ name, isRootless }) => engineTrap(name, isRootless) ?? []),
	];
}

/** Bit of CAP_SYS_ADMIN in a set of capabilities (linux/capability.h). */
const SYS_ADMIN = 1n << 21n;

async function findPrivilege(processStatus: string, env: NodeJS.ProcessEnv): Promise<Privilege> {
	const uid = process.geteuid?.() ?? 0;
	const [, effective = '0'] = /^CapEff:\s*([0-9a-f]+)/m.exec(processStatus) ?? [];
	return {
		uid,
		maySysAdmin: (BigInt(`0x${effective}`) & SYS_ADMIN) !== 0n,
		sudoFailure: uid === 0 ? undefined : await trySudo(env),
	};
}

/** @returns why it fails, in its own words */
async function trySudo(env: NodeJS.ProcessEnv): Promise<string | undefined> {
	try {
		const { exitCode, stderr } = await runCommand(['sudo', '-n', 'true'], {
			env: { ...env, LC_ALL: 'C' },
			timeoutMs: SUDO_TIMEOUT_MS,
		});
		return exitCode === 0 ? undefined : (stderr.trim().split('\n')[0] ?? `exit code ${exitCode}`);
	} catch (error) {
		return messageOf(error);
	}
}

function settingsOf(env: NodeJS.ProcessEnv): Record<string, string> {
	return Object.fromEntries(
		Object.entries(env).flatMap(([name, value]) =>
			EMULATOR_SETTINGS.test(name) && value !== undefined ? [[name, value]] : [],
		),
	);
}

/** Only emulators whose probe failed for want of flag P, perhaps, are called by hand. */
async function inspectInterpreters(
	{ entries, services }: Machine,
	tempDirectory: string,
): Promise<Map<string, Interpreter>> {
	const failing = new Map(
		[...services.values()].flatMap(({ target, entry, probe }) =>
			entry !== undefined && !entry.flags.includes('P') && probe?.failure === 'bad-emulator'
				? [[entry.name, target] as const]
				: [],
		),
	);
	const inspected = await Promise.all(
		entries.map(async (entry) => {
			const target = failing.get(entry.name);
			const assumesArgv0 =
				target === undefined
					? undefined
					: await takesFirstForArgv0(entry.interpreter, target, tempDirectory, EMULATOR_TIMEOUT_MS);
			return [entry.name, { isDynamic: isDynamic(entry), assumesArgv0 }] as const;
		}),
	);
	return new Map(inspected);
}

function isDynamic({ interpreter }: Entry): boolean {
	try {
		return readElf(interpreter).hasInterpreter;
	} catch {
		return false;
	}
}

function resolved(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}
