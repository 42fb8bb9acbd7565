import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { errnoOf } from '../errors.js';

/** PROC_PID_INIT_INO of Linux's include/linux/proc_ns.h, in the words of /proc: all others are below it. */
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';

/** A process as /proc shows it to this one. */
export interface SeenProcess {
	/** One letter; `Z` has ended, whatever its parent is waiting for. */
	readonly state: string;
	/** `starttime`, clock ticks after boot: that of the reader's time namespace. */
	readonly startTicks: string;
	/** Whether it is in the reader's time namespace; true where that cannot be told. */
	readonly hasSameClock: boolean;
}

/** The process that /proc has under this number, or undefined. */
export function readProcess(pid: number, procDirectory: string): SeenProcess | undefined {
	const stat = readText(`${procDirectory}/${pid}/stat`);
	if (stat === undefined) return undefined;
	// The second field, the program's name in brackets, may itself hold spaces and brackets.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const clock = readNamespace(`${procDirectory}/${pid}`, 'time');
	return {
		state: fields[0] ?? '',
		startTicks: fields[19] ?? '',
		hasSameClock: clock === '' || clock === readNamespace(`${procDirectory}/self`, 'time'),
	};
}

/** The pid namespace of this process; empty where the kernel or this /proc has none. */
export function ownPidNamespace(procDirectory: string): string {
	return readNamespace(`${procDirectory}/self`, 'pid');
}

/**
 * Whether the numbers of this /proc are those that this process knows. One that was mounted in a
 * namespace above shows the processes of that: then this process has several pids, the outermost first.
 */
export function isOwnProc(procDirectory: string): boolean {
	const pids = innerPids(`${procDirectory}/self`);
	return pids !== undefined && pids.length <= 1;
}

/** Every process there is, by its pid namespace. */
export class ProcessSurvey {
	readonly #procDirectory: string;
	readonly #pids: ReadonlyMap<string, readonly number[]>;

	private constructor(procDirectory: string, pids: ReadonlyMap<string, readonly number[]>) {
		this.#procDirectory = procDirectory;
		this.#pids = pids;
	}

	/**
	 * Looks at all processes once.
	 * @returns undefined when there may be processes that are not seen
	 */
	static take(procDirectory: string): ProcessSurvey | undefined {
		if (!seesAll(procDirectory)) return undefined;
		const pids = new Map<string, number[]>();
		for (const name of readdirSync(procDirectory)) {
			if (!/^\d+$/.test(name)) continue;
			const directory = `${procDirectory}/${name}`;
			const namespace = readNamespace(directory, 'pid');
			if (namespace === '') {
				// It may not be looked into, or has ended meanwhile, for which the link has the same error.
				if (innerPids(directory)?.length !== 1 && existsSync(directory)) return undefined;
				continue;
			}
			const others = pids.get(namespace);
			if (others === undefined) pids.set(namespace, [Number(name)]);
			else others.push(Number(name));
		}
		return new ProcessSurvey(procDirectory, pids);
	}

	/** The process of this pid in a namespace of its own, or undefined when it has ended. */
	find(pidNamespace: string, pid: number): SeenProcess | undefined {
		const seenPid = this.#pids
			.get(pidNamespace)
			?.find((each) => innerPids(`${this.#procDirectory}/${each}`)?.at(-1) === pid);
		return seenPid === undefined ? undefined : readProcess(seenPid, this.#procDirectory);
	}
}

/**
 * Whether all processes of the machine are in this /proc: it is that of the initial namespace, and
 * this process may look into the first one there, or the kernel's own one (kthreadd) where the machine
 * forbids that. Then it may look into all, and none is hidden from it (hidepid).
 */
function seesAll(procDirectory: string): boolean {
	const initial = [1, 2].map((pid) => readNamespace(`${procDirectory}/${pid}`, 'pid'));
	return (
		ownPidNamespace(procDirectory) === INITIAL_PID_NAMESPACE &&
		isOwnProc(procDirectory) &&
		initial.includes(INITIAL_PID_NAMESPACE)
	);
}

/**
 * A process's pids, from the namespace of this /proc down to its own (NSpid, Linux 4.1 and newer);
 * none where the kernel does not tell, undefined when there is no such process.
 */
function innerPids(directory: string): number[] | undefined {
	const status = readText(`${directory}/status`);
	if (status === undefined) return undefined;
	return (/^NSpid:([\t \d]*)$/m.exec(status)?.[1] ?? '').split(/\s+/).filter(Boolean).map(Number);
}

function readNamespace(directory: string, kind: 'pid' | 'time'): string {
	try {
		return readlinkSync(`${directory}/ns/${kind}`);
	} catch (error) {
		if (errnoOf(error) === undefined) throw error;
		return '';
	}
}

function readText(path: string): string | undefined {
	try {
		return readFileSync(path, 'latin1');
	} catch (error) {
		if (errnoOf(error) === undefined) throw error;
		return undefined;
	}
}
