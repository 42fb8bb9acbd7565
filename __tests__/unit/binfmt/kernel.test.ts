import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
	lastRegistrationMs,
	listEntries,
	readEntry,
	readStatus,
	register,
	remove,
	setEnabled,
} from '../../../src/binfmt/kernel.js';

const TEXT = 'enabled\ninterpreter /usr/bin/env\nflags: \nextension .jar\n';

let directory: string;
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-kernel-'));
	writeFileSync(join(directory, 'status'), 'enabled\n');
	writeFileSync(join(directory, 'register'), '');
	writeFileSync(join(directory, 'jar'), TEXT);
});
afterEach(() => rmSync(directory, { recursive: true }));

test('the status is what the file says, or absent', () => {
	expect(readStatus(directory)).toBe('enabled');
	writeFileSync(join(directory, 'status'), 'disabled\n');
	expect(readStatus(directory)).toBe('disabled');
	rmSync(join(directory, 'status'));
	expect(readStatus(directory)).toBe('absent');
	expect(readStatus(join(directory, 'not', 'there'))).toBe('absent');
});

test('entries are all files but the two that steer', () => {
	expect(listEntries(directory)).toMatchObject([{ name: 'jar', extension: 'jar' }]);
	expect(readEntry(directory, 'jar')?.interpreter).toBe('/usr/bin/env');
	expect(readEntry(directory, 'gone')).toBeUndefined();
});

test('there are none where binfmt_misc is absent, whatever lies there', () => {
	rmSync(join(directory, 'status'));
	expect(listEntries(directory)).toEqual([]);
});

test('an entry that cannot be read is no silence', () => {
	mkdirSync(join(directory, 'odd'));
	expect(() => listEntries(directory)).toThrow(/EISDIR/);
});

test('commands are written as the kernel takes them', () => {
	const written = (name: string) => readFileSync(join(directory, name), 'utf8');
	writeFileSync(join(directory, 'jar'), '');
	register(directory, ':a line');
	expect(written('register')).toBe(':a line');
	setEnabled(directory, 'jar', false);
	expect(written('jar')).toBe('0');
	setEnabled(directory, 'jar', true);
	expect(written('jar')).toBe('1');
	remove(directory, 'jar');
	expect(written('jar')).toBe('-1');
});

test('an entry that is gone is ENOENT, and is not made', () => {
	const gone = expect.objectContaining({ code: 'ENOENT' });
	expect(() => setEnabled(directory, 'gone', true)).toThrow(gone);
	expect(() => remove(directory, 'gone')).toThrow(gone);
	expect(readdirSync(directory)).not.toContain('gone');
});

test('the last registration is that of the newest entry', () => {
	writeFileSync(join(directory, 'older'), TEXT);
	utimesSync(join(directory, 'older'), 1_000, 1_000);
	utimesSync(join(directory, 'jar'), 2_000, 2_000);
	expect(lastRegistrationMs(directory)).toBe(2_000_000);
	rmSync(join(directory, 'jar'));
	expect(lastRegistrationMs(directory)).toBe(1_000_000);
	rmSync(join(directory, 'older'));
	expect(lastRegistrationMs(directory)).toBeUndefined();
});
