import { parseArgs } from 'node:util';
import { closest } from 'fastest-levenshtein';
import { parseVersion } from '../emulator/source-spec.js';
import { messageOf, XarchError } from '../errors.js';
import { parsePlatforms } from '../platform/parse.js';
import { parseFlags, readSource, type SetupRequest } from '../request.js';

/** A command line, understood and checked. */
export type Command =
	| { readonly name: 'help'; readonly topic: string | undefined }
	| { readonly name: 'version' }
	| SetupCommand
	| { readonly name: 'status'; readonly json: boolean }
	| { readonly name: 'restore'; readonly all: boolean };

export interface SetupCommand extends SetupRequest {
	readonly name: 'setup';
	readonly keep: boolean;
	readonly json: boolean;
}

const COMMANDS = ['setup', 'status', 'restore', 'help'];

/**
 * Reads the arguments after the program's name.
 * @throws E_INPUT, E_PLATFORM
 */
export function parseCommand(args: readonly string[]): Command {
	const [name, ...rest] = args;
	switch (name) {
		case undefined:
		case '--help':
		case '-h':
			return { name: 'help', topic: undefined };
		case 'help':
			return { name: 'help', topic: rest[0] };
		case '--version':
		case '-V':
			return { name: 'version' };
		case 'setup':
			return parseSetup(rest);
		case 'status': {
			const { values } = parse(rest, { json: { type: 'boolean' } }, false);
			return values.help === true
				? { name: 'help', topic: name }
				: { name, json: values.json === true };
		}
		case 'restore': {
			const { values } = parse(rest, { all: { type: 'boolean' } }, false);
			return values.help === true
				? { name: 'help', topic: name }
				: { name, all: values.all === true };
		}
		default:
			throw new XarchError(
				'E_INPUT',
				`"${name}" is not a command; did you mean ${closest(name, COMMANDS)}?`,
				`The commands are ${COMMANDS.join(', ')}; see xarch --help.`,
			);
	}
}

function parseSetup(args: readonly string[]): Command {
	const { values, positionals } = parse(
		args,
		{
			version: { type: 'string' },
			source: { type: 'string' },
			flags: { type: 'string' },
			'no-verify': { type: 'boolean' },
			reset: { type: 'boolean' },
			keep: { type: 'boolean' },
			json: { type: 'boolean' },
		},
		true,
	);
	if (values.help === true) return { name: 'help', topic: 'setup' };
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	return Object.freeze({
		name: 'setup',
		platforms: parsePlatforms(positionals.length === 0 ? 'all' : positionals.join(' ')),
		version: parseVersion(text(values.version)),
		...readSource(text(values.source)),
		flags: parseFlags(text(values.flags)),
		verify: values['no-verify'] !== true,
		reset: values.reset === true,
		keep: values.keep === true,
		json: values.json === true,
	});
}

/** Node's parser, with errors of our own. */
function parse(
	args: readonly string[],
	options: Readonly<Record<string, { type: 'string' | 'boolean' }>>,
	allowPositionals: boolean,
): { values: Readonly<Record<string, unknown>>; positionals: readonly string[] } {
	try {
		return parseArgs({
			args: [...args],
			options: { ...options, help: { type: 'boolean', short: 'h' } },
			allowPositionals,
		});
	} catch (error) {
		const unknown = /'(--?[^' ]+)/.exec(messageOf(error))?.[1];
		const known = Object.keys(options).map((option) => `--${option}`);
		const isUnknown = (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
		throw new XarchError(
			'E_INPUT',
			isUnknown && unknown !== undefined
				? `${unknown} is not an option here; did you mean ${closest(unknown, known)}?`
				: messageOf(error),
			`The options are ${[...known, '--help'].join(', ')}.`,
		);
	}
}
