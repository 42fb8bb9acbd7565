import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { BUILDER_INPUTS, INPUT_NAMES } from '../../src/inputs.js';
import { OUTPUT_NAMES } from '../../src/outputs.js';
import {
	fencedBlocks,
	markdownFiles,
	plain,
	ROOT,
	readAction,
	readProject,
	tableBelow,
} from './project-files.js';

const action = readAction();
const readme = readProject('README.md');

describe('action.yml', () => {
	test('has the inputs the code reads, in the same order', () => {
		expect(Object.keys(action.inputs)).toEqual([...INPUT_NAMES]);
	});

	test('has the outputs the code writes, in the same order', () => {
		expect(Object.keys(action.outputs)).toEqual([...OUTPUT_NAMES]);
	});

	test('gives every input a description and a default that is a string', () => {
		for (const [name, input] of Object.entries(action.inputs)) {
			expect([name, input.description.trim()]).not.toEqual([name, '']);
			expect([name, typeof input.default]).toEqual([name, 'string']);
		}
	});

	test('has the defaults by which the code knows that a builder is not spoken of', () => {
		const defaults = Object.keys(BUILDER_INPUTS).map((name) => [
			name,
			action.inputs[name]?.default,
		]);
		expect(Object.fromEntries(defaults)).toEqual(BUILDER_INPUTS);
	});

	test('starts bundles that exist, on Node 24', () => {
		expect(action.runs.using).toBe('node24');
		expect(existsSync(join(ROOT, action.runs.main))).toBe(true);
		expect(existsSync(join(ROOT, action.runs.post))).toBe(true);
	});

	test('is fit for the Marketplace', () => {
		expect(action.name).toMatch(/^\S.{2,}/);
		expect(action.description.length).toBeGreaterThan(20);
		expect(action.description.length).toBeLessThan(125);
		expect(action.description).not.toContain('\n');
		expect(action.branding.icon).toMatch(/^[a-z0-9-]+$/);
		expect([
			'white',
			'black',
			'yellow',
			'blue',
			'green',
			'orange',
			'red',
			'purple',
			'gray-dark',
		]).toContain(action.branding.color);
	});
});

describe('README', () => {
	test('its table of inputs is that of action.yml', () => {
		const rows = tableBelow(readme, '## Inputs').map((cells) => cells.map(plain));
		expect(rows).toEqual(
			Object.entries(action.inputs).map(([name, input]) => [
				name,
				input.default,
				input.description.trim(),
			]),
		);
	});

	test('its table of outputs is that of action.yml', () => {
		const rows = tableBelow(readme, '## Outputs').map((cells) => cells.map(plain));
		expect(rows).toEqual(
			Object.entries(action.outputs).map(([name, output]) => [name, output.description.trim()]),
		);
	});

	test('begins with a step to copy', () => {
		const [first = ''] = fencedBlocks(readme, 'yaml');
		expect(stepsOf(first)).toEqual([
			expect.objectContaining({ uses: 'org/setup-xarch@v1', with: expect.any(Object) }),
		]);
	});

	test('names the two commands', () => {
		const commands = fencedBlocks(readme, 'sh').map((block) => block.trim());
		expect(commands).toEqual(['node dist/cli/index.js setup arm64 riscv64', 'npm ci && npm test']);
	});
});

interface Step {
	readonly uses?: string;
	readonly with?: Readonly<Record<string, unknown>>;
}

function stepsOf(yaml: string): Step[] {
	const value: unknown = parse(yaml);
	return Array.isArray(value) ? (value as Step[]) : [];
}

test.each(markdownFiles())('%s: examples of the step use inputs that exist', (path) => {
	for (const block of fencedBlocks(readProject(path), 'yaml')) {
		for (const step of stepsOf(block).filter(({ uses }) => uses?.includes('setup-xarch'))) {
			if (/^org\/setup-xarch\/.*@v1$/.test(step.uses ?? '')) continue;
			expect(step.uses).toBe('org/setup-xarch@v1');
			const unknown = Object.keys(step.with ?? {}).filter(
				(name) => !(INPUT_NAMES as readonly string[]).includes(name),
			);
			expect(unknown).toEqual([]);
		}
	}
});
