import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { makeBinDirectory } from '../../src/bin-directory/make.js';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { assumingEmulator } from '../machine/assuming.js';
import { REPOSITORY } from '../machine/lab.js';
import type { Ended } from '../sandbox/driven.js';
import { busybox, labEmulator, sandboxEmulator } from '../sandbox/lab.js';
import { lineOf } from '../sandbox/requests.js';
import { Sandbox } from '../sandbox/sandbox.js';
import { requestOf, Sandbox as Store, thisHost } from '../servers/source-fixture.js';

const DIST = join(REPOSITORY, 'dist');

let box: Sandbox;
let root: string;

beforeAll(async () => {
	box = await Sandbox.open();
});

afterAll(() => box.close());

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'xarch-by-hand-'));
	for (const name of ['ordinary', 'assuming', 'temp', 'tool-cache']) mkdirSync(join(root, name));
	for (const target of ['riscv64', 's390x']) {
		const emulator = readFileSync(labEmulator(target, 11));
		const mode = { mode: 0o755 };
		writeFileSync(join(root, 'ordinary', `qemu-${target}`), emulator, mode);
		writeFileSync(join(root, 'assuming', `qemu-${target}`), assumingEmulator(emulator), mode);
	}
});

afterEach(async () => {
	await box.clear();
	rmSync(root, { recursive: true, force: true });
});

const KINDS = ['ordinary', 'assuming'];

describe.each(KINDS)('an %s emulator of a bin directory as interpreter of an entry', (kind) => {
	test.each([
		['', false],
		['P', true],
		['OC', false],
		['F', false],
		['PF', true],
		['POCF', true],
	])('with flags "%s"', async (flags, isPreserved) => {
		const store = new Store();
		try {
			const request = requestOf(`dir:${join(root, kind)}`, { required: ['riscv64'] });
			const { emulators } = await obtainEmulators(request, store.context());
			const directory = await makeBinDirectory(
				{ kind: 'store' },
				[...emulators.values()],
				thisHost(),
				store.context(),
			);
			const file = join(directory, 'qemu-riscv64-static');
			await box.foreign(lineOf('by-hand', 'riscv64', file, flags));
			const [probe] = await box.probe(['riscv64'], join(root, 'probes'));
			expect(probe).toMatchObject({
				detail: '',
				preservesArgv0: isPreserved,
				servedBy: file,
			});
			const said = await box.run(busybox('riscv64'), ['echo', 'a', 'b c']);
			expect(said).toMatchObject({ stdout: 'a b c\n', stderr: '', code: 0 });
		} finally {
			store.remove();
		}
	});
});

/** The step's main part, as root of a sandbox: the machine's own kernel is left alone. */
async function step(inputs: Readonly<Record<string, string>>): Promise<Ended & StepFiles> {
	const files = Object.fromEntries(
		['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map((name) => {
			const path = join(root, 'temp', name);
			writeFileSync(path, '');
			return [`GITHUB_${name}`, path];
		}),
	);
	const given = { platforms: 'riscv64 s390x', 'add-to-path': 'true', ...inputs };
	const ended = await box.run(process.execPath, [join(DIST, 'main', 'index.js')], {
		env: {
			...files,
			GITHUB_ACTIONS: 'true',
			RUNNER_TEMP: join(root, 'temp'),
			RUNNER_TOOL_CACHE: join(root, 'tool-cache'),
			...Object.fromEntries(
				Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
			),
		},
	});
	const read = (name: string) => readFileSync(files[`GITHUB_${name}`] ?? '', 'utf8');
	return {
		...ended,
		path: read('PATH').trim(),
		binDir: /^bin-dir<<(\S+)\n([\s\S]*?)\n\1$/m.exec(read('OUTPUT'))?.[2],
		summary: read('STEP_SUMMARY'),
	};
}

interface StepFiles {
	readonly path: string;
	readonly binDir: string | undefined;
	readonly summary: string;
}

describe.each(KINDS)('a job with add-to-path and a source of %s emulators', (kind) => {
	test('has them on PATH in later steps, and the second time the same files', async () => {
		const source = `dir:${join(root, kind)}`;
		const first = await step({ source });
		expect(first).toMatchObject({ code: 0, stderr: '' });
		expect(first.path).toBe(first.binDir);
		expect(first.path.startsWith(join(root, 'tool-cache', 'xarch-bin'))).toBe(true);
		expect(first.summary).toContain(first.path);
		const called = await box.run(
			'sh',
			['-c', 'qemu-riscv64-static -cpu rv64 "$0" echo a "b c"', busybox('riscv64')],
			{
				env: { PATH: `${first.path}:${process.env.PATH}` },
			},
		);
		expect(called).toMatchObject({ stdout: 'a b c\n', stderr: '', code: 0 });
		const inodes = () =>
			readdirSync(first.path).map((name) => statSync(join(first.path, name)).ino);
		const before = inodes();
		expect(before).toHaveLength(2);
		const second = await step({ source });
		expect(second).toMatchObject({ code: 0, path: first.path });
		expect(inodes()).toEqual(before);
	});
});

test('a job without add-to-path has none', async () => {
	const ended = await step({ source: `dir:${join(root, 'ordinary')}`, 'add-to-path': 'false' });
	expect(ended).toMatchObject({ code: 0, path: '', binDir: '' });
	expect(readdirSync(join(root, 'tool-cache'))).toEqual([]);
});

