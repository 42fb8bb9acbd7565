import { readFileSync, readlinkSync } from 'node:fs';
import { errnoOf } from '../errors.js';

/**
 * Who holds a lease. A process is told apart from a later one of the same pid by
 * its start time (`starttime`, field 22 of /proc/pid/stat, clock ticks after boot).
 * `standing`: until `xarch restore`. `kept`: until `xarch restore --all`.
 */
export type Owner =
	| {
			readonly kind: 'process';
			readonly pid: number;
			/** Empty when it could not be seen: then the pid alone counts. */
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
	const seenPid = pid === 0 ? 1 : pid;
	return {
		kind: 'process',
		pid: seenPid,
		startTicks: readProcess(seenPid, procDirectory)?.startTicks ?? '',
		pidNamespace: readPidNamespace(procDirectory),
	};
}

/** False only when the owner is seen to be gone; what cannot be seen counts as alive. */
export function isAlive(owner: Owner, procDirectory = '/proc'): boolean {
	if (owner.kind !== 'process') return true;
	if (owner.pidNamespace !== readPidNamespace(procDirectory)) return true;
	const seen = readProcess(owner.pid, procDirectory);
	// /proc may hide others' processes (hidepid), but not whether there is one of that pid.
	if (seen === undefined) return isRunning(owner.pid);
	// A zombie has ended, whatever its parent is waiting for.
	if (seen.state === 'Z') return false;
	return owner.startTicks === '' || seen.startTicks === owner.startTicks;
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return errnoOf(error) === 'EPERM';
	}
}

function readProcess(
	pid: number,
	procDirectory: string,
): { readonly state: string; readonly startTicks: string } | undefined {
	try {
		const stat = readFileSync(`${procDirectory}/${pid}/stat`, 'latin1');
		// The second field, the program's name in brackets, may itself hold spaces and brackets.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
	} catch {
		return undefined;
	}
}

function readPidNamespace(procDirectory: string): string {
	try {
		return readlinkSync(`${procDirectory}/self/ns/pid`);
	} catch {
		return '';
	}
}
