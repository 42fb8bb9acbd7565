import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** CAP_SYS_RESOURCE of Linux's include/uapi/linux/capability.h. */
const SYS_RESOURCE = 24n;

/** runc for machines without CAP_SYS_RESOURCE; on others it is runc. */
export const RUNC_CAPPED = join(import.meta.dirname, 'runc-capped');

/** Whether no process of this machine, or of the container that it is, can have CAP_SYS_RESOURCE. */
export function lacksSysResource(): boolean {
	const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
	return ((BigInt(`0x${bounding}`) >> SYS_RESOURCE) & 1n) === 0n;
}
