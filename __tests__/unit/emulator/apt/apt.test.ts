import { describe, expect, test } from '@jest/globals';
import { choosePackage } from '../../../../src/emulator/apt/apt-package.js';
import {
	chooseRepository,
	type IndexTarget,
	parseIndexTargets,
	signedByOf,
} from '../../../../src/emulator/apt/apt-suite.js';

function stanza(name: string, version: string, sizeBytes: number, architecture = 'amd64'): string {
	return `Package: ${name}\nVersion: ${version}\nArchitecture: ${architecture}\nDescription: emulators\n Size: 1\nSize: ${sizeBytes}\nSHA256: ${'ab'.repeat(32)}\n`;
}

describe('choosePackage', () => {
	test('takes the static package where it is real, whatever the order', () => {
		const text = `${stanza('qemu-user', '1:7.2+dfsg-7', 12_000_000)}\n${stanza('qemu-user-static', '1:7.2+dfsg-7', 62_000_000)}`;
		expect(choosePackage(text, 'amd64')).toEqual({
			name: 'qemu-user-static',
			version: '1:7.2+dfsg-7',
			upstreamVersion: '7.2',
			sizeBytes: 62_000_000,
			sha256: 'ab'.repeat(32),
		});
	});

	test('passes a transitional package over', () => {
		const text = `${stanza('qemu-user-static', '1:10.0.13+ds-0', 77_416)}\n${stanza('qemu-user', '1:10.0.13+ds-0', 71_000_000)}`;
		expect(choosePackage(text, 'amd64')).toMatchObject({
			name: 'qemu-user',
			upstreamVersion: '10.0.13',
		});
	});

	test('knows only packages of the host', () => {
		expect(
			choosePackage(stanza('qemu-user', '1:11.0.0~rc2', 7e7, 'arm64'), 'amd64'),
		).toBeUndefined();
		expect(choosePackage('', 'amd64')).toBeUndefined();
	});
});

describe('chooseRepository', () => {
	const target = (repoUri: string, release: string, rest: Partial<IndexTarget> = {}) => ({
		repoUri,
		release,
		component: 'main',
		origin: '',
		sourcesFile: '/etc/apt/sources.list',
		...rest,
	});
	const ubuntu = { id: 'ubuntu', codename: 'noble' };

	test('is not taken in by a vendor with the same suite name', () => {
		const targets = [
			target('https://vendor.example/prod/', 'noble'),
			target('https://mirror.example/ubuntu/', 'noble'),
			target('https://mirror.example/ubuntu/', 'noble-updates'),
		];
		expect(chooseRepository(targets, ubuntu)?.repoUri).toBe('https://mirror.example/ubuntu/');
		expect(chooseRepository(targets.toReversed(), ubuntu)?.release).toBe('noble');
	});

	test('goes by Origin once that is known, under an alias too', () => {
		const targets = [
			target('https://vendor.example/debian/', 'stable', { component: 'stable' }),
			target('https://mirror.example/debian/', 'stable', { origin: 'Debian' }),
		];
		const debian = { id: 'debian', codename: 'bookworm' };
		expect(chooseRepository(targets, debian)?.repoUri).toBe('https://mirror.example/debian/');
	});

	test('finds none among strangers', () => {
		expect(chooseRepository([target('https://vendor.example/', 'stable')], ubuntu)).toBeUndefined();
	});
});

test('parseIndexTargets leaves unknown fields empty', () => {
	const line = 'https://mirror.example/debian/|trixie|main|$(ORIGIN)|/etc/apt/a.sources:2\n';
	expect(parseIndexTargets(line)).toEqual([
		{
			repoUri: 'https://mirror.example/debian/',
			release: 'trixie',
			component: 'main',
			origin: '',
			sourcesFile: '/etc/apt/a.sources',
		},
	]);
});

describe('signedByOf', () => {
	test('reads deb822 stanzas', () => {
		const text =
			'Types: deb\n# URIs: https://b.example/\nURIs: https://a.example/debian\nSigned-By: /keys/a.gpg\n\nTypes: deb\nURIs: https://b.example/x https://c.example/\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\nSuites: x\n';
		expect(signedByOf(text, 'https://a.example/debian/')).toBe('/keys/a.gpg');
		expect(signedByOf(text, 'https://c.example/')).toBe(
			'\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc',
		);
		expect(signedByOf(text, 'https://d.example/')).toBeUndefined();
	});

	test('reads one-line entries', () => {
		const text =
			'# comment\ndeb https://a.example/debian trixie main\ndeb [arch=amd64 signed-by=/keys/b.gpg] https://b.example/ x main\n';
		expect(signedByOf(text, 'https://a.example/debian/')).toBeUndefined();
		expect(signedByOf(text, 'https://b.example/')).toBe('/keys/b.gpg');
	});
});
