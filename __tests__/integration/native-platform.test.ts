import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { snapshot } from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { type Job, SYSTEM_NODE, startJob } from '../machine/runner.js';

/** Debian's and Ubuntu's nobody, who may do nothing. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const NATIVE = process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';

let directory: string;
let job: Job;
let before: ReturnType<typeof snapshot>;

/** A Node that writes down which programs it and its children start, and what they connect to. */
function watchedNode(): string {
	const path = join(directory, 'node');
	const trace = join(directory, 'trace', 'calls');
	writeFileSync(
		path,
		`#!/bin/sh\nexec strace -f -qq -e trace=execve,connect -o ${trace} ${SYSTEM_NODE} "$@"\n`,
	);
	chmodSync(path, 0o755);
	return path;
}

beforeEach(() => {
	before = snapshot();
	directory = mkdtempSync(join(tmpdir(), 'xarch-native-'));
	chmodSync(directory, 0o755);
	mkdirSync(join(directory, 'trace'));
	chmodSync(join(directory, 'trace'), 0o777);
	cpSync(join(REPOSITORY, 'dist'), join(directory, 'dist'), { recursive: true });
	job = startJob({ nodePath: watchedNode(), dist: join(directory, 'dist'), user: NOBODY });
});

afterEach(() => {
	job.end();
	rmSync(directory, { recursive: true, force: true });
	expect(snapshot()).toEqual(before);
});

/** What was seen of the last step. */
function calls(): string[] {
	return readFileSync(join(directory, 'trace', 'calls'), 'utf8')
		.split('\n')
		.filter((line) => / (?:execve|connect)\(/.test(line));
}

test('a native platform needs no privilege, no connection and no program but test programs', async () => {
	const main = await job.main({ platforms: NATIVE });
	expect(main).toMatchObject({ code: 0, stderr: '' });
	expect(main.stdout).toContain(`${NATIVE} runs natively here: nothing to set up.`);
	const seen = calls();
	expect(seen[0]).toContain(SYSTEM_NODE);
	expect(seen.slice(1).filter((line) => !line.includes('/xarch-probe-'))).toEqual([]);
	const post = await job.post();
	expect(post).toMatchObject({ code: 0, stderr: '' });
	expect(calls()).toHaveLength(1);
	expect(existsSync('/run/setup-xarch/journal.json')).toBe(false);
});

test('the same step would be noticed if it did more: a foreign platform asks for privilege', async () => {
	const source = `dir:${lab('qemu-11', 'usr', 'bin')}`;
	const main = await job.main({ platforms: 'linux/sh4', source });
	expect(main).toMatchObject({ code: 1, stdout: expect.stringContaining('[E_NO_PRIVILEGE]') });
	expect(calls().filter((line) => /execve\("[^"]*\/sudo", .*"--", /.test(line))).toHaveLength(1);
});

test('its matrix is that of the platforms asked for', async () => {
	const main = await job.main({ platforms: NATIVE });
	const { include } = JSON.parse(main.outputs.matrix ?? '');
	expect(include).toMatchObject([{ platform: NATIVE, native: true, 'needs-xarch': false }]);
	const planned = await job.part('plan', { platforms: NATIVE });
	expect(main.outputs.matrix).toBe(planned.outputs.matrix);
});
