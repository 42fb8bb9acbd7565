import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { MERGE_INPUT_NAMES } from '../../src/merge/inputs.js';
import { MERGE_OUTPUT_NAMES } from '../../src/merge/outputs.js';
import {
	fencedBlocks,
	markdownFiles,
	plain,
	projectFiles,
	ROOT,
	readAction,
	readProject,
	tableBelow,
} from './project-files.js';

const action = readAction('merge/action.yml');
const guide = readProject('docs/merge.md');

describe('merge/action.yml', () => {
	test('has the inputs the code reads and the outputs it writes, in the same order', () => {
		expect(Object.keys(action.inputs)).toEqual([...MERGE_INPUT_NAMES]);
		expect(Object.keys(action.outputs)).toEqual([...MERGE_OUTPUT_NAMES]);
	});

	test('gives every input a description and a default that is a string', () => {
		for (const [name, input] of Object.entries(action.inputs)) {
			expect([name, input.description.trim()]).not.toEqual([name, '']);
			expect([name, typeof input.default]).toEqual([name, 'string']);
		}
	});

	test('starts the bundle beside the others, on Node 24', () => {
		expect(action.runs).toEqual({ using: 'node24', main: '../dist/merge/index.js' });
		expect(existsSync(join(ROOT, 'merge', action.runs.main))).toBe(true);
	});
});

describe('docs/merge.md', () => {
	const rowsBelow = (heading: string) =>
		tableBelow(guide, heading).map((cells) => cells.map(plain));

	test('its tables are those of merge/action.yml', () => {
		expect(rowsBelow('## Inputs')).toEqual(
			Object.entries(action.inputs).map(([name, input]) => [
				name,
				input.default,
				input.description.trim(),
			]),
		);
		expect(rowsBelow('## Outputs')).toEqual(
			Object.entries(action.outputs).map(([name, output]) => [name, output.description.trim()]),
		);
	});

	test('every message that it explains is one of the code', () => {
		const sources = projectFiles()
			.filter((path) => path.startsWith('src/merge/'))
			.map(readProject)
			.join('\n');
		const messages = tableBelow(guide, '## When it fails').map(([message = '']) => plain(message));
		expect(messages.length).toBeGreaterThan(5);
		for (const message of messages) {
			for (const words of message.split('…').map((part) => part.replace(/^,? | $/g, ''))) {
				expect([message, sources.includes(words) || words === 'not found']).toEqual([
					message,
					true,
				]);
			}
		}
	});
});

interface Step {
	readonly uses?: string;
	readonly with?: Readonly<Record<string, unknown>>;
}

/** All steps in a piece of YAML, wherever they stand. */
function stepsIn(value: unknown): Step[] {
	if (Array.isArray(value)) return value.flatMap(stepsIn);
	if (typeof value !== 'object' || value === null) return [];
	return 'uses' in value ? [value as Step] : Object.values(value).flatMap(stepsIn);
}

test('every step that merges, in examples and documentation, has inputs that exist', () => {
	const yaml = [
		...markdownFiles().flatMap((path) => fencedBlocks(readProject(path), 'yaml')),
		...projectFiles()
			.filter((path) => /^(?:examples|\.github)\/.*\.yml$/.test(path))
			.map(readProject),
	];
	const merges = yaml
		.flatMap((text) => stepsIn(parse(text)))
		.filter(({ uses }) => /setup-xarch\/merge/.test(uses ?? ''));
	expect(merges.length).toBeGreaterThan(2);
	for (const { uses, with: inputs = {} } of merges) {
		const unknown = Object.keys(inputs).filter(
			(name) => !(MERGE_INPUT_NAMES as readonly string[]).includes(name),
		);
		expect([uses, unknown]).toEqual([uses, []]);
	}
});
