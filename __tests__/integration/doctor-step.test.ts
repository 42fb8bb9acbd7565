import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lab } from '../machine/lab.js';
import { type Job, type Step, SYSTEM_NODE, startJob } from '../machine/runner.js';
import { lineOf } from '../sandbox/requests.js';
import { BINFMT } from '../sandbox/sandbox.js';

const SOURCE = `dir:${lab('qemu-11', 'usr', 'bin')}`;

let directory: string;
let jobs: Job[];
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-step-'));
	jobs = [];
});
afterEach(() => {
	for (const job of jobs) job.end();
	rmSync(directory, { recursive: true, force: true });
});

/** A step in a namespace with a binfmt_misc of its own, after a script has brought it into a state. */
async function stepOn(
	state: string,
	inputs: Readonly<Record<string, string>>,
	through = '',
): Promise<Step> {
	const nodePath = join(directory, 'node');
	const script = `set -e
		mount -t tmpfs -o mode=755 none ${BINFMT}
		mount -t binfmt_misc binfmt_misc ${BINFMT}
		mount -t tmpfs -o mode=755 none /run
		mount -t tmpfs -o mode=755 none /var/lib
		${state}
		exec ${through} "$@"`;
	writeFileSync(join(directory, 'state'), script);
	writeFileSync(
		nodePath,
		`#!/bin/sh\nexec unshare -Urm -- sh ${join(directory, 'state')} ${SYSTEM_NODE} "$@"\n`,
		{ mode: 0o755 },
	);
	const job = startJob({ nodePath });
	jobs.push(job);
	return job.main({ platforms: 'linux/arm64', source: SOURCE, ...inputs });
}

test('a machine that is switched off as a whole: error, finding and command in annotation and summary', async () => {
	const step = await stepOn(`echo 0 >${BINFMT}/status`, {});
	expect(step.code).toBe(1);
	const [annotation = ''] = step.annotations('error');
	expect(annotation).toMatch(/^binfmt_misc is switched off.*\n.*\[E_NO_BINFMT\]\n/);
	expect(annotation).toMatch(/Next: echo 1 \| sudo tee .*status \[switched-off\]/);
	expect(step.summary).toContain('Platforms could not be set up');
	expect(step.summary).toContain('[switched-off]');
});

test('an entry whose emulator is not there, when a source fails', async () => {
	const entry = lineOf('qemu-aarch64', 'aarch64', '/run/gone', 'OC');
	writeFileSync(join(directory, 'entry'), entry);
	const state = `cp /bin/true /run/gone; cat ${directory}/entry >${BINFMT}/register; rm /run/gone`;
	const step = await stepOn(state, { source: 'dir:/nonexistent' });
	const [annotation = ''] = step.annotations('error');
	expect(annotation).toMatch(
		/\/nonexistent.*\[E_SOURCE\]\n.*\/run\/gone.*\[missing-interpreter\]/s,
	);
});

test('a mistake of one’s own says all itself', async () => {
	const step = await stepOn(`echo 0 >${BINFMT}/status`, { platforms: 'arm65' });
	const [annotation = ''] = step.annotations('error');
	expect(annotation).toMatch(/\[E_PLATFORM\]$/);
	expect(step.summary).not.toContain('xarch doctor');
});

test('what takes too long is given up, and the error is told', async () => {
	const inputs = { source: 'dir:/nonexistent' };
	const bound = 'setpriv --no-new-privs';
	const quick = await stepOn('', inputs, bound);
	expect(quick.annotations('error').join()).toMatch(/E_SOURCE.*\[no-new-privileges\]/s);
	// An emulator that never answers, of a platform that the step itself does not look at.
	writeFileSync(join(directory, 'hang'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
	writeFileSync(join(directory, 'entry'), lineOf('qemu-hppa', 'hppa', join(directory, 'hang'), ''));
	const slow = await stepOn(`cat ${directory}/entry >${BINFMT}/register`, inputs, bound);
	expect(slow.code).toBe(1);
	const [annotation = ''] = slow.annotations('error');
	expect(annotation).toMatch(/\/nonexistent.*\[E_SOURCE\]$/s);
}, 90_000);
