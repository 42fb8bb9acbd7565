import { setupContext } from '../environment.js';
import { type ErrorCode, XarchError } from '../errors.js';
import { readInputs } from '../inputs.js';
import type { Reporter } from '../report.js';
import { type Case, diagnose, machineFindings } from './diagnose.js';
import { type Finding, gather } from './finding.js';
import { look } from './look.js';

/** Errors that say all themselves: what was asked for is wrong, or this is no machine for it. */
const SPEAKING: readonly ErrorCode[] = ['E_INPUT', 'E_PLATFORM', 'E_NOT_LINUX', 'E_HOST'];
/** That a platform does not run is what it failed to change, and it says which ways to root it tried. */
const SAID_BY_THE_STEP = ['no-entry', 'no-privilege'];
/** Longer than a look at a busy machine takes, and short for somebody whose step has failed. */
const LIMIT_MS = 5_000;

/**
 * What this machine shows that may explain why a step has failed.
 * @param env the step's, with its inputs
 * @returns problems and warnings; nothing when it takes too long or fails itself, for the step's
 * own error is the news
 */
export async function findingsOnFailure(
	error: unknown,
	reporter: Reporter,
	env: NodeJS.ProcessEnv,
	limitMs = LIMIT_MS,
): Promise<readonly Finding[]> {
	if (error instanceof XarchError && SPEAKING.includes(error.code)) return [];
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<readonly Finding[]>((resolve) => {
		timer = setTimeout(() => resolve([]), limitMs);
	});
	try {
		return await Promise.race([lookForFindings(reporter, env), limit]);
	} catch (failure) {
		reporter.debug(`Looking for the reason failed: ${String(failure)}`);
		return [];
	} finally {
		clearTimeout(timer);
	}
}

async function lookForFindings(
	reporter: Reporter,
	env: NodeJS.ProcessEnv,
): Promise<readonly Finding[]> {
	const { platforms } = readInputs().platforms;
	const { sight } = await look(
		{ wanted: platforms.map(({ target }) => target), engines: 'never' },
		{ ...setupContext(reporter, undefined), env },
	);
	const cases = platforms.map(
		(platform): Case => ({ kind: 'platform', name: platform.platform, platform }),
	);
	const onPlatforms = cases.length === 0 ? [] : diagnose(sight, cases).findings;
	return gather([...onPlatforms, ...machineFindings(sight)]).filter(
		({ id, severity }) => severity !== 'note' && !SAID_BY_THE_STEP.includes(id),
	);
}
