import { readFileSync } from 'node:fs';
import { getInput } from '@actions/core';
import { parseBoolean } from '../boolean.js';
import { XarchError } from '../errors.js';
import { BUILDER_INPUTS } from '../inputs.js';
import { type BuilderInput, parseBuilder } from './parse.js';
import type { BuilderRequest } from './request.js';

/**
 * Reads and checks the step's inputs on the builder.
 * @returns undefined when none is wanted
 * @throws E_INPUT, E_PLATFORM
 */
export function readBuilderInputs(
	env: NodeJS.ProcessEnv = process.env,
): BuilderRequest | undefined {
	const names = Object.keys(BUILDER_INPUTS) as BuilderInput[];
	const values = Object.fromEntries(names.map((name) => [name, getInput(name)]));
	if (!parseBoolean('buildx', values.buildx ?? '', false)) {
		const given = names.filter((name) => {
			return name !== 'buildx' && values[name] !== '' && values[name] !== BUILDER_INPUTS[name];
		});
		if (given.length === 0) return undefined;
		throw new XarchError(
			'E_INPUT',
			`${given.join(', ')} ${given.length === 1 ? 'is' : 'are'} given, but buildx is not true, so that no builder is made.`,
			`Add buildx: true, or leave ${given.length === 1 ? 'it' : 'them'} out.`,
		);
	}
	return parseBuilder(
		{ ...values, cleanup: getInput('cleanup') },
		{ env, readText: (path) => readFileSync(path, 'utf8'), label: (name) => name },
	);
}
