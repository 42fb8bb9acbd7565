import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { labEmulator, sandboxEmulator } from '../sandbox/lab.js';
import { apply, entry, release, sha256Of } from '../sandbox/requests.js';
import { BINFMT, COPIES, REGISTRAR, Sandbox } from '../sandbox/sandbox.js';

let box: Sandbox;
beforeEach(async () => {
	box = await Sandbox.open();
});
afterEach(() => box.close());

/** A directory where everybody may write, with an emulator: it is registered from a copy. */
const OPEN = '/run/open/qemu-aarch64';
let digest: string | undefined;
async function openEmulator(options: Parameters<typeof entry>[1] = {}) {
	await box.sh('mkdir -pm 777 /run/open; cp "$1" "$2"', sandboxEmulator('aarch64', 11), OPEN);
	digest ??= sha256Of(readFileSync(labEmulator('aarch64', 11)));
	return entry('aarch64', { path: OPEN, sha256: digest, ...options });
}

/** Nothing was registered, nothing is remembered, no file was left. */
function expectUntouched(): void {
	expect(box.entries()).toEqual({});
	expect(box.journal()).toBeUndefined();
	expect(box.copies()).toEqual([]);
}

describe('an emulator that others could swap', () => {
	test('is registered from a copy, which later writes do not reach', async () => {
		const wanted = await openEmulator({ flags: 'OC' });
		const { entries } = await box.request(apply('j', [wanted]));
		const copy = entries[0]?.interpreter ?? '';
		expect(copy).toBe(`${COPIES}/${digest?.slice(0, 16)}/qemu-aarch64`);
		await box.sh('cp /bin/false "$1"', OPEN);
		expect(sha256Of(readFileSync(box.path(copy)))).toBe(digest);
		expect(await box.probe(['aarch64'])).toMatchObject([{ servedBy: copy, native: false }]);
		await box.request(release('j'));
		expectUntouched();
	});

	test('is E_DIGEST when it was swapped after it was chosen', async () => {
		const wanted = await openEmulator();
		await box.sh('echo >>"$1"', OPEN);
		expect(await box.refusal(apply('j', ['riscv64', wanted]))).toMatchObject({
			code: 'E_DIGEST',
			message: expect.stringContaining(OPEN),
		});
		expectUntouched();
	});

	test('is never another one, however fast it is swapped', async () => {
		const wanted = await openEmulator();
		await box.sh('cp "$1" /run/open/other; cp "$1" /run/open/good; echo >>/run/open/other', OPEN);
		const script = 'while :; do ln -f other n; mv n "$1"; ln -f good n; mv n "$1"; done';
		const swapping = box.run('timeout', ['5', 'sh', '-c', `cd /run/open; ${script}`, 'sh', OPEN]);
		const seen = new Set<string>();
		let refused = 0;
		for (let round = 0; round < 12; round += 1) {
			try {
				const { entries } = await box.request(apply('j', [wanted]));
				seen.add(sha256Of(readFileSync(box.path(entries[0]?.interpreter ?? ''))));
				await box.request(release('j'));
			} catch (error) {
				expect(String(error)).toContain('E_DIGEST');
				refused += 1;
			}
		}
		expect([...seen].filter((sha256) => sha256 !== digest)).toEqual([]);
		await swapping;
		expect(refused).toBeGreaterThan(0);
		expectUntouched();
	});

	test.each([
		['a pipe', 'rm "$1"; mkfifo "$1"'],
		['a directory', 'rm "$1"; mkdir "$1"'],
		[
			'a socket',
			'rm "$1"; perl -MIO::Socket -e \'IO::Socket::UNIX->new(Local=>shift,Listen=>1)\' "$1"',
		],
	])('is E_DIGEST when it has become %s, and nobody hangs', async (_, script) => {
		const wanted = await openEmulator();
		await box.sh(script, OPEN);
		expect(await box.refusal(apply('j', [wanted]))).toMatchObject({
			code: 'E_DIGEST',
			message: expect.stringContaining('not a plain file any more'),
		});
		expectUntouched();
	});

	test('is E_DISK when there is no room for the copy', async () => {
		const wanted = await openEmulator();
		await box.sh('mount -o remount,size=4m /var/lib');
		expect(await box.refusal(apply('j', ['riscv64', wanted]))).toMatchObject({
			code: 'E_DISK',
			message: expect.stringContaining(COPIES),
		});
		expectUntouched();
	});

	test('leaves its directory behind where that is a mount of its own', async () => {
		const wanted = await openEmulator();
		await box.sh(`mkdir ${COPIES} && mount -t tmpfs -o mode=755 none ${COPIES}`);
		expect(await box.request(apply('j', [wanted]))).toMatchObject({
			registered: ['qemu-aarch64'],
		});
		expect(await box.request(release('j'))).toMatchObject({ removed: ['qemu-aarch64'] });
		expectUntouched();
	});
});

test('a failing entry undoes the ones before it', async () => {
	await box.request(apply('j', ['s390x']));
	const before = { entries: box.entries(), journal: box.journal() };
	const missing = entry('riscv64', { path: '/run/missing' });
	expect(await box.refusal(apply('k', ['aarch64', 's390x', missing], true))).toMatchObject({
		code: 'E_REGISTER',
		message: expect.stringContaining('/run/missing does not exist'),
	});
	expect({ entries: box.entries(), journal: box.journal() }).toEqual(before);
});

