import { readFileSync } from 'node:fs';
import { errnoOf } from '../errors.js';
import {
	isOwnProc,
	ownPidNamespace,
	ProcessSurvey,
	readProcess,
	type SeenProcess,
} from './processes.js';

/**
 * Who holds a lease. A process is told apart from a later one of the same pid by
 * its start time (`starttime`, field 22 of /proc/pid/stat, clock ticks after boot).
 * `standing`: until `xarch restore`. `kept`: until `xarch restore --all`.
 */
export type Owner =
	| {
			readonly kind: 'process';
			readonly pid: number;
			/** Empty when it could not be seen as others see it: then the pid alone counts. */
			readonly startTicks: string;
			/** `pid:[4026531836]`: pids mean something within one namespace only. */
			readonly pidNamespace: string;
	  }
	| { readonly kind: 'standing' }
	| { readonly kind: 'kept' };

/** The kernel's name of this boot; journals from another one are void. */
export function readBootId(procDirectory = '/proc'): string {
	return readFileSync(`${procDirectory}/sys/kernel/random/boot_id`, 'latin1').trim();
}

/**
 * The process `pid` as an owner. A process that a container engine has put into
 * the job's container has no parent there (pid 0): its init, pid 1, stands for it.
 */
export function processOwner(pid: number, procDirectory = '/proc'): Owner {
	const ownerPid = pid === 0 ? 1 : pid;
	const seen = isOwnProc(procDirectory) ? readProcess(ownerPid, procDirectory) : undefined;
	return {
		kind: 'process',
		pid: ownerPid,
		startTicks: seen?.hasSameClock === true ? seen.startTicks : '',
		pidNamespace: ownPidNamespace(procDirectory),
	};
}

/** Of one owner; for several, `lookAtOwners` looks at the machine once. */
export function isAlive(owner: Owner, procDirectory = '/proc'): boolean {
	return lookAtOwners(procDirectory)(owner);
}

/**
 * Tells which owners are alive: false only for one that is seen to be gone; what cannot be seen
 * counts as alive. Processes of other pid namespaces are looked for when the first such owner
 * is met, and that once, so that the answers are those of one transaction.
 */
export function lookAtOwners(procDirectory = '/proc'): (owner: Owner) => boolean {
	const ownNamespace = ownPidNamespace(procDirectory);
	const hasOwnProc = isOwnProc(procDirectory);
	let survey: { readonly taken: ProcessSurvey | undefined } | undefined;
	return (owner) => {
		if (owner.kind !== 'process') return true;
		if (owner.pidNamespace === ownNamespace && (hasOwnProc || ownNamespace !== '')) {
			const seen = hasOwnProc ? readProcess(owner.pid, procDirectory) : undefined;
			// /proc may hide others' processes (hidepid), but not whether there is one of that pid.
			return seen === undefined ? isRunning(owner.pid) : isSame(owner, seen);
		}
		survey ??= { taken: ProcessSurvey.take(procDirectory) };
		if (survey.taken === undefined || owner.pidNamespace === '') return true;
		const seen = survey.taken.find(owner.pidNamespace, owner.pid);
		return seen !== undefined && isSame(owner, seen);
	};
}

/** Whether the process that has the owner's pid is the owner, still running. */
function isSame({ startTicks }: Extract<Owner, { kind: 'process' }>, seen: SeenProcess): boolean {
	if (seen.state === 'Z') return false;
	// With another clock the same start has another number.
	return startTicks === '' || startTicks === seen.startTicks || !seen.hasSameClock;
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return errnoOf(error) === 'EPERM';
	}
}
