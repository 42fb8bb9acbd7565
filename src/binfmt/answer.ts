import { type Failure, failureOf, XarchError } from '../errors.js';
import type { RegistrarResult } from './request.js';

/**
 * Reads what the registrar, run by another program, wrote to its standard output.
 * @param otherwise why there is none, when there is none: a sentence without its full stop
 * @throws the registrar's own error, or E_NO_PRIVILEGE when it did not get to answer
 */
export function answerOf(
	{ exitCode, stdout }: { readonly exitCode: number; readonly stdout: string },
	otherwise: string,
): RegistrarResult {
	let answer: { result?: RegistrarResult; error?: Failure };
	try {
		answer = JSON.parse(stdout) as typeof answer;
	} catch {
		throw new XarchError('E_NO_PRIVILEGE', otherwise, '');
	}
	if (exitCode === 0 && answer.result !== undefined) return answer.result;
	const { code, message, remedy } = answer.error ?? failureOf('The registrar gave no answer.');
	throw new XarchError(code, message, remedy);
}