test('a filesystem mounted noexec is named', async () => {
	await box.sh(
		'mkdir /run/noexec; mount -t tmpfs -o noexec,mode=755 none /run/noexec; cp "$1" /run/noexec/qemu',
		sandboxEmulator('aarch64', 11),
	);
	const wanted = entry('aarch64', { path: '/run/noexec/qemu' });
	expect(await box.refusal(apply('j', [wanted]))).toMatchObject({
		code: 'E_REGISTER',
		message: expect.stringContaining('noexec'),
	});
	expectUntouched();
});

describe('binfmt_misc', () => {
	test('switched off as a whole is E_NO_BINFMT, and can still be released', async () => {
		await box.request(apply('j', ['aarch64']));
		await box.sh(`echo 0 >${BINFMT}/status`);
		expect(await box.refusal(apply('k', ['riscv64']))).toMatchObject({
			code: 'E_NO_BINFMT',
			message: expect.stringContaining('switched off as a whole'),
			remedy: expect.stringContaining('echo 1'),
		});
		expect(await box.request(release('j'))).toMatchObject({ removed: ['qemu-aarch64'] });
		expectUntouched();
	});

	test('that is read-only here is said to be', async () => {
		await box.sh(`mount -o remount,bind,ro ${BINFMT}`);
		expect(await box.refusal(apply('j', ['aarch64']))).toMatchObject({
			code: 'E_NO_BINFMT',
			message: expect.stringContaining('cannot be written from here'),
			remedy: expect.stringContaining('on the host'),
		});
		expectUntouched();
	});

	test('that may not be mounted, as in a plain container, is E_NO_BINFMT', async () => {
		await box.close();
		box = await Sandbox.open({ binfmt: 'absent' });
		const through = ['setpriv', '--bounding-set=-sys_admin'];
		expect(await box.refusal(apply('j', ['aarch64']), { through })).toMatchObject({
			code: 'E_NO_BINFMT',
			message: expect.stringContaining('could not be mounted'),
			remedy: expect.stringContaining('on the host'),
		});
		expectUntouched();
	});

	test('that has no place here is E_NO_BINFMT', async () => {
		await box.sh('mount -t tmpfs none /proc/sys/fs');
		expect(await box.refusal(apply('j', ['aarch64']))).toMatchObject({
			code: 'E_NO_BINFMT',
			message: expect.stringContaining('/proc/sys/fs/binfmt_misc does not exist'),
		});
		expect(box.journal()).toBeUndefined();
	});
});

describe('a state directory that is not root’s alone', () => {
	test.each([
		['can be written by all', 'mkdir -m 777 "$1"', 'others can write to it (mode 777)'],
		['is a link', 'mkdir /run/elsewhere; ln -s /run/elsewhere "$1"', 'it is a symbolic link'],
		['is a link to nowhere', 'ln -s /run/nowhere "$1"', 'it is a symbolic link'],
		['is a file', ': >"$1"', 'it is not a directory'],
	])('is refused when it %s, and nothing in it is believed', async (_, script, reason) => {
		for (const place of ['/run/setup-xarch', COPIES]) {
			await box.sh(`rm -rf /run/setup-xarch ${COPIES} /run/elsewhere; ${script}`, place);
			expect(await box.refusal(apply('j', [await openEmulator()]))).toMatchObject({
				code: 'E_STATE',
				message: expect.stringContaining(`${place} is not root's alone: ${reason}`),
			});
			expect(box.entries()).toEqual({});
		}
	});

	test('is refused when it belongs to somebody else', () => {
		const script =
			'mount -t tmpfs -o mode=755 none /run; mkdir /run/setup-xarch; chown 1 /run/setup-xarch';
		const { stdout } = spawnSync(
			'unshare',
			['-m', 'sh', '-ec', `${script}; exec "$@"`, 'sh', process.execPath, REGISTRAR],
			{ input: JSON.stringify({ operation: 'check' }), encoding: 'utf8' },
		);
		expect(JSON.parse(stdout)).toMatchObject({
			error: { code: 'E_STATE', message: expect.stringContaining('it belongs to user 1') },
		});
	});
});

test('E_LOCK names flock where there is none', async () => {
	const env = { PATH: '/nonexistent' };
	expect(await box.refusal(apply('j', ['aarch64']), { env })).toMatchObject({
		code: 'E_LOCK',
		message: expect.stringContaining('"flock" is missing'),
		remedy: expect.stringContaining('util-linux'),
	});
	expectUntouched();
});

describe('a damaged journal', () => {
	const JOURNAL = '/run/setup-xarch/journal.json';

	test.each([
		['garbage', 'garbage'],
		['another schema', '{"schema":2,"leases":[]}'],
		['an empty file', ''],
	])('%s is set aside with a warning, and work goes on', async (_, text) => {
		await box.request(apply('j', ['aarch64']));
		writeFileSync(box.path(JOURNAL), text);
		const result = await box.request(apply('k', ['aarch64']));
		expect(result).toMatchObject({
			registered: ['xarch-aarch64'],
			warnings: [expect.stringContaining('could not be used')],
		});
		const aside = /kept as (\S+)\. /.exec(result.warnings[0] ?? '')?.[1] ?? '';
		expect(readFileSync(box.path(aside), 'utf8')).toBe(text);
		expect(await box.request(release('k'))).toMatchObject({ warnings: [] });
		expect(Object.keys(box.entries())).toEqual(['qemu-aarch64']);
	});

	test('does not cost the entries it told of the file they need', async () => {
		await box.request(apply('j', [await openEmulator({ flags: 'OC' })]));
		writeFileSync(box.path(JOURNAL), 'garbage');
		await box.request(release('j'));
		expect(await box.probe(['aarch64'])).toMatchObject([{ native: false, detail: '' }]);
	});
});
