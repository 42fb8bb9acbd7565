import { processOwner } from './binfmt/owner.js';
import type { LeaseRequest } from './binfmt/request.js';

/**
 * A job's claim on entries and builders; without clean-up one that outlasts it.
 * @param leaseId of the job's own claim
 */
export function leaseOf(leaseId: string, cleanup: boolean, env: NodeJS.ProcessEnv): LeaseRequest {
	const label = jobLabel(env);
	return cleanup
		? { id: leaseId, label, owner: processOwner(process.ppid) }
		: { id: 'kept', label: `${label}, cleanup: false`, owner: { kind: 'kept' } };
}

/** Which job this is, for people who find its entries: repository, job and run. */
function jobLabel(env: NodeJS.ProcessEnv): string {
	const { GITHUB_REPOSITORY: repository, GITHUB_JOB: job, GITHUB_RUN_ID: run } = env;
	return `${repository ?? 'unknown repository'}, job ${job ?? 'unknown'}, run ${run ?? 'unknown'}`;
}
