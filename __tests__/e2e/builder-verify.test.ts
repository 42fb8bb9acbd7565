import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { mountForTest } from '../machine/kernel.js';
import { lab } from '../machine/lab.js';
import { failure, good, openWorkshop, type Workshop } from '../machine/workshop.js';

const endings: (() => Promise<void> | void)[] = [];
let shop: Workshop;
/** Emulators, of which that for s390x is broken. */
let directory: string;

/**
 * A program that is the emulator where it finds that, and in a container, as in a build, ends well and
 * does nothing. The kernel takes it, the probe runs, and BuildKit believes that it emulates. With flag
 * P it is given the program's path, then its argv[0].
 */
function brokenEmulator(emulator: string): string {
	return `#include <stdlib.h>
#include <unistd.h>
int main(int argc, char **argv) {
	if (argc < 3) execv("${emulator}", argv);
	char **all = calloc(argc + 2, sizeof *all);
	all[0] = argv[0];
	all[1] = "-0";
	all[2] = argv[2];
	all[3] = argv[1];
	for (int i = 3; i < argc; i += 1) all[i + 1] = argv[i];
	execv("${emulator}", all);
	return 0;
}
`;
}

beforeAll(async () => {
	endings.push(mountForTest());
	directory = mkdtempSync(join(tmpdir(), 'xarch-broken-'));
	endings.push(() => rmSync(directory, { recursive: true }));
	const emulators = lab('qemu-11', 'usr', 'bin');
	copyFileSync(join(emulators, 'qemu-aarch64'), join(directory, 'qemu-aarch64'));
	const source = join(directory, 'broken.c');
	writeFileSync(source, brokenEmulator(join(emulators, 'qemu-s390x')));
	execFileSync('gcc', ['-static', '-O1', '-o', join(directory, 'qemu-s390x'), source]);
	shop = await openWorkshop();
	endings.push(() => shop.stop());
});
afterEach(() => shop.tidy());
afterAll(async () => {
	for (const end of endings.reverse()) await end();
});

test.each(['docker-container', 'docker'])(
	'driver %s: a broken emulator that the kernel and the probe take is caught, by platform',
	async (driver) => {
		const {
			'buildx-image': image = '',
			'buildx-driver-opts': options = '',
			...rest
		} = shop.inputs();
		const inputs = {
			...rest,
			...(driver === 'docker' ? {} : { 'buildx-image': image, 'buildx-driver-opts': options }),
			'buildx-driver': driver,
			platforms: 'linux/arm64,linux/s390x',
			source: `dir:${directory}`,
		};
		const trusting = shop.job();
		const trusted = await good(trusting.main(inputs));
		expect(trusted.stdout).toMatch(/s390x: runs \(/);
		await trusting.post();
		const job = shop.job();
		const error = await failure(job.main({ ...inputs, verify: 'build' }));
		expect(error).toContain('does not run programs of a platform in a build');
		expect(error).toContain(
			'linux/s390x: the step ended well, but the test program in it did not write what it writes',
		);
		expect(error).not.toContain('linux/arm64');
		expect(error).toContain('E_PROBE');
		const post = await job.post();
		expect(post).toMatchObject({ code: 0 });
		expect(post.annotations('warning')).toEqual([]);
		await shop.docker.run('builder', 'prune', '--all', '--force');
	},
);
