import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { lab } from './lab.js';
import { type Ended, run } from './runner.js';

/** Runs a program alone in a container of runc 1.0, as container engines started them until 2021. */
export async function runOldRunc(program: string): Promise<Ended> {
	const directory = mkdtempSync(join(tmpdir(), 'xarch-runc-'));
	try {
		mkdirSync(join(directory, 'rootfs', 'proc'), { recursive: true });
		copyFileSync(program, join(directory, 'rootfs', basename(program)));
		const config = {
			ociVersion: '1.0.2',
			process: {
				user: { uid: 0, gid: 0 },
				args: [`/${basename(program)}`, 'true'],
				cwd: '/',
			},
			root: { path: 'rootfs' },
			mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }],
			linux: { namespaces: [{ type: 'pid' }, { type: 'mount' }] },
		};
		writeFileSync(join(directory, 'config.json'), JSON.stringify(config));
		const state = join(directory, 'state');
		const runc = lab('runc-1.0', 'runc');
		return await run(runc, ['--root', state, 'run', '--bundle', directory, basename(directory)]);
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}
