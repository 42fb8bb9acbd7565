import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startAct } from '../machine/act.js';
import { writeForeignContext } from '../machine/foreign.js';
import { mountForTest } from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { openWorkshop } from '../machine/workshop.js';

const WORKFLOW = '.github/workflows/builder.yml';

test('a workflow of three steps makes a builder, builds an image with it and runs that', async () => {
	const endings: (() => Promise<void> | void)[] = [mountForTest()];
	try {
		const context = mkdtempSync(join(tmpdir(), 'xarch-context-'));
		endings.push(() => rmSync(context, { recursive: true }));
		writeForeignContext(context);
		const shop = await openWorkshop();
		endings.push(() => shop.stop());
		const { 'buildx-image': image = '', 'buildx-driver-opts': options = '' } = shop.inputs();
		const act = startAct({
			name: 'octo/hello',
			files: {
				[WORKFLOW]: readFileSync(join(REPOSITORY, '__tests__/workflows/builder.yml'), 'utf8'),
			},
			directories: { app: context },
			defaults: {
				source: `dir:${lab('qemu-11', 'usr', 'bin')}`,
				'buildx-image': image,
				'buildx-driver-opts': options,
			},
			env: { DOCKER_HOST: shop.docker.env.DOCKER_HOST ?? '', DOCKER_CONFIG: shop.docker.config },
		});
		endings.push(() => act.end());
		const { code, stdout, stderr } = await act.push(WORKFLOW, {});
		if (code !== 0) throw new Error(stdout + stderr);
		expect(stdout).toContain('linux/arm64: built (');
		expect(stdout).toContain('The image runs on aarch64.');
		expect(stdout).toMatch(/Removed the builder xarch-[0-9a-f]{8}\..*Removed qemu-aarch64\./s);
		await shop.tidy();
	} finally {
		for (const end of endings.reverse()) await end();
	}
});
