import { describe, expect, test } from '@jest/globals';
import {
	type BuilderFiles,
	contextCreateArguments,
	contextRemoveArguments,
	createArguments,
	inspectArguments,
	listArguments,
	removeArguments,
} from '../../../src/buildx/args.js';
import { doubtfulOptions } from '../../../src/buildx/driver-options.js';
import { leaveToOthers } from '../../../src/buildx/native-nodes.js';
import { type BuilderValues, parseBuilder } from '../../../src/buildx/parse.js';

const build = (values: BuilderValues) =>
	parseBuilder(values, { env: {}, readText: () => '', label: (name) => name });
const NONE: BuilderFiles = { config: undefined, tls: new Map() };
const FLAGS =
	'--allow-insecure-entitlement security.insecure --allow-insecure-entitlement network.host';

describe('createArguments', () => {
	test('the least', () => {
		expect(createArguments('xarch-1', build({}), 0, NONE, '0.29.1')).toEqual([
			...['create', '--name', 'xarch-1', '--driver', 'docker-container'],
			...['--buildkitd-flags', FLAGS],
		]);
	});

	test('the first node and one more', () => {
		const request = build({
			'buildx-driver-opts': 'network=host\nenv.no_proxy=a,b\n"env.Q=say ""hi"""',
			'buildx-buildkitd-flags': '--debug --trace',
			'buildx-platforms': 'amd64,386',
			'buildx-endpoint': 'unix:///run/docker.sock',
			'buildx-append': '- name: arm\n  endpoint: ssh://me@arm\n  platforms: arm64',
		});
		const files = { config: '/tmp/buildkitd.toml', tls: new Map() };
		expect(createArguments('b', request, 0, files, '0.29.1')).toEqual([
			...['create', '--name', 'b', '--driver', 'docker-container'],
			...['--driver-opt', 'network=host'],
			...['--driver-opt', '"env.no_proxy=a,b"'],
			...['--driver-opt', '"env.Q=say ""hi"""'],
			...['--buildkitd-flags', '--debug --trace'],
			...['--buildkitd-config', '/tmp/buildkitd.toml'],
			...['--platform', 'linux/amd64,linux/386'],
			'unix:///run/docker.sock',
		]);
		expect(createArguments('b', request, 1, files, '0.29.1')).toEqual([
			...['create', '--name', 'b', '--append', '--node', 'arm'],
			...['--buildkitd-flags', FLAGS, '--buildkitd-config', '/tmp/buildkitd.toml'],
			...['--platform', 'linux/arm64', 'ssh://me@arm'],
		]);
	});

	test.each([
		['0.12.1', '--config'],
		['0.13.0-rc1', '--buildkitd-config'],
		['0.13.1', '--buildkitd-config'],
		['0.29.1', '--buildkitd-config'],
	])('the configuration for buildx %s', (version, flag) => {
		const args = createArguments('b', build({}), 0, { ...NONE, config: '/c' }, version);
		expect(args.slice(-2)).toEqual([flag, '/c']);
	});

	test('TLS files of a remote node', () => {
		const request = build({ 'buildx-driver': 'remote', 'buildx-endpoint': 'tcp://b:1234' });
		const tls = new Map([[0, { caCertificate: '/ca', certificate: '/cert', key: '/key' }]]);
		expect(createArguments('b', request, 0, { config: undefined, tls }, '0.29.1')).toEqual([
			...['create', '--name', 'b', '--driver', 'remote'],
			...['--driver-opt', 'cacert=/ca', '--driver-opt', 'cert=/cert', '--driver-opt', 'key=/key'],
			'tcp://b:1234',
		]);
	});

	test('kubernetes, which is not run in these tests', () => {
		const request = build({
			'buildx-driver': 'kubernetes',
			'buildx-image': 'registry.example/buildkit',
			'buildx-driver-opts': 'namespace=ci\nreplicas=2\n"nodeselector=a=b,c=d"',
			'buildx-append': '- name: arm\n  driver-opts: namespace=ci',
		});
		expect(createArguments('k', request, 0, NONE, '0.29.1')).toEqual([
			...['create', '--name', 'k', '--driver', 'kubernetes'],
			...['--driver-opt', 'namespace=ci', '--driver-opt', 'replicas=2'],
			...['--driver-opt', '"nodeselector=a=b,c=d"'],
			...['--driver-opt', 'image=registry.example/buildkit', '--buildkitd-flags', FLAGS],
		]);
		expect(createArguments('k', request, 1, NONE, '0.29.1').slice(0, 6)).toEqual([
			...['create', '--name', 'k', '--append', '--node', 'arm'],
		]);
	});
});

test('the other commands', () => {
	expect(inspectArguments('b', { bootstrap: false })).toEqual(['inspect', 'b']);
	expect(inspectArguments('b', { bootstrap: true })).toEqual(['inspect', '--bootstrap', 'b']);
	expect(listArguments('0.12.0')).toBeUndefined();
	expect(listArguments('0.13.1')).toEqual(['ls', '--format', 'json']);
	expect(removeArguments('b', { keepState: false })).toEqual(['rm', 'b']);
	expect(removeArguments('b', { keepState: true })).toEqual(['rm', '--keep-state', 'b']);
	expect(removeArguments('b', { keepState: false, keepDaemon: true })).toEqual([
		...['rm', '--keep-daemon', 'b'],
	]);
	expect(contextCreateArguments('c')).toEqual(['context', 'create', 'c']);
	expect(contextRemoveArguments('c')).toEqual(['context', 'rm', '--force', 'c']);
});

describe('leaveToOthers', () => {
	const running = ['linux/amd64', 'linux/386', 'linux/arm64', 'linux/arm/v7'];

	test('the first node is fixed to what nobody else does', () => {
		const request = build({ 'buildx-native-nodes': 'arm64,arm/v7=ssh://arm' });
		const { nodes } = leaveToOthers(request, running);
		expect(nodes.map(({ platforms }) => platforms)).toEqual([
			['linux/amd64', 'linux/386'],
			['linux/arm64', 'linux/arm/v7'],
		]);
		expect(request.nodes[0].platforms).toEqual([]);
	});

	test.each<BuilderValues>([
		{},
		{ 'buildx-append': '- endpoint: ssh://arm' },
		{ 'buildx-platforms': 'amd64', 'buildx-native-nodes': 'arm64=ssh://arm' },
	])('%j stays as it is', (values) => {
		const request = build(values);
		expect(leaveToOthers(request, running)).toBe(request);
	});
});

test('options that look like a slip of the keyboard', () => {
	const options = 'netwrok=host\nenv.X=1\nimage=a\nsomething-new=1';
	expect(doubtfulOptions(build({ 'buildx-driver-opts': options }))).toEqual([
		'The driver docker-container may not know the option netwrok; did you mean network?',
	]);
});
