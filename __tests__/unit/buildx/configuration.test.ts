import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { configurationDigest, differences } from '../../../src/buildx/configuration.js';
import { type Instance, parseInstance } from '../../../src/buildx/instance.js';
import { parseBuilder } from '../../../src/buildx/parse.js';
import type { BuilderRequest, NodeRequest } from '../../../src/buildx/request.js';

function instance(name: string, version: string): Instance {
	const file = join(import.meta.dirname, 'fixtures', `instance-${name}-${version}.json`);
	return parseInstance(readFileSync(file, 'utf8'));
}

function request(
	values: Readonly<Record<string, string>> = {},
	env: NodeJS.ProcessEnv = {},
): BuilderRequest {
	const readText = () => '';
	return parseBuilder(values, { env, readText, label: (name) => name });
}

/** What the builder of the fixtures was made with. */
const ASKED = {
	'buildx-driver-opts': 'network=host\nenv.TOKEN=s3cret',
	'buildx-image': 'moby/buildkit:v0.25.0',
	'buildx-buildkitd-flags': '--allow-insecure-entitlement=security.insecure --debug',
	'buildx-buildkitd-config-inline':
		'[registry."docker.io"]\nmirrors = ["mirror.example:5000"]\n[grpc]\n',
	'buildx-platforms': 'linux/arm/v7,linux/arm64',
};

describe.each(['0.13', '0.29'])('records of buildx %s', (version) => {
	test('are read', () => {
		expect(instance('team', version)).toEqual({
			name: 'Team',
			driver: 'docker-container',
			nodes: [
				{
					name: 'team0',
					endpoint: 'unix:///run/docker.sock',
					platforms: ['linux/arm64', 'linux/arm/v7'],
					driverOptions: {
						'env.TOKEN': 's3cret',
						image: 'moby/buildkit:v0.25.0',
						network: 'host',
					},
					flags: [
						...['--allow-insecure-entitlement', 'security.insecure', '--debug'],
						'--allow-insecure-entitlement=network.host',
					],
					buildkitdConfig: expect.stringContaining('mirrors = ["mirror.example:5000"]'),
				},
			],
		});
		expect(instance('away', version)).toMatchObject({
			driver: 'remote',
			nodes: [
				{
					endpoint: 'tcp://127.0.0.1:1234',
					...{ platforms: [], driverOptions: {}, flags: [], buildkitdConfig: undefined },
				},
			],
		});
	});

	const differ = (values: Readonly<Record<string, string>>, name = 'team') =>
		differences(request(values), instance(name, version), parse);

	test('do for what they were made with, however that is written', () => {
		const config = `debug = true\n${ASKED['buildx-buildkitd-config-inline']}`;
		expect(differ({ ...ASKED, 'buildx-buildkitd-config-inline': config })).toEqual([]);
	});

	test('do where nothing is asked for', () => {
		expect(differ({})).toEqual([]);
		expect(differ({}, 'plain')).toEqual([]);
		const remote = { 'buildx-driver': 'remote', 'buildx-endpoint': 'tcp://127.0.0.1:1234' };
		expect(differ(remote, 'away')).toEqual([]);
	});

	test('differ in words, without secrets', () => {
		expect(
			differ({
				'buildx-driver-opts': 'network=none\nenv.TOKEN=other\nenv.USER=me\nmemory=2g',
				'buildx-buildkitd-flags': '--debug --oci-worker-gc=false',
				'buildx-buildkitd-config-inline': 'debug = false',
				'buildx-platforms': 'linux/s390x',
				'buildx-endpoint': 'tcp://127.0.0.1:2376',
			}),
		).toEqual([
			'the endpoint of node team0 is unix:///run/docker.sock, not tcp://127.0.0.1:2376',
			'driver option network of node team0 is "host", not "none"',
			'driver option env.TOKEN of node team0 has another value',
			'node team0 lacks driver option env.USER',
			'node team0 lacks driver option memory',
			'node team0 lacks buildkitd flag --oci-worker-gc=false',
			'node team0 is not fixed to linux/s390x',
			'node team0 has another buildkitd.toml',
		]);
		expect(differ({ 'buildx-buildkitd-config-inline': 'debug = true' }, 'plain')).toEqual([
			'node plain0 has another buildkitd.toml',
		]);
		expect(differ({}, 'away')).toEqual(['its driver is remote, not docker-container']);
		const more = '- endpoint: tcp://127.0.0.1:1\n- endpoint: tcp://127.0.0.1:2';
		expect(differ({ 'buildx-append': more }, 'plain')).toEqual(['it has 1 nodes instead of 3']);
	});
});

describe('the digest of a configuration', () => {
	test('is the same for the same, in any order of options and platforms', () => {
		const list = ['b=1', 'a=2', 'env.X=3'];
		fc.assert(
			fc.property(fc.shuffledSubarray(list, { minLength: 3 }), (options) => {
				expect(configurationDigest(request({ 'buildx-driver-opts': options.join('\n') }))).toBe(
					configurationDigest(request({ 'buildx-driver-opts': list.join('\n') })),
				);
			}),
		);
		expect(configurationDigest(request({ 'buildx-platforms': 'linux/arm64,linux/s390x' }))).toBe(
			configurationDigest(request({ 'buildx-platforms': 'linux/s390x,linux/arm64' })),
		);
		const forLater = { 'buildx-name': 'n', 'buildx-keep-state': 'true', 'buildx-use': 'false' };
		expect(configurationDigest(request(forLater))).toBe(configurationDigest(request()));
	});

	test('differs for whatever decides where and how is built, and tells no secret', () => {
		const node = request().nodes[0];
		const tls = { caCertificate: 'ca', certificate: 'c', key: 'k' };
		const variants: Partial<NodeRequest>[] = [
			{ name: 'n' },
			{ endpoint: 'tcp://h:1' },
			{ driverOptions: ['env.PASSWORD=hunter2'] },
			{ driverOptions: ['env.PASSWORD=hunter3'] },
			{ buildkitdFlags: '--debug' },
			{ platforms: ['linux/arm64'] },
			{ tls },
			{ tls: { ...tls, key: 'another' } },
		];
		const requests: BuilderRequest[] = [
			request(),
			{ ...request(), driver: 'kubernetes' },
			{ ...request(), buildkitdConfig: 'debug = true' },
			{ ...request(), nodes: [node, node] },
			...variants.map((each): BuilderRequest => ({ ...request(), nodes: [{ ...node, ...each }] })),
		];
		const digests = requests.map(configurationDigest);
		expect(new Set(digests).size).toBe(requests.length);
		for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/);
	});
});
