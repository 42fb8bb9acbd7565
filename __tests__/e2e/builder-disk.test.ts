import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { failure, good, openWorkshop, type Workshop } from '../machine/workshop.js';

/** Room for the image of BuildKit as it comes and as it is unpacked, and little more. */
const DISK_BYTES = 320 * 1024 * 1024;

const endings: (() => Promise<void> | void)[] = [];
let disk: string;
let shop: Workshop;

beforeAll(async () => {
	disk = mkdtempSync(join(tmpdir(), 'xarch-disk-'));
	endings.push(() => rmdirSync(disk));
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', disk]);
	endings.push(() => void execFileSync('umount', [disk]));
	shop = await openWorkshop({ dataRoot: disk });
	endings.push(() => shop.stop());
});
afterAll(async () => {
	for (const end of endings.reverse()) await end();
});

test('a full disk is told, and once there is room again all is well', async () => {
	const ballast = join(disk, 'ballast');
	const { bavail, bsize } = statfsSync(disk);
	writeFileSync(ballast, Buffer.alloc(bavail * bsize));
	const job = shop.job();
	const error = await failure(job.main(shop.inputs()));
	expect(error).toMatch(/does not boot: .*no space left on device/);
	expect(error).toMatch(/Free some space where the Docker daemon keeps its data.*E_BUILDER/);
	const post = await job.post();
	expect(post).toMatchObject({ code: 0 });
	rmSync(ballast);
	await shop.tidy();
	const next = shop.job();
	await good(next.main(shop.inputs()));
	await next.post();
	await shop.tidy();
});
