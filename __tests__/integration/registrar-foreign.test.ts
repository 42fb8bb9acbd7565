import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { processOwner } from '../../src/binfmt/owner.js';
import { lab } from '../machine/lab.js';
import { sandboxEmulator } from '../sandbox/lab.js';
import { apply, entry, lease, lineOf, release } from '../sandbox/requests.js';
import { BINFMT, Sandbox } from '../sandbox/sandbox.js';

/** Debian's own lines for twenty targets, as its package registers them. */
const PACKAGE = lab('qemu-11', 'usr', 'lib', 'binfmt.d');
const OF_PACKAGE = readdirSync(PACKAGE)
	.filter((name) => !/x86_64|i[34]86/.test(name))
	.slice(0, 20)
	.map((name) => readFileSync(join(PACKAGE, name), 'latin1').trim())
	// The package is not installed here.
	.map((line) => line.replace(/\/usr\/(?:bin|libexec)[^:]*/, sandboxEmulator('aarch64', 11)));
const OTHERS = [
	':DOSWin:M::MZ::/usr/bin/env:',
	':WSLInterop:M::MZ::/usr/bin/env:PF',
	':cli:M::MZ::/usr/bin/env:',
	':jarwrapper:M::PK\\x03\\x04::/usr/bin/env:',
	':python3.11:M::\\xa7\\x0d\\x0d\\x0a::/usr/bin/env:',
	':llvm-14-runtime.binfmt:M::BC::/usr/bin/env:',
	':with an odd name, and (brackets):E::odd::/run/first:',
	':.hidden:E::odd::/run/second:',
	':naïve-ünïcode:E::ödd::/usr/bin/env:',
	':at an offset:M:200:ustar::/usr/bin/env:O',
	// Another delimiter, and a magic without a mask.
	'|qemu-like|M||\\x7fELF\\x09||/usr/bin/env|OC',
] as const;
/** What somebody has switched off. */
const OFF = ['qemu-hppa', 'jarwrapper', 'qemu-m68k'];

let box: Sandbox;
beforeEach(async () => {
	box = await Sandbox.open();
	for (const name of ['first', 'second']) {
		await box.sh('printf "#!/bin/sh\\necho %s\\n" $1 >/run/$1; chmod 755 /run/$1', name);
	}
	await box.sh('echo >/run/file.odd; chmod 755 /run/file.odd');
	for (const line of [...OF_PACKAGE, ...OTHERS]) await box.foreign(line);
	// Two more for a target that has one: the last of them serves.
	await box.foreign(lineOf('mine', 'aarch64', sandboxEmulator('aarch64', 7), 'OC'));
	await box.foreign(lineOf('qemu-again', 'aarch64', sandboxEmulator('aarch64', 10), 'F'));
	for (const name of OFF) await box.sh(`echo 0 >"${BINFMT}/$1"`, name);
	// A name that is no text.
	await box.sh(`printf ':\\377\\376:E::bad::/usr/bin/env:' >${BINFMT}/register`);
});
afterEach(() => box.close());

/** All entries byte for byte, whatever their names. */
function dump(): Promise<string> {
	return box.sh(
		`cd ${BINFMT}; for each in .[!.]* *; do [ "$each" = register ] || { printf '%s\\n' "$each"; cat "$each"; }; done | od -An -c`,
	);
}

/** Who serves, then who would if that one were not there, and so on: the order of precedence. */
async function order(): Promise<string[]> {
	const served: string[] = [];
	const names = ['qemu-again', 'mine', 'qemu-aarch64'];
	for (const name of names) {
		const [probe] = await box.probe(['aarch64']);
		served.push(probe?.servedBy ?? 'nobody');
		await box.sh(`echo 0 >${BINFMT}/${name}`);
	}
	for (const name of names) await box.sh(`echo 1 >${BINFMT}/${name}`);
	const { stdout } = await box.run('/run/file.odd');
	return [...served, stdout.trim()];
}

test('thirty-odd entries survive set-up, reset, kill and restore, byte for byte and in order', async () => {
	expect(Object.keys(box.entries()).length).toBeGreaterThan(30);
	const before = await dump();
	const orderBefore = await order();
	expect(orderBefore).toEqual([
		sandboxEmulator('aarch64', 10),
		sandboxEmulator('aarch64', 7),
		sandboxEmulator('aarch64', 11),
		'second',
	]);
	expect(await dump()).toBe(before);

	await box.request(apply('j', ['aarch64', 'riscv64']));
	await box.request(release('j'));
	expect(await dump()).toBe(before);
	expect(await order()).toEqual(orderBefore);

	const { disabled } = await box.request(apply('j', ['aarch64'], true));
	expect(disabled.every((name) => name.startsWith('qemu-'))).toBe(true);
	expect(disabled).toEqual(expect.arrayContaining(['qemu-again', 'qemu-aarch64', 'qemu-like']));
	expect(disabled.filter((name) => OFF.includes(name))).toEqual([]);
	await box.request(release('j'));
	expect(await dump()).toBe(before);
	expect(await order()).toEqual(orderBefore);

	// A dead job's reset, killed at several moments, and put back by another job.
	const dead = { ...processOwner(process.pid), startTicks: '1' } as ReturnType<typeof processOwner>;
	for (const killAfterMs of [60, 75, 90, 105, 120]) {
		const exact = entry('aarch64', { release: 10, exact: true });
		await box.killed(apply(lease('k', dead), [exact, 'riscv64'], true), killAfterMs);
		await box.request(apply('j', ['s390x']));
		await box.request(release('j'));
		expect(await dump()).toBe(before);
	}
	expect(await order()).toEqual(orderBefore);
	expect(box.journal()).toBeUndefined();
});
