// Builds dist/: one bundle an entry, and the licences of all that is bundled.
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** Each entry with the file that says which packages are left out of its bundle. */
const ENTRIES = {
	main: 'tsconfig.json',
	post: 'tsconfig.json',
	cli: 'tsconfig.json',
	registrar: 'tsconfig.json',
	cache: 'tsconfig.cache.json',
	plan: 'tsconfig.json',
	merge: 'tsconfig.json',
};

/**
 * @param {string} output directory to fill; what was in it before is deleted
 */
export function build(output) {
	rmSync(output, { recursive: true, force: true });
	for (const [entry, tsconfig] of Object.entries(ENTRIES)) {
		execFileSync(
			process.execPath,
			[
				join(ROOT, 'node_modules/@vercel/ncc/dist/ncc/cli.js'),
				...['build', join(ROOT, `src/${entry}.ts`), '-o', join(output, entry)],
				...['--no-cache', '--quiet', '--minify', '--target', 'es2023'],
			],
			{
				cwd: ROOT,
				// ncc has tsconfig-paths resolve names, which reads the file that this variable names.
				env: { ...process.env, TS_NODE_PROJECT: join(ROOT, tsconfig) },
				stdio: ['ignore', 'ignore', 'inherit'],
			},
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
			return `${title}\n\n${licenceOf(join(ROOT, path))}\n`;
		})
		.join(`\n${'-'.repeat(80)}\n\n`);
}

/** The text of the MIT licence, https://spdx.org/licenses/MIT.html, without the copyright line. */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** @param {string} directory of an installed package */
function licenceOf(directory) {
	const file = readdirSync(directory).find((name) => /^licen[cs]e/i.test(name));
	if (file !== undefined) return readFileSync(join(directory, file), 'utf8').trim();
	const { name, license, author } = JSON.parse(
		readFileSync(join(directory, 'package.json'), 'utf8'),
	);
	if (license !== 'MIT') throw new Error(`${name} (${license}) carries no text of its licence`);
	return `Copyright (c) ${author?.name ?? author}\n\n${MIT}`;
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
