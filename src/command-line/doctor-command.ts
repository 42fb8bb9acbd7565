import { fstatSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { describeDiagnosis } from '../doctor/describe.js';
import { examine } from '../doctor/examine.js';
import type { SightContext } from '../doctor/look.js';
import { readSubject } from '../doctor/subject.js';
import type { DoctorCommand } from './arguments.js';
import { PROBLEM_FOUND } from './exit-code.js';

/**
 * How long to wait for a message that nobody announced by `-`, milliseconds: a CI system may leave
 * standard input open and never write to it.
 */
const UNANNOUNCED_WAIT_MS = 2_000;

/**
 * `xarch doctor`.
 * @param input standard input
 * @returns what goes to standard output, and how to end
 * @throws E_INPUT, E_PLATFORM
 */
export async function runDoctor(
	command: DoctorCommand,
	context: SightContext,
	input: Readable & { readonly fd?: number },
): Promise<{ readonly text: string; readonly exitCode: number }> {
	const subjects = command.subjects.map(readSubject);
	const isPiped = subjects.length === 0 && carriesText(input);
	const text = command.readsInput
		? await readAll(input)
		: isPiped
			? await readAll(input, UNANNOUNCED_WAIT_MS)
			: undefined;
	const isEmpty = text === undefined || text.trim() === '';
	const diagnosis = await examine(
		{ subjects, text: isEmpty && !command.readsInput ? undefined : text },
		context,
	);
	return {
		text: command.json
			? `${JSON.stringify(diagnosis, undefined, '\t')}\n`
			: `${describeDiagnosis(diagnosis)}\n`,
		exitCode: diagnosis.ok ? 0 : PROBLEM_FOUND,
	};
}

/** Whether standard input is a pipe or a file, rather than a terminal or /dev/null. */
function carriesText({ fd = 0 }: { readonly fd?: number }): boolean {
	try {
		const stats = fstatSync(fd);
		return stats.isFIFO() || stats.isFile() || stats.isSocket();
	} catch {
		return false;
	}
}

/**
 * All that comes until the end.
 * @param waitMs how long to wait for the first of it; undefined for as long as it takes
 * @returns empty when nothing came in time
 */
function readAll(input: Readable, waitMs?: number): Promise<string> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		const finish = () => {
			clearTimeout(timer);
			input.destroy();
			resolve(Buffer.concat(chunks).toString('utf8'));
		};
		const timer = waitMs === undefined ? undefined : setTimeout(finish, waitMs);
		input.on('data', (chunk: Buffer) => {
			clearTimeout(timer);
			chunks.push(chunk);
		});
		input.once('end', finish);
		input.once('error', reject);
	});
}
