import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, jest, test } from '@jest/globals';
import { exitCodeOf, PROBLEM_FOUND } from '../../../src/command-line/exit-code.js';
import { helpText } from '../../../src/command-line/help.js';
import { formatOutcome } from '../../../src/command-line/setup-command.js';
import { formatTable } from '../../../src/command-line/table.js';
import { terminalReporter } from '../../../src/command-line/terminal-reporter.js';
import { type ErrorCode, XarchError } from '../../../src/errors.js';
import { makeOutcome } from '../../../src/outcome.js';
import { machine, service } from '../services.js';

describe('exit codes', () => {
	const source = readFileSync(
		fileURLToPath(new URL('../../../src/errors.ts', import.meta.url)),
		'utf8',
	);
	const codes = [...source.matchAll(/^\t\| '(E_[A-Z_]+)'/gm)].map(([, code]) => code as ErrorCode);

	test('every error has one that help explains', () => {
		expect(codes.length).toBeGreaterThan(15);
		const explained = [...helpText(undefined).matchAll(/^ {2}(\d) {2}/gm)].map(([, code]) =>
			Number(code),
		);
		expect(explained).toEqual([0, 1, 2, 3, 4, 5, 6, 7, PROBLEM_FOUND, 9]);
		for (const code of codes) {
			expect(explained.slice(1)).toContain(exitCodeOf(new XarchError(code, '', '')));
		}
	});

	test.each([
		['E_PLATFORM', 2],
		['E_NO_PRIVILEGE', 3],
		['E_DIGEST', 4],
		['E_LEASED', 5],
		['E_PROBE', 6],
	] as const)('%s is %i', (code, exitCode) => {
		expect(exitCodeOf(new XarchError(code, '', ''))).toBe(exitCode);
	});

	test('anything else is 1', () => {
		expect(exitCodeOf(new Error('x'))).toBe(1);
		expect(exitCodeOf('x')).toBe(1);
	});
});

test.each([undefined, 'setup', 'status', 'restore', 'unknown'])('help on %s', (topic) => {
	const text = helpText(topic);
	expect(text).toContain(
		topic === undefined || topic === 'unknown' ? 'Exit codes' : `xarch ${topic}`,
	);
	for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

describe('formatTable', () => {
	test('columns are as wide as their widest cell, without blanks at the end', () => {
		expect(
			formatTable([
				['A', 'LONG', 'C'],
				['aaaa', 'b', ''],
				['a', 'b', 'c'],
			]),
		).toBe('A     LONG  C\naaaa  b\na     b     c');
	});
	test('of nothing is empty', () => {
		expect(formatTable([])).toBe('');
	});
});

test('a set-up is told as a table and what was done', () => {
	const outcome = makeOutcome({
		...{ wants: [], alreadyNative: [], applied: undefined },
		after: machine([service('aarch64', { ours: true }), service('s390x', { probe: undefined })]),
		obtained: { emulators: new Map(), cacheHit: true },
	});
	expect(formatOutcome(outcome).split('\n')).toEqual([
		'PLATFORM     HOW       QEMU    ENTRY         PROOF',
		'linux/amd64  native',
		'linux/arm64  emulated  10.2.3  qemu-aarch64  runs (12 ms)',
		'linux/s390x  emulated  10.2.3  qemu-s390x    not tried',
		'',
		'Everything asked for was set up already: nothing was changed.',
	]);
	expect(formatOutcome({ ...outcome, changed: true })).toContain('xarch restore');
});

describe('terminalReporter', () => {
	function terminal(rest: { isTTY?: boolean; columns?: number } = {}) {
		const written: string[] = [];
		return { written, write: (text: string) => written.push(text), ...rest };
	}

	test('writes lines; debug messages are nobody’s concern', async () => {
		const stream = terminal();
		const reporter = terminalReporter(stream, false);
		reporter.info('told');
		reporter.debug('not told');
		reporter.warning('mind this');
		expect(await reporter.group('Doing', async () => 'done')).toBe('done');
		expect(stream.written).toEqual(['  told\n', 'warning: mind this\n', 'Doing\n']);
	});

	test('colours where it may', async () => {
		const stream = terminal({ isTTY: true });
		const reporter = terminalReporter(stream, true);
		reporter.warning('mind this');
		await reporter.group('Doing', async () => {});
		expect(stream.written).toEqual([
			'\u001b[33mwarning:\u001b[0m mind this\n',
			'\u001b[1mDoing\u001b[0m\n',
		]);
	});

	test('draws a bar over itself on a terminal, and clears it for a line', () => {
		const now = jest.spyOn(performance, 'now');
		const stream = terminal({ isTTY: true, columns: 80 });
		const reporter = terminalReporter(stream, false);
		for (const [atMs, done] of [
			[1000, 0],
			[1050, 1e6],
			[1200, 2e6],
		] as const) {
			now.mockReturnValue(atMs);
			reporter.progress('q.tar', done, 4e6);
		}
		reporter.info('told');
		reporter.progress('q.tar', 4e6, 4e6);
		now.mockRestore();
		const [half, full] = [`${'#'.repeat(12)}${'.'.repeat(12)}`, '#'.repeat(24)];
		expect(stream.written).toEqual([
			`\r\u001b[K  [${'.'.repeat(24)}] q.tar: 0.0 of 4.0 MB (0 %)`,
			`\r\u001b[K  [${half}] q.tar: 2.0 of 4.0 MB (50 %)`,
			'\r\u001b[K  told\n',
			`\r\u001b[K  [${full}] q.tar: 4.0 of 4.0 MB (100 %)`,
			`\r\u001b[K  [${full}] q.tar: 4.0 of 4.0 MB (100 %)\n`,
		]);
	});

	test('does not write beyond the width of a terminal', () => {
		const stream = terminal({ isTTY: true, columns: 20 });
		terminalReporter(stream, false).progress('a very long name', 1e6, undefined);
		expect(stream.written).toEqual(['\r\u001b[K  a very long name:']);
	});

	test('in a log, now and then a line, without escapes', () => {
		const now = jest.spyOn(performance, 'now');
		const stream = terminal();
		const reporter = terminalReporter(stream, false);
		for (const [atMs, done] of [
			[10_000, 1e6],
			[12_000, 2e6],
			[15_000, 3e6],
			[15_001, 4e6],
		] as const) {
			now.mockReturnValue(atMs);
			reporter.progress('q.tar', done, 4e6);
		}
		now.mockRestore();
		expect(stream.written).toEqual([
			'  q.tar: 1.0 of 4.0 MB (25 %)\n',
			'  q.tar: 3.0 of 4.0 MB (75 %)\n',
			'  q.tar: 4.0 of 4.0 MB (100 %)\n',
		]);
	});
});
