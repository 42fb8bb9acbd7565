import { describe, expect, test } from '@jest/globals';
import { parse } from 'smol-toml';
import { composeConfig } from '../../../src/buildx/config.js';
import { parseMirrors } from '../../../src/buildx/mirrors.js';

const mirrors = (text: string) => parseMirrors('buildx-mirrors', text);
const config = (text: string) => ({ name: 'buildkitd.toml', text });

describe('parseMirrors', () => {
	test.each([
		['docker.io = mirror.example:5000', [['docker.io', 'mirror.example:5000', false]]],
		[
			'docker.io=a.example, http://B.example:5000/Proxy/\n\n ghcr.io = https://a.example',
			[
				['docker.io', 'a.example', false],
				['docker.io', 'b.example:5000/Proxy', true],
				['ghcr.io', 'a.example', false],
			],
		],
		['docker.io=a.example\ndocker.io=a.example', [['docker.io', 'a.example', false]]],
		['[::1]:5000=localhost', [['[::1]:5000', 'localhost', false]]],
		['', []],
	])('%j', (text, expected) => {
		expect(mirrors(text)).toEqual(
			expected.map(([registry, mirror, isPlainHttp]) => ({ registry, mirror, isPlainHttp })),
		);
	});

	test.each([
		['docker.io', /"docker.io" has no "=" in it/],
		['index.docker.io=a', /did you mean docker.io\?/],
		['docker.io=', /"" is not a mirror/],
		['docker.io=ftp://a', /"ftp:\/\/a" is not a mirror; allowed: a host/],
		['docker.io/library=a', /"docker.io\/library" is not the host of a registry/],
		['docker.io=a b', /"a b" is not a mirror/],
		['docker.io=a?x=1', /is not a mirror/],
	])('refuses %j', (text, message) => {
		expect(() => mirrors(text)).toThrow(
			expect.objectContaining({ code: 'E_INPUT', message: expect.stringMatching(message) }),
		);
	});
});

describe('composeConfig', () => {
	test('nothing at all', () => {
		expect(composeConfig(undefined, [])).toBeUndefined();
	});

	test('a text without mirrors stays as it is', () => {
		const text = '# a comment\n[worker.oci]\n  max-parallelism = 4\n';
		expect(composeConfig(config(text), [])).toBe(text);
	});

	test('mirrors alone', () => {
		const text = composeConfig(undefined, mirrors('docker.io=a.example,http://b.example:5000/x'));
		expect(parse(text ?? '')).toEqual({
			registry: {
				'docker.io': { mirrors: ['a.example', 'b.example:5000/x'] },
				'b.example:5000': { http: true },
			},
		});
	});

	test('mirrors join what is there, and nothing is lost', () => {
		const text = `
debug = true
root = "/var/lib/buildkit"
insecure-entitlements = [ "network.host" ]
big = 9223372036854775807
share = 1.0
[log]
format = "json"
[worker.oci]
gckeepstorage = 9000
[worker.oci.labels]
"a.b" = "c"
[[worker.oci.gcpolicy]]
keepBytes = 512000000
filters = [ "type==source.local", "type==exec.cachemount" ]
[[worker.oci.gcpolicy]]
all = true
[registry."docker.io"]
mirrors = ["first.example"]
http = false
[registry."docker.io".tls]
ca = ["/etc/ca.pem"]
[[registry."b.example".keypair]]
key = "/k"
cert = "/c"
`;
		const wanted = mirrors('docker.io=a.example,first.example\nghcr.io=http://b.example');
		const composed = composeConfig(config(text), wanted) ?? '';
		const before = parse(text, { integersAsBigInt: true }) as Record<string, unknown>;
		expect(parse(composed, { integersAsBigInt: true })).toEqual({
			...before,
			registry: {
				'docker.io': {
					mirrors: ['first.example', 'a.example'],
					http: false,
					tls: { ca: ['/etc/ca.pem'] },
				},
				'b.example': { keypair: [{ key: '/k', cert: '/c' }], http: true },
				'ghcr.io': { mirrors: ['b.example'] },
			},
		});
		expect(composed).toContain('big = 9223372036854775807');
		expect(composed).toContain('share = 1.0');
		expect(composeConfig(config(text), wanted)).toBe(composed);
		expect(composeConfig({ name: 'x', text: composed }, wanted)).toBe(composed);
	});

	test.each([
		['registry = 1', /buildkitd.toml: registry is not a table/],
		['[registry]\n"docker.io" = "x"', /registry\."docker\.io" is not a table/],
		['[registry."docker.io"]\nmirrors = "x"', /registry\."docker\.io"\.mirrors is not a list/],
		['[registry."m.example"]\nhttp = false', /registry\."m\.example"\.http is false/],
		[
			'a = 1\n\ta = 2',
			/^buildkitd\.toml, line 2, column 2 is not TOML: .*redefine.*\n {3}a = 2\n {3}\^$/,
		],
	])('%j is wrong', (text, message) => {
		expect(() => composeConfig(config(text), mirrors('docker.io=http://m.example'))).toThrow(
			expect.objectContaining({ code: 'E_INPUT', message: expect.stringMatching(message) }),
		);
	});

	test('a table of that name in JavaScript is no trap', () => {
		const composed = composeConfig(config('[registry]\n'), [
			{ registry: 'constructor', mirror: 'a.example', isPlainHttp: false },
		]);
		expect(composed).toContain('[registry.constructor]');
	});
});
