import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import type { Privilege } from '../binfmt/privilege.js';
import { parseVersion } from '../emulator/version.js';
import { parseChecksums } from '../emulator/vouching.js';
import { XarchError } from '../errors.js';
import { parsePlatforms } from '../platform/parse.js';
import {
	checkTogether,
	parseBaseAddress,
	parseFlags,
	parsePrivilege,
	readSource,
	type SetupRequest,
} from '../request.js';
import { HELP_TOPICS } from './help.js';
import { type MergeCommand, parseMerge } from './merge-arguments.js';
import { parseOptions } from './options.js';
import { type PlanCommand, parsePlan } from './plan-arguments.js';

/** A command line, understood and checked. */
export type Command =
	| { readonly name: 'help'; readonly topic: string | undefined }
	| { readonly name: 'version' }
	| SetupCommand
	| { readonly name: 'status'; readonly json: boolean }
	| RestoreCommand
	| DoctorCommand
	| CacheCommand
	| PlanCommand
	| MergeCommand
	| { readonly name: 'builder'; readonly args: readonly string[] };

export interface SetupCommand extends SetupRequest {
	readonly name: 'setup';
	readonly keep: boolean;
	readonly json: boolean;
}

export interface DoctorCommand {
	readonly name: 'doctor';
	/** Platforms, images and files as they were written, without `-`. */
	readonly subjects: readonly string[];
	/** Whether `-` asks for the text on standard input. */
	readonly readsInput: boolean;
	readonly json: boolean;
}

export interface RestoreCommand {
	readonly name: 'restore';
	readonly all: boolean;
	readonly persisted: boolean;
	readonly privilege: Privilege;
}

export interface CacheCommand {
	readonly name: 'cache';
	readonly action: 'list' | 'prune';
	readonly json: boolean;
	/** Of `prune`, as all that follows: tell what would be removed, and leave it. */
	readonly dryRun: boolean;
	readonly all: boolean;
	/** Undefined for no limit. */
	readonly olderThanDays: number | undefined;
}

const COMMANDS = [
	...['setup', 'status', 'restore', 'doctor', 'cache', 'plan', 'merge', 'builder', 'help'],
];

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
			return { name: 'help', topic: parseTopic(rest.join(' ')) };
		case '--version':
		case '-V':
			return { name: 'version' };
		case 'setup':
			return parseSetup(rest);
		case 'status': {
			const { values } = parseOptions(rest, { json: { type: 'boolean' } }, false);
			return values.help === true
				? { name: 'help', topic: name }
				: { name, json: values.json === true };
		}
		case 'restore': {
			const { values } = parseOptions(
				rest,
				{
					all: { type: 'boolean' },
					persisted: { type: 'boolean' },
					privilege: { type: 'string' },
				},
				false,
			);
			if (values.help === true) return { name: 'help', topic: name };
			return {
				name,
				all: values.all === true,
				persisted: values.persisted === true,
				privilege: readPrivilege(values),
			};
		}
		case 'doctor': {
			const { values, positionals } = parseOptions(rest, { json: { type: 'boolean' } }, true);
			if (values.help === true) return { name: 'help', topic: name };
			return {
				name,
				subjects: positionals.filter((each) => each !== '-'),
				readsInput: positionals.includes('-'),
				json: values.json === true,
			};
		}
		case 'cache':
			return parseCache(rest);
		case 'plan':
			return parsePlan(rest) ?? { name: 'help', topic: name };
		case 'merge':
			return parseMerge(rest) ?? { name: 'help', topic: name };
		case 'builder':
			// What it reads takes longer to load than all the rest: see builder-arguments.ts.
			return { name, args: rest };
		default:
			throw new XarchError(
				'E_INPUT',
				`"${name}" is not a command; did you mean ${closest(name, COMMANDS)}?`,
				`The commands are ${COMMANDS.join(', ')}; see xarch --help.`,
			);
	}
}

function parseTopic(topic: string): string | undefined {
	if (topic === '') return undefined;
	if (HELP_TOPICS.includes(topic)) return topic;
	throw new XarchError(
		'E_INPUT',
		`There is no help on "${topic}"; did you mean ${closest(topic, HELP_TOPICS)}?`,
		`The topics are ${HELP_TOPICS.join(', ')}.`,
	);
}

