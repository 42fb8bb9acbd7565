/** Stores on file systems that cannot serve; mounting needs root, the apt source network. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { XarchError } from '../../src/errors.js';
import { requestOf, Sandbox } from '../servers/source-fixture.js';

let sandbox: Sandbox;

beforeEach(() => {
	sandbox = new Sandbox();
});

async function failure(source: string): Promise<XarchError> {
	const error = await obtainEmulators(requestOf(source), sandbox.context()).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(XarchError);
	expect(sandbox.files()).toEqual([]);
	return error as XarchError;
}

describe('directories that cannot hold emulators', () => {
	let mounted: string | undefined;

	function mountTmpfs(directory: string, options: string): void {
		mkdirSync(directory, { recursive: true });
		execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]);
		mounted = directory;
	}

	afterEach(() => {
		if (mounted !== undefined) {
			execFileSync('umount', [mounted]);
			mounted = undefined;
		}
		sandbox.remove();
	});

	test('a full disk under the store is E_DISK, and no other source is tried', async () => {
		mountTmpfs(sandbox.storeRoot, 'size=4m');
		const error = await failure('apt,github');
		expect(error.code).toBe('E_DISK');
		expect(error.message).toContain(sandbox.storeRoot);
		expect(sandbox.reporter.warnings).toEqual([]);
	}, 60_000);

	test('a full disk under the temp directory is E_DISK', async () => {
		mountTmpfs(sandbox.tempRoot, 'size=4m');
		const error = await failure('apt');
		expect(error.code).toBe('E_DISK');
		expect(error.message).toContain(sandbox.tempRoot);
	}, 60_000);

	test('a noexec file system is named as such', async () => {
		mountTmpfs(sandbox.storeRoot, 'size=64m,noexec');
		const error = await failure('apt');
		expect(error.code).toBe('E_EMULATOR');
		expect(error.message).toContain(`${sandbox.storeRoot}: its file system is mounted noexec`);
	}, 60_000);

	test('what replaces a read-only store goes again when nothing came', async () => {
		mountTmpfs(sandbox.storeRoot, 'size=4m,ro');
		const error = await failure('http://127.0.0.1:9/qemu.tar.gz');
		expect(error.code).toBe('E_SOURCE');
	});

	test('a read-only store is replaced by a temporary directory', async () => {
		mountTmpfs(sandbox.storeRoot, 'size=4m,ro');
		const obtained = await obtainEmulators(requestOf('apt'), sandbox.context());
		expect(obtained.emulators.get('aarch64')?.path.startsWith(sandbox.tempRoot)).toBe(true);
		expect(readFileSync('/proc/self/mounts', 'utf8')).toContain(sandbox.storeRoot);
	}, 60_000);
});
