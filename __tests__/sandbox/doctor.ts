import { fileURLToPath } from 'node:url';
import type { Diagnosis } from '../../src/doctor/diagnose.js';
import type { Finding } from '../../src/doctor/finding.js';
import type { Ended, RunOptions } from './driven.js';

/** The command, as it is built. */
export const CLI = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));

export interface Asked {
	readonly code: number | null;
	readonly diagnosis: Diagnosis;
	/** The ids of what was found, the worst first. */
	readonly ids: readonly string[];
	/** The finding of a rule; fails the test when there is none. */
	finding(id: string): Finding;
}

interface AskOptions {
	/** Programs that go before the command, and run it. */
	readonly through?: readonly string[];
	readonly input?: string;
	readonly env?: Readonly<Record<string, string>>;
}

/** Where the command can be run: a sandbox or a virtual machine. */
interface Place {
	/** The program of the command, as it is built, and its first argument. */
	readonly xarch: readonly string[];
	run(file: string, args: readonly string[], options: RunOptions): Promise<Ended>;
}

/** Runs `xarch doctor --json`. */
export async function doctor(
	place: Place,
	subjects: readonly string[] = [],
	{ through = [], input, env }: AskOptions = {},
): Promise<Asked> {
	const [file = '', ...args] = [...through, ...place.xarch, 'doctor', '--json', ...subjects];
	const ended = await place.run(file, args, {
		...(input === undefined ? {} : { input }),
		...(env === undefined ? {} : { env }),
	});
	return readAnswer(ended);
}

/** Reads what the command wrote. */
export function readAnswer({
	code,
	stdout,
	stderr,
}: {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}): Asked {
	if (stdout === '') throw new Error(`xarch doctor said nothing (exit code ${code}): ${stderr}`);
	const diagnosis = JSON.parse(stdout) as Diagnosis;
	return {
		code,
		diagnosis,
		ids: diagnosis.findings.map(({ id }) => id),
		finding(id) {
			const found = diagnosis.findings.find((each) => each.id === id);
			if (found === undefined) {
				throw new Error(`no finding ${id} among ${JSON.stringify(diagnosis.findings, null, 2)}`);
			}
			return found;
		},
	};
}
