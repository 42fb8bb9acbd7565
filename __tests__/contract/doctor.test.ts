import { describe, expect, test } from '@jest/globals';
import { RULE_IDS } from '../../src/doctor/rule-ids.js';
import { plain, projectFiles, readProject, tableBelow } from './project-files.js';

const text = readProject('docs/troubleshooting.md');

const ALL = [...RULE_IDS.machine, ...RULE_IDS.subjects, ...RULE_IDS.messages];

/** The texts of the tests of a suite. */
function suite(name: string): string {
	const files = projectFiles().filter((path) => path.startsWith(`__tests__/${name}/`));
	return files.map(readProject).join('\n');
}

describe('docs/troubleshooting.md', () => {
	test.each([
		['### On the machine', RULE_IDS.machine],
		['### About a platform, a program or an image', RULE_IDS.subjects],
	])('%s: explains each finding there can be, and no other', (heading, ids) => {
		const rows = tableBelow(text, heading);
		expect(rows.map(([id = '']) => plain(id)).toSorted()).toEqual([...ids].toSorted());
		for (const [id, means = '', remedy = ''] of rows) {
			expect([id, means.length > 10, remedy.length > 5]).toEqual([id, true, true]);
		}
	});

	test('explains each message that is known', () => {
		const rows = tableBelow(text, '## Messages of other programs');
		const documented = rows.map((row) => plain(row.at(-1) ?? '')).filter((id) => id !== '');
		expect(documented.toSorted()).toEqual([...RULE_IDS.messages].toSorted());
	});
});

test('no two findings have the same id', () => {
	expect(new Set(ALL).size).toBe(ALL.length);
});

describe('every finding is shown by a test', () => {
	const onMachines = `${suite('integration')}${suite('e2e')}`;

	test.each(ALL)('%s, on a machine that is really so', (id) => {
		expect(onMachines).toContain(`'${id}'`);
	});
});