test('a native platform is not among them', async () => {
	const native = thisHost().architecture;
	const source = `dir:${join(root, 'ordinary')}`;
	const ended = await step({ source, platforms: `${native} riscv64` });
	expect(ended.code).toBe(0);
	expect(readdirSync(ended.path)).toEqual(['qemu-riscv64-static']);
});

describe('where the kernel runs the platform already and nothing can be registered', () => {
	/** A set-up whose registrar has no privilege, as in an unprivileged container. */
	function setUpWithoutPrivilege(): Promise<Ended> {
		const file = (path: string) => JSON.stringify(join(REPOSITORY, path));
		const program = join(root, 'set-up.mjs');
		writeFileSync(
			program,
			`import { register } from 'node:module';
register(${file('__tests__/sandbox/typescript.mjs')}, 'file:///');
const { setUp } = await import(${file('src/setup.ts')});
const { parsePlatforms } = await import(${file('src/platform/parse.ts')});
const { parseVersion } = await import(${file('src/emulator/version.ts')});
const { parseSources } = await import(${file('src/emulator/source/source-spec.ts')});
const { NO_PINS } = await import(${file('src/emulator/vouching.ts')});
const { detectHost } = await import(${file('src/platform/host.ts')});
const { SYSTEM_ROOTS } = await import(${file('src/binfmt/roots.ts')});
const { obtainContext } = await import(${file('src/emulator/context.ts')});
const { XarchError } = await import(${file('src/errors.ts')});
const refuse = async () => { throw new XarchError('E_NO_PRIVILEGE', 'No privilege.', 'None.'); };
const warnings = [];
const reporter = {
	info() {}, debug() {}, progress() {},
	warning: (text) => warnings.push(text),
	group: (_, work) => work(),
};
const outcome = await setUp(
	{
		platforms: parsePlatforms('riscv64'), version: parseVersion(''), anySource: true,
		sources: parseSources(${JSON.stringify(`dir:${join(root, 'ordinary')}`)}),
		flags: 'auto', credentials: true, persist: false, verify: true, reset: false,
		pinning: NO_PINS, offline: false,
		addresses: {}, binDirectory: { kind: 'store' },
		lease: { id: 'test', label: 'test', owner: { kind: 'standing' } },
	},
	{
		host: detectHost(process.platform, process.arch),
		registrar: { ready: refuse, run: refuse },
		roots: SYSTEM_ROOTS, tempDirectory: ${JSON.stringify(join(root, 'temp'))}, reporter,
		obtain: obtainContext({
			storeRoot: ${JSON.stringify(join(root, 'tool-cache'))},
			tempRoot: ${JSON.stringify(join(root, 'temp'))}, reporter,
		}),
	},
);
process.stdout.write(JSON.stringify({ ...outcome, warnings }));
`,
		);
		return box.run(process.execPath, [program]);
	}

	test.each([
		['what serves it is as good as asked for', 'POCF', []],
		['what serves it is only tolerated', 'POC', [expect.stringContaining('No privilege.')]],
	])('the emulators are laid out all the same: %s', async (_, flags, warnings) => {
		const interpreter = sandboxEmulator('riscv64', 11);
		await box.foreign(lineOf('qemu-riscv64', 'riscv64', interpreter, flags));
		const before = box.entries();
		const ended = await setUpWithoutPrivilege();
		expect(ended).toMatchObject({ code: 0, stderr: '' });
		const outcome = JSON.parse(ended.stdout) as { binDirectory: string };
		expect(outcome).toMatchObject({ changed: false, emulated: ['linux/riscv64'], warnings });
		expect(readdirSync(outcome.binDirectory)).toEqual(['qemu-riscv64-static']);
		expect(box.entries()).toEqual(before);
	});
});

describe('xarch setup --bin-dir', () => {
	function xarch(...args: readonly string[]): Promise<Ended> {
		const source = `dir:${join(root, 'assuming')}`;
		return box.run(
			process.execPath,
			[join(DIST, 'cli', 'index.js'), 'setup', 's390x', '--source', source, ...args],
			{ env: { RUNNER_TOOL_CACHE: join(root, 'tool-cache') } },
		);
	}

	test('lays them out there and says so', async () => {
		const directory = join(root, 'image', 'context');
		const ended = await xarch('--bin-dir', directory);
		expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining(directory) });
		expect(readdirSync(directory)).toEqual(['qemu-s390x-static']);
		const file = join(directory, 'qemu-s390x-static');
		const said = await box.run(file, [busybox('s390x'), 'echo', 'a', 'b']);
		expect(said).toMatchObject({ stdout: 'a b\n', stderr: '', code: 0 });
		const asJson = await xarch('--bin-dir', directory, '--json');
		expect(JSON.parse(asJson.stdout)).toMatchObject({ binDirectory: directory });
	});

	test.each([
		['a file', () => join(root, 'ordinary', 'qemu-s390x'), 'not a directory'],
		['nothing', () => '', '--bin-dir is empty'],
	])('refuses %s before anything is done', async (_, path, reason) => {
		const ended = await xarch('--bin-dir', path());
		expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(reason) });
		expect(box.entries()).toEqual({});
	});
});
