import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, messageOf, XarchError } from '../../errors.js';
import { type CommandResult, runCommand } from '../command.js';
import type { ObtainContext } from '../context.js';
import { diskFull } from '../store/workspace.js';

/** apt with private state: reads the machine's configuration, writes below one directory only. */
export interface AptState {
	readonly directory: string;
	/** Arguments that every command of this state gets. */
	readonly options: readonly string[];
	/** Longest time for one command, downloads included. */
	readonly timeoutMs: number;
	/** True when the package lists are the private ones, not the machine's. */
	readonly ownsLists: boolean;
}

/**
 * The configuration's hooks would touch the machine's own state (a container image's
 * configuration deletes the package cache after an update) and need root; the other indexes are
 * only bytes to download. `#clear` works in a file only.
 */
const CLEARED = `#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear Acquire::IndexTargets::deb::DEP-11;
#clear Acquire::IndexTargets::deb::Contents-deb;
#clear Acquire::IndexTargets::deb::CNF;
`;

/** State that reads the machine's package lists, and keeps its caches in `directory`. */
export function machineState(
	directory: string,
	{ totalTimeoutMs }: Pick<ObtainContext, 'totalTimeoutMs'>,
): AptState {
	const configuration = join(directory, 'apt.conf');
	const cache = join(directory, 'cache');
	mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
	writeFileSync(configuration, CLEARED);
	return {
		directory,
		timeoutMs: totalTimeoutMs,
		ownsLists: false,
		options: [
			`--config-file=${configuration}`,
			...option('Dir::Cache', cache),
			// What is installed is no candidate: its package may not be there to download any more.
			...option('Dir::State::status', '/dev/null'),
			...option('APT::Sandbox::User', 'root'),
			...option('APT::Get::AllowUnauthenticated', 'false'),
			...option('Acquire::Languages', 'none'),
		],
	};
}

/**
 * The same with package lists of its own, still to be updated.
 * @param sourcesText deb822 sources to use in place of the machine's
 */
export function privateState(state: AptState, sourcesText?: string): AptState {
	const lists = join(state.directory, 'lists');
	mkdirSync(join(lists, 'partial'), { recursive: true });
	const options = [...state.options, ...option('Dir::State::Lists', lists)];
	if (sourcesText !== undefined) {
		const parts = join(state.directory, 'sources.list.d');
		mkdirSync(parts);
		writeFileSync(join(parts, 'xarch.sources'), sourcesText);
		options.push(
			...option('Dir::Etc::sourcelist', '/dev/null'),
			...option('Dir::Etc::sourceparts', parts),
		);
	}
	return { ...state, options, ownsLists: true };
}

/**
 * Runs one of apt's commands, in the state's directory and in English.
 * @throws E_SOURCE when there is no apt here or it takes too long, E_DISK when it ran out of space
 */
export async function runApt(
	state: AptState,
	program: 'apt-get' | 'apt-cache',
	args: readonly string[],
): Promise<CommandResult> {
	const result = await runTool([program, ...state.options, ...args], state);
	if (result.exitCode !== 0 && result.stderr.includes('No space left on device')) {
		throw diskFull(state.directory, 'no space is left');
	}
	return result;
}

/** @throws E_SOURCE when the program does not exist, or does not end by itself */
async function runTool(
	argv: readonly string[],
	{ directory, timeoutMs }: AptState,
): Promise<CommandResult> {
	try {
		const env = { ...process.env, LC_ALL: 'C' };
		return await runCommand(argv, { env, cwd: directory, timeoutMs });
	} catch (error) {
		const [program = ''] = argv;
		if (errnoOf(error) === 'ENOENT') throw noApt(program, error);
		throw new XarchError(
			'E_SOURCE',
			`apt cannot be used: ${messageOf(error)}.`,
			'Check the network and the mirrors of this machine, or choose another source.',
			error,
		);
	}
}

/** The error of a machine without one of the package tools. */
export function noApt(program: string, cause: unknown): XarchError {
	return new XarchError(
		'E_SOURCE',
		`Source apt needs the program ${program}, which this machine does not have.`,
		'Use source github or dir on machines that are not Debian, Ubuntu or a relative of theirs.',
		cause,
	);
}

/** The first complaints of apt, in one line that lacks the full stop. */
export function complaintsOf(result: CommandResult): string {
	const lines = result.stderr.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
	const complaints = ['E: ', 'W: '].flatMap((mark) =>
		lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length)),
	);
	const telling = complaints.filter((line) => !line.startsWith('Some index files failed'));
	const text = telling.slice(0, 2).map((line) => line.replace(/[.:]+$/, ''));
	return text.join('; ') || `exit code ${result.exitCode}`;
}

function option(name: string, value: string): string[] {
	return ['-o', `${name}=${value}`];
}
