import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';
import { matches } from '../../src/binfmt/entry.js';
import { detectHost } from '../../src/platform/host.js';
import { TARGETS, targetByName } from '../../src/platform/table.js';

const LAB = resolve(process.env.XARCH_LAB ?? resolve(import.meta.dirname, '../../.lab'));

/** Debian changed the lines of mips and hexagon to today's in its package of QEMU 8.0.4. */
const FIRST_WITNESS_MAJOR = 8;

const BUSYBOXES = [
	['arm64', 'aarch64'],
	['armhf', 'arm'],
	['armel', 'arm'],
	['ppc64el', 'ppc64le'],
	['s390x', 's390x'],
	['riscv64', 'riscv64'],
	['i386', 'i386'],
	['mips64el', 'mips64el'],
	['loong64', 'loongarch64'],
] as const;

function fromLab(path: string): string {
	const full = resolve(LAB, path);
	if (existsSync(full)) return full;
	throw new Error(`${full} is missing: run scripts/lab/prepare`);
}

/** Everything the table takes a file for. */
function takenFor(path: string): string[] {
	const header = readFileSync(path).subarray(0, 128);
	return TARGETS.filter((target) => matches(target, header)).map(({ target }) => target);
}

/** Magic or mask of a binfmt.d line, whose bytes are `\xNN` or stand for themselves, as hex. */
function unescapeToHex(field: string): string {
	const bytes = field.replace(/\\x([0-9a-f]{2})/gi, (_, byte) =>
		String.fromCharCode(Number.parseInt(byte, 16)),
	);
	return Buffer.from(bytes, 'latin1').toString('hex');
}

describe('real programs', () => {
	test.each(BUSYBOXES)("Debian's busybox of %s is taken for %s alone", (arch, target) => {
		expect(takenFor(fromLab(`busybox/${arch}/busybox`))).toEqual([target]);
	});

	test("this host's Node.js is taken for the host's target alone", () => {
		const { target } = detectHost(process.platform, process.arch);
		expect(takenFor(process.execPath)).toEqual([target]);
	});
});

describe("the distribution's own entries", () => {
	const lines = new Map<string, { magic: string; mask: string }>();

	beforeAll(() => {
		const majors = readdirSync(fromLab('.'))
			.map((name) => Number(/^qemu-(\d+)$/.exec(name)?.[1]))
			.filter((major) => major >= FIRST_WITNESS_MAJOR);
		if (majors.length === 0) {
			throw new Error(`no qemu-${FIRST_WITNESS_MAJOR} or later in ${LAB}: run scripts/lab/prepare`);
		}
		for (const major of majors) {
			const directory = fromLab(`qemu-${major}/usr/lib/binfmt.d`);
			for (const file of readdirSync(directory).filter((name) => name.endsWith('.conf'))) {
				const [, name = '', kind, offset, magic = '', mask = ''] = readFileSync(
					`${directory}/${file}`,
					'latin1',
				)
					.trim()
					.split(':');
				expect([file, kind, offset]).toEqual([`${name}.conf`, 'M', '']);
				lines.set(`qemu-${major} ${name}`, {
					magic: unescapeToHex(magic),
					mask: unescapeToHex(mask),
				});
			}
		}
	});

	test('are the same, byte for byte, in the table', () => {
		expect(lines.size).toBeGreaterThan(25);
		const ours = [...lines.keys()].map((key) => {
			const row = targetByName(key.replace(/^\S+ qemu-/, ''));
			return [key, row && { magic: row.magic, mask: row.mask }];
		});
		expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(lines));
	});
});
