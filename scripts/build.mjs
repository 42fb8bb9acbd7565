// Builds dist/: one bundle an entry, and the licences of all that is bundled.
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const ENTRIES = ['main', 'post', 'cli', 'registrar'];

/**
 * @param {string} output directory to fill; what was in it before is deleted
 */
export function build(output) {
	rmSync(output, { recursive: true, force: true });
	for (const entry of ENTRIES) {
		execFileSync(
			process.execPath,
			[
				join(ROOT, 'node_modules/@vercel/ncc/dist/ncc/cli.js'),
				...['build', join(ROOT, `src/${entry}.ts`), '-o', join(output, entry)],
				...['--no-cache', '--quiet', '--minify', '--target', 'es2023'],
			],
			{ cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] },
		);
	}
	const cli = join(output, 'cli', 'index.js');
	writeFileSync(cli, `#!/usr/bin/env node\n${readFileSync(cli, 'utf8')}`);
	chmodSync(cli, 0o755);
	writeFileSync(join(output, 'licenses.txt'), licences());
}

/** The licence texts of the packages that package-lock.json does not mark as needed for development. */
function licences() {
	const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
	// A package that is installed under another name states its own.
	const packages = Object.entries(lock.packages)
		.filter(([path, entry]) => path !== '' && !entry.dev && !entry.optional)
		.map(([path, { name, version, license }]) => [
			`${name ?? path.replace(/^.*node_modules\//, '')} ${version} (${license})`,
			path,
		]);
	return [...new Map(packages)]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([title, path]) => {
			const file = readdirSync(join(ROOT, path)).find((name) => /^licen[cs]e/i.test(name));
			const text = file === undefined ? '' : readFileSync(join(ROOT, path, file), 'utf8').trim();
			return `${title}\n\n${text}\n`;
		})
		.join(`\n${'-'.repeat(80)}\n\n`);
}

if (process.argv[1] === import.meta.filename) {
	// Replaced when all is well: a build that fails leaves the old one.
	const next = join(ROOT, '.dist-next');
	try {
		build(next);
		rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
		renameSync(next, join(ROOT, 'dist'));
	} finally {
		rmSync(next, { recursive: true, force: true });
	}
}