function parseSetup(args: readonly string[]): Command {
	const { values, positionals } = parseOptions(
		args,
		{
			version: { type: 'string' },
			source: { type: 'string' },
			checksum: { type: 'string', multiple: true },
			'require-checksum': { type: 'boolean' },
			offline: { type: 'boolean' },
			'github-url': { type: 'string' },
			'github-api-url': { type: 'string' },
			'bin-dir': { type: 'string' },
			flags: { type: 'string' },
			'no-credentials': { type: 'boolean' },
			'no-verify': { type: 'boolean' },
			reset: { type: 'boolean' },
			keep: { type: 'boolean' },
			persist: { type: 'boolean' },
			privilege: { type: 'string' },
			json: { type: 'boolean' },
		},
		true,
	);
	if (values.help === true) return { name: 'help', topic: 'setup' };
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	const checksums = Array.isArray(values.checksum) ? values.checksum.join('\n') : '';
	const combined = {
		flags: parseFlags(text(values.flags)),
		credentials: values['no-credentials'] !== true,
		persist: values.persist === true,
		reset: values.reset === true,
	};
	checkTogether(combined, {
		credentials: '--no-credentials',
		persist: '--persist',
		reset: '--reset',
	});
	return Object.freeze({
		name: 'setup',
		platforms: parsePlatforms(positionals.length === 0 ? 'all' : positionals.join(' ')),
		version: parseVersion(text(values.version)),
		...readSource(text(values.source)),
		...combined,
		verify: values['no-verify'] !== true,
		pinning: Object.freeze({
			checksums: parseChecksums(checksums),
			required: values['require-checksum'] === true,
		}),
		offline: values.offline === true,
		addresses: Object.freeze({
			githubUrl: parseBaseAddress('--github-url', text(values['github-url'])),
			githubApiUrl: parseBaseAddress('--github-api-url', text(values['github-api-url'])),
		}),
		binDirectory: parseBinDirectory(values['bin-dir']),
		privilege: readPrivilege(values),
		keep: values.keep === true,
		json: values.json === true,
	});
}

function readPrivilege({ privilege }: Readonly<Record<string, unknown>>): Privilege {
	return parsePrivilege('--privilege', typeof privilege === 'string' ? privilege : '');
}

function parseBinDirectory(value: unknown): SetupRequest['binDirectory'] {
	if (typeof value !== 'string') return undefined;
	if (value === '') {
		throw new XarchError(
			'E_INPUT',
			'--bin-dir is empty; allowed: the path of a directory.',
			'Name one, or leave the option out.',
		);
	}
	return { kind: 'path', path: resolve(value) };
}

function parseCache([action, ...args]: readonly string[]): Command {
	if (action === '--help' || action === '-h') return { name: 'help', topic: 'cache' };
	if (action !== 'list' && action !== 'prune') {
		throw new XarchError(
			'E_INPUT',
			action === undefined
				? 'xarch cache needs to be told what to do; allowed: list, prune.'
				: `"${action}" is not something xarch cache does; did you mean ${closest(action, ['list', 'prune'])}?`,
			'See xarch help cache.',
		);
	}
	const json = { json: { type: 'boolean' } } as const;
	const { values } = parseOptions(
		args,
		action === 'list'
			? json
			: {
					'older-than': { type: 'string' },
					all: { type: 'boolean' },
					'dry-run': { type: 'boolean' },
					...json,
				},
		false,
	);
	if (values.help === true) return { name: 'help', topic: `cache ${action}` };
	return {
		name: 'cache',
		action,
		json: values.json === true,
		dryRun: values['dry-run'] === true,
		all: values.all === true,
		olderThanDays: parseDays(values['older-than']),
	};
}

function parseDays(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	if (!/^\d{1,5}$/.test(String(value))) {
		throw new XarchError(
			'E_INPUT',
			`--older-than: "${String(value)}" is not a number of days; allowed: 0, 1, 2 and so on.`,
			'Write --older-than 30 for what was not used for a month.',
		);
	}
	return Number(value);
}
