import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { OUTPUT_NAMES } from '../../src/outputs.js';
import { PLAN_INPUT_NAMES } from '../../src/plan/inputs.js';
import { PLAN_OUTPUT_NAMES } from '../../src/plan/outputs.js';
import { matrixOf, planJobs } from '../../src/plan/plan.js';
import { hostedPlan } from '../../src/plan/request.js';
import { HOSTED } from '../../src/plan/runner.js';
import { parsePlatforms } from '../../src/platform/parse.js';
import { plain, ROOT, readAction, readProject, tableBelow } from './project-files.js';

const action = readAction('plan/action.yml');
const guide = readProject('docs/matrix.md');

describe('plan/action.yml', () => {
	test('has the inputs the code reads and the outputs it writes, in the same order', () => {
		expect(Object.keys(action.inputs)).toEqual([...PLAN_INPUT_NAMES]);
		expect(Object.keys(action.outputs)).toEqual([...PLAN_OUTPUT_NAMES]);
	});

	test('gives every input a description and a default that is a string', () => {
		for (const [name, input] of Object.entries(action.inputs)) {
			expect([name, input.description.trim()]).not.toEqual([name, '']);
			expect([name, typeof input.default]).toEqual([name, 'string']);
		}
		expect(action.inputs['default-runner']?.default).toBe(HOSTED.github.amd64);
	});

	test('starts the bundle beside the others, on Node 24', () => {
		expect(action.runs).toEqual({ using: 'node24', main: '../dist/plan/index.js' });
		expect(existsSync(join(ROOT, 'plan', action.runs.main))).toBe(true);
	});
});

describe('docs/matrix.md', () => {
	const rowsBelow = (heading: string) =>
		tableBelow(guide, heading).map((cells) => cells.map(plain));

	test('its tables of plan are those of plan/action.yml', () => {
		expect(rowsBelow('### Inputs of plan')).toEqual(
			Object.entries(action.inputs).map(([name, input]) => [
				name,
				input.default,
				input.description.trim(),
			]),
		);
		expect(rowsBelow('### Outputs of plan')).toEqual(
			Object.entries(action.outputs).map(([name, output]) => [name, output.description.trim()]),
		);
	});

	test('explains every field of an entry, in the order it has', () => {
		const jobs = planJobs({
			...hostedPlan(parsePlatforms('arm64')),
			builds: [{ image: 'a', target: 'x' }],
		});
		const fields = rowsBelow('### An entry of the matrix').flatMap(([names = '']) =>
			names.split(', '),
		);
		expect(fields).toEqual(Object.keys(matrixOf(jobs).include[0] ?? {}));
		expect(OUTPUT_NAMES).toContain('matrix');
	});

	interface Call {
		readonly inputs: Readonly<Record<string, { description: string; default?: unknown }>>;
		readonly secrets: Readonly<Record<string, { description: string }>>;
		readonly outputs: Readonly<Record<string, { description: string }>>;
	}

	test('its tables of the reusable workflow are those of the workflow', () => {
		const workflow = parse(readProject('.github/workflows/build-multiarch.yml')) as {
			on: { workflow_call: Call };
		};
		const { inputs, secrets, outputs } = workflow.on.workflow_call;
		expect(rowsBelow('### Its inputs')).toEqual(
			Object.entries(inputs).map(([name, input]) => [
				name,
				String(input.default ?? ''),
				input.description,
			]),
		);
		for (const [heading, entries] of [
			['### Its secrets', secrets],
			['### Its outputs', outputs],
		] as const) {
			expect(rowsBelow(heading)).toEqual(
				Object.entries(entries).map(([name, { description }]) => [name, description]),
			);
		}
	});
});
