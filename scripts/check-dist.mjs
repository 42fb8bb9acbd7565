// Rebuilds dist/ elsewhere and compares it with the committed one, byte for byte.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';

const committed = join(import.meta.dirname, '..', 'dist');
const rebuilt = mkdtempSync(join(tmpdir(), 'xarch-dist-'));
try {
	build(rebuilt);
	const names = new Set([...filesOf(committed), ...filesOf(rebuilt)]);
	const different = [...names].filter((name) => read(committed, name) !== read(rebuilt, name));
	for (const name of different) process.stderr.write(`dist/${name} is not what src builds to\n`);
	process.stdout.write(
		`${names.size - different.length} of ${names.size} files of dist are up to date\n`,
	);
	if (different.length > 0) process.exitCode = 1;
} finally {
	rmSync(rebuilt, { recursive: true, force: true });
}

function filesOf(directory) {
	return readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}

function read(directory, name) {
	try {
		return readFileSync(join(directory, name), 'latin1');
	} catch {
		return undefined;
	}
}
