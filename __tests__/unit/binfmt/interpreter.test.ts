import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
	interpreterFor,
	placeInterpreter,
	sweepInterpreters,
} from '../../../src/binfmt/interpreter.js';
import { sha256Of } from '../../sandbox/requests.js';

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'xarch-interpreter-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const copies = () => join(root, 'copies');
const sha256 = sha256Of('an emulator');
function emulator() {
	const path = join(root, 'qemu-arm');
	writeFileSync(path, 'an emulator', { mode: 0o644 });
	return { target: 'arm', path, sha256 };
}
const copy = () => join(copies(), sha256.slice(0, 16), 'qemu-arm');

describe('interpreterFor', () => {
	test('is the file itself where only root can write, seen through links', () => {
		// Of this machine's own programs, for a test may not be able to make such a place.
		const link = join(root, 'link');
		symlinkSync('/bin/sh', link);
		const path = interpreterFor({ ...emulator(), path: link }, copies());
		expect(path).toMatch(/^\/usr\/bin\/|^\/bin\//);
	});

	test('is a copy where others can write to a directory above', () => {
		// The temporary directory is everybody's.
		expect(interpreterFor(emulator(), copies())).toBe(copy());
	});

	test('is a copy where nothing is, so that what appears there later is not taken unseen', () => {
		const gone = { ...emulator(), path: join(root, 'gone') };
		const interpreter = interpreterFor(gone, copies());
		expect(interpreter).toBe(copy());
		expect(() => placeInterpreter(gone, interpreter, copies())).toThrow(
			expect.objectContaining({ code: 'E_REGISTER', message: expect.stringContaining(gone.path) }),
		);
		writeFileSync(gone.path, 'something else');
		expect(() => placeInterpreter(gone, interpreter, copies())).toThrow(
			expect.objectContaining({ code: 'E_DIGEST' }),
		);
	});
});

describe('placeInterpreter', () => {
	test('copies, executable by all', () => {
		placeInterpreter(emulator(), copy(), copies());
		expect(readFileSync(copy(), 'utf8')).toBe('an emulator');
		expect(statSync(copy()).mode & 0o777).toBe(0o755);
		expect(readdirSync(join(copy(), '..'))).toEqual(['qemu-arm']);
	});

	test('does not touch what is used where it is', () => {
		const { path } = emulator();
		chmodSync(path, 0o600);
		placeInterpreter(emulator(), path, copies());
		expect(existsSync(copies())).toBe(false);
	});

	test('refuses other bytes than were chosen, and leaves none', () => {
		const chosen = emulator();
		writeFileSync(chosen.path, 'something else');
		expect(() => placeInterpreter(chosen, copy(), copies())).toThrow(
			expect.objectContaining({
				code: 'E_DIGEST',
				message: expect.stringContaining(sha256Of('something else')),
			}),
		);
		expect(readdirSync(join(copy(), '..'))).toEqual([]);
	});
});

describe('sweepInterpreters', () => {
	test('deletes what no entry names', () => {
		placeInterpreter(emulator(), copy(), copies());
		mkdirSync(join(copies(), 'old'));
		sweepInterpreters(copies(), [{ interpreter: copy() }, { interpreter: '/usr/bin/qemu-arm' }]);
		expect(readdirSync(copies())).toEqual([sha256.slice(0, 16)]);
	});

	test('and the directory with the last of them', () => {
		placeInterpreter(emulator(), copy(), copies());
		sweepInterpreters(copies(), []);
		expect(existsSync(copies())).toBe(false);
		sweepInterpreters(copies(), []);
		expect(existsSync(copies())).toBe(false);
	});
});
