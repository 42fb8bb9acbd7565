// A process of its own that downloads: `node obtain-child.mjs download|obtain` with a JSON
// request on standard input; prints what it got, or the error, as JSON. Ends by itself only if
// nothing is left open.
import { register } from 'node:module';
import { text } from 'node:stream/consumers';

register('../sandbox/typescript.mjs', import.meta.url);
const { obtainContext } = await import('../../src/emulator/context.ts');

const { request, options } = JSON.parse(await text(process.stdin));
const reporter = {
	info() {},
	debug() {},
	warning() {},
	group: (_title, work) => work(),
	progress() {},
};
const context = obtainContext({ ...options, reporter });

async function work() {
	if (process.argv[2] === 'download') {
		const { downloadEmulators } = await import('../../src/emulator/transfer/download.ts');
		const { files } = await downloadEmulators(request, context.tempRoot, context);
		return files.map(({ target, sha256 }) => ({ target, sha256 }));
	}
	const { obtainEmulators } = await import('../../src/emulator/obtain.ts');
	const { emulators } = await obtainEmulators(request, context);
	return [...emulators.values()].map(({ target, sha256, path }) => ({ target, sha256, path }));
}

const answer = await work().then(
	(result) => ({ result }),
	({ code, message, remedy }) => ({ error: { code, message, remedy } }),
);
process.stdout.write(`${JSON.stringify(answer)}\n`);
