// Makes a bin directory twice and calls an emulator there, in a mount namespace where the store may
// be mounted as no test should do outside. Takes all it needs as JSON, and tells what came of it.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';

const { mounts, emulators, host, storeRoot, tempRoot, call } = JSON.parse(process.argv[2]);
for (const mount of mounts) spawnSync('mount', mount, { stdio: 'inherit' });
register('./typescript.mjs', import.meta.url);
const { makeBinDirectory } = await import('../../src/bin-directory/make.ts');

const warnings = [];
const context = { storeRoot, tempRoot, reporter: { warning: (text) => warnings.push(text) } };
const make = () => makeBinDirectory({ kind: 'store' }, emulators, host, context);
const inodes = (directory) =>
	readdirSync(directory).map((name) => statSync(join(directory, name)).ino);
const told = {};
try {
	const directory = await make();
	const before = inodes(directory);
	const [name, ...args] = call;
	const { stdout } = spawnSync(join(directory, name), args);
	const again = await make();
	Object.assign(told, {
		directory,
		said: stdout.toString(),
		mode: statSync(directory).mode & 0o777,
	});
	told.isReused = again === directory && inodes(again).join() === before.join();
} catch (error) {
	told.code = error.code;
}
process.stdout.write(JSON.stringify({ ...told, warnings, store: readdirSync(storeRoot) }));
