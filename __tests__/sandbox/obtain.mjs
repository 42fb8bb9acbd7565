// Obtains an emulator into a store, as one job among several: the arguments are the store, a
// directory for short-lived files, GitHub's two addresses, the version and the target. Tells the
// digest of the file it was given, which it reads itself.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { register } from 'node:module';

register('./typescript.mjs', import.meta.url);
const { obtainContext } = await import('../../src/emulator/context.ts');
const { obtainEmulators } = await import('../../src/emulator/obtain.ts');
const { parseSources } = await import('../../src/emulator/source/source-spec.ts');
const { parseVersion } = await import('../../src/emulator/version.ts');
const { NO_PINS } = await import('../../src/emulator/vouching.ts');
const { detectHost } = await import('../../src/platform/host.ts');

const [storeRoot, tempRoot, githubUrl, githubApiUrl, version, target] = process.argv.slice(2);
const quiet = () => {};
const { emulators, cacheHit } = await obtainEmulators(
	{
		host: detectHost(process.platform, process.arch),
		required: [target],
		optional: [],
		version: parseVersion(version),
		sources: parseSources('github'),
		pinning: NO_PINS,
		offline: false,
	},
	obtainContext({
		...{ storeRoot, tempRoot, githubUrl, githubApiUrl },
		reporter: {
			...{ info: quiet, debug: quiet, warning: quiet, progress: quiet },
			group: (_title, work) => work(),
		},
	}),
);
const sha256 = createHash('sha256')
	.update(readFileSync(emulators.get(target).path))
	.digest('hex');
process.stdout.write(JSON.stringify({ sha256, cacheHit }));
