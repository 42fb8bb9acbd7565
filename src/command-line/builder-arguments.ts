import { readFileSync } from 'node:fs';
import { closest } from 'fastest-levenshtein';
import { type BuilderInput, parseBuilder } from '../buildx/parse.js';
import type { BuilderRequest } from '../buildx/request.js';
import { XarchError } from '../errors.js';
import { type PlatformRequest, parsePlatforms } from '../platform/parse.js';
import { type OptionTypes, parseOptions } from './options.js';

/** `xarch builder …`, understood and checked. */
export type BuilderCommand =
	| { readonly name: 'help'; readonly topic: string }
	| {
			readonly name: 'builder';
			readonly action: 'create';
			readonly request: BuilderRequest;
			/** Platforms it must build for; none when none are named. */
			readonly platforms: PlatformRequest;
			/** Whether it becomes the user's current builder. */
			readonly use: boolean;
			readonly verifyBuild: boolean;
			readonly json: boolean;
	  }
	| { readonly name: 'builder'; readonly action: 'list'; readonly json: boolean }
	| {
			readonly name: 'builder';
			readonly action: 'remove';
			/** All that are ours when there are none. */
			readonly builders: readonly string[];
			readonly keepState: boolean;
	  };

const ACTIONS = ['create', 'list', 'remove'];

/** Options that stand for an input of the action, without its prefix; texts may be given more than once. */
const OPTIONS: Readonly<Record<string, BuilderInput>> = {
	name: 'buildx-name',
	driver: 'buildx-driver',
	image: 'buildx-image',
	'driver-opts': 'buildx-driver-opts',
	'buildkitd-flags': 'buildx-buildkitd-flags',
	'buildkitd-config': 'buildx-buildkitd-config',
	mirrors: 'buildx-mirrors',
	endpoint: 'buildx-endpoint',
	'node-platforms': 'buildx-platforms',
	append: 'buildx-append',
	'native-nodes': 'buildx-native-nodes',
};

const CREATE: OptionTypes = {
	...Object.fromEntries(
		Object.keys(OPTIONS).map((name) => [name, { type: 'string', multiple: true } as const]),
	),
	'keep-state': { type: 'boolean' },
	use: { type: 'boolean' },
	'verify-build': { type: 'boolean' },
	json: { type: 'boolean' },
};

/**
 * Reads the arguments after `xarch builder`.
 * @throws E_INPUT, E_PLATFORM
 */
export function parseBuilderCommand([action, ...args]: readonly string[]): BuilderCommand {
	switch (action) {
		case '--help':
		case '-h':
			return { name: 'help', topic: 'builder' };
		case 'create':
			return parseCreate(args);
		case 'list': {
			const { values } = parseOptions(args, { json: { type: 'boolean' } }, false);
			if (values.help === true) return { name: 'help', topic: 'builder list' };
			return { name: 'builder', action, json: values.json === true };
		}
		case 'remove':
			return parseRemove(args);
		default:
			throw new XarchError(
				'E_INPUT',
				action === undefined
					? `xarch builder needs to be told what to do; allowed: ${ACTIONS.join(', ')}.`
					: `"${action}" is not something xarch builder does; did you mean ${closest(action, ACTIONS)}?`,
				'See xarch help builder.',
			);
	}
}

function parseCreate(args: readonly string[]): BuilderCommand {
	const { values, positionals } = parseOptions(args, CREATE, true);
	if (values.help === true) return { name: 'help', topic: 'builder create' };
	const given = Object.entries(OPTIONS).flatMap(([option, input]) => {
		const value = values[option];
		return Array.isArray(value) ? [[input, value.join('\n')] as const] : [];
	});
	const request = parseBuilder(
		{
			...Object.fromEntries(given),
			'buildx-keep-state': String(values['keep-state'] === true),
			'buildx-cleanup': 'false',
		},
		{
			env: process.env,
			readText: (path) => readFileSync(path, 'utf8'),
			label: (input) => `--${optionOf(input)}`,
		},
	);
	return Object.freeze({
		name: 'builder',
		action: 'create',
		request,
		platforms:
			positionals.length === 0
				? Object.freeze({ all: false, platforms: [] })
				: parsePlatforms(positionals.join(' ')),
		use: values.use === true,
		verifyBuild: values['verify-build'] === true,
		json: values.json === true,
	});
}

function optionOf(input: BuilderInput): string {
	const [option] = Object.entries(OPTIONS).find(([, each]) => each === input) ?? [];
	return option ?? input.replace(/^buildx-/, '');
}

function parseRemove(args: readonly string[]): BuilderCommand {
	const { values, positionals } = parseOptions(
		args,
		{ all: { type: 'boolean' }, 'keep-state': { type: 'boolean' } },
		true,
	);
	if (values.help === true) return { name: 'help', topic: 'builder remove' };
	if ((values.all === true) === positionals.length > 0) {
		throw new XarchError(
			'E_INPUT',
			values.all === true
				? 'xarch builder remove takes names or --all, not both.'
				: 'xarch builder remove needs the name of a builder.',
			'xarch builder list shows them; --all removes all that xarch has made and no running job holds.',
		);
	}
	return {
		name: 'builder',
		action: 'remove',
		builders: positionals,
		keepState: values['keep-state'] === true,
	};
}
