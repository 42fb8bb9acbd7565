import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Ajv } from 'ajv';
import { formatCatalog } from './format.mjs';
import { Github } from './github.mjs';
import { updateCatalog } from './update.mjs';

const EMULATOR = join(import.meta.dirname, '..', '..', 'src', 'emulator');
const USAGE = `Usage: scripts/update-catalog [options]

Reads the releases of every repository in the catalog from GitHub's API, adds new ones of
tonistiigi/binfmt, and fills in addresses, digests, sizes and members of their assets. A digest
that is in the catalog is never changed, nor is the default version. Prints what has changed, in
Markdown.

  --check             write nothing; exit with 2 when something would change
  --catalog FILE      instead of src/emulator/catalog.json
  --api-url URL       instead of https://api.github.com
  --github-url URL    instead of https://github.com
  --help              print this text

Environment: GITHUB_TOKEN is sent to the API only.
Exit code: 0 done or nothing to do, 1 failed, 2 see --check.
`;

/**
 * @param {string[]} argv arguments after the script's name
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit code
 */
export async function main(argv, env) {
	try {
		return await run(argv, env);
	} catch (error) {
		process.stderr.write(`update-catalog: ${error instanceof Error ? error.message : error}\n`);
		return 1;
	}
}

async function run(argv, env) {
	const { values } = parseArgs({
		args: argv,
		options: {
			check: { type: 'boolean', default: false },
			catalog: { type: 'string', default: join(EMULATOR, 'catalog.json') },
			'api-url': { type: 'string', default: 'https://api.github.com' },
			'github-url': { type: 'string', default: 'https://github.com' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(USAGE);
		return 0;
	}
	const catalog = validated(JSON.parse(readFileSync(values.catalog, 'utf8')));
	const github = new Github({
		apiUrl: values['api-url'],
		githubUrl: values['github-url'],
		token: env.GITHUB_TOKEN || undefined,
	});
	const { updated, summary } = await updateCatalog(catalog, github);
	process.stdout.write(summary);
	if (formatCatalog(updated) === formatCatalog(catalog)) return 0;
	if (values.check) return 2;
	// Replaced when all is well: a failure leaves the old one.
	const next = `${values.catalog}.next`;
	writeFileSync(next, formatCatalog(validated(updated)));
	renameSync(next, values.catalog);
	return 0;
}

function validated(catalog) {
	const schema = JSON.parse(readFileSync(join(EMULATOR, 'catalog.schema.json'), 'utf8'));
	const ajv = new Ajv({ allErrors: true });
	if (ajv.validate(schema, catalog)) return catalog;
	throw new Error(`the catalog is not as its schema says: ${ajv.errorsText()}`);
}
