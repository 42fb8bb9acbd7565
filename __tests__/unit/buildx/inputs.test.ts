import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readBuilderInputs } from '../../../src/buildx/inputs.js';
import { BUILDER_INPUTS, mentionsBuilder } from '../../../src/inputs.js';

const variable = (name: string) => `INPUT_${name.toUpperCase()}`;

/** Inputs as the runner hands them over: those that are left out have their default. */
function given(inputs: Partial<Record<keyof typeof BUILDER_INPUTS, string>>): void {
	for (const [name, value] of Object.entries({ ...BUILDER_INPUTS, ...inputs })) {
		process.env[variable(name)] = value;
	}
}
const clear = () => {
	for (const name of [...Object.keys(BUILDER_INPUTS), 'cleanup'])
		delete process.env[variable(name)];
};
beforeEach(clear);
afterEach(clear);

test('no builder unless one is asked for', () => {
	expect([mentionsBuilder(), readBuilderInputs({})]).toEqual([false, undefined]);
	given({});
	expect([mentionsBuilder(), readBuilderInputs({})]).toEqual([false, undefined]);
	given({ 'buildx-use': '', 'buildx-driver': '' });
	expect([mentionsBuilder(), readBuilderInputs({})]).toEqual([false, undefined]);
});

test('a builder', () => {
	given({ buildx: 'true', 'buildx-name': 'mine' });
	process.env[variable('cleanup')] = 'false';
	expect(mentionsBuilder()).toBe(true);
	expect(readBuilderInputs({})).toMatchObject({
		name: 'mine',
		driver: 'docker-container',
		cleanup: false,
	});
});

describe('inputs for a builder that is not asked for are an error', () => {
	test.each([
		[{ 'buildx-name': 'x' }, /^buildx-name is given, but buildx is not true/],
		[{ 'buildx-use': 'false', 'buildx-cache': 'gha' }, /^buildx-use, buildx-cache are given/],
	])('%j', (inputs, message) => {
		given(inputs);
		expect(mentionsBuilder()).toBe(true);
		expect(() => readBuilderInputs({})).toThrow(
			expect.objectContaining({ code: 'E_INPUT', message: expect.stringMatching(message) }),
		);
	});

	test('buildx itself', () => {
		given({ buildx: 'ture' });
		expect(() => readBuilderInputs({})).toThrow(/buildx: "ture" is not a boolean/);
	});
});
