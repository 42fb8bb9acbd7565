import { describe, expect, test } from '@jest/globals';
import { type BuilderValues, parseBuilder } from '../../../src/buildx/parse.js';

const FLAGS =
	'--allow-insecure-entitlement security.insecure --allow-insecure-entitlement network.host';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

interface Given {
	readonly env?: NodeJS.ProcessEnv;
	readonly files?: Readonly<Record<string, string>>;
}

function build(values: BuilderValues, { env = {}, files = {} }: Given = {}) {
	return parseBuilder(values, {
		env,
		readText: (path) => {
			const text = files[path];
			if (text === undefined) {
				throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: 'ENOENT' });
			}
			return text;
		},
		label: (name) => name,
	});
}

function refusal(values: BuilderValues, given: Given = {}): string {
	try {
		build(values, given);
	} catch (error) {
		expect(error).toMatchObject({ code: expect.stringMatching(/^E_(INPUT|PLATFORM)$/) });
		const { message, remedy } = error as Error & { remedy: string };
		expect(remedy).not.toBe('');
		return `${message}\n${remedy}`;
	}
	throw new Error('nothing was refused');
}

const PLAIN_NODE = {
	name: undefined,
	endpoint: undefined,
	driverOptions: [],
	buildkitdFlags: FLAGS,
	platforms: [],
	tls: undefined,
};

describe('a builder', () => {
	test('of nothing but defaults', () => {
		expect(build({})).toEqual({
			name: undefined,
			driver: 'docker-container',
			nodes: [PLAIN_NODE],
			buildkitdConfig: undefined,
			use: true,
			keepState: false,
			cleanup: true,
			version: undefined,
			installIfMissing: true,
			cache: undefined,
		});
	});

	test('of everything', () => {
		const request = build({
			buildx: 'true',
			'buildx-version': '0.29.1',
			'buildx-install-if-missing': 'false',
			'buildx-name': 'team.a_1-x',
			'buildx-driver': 'docker-container',
			'buildx-image': 'registry.example:5000/moby/buildkit:buildx-stable-1',
			'buildx-driver-opts': 'network=host\n"env.no_proxy=localhost,10.0.0.0/8"',
			'buildx-buildkitd-flags': '--debug',
			'buildx-buildkitd-config-inline': 'debug = true',
			'buildx-use': 'false',
			'buildx-endpoint': 'unix:///run/docker.sock',
			'buildx-platforms': 'amd64, linux/386',
			'buildx-append':
				'- name: arm\n  endpoint: ssh://me@arm\n  driver-opts: [network=none, image=own]\n  platforms: arm64\n- endpoint: far\n  buildkitd-flags: --trace',
			'buildx-native-nodes': 'linux/riscv64=ssh://me@rv\nlinux/s390x = tcp://z:2375',
			'buildx-keep-state': 'true',
			'buildx-cleanup': 'False',
			'buildx-cache': 'registry:registry.example/cache:main',
		});
		const image = 'image=registry.example:5000/moby/buildkit:buildx-stable-1';
		expect(request).toEqual({
			name: 'team.a_1-x',
			driver: 'docker-container',
			nodes: [
				{
					...PLAIN_NODE,
					endpoint: 'unix:///run/docker.sock',
					driverOptions: ['network=host', 'env.no_proxy=localhost,10.0.0.0/8', image],
					buildkitdFlags: '--debug',
					platforms: ['linux/amd64', 'linux/386'],
				},
				{
					...PLAIN_NODE,
					name: 'arm',
					endpoint: 'ssh://me@arm',
					driverOptions: ['network=none', 'image=own'],
					platforms: ['linux/arm64'],
				},
				{ ...PLAIN_NODE, endpoint: 'far', driverOptions: [image], buildkitdFlags: '--trace' },
				...[
					['ssh://me@rv', 'linux/riscv64'],
					['tcp://z:2375', 'linux/s390x'],
				].map(([endpoint, platform]) => ({
					...PLAIN_NODE,
					endpoint,
					driverOptions: [image],
					buildkitdFlags: '--debug',
					platforms: [platform],
				})),
			],
			buildkitdConfig: 'debug = true',
			...{ use: false, keepState: true, cleanup: false, installIfMissing: false },
			version: 'v0.29.1',
			cache: { kind: 'registry', reference: 'registry.example/cache:main' },
		});
		expect(Object.isFrozen(request) && Object.isFrozen(request.nodes)).toBe(true);
		expect(request.nodes.every((node) => Object.isFrozen(node.driverOptions))).toBe(true);
	});

	test.each([
		['true', '', true],
		['false', '', false],
		['false', 'true', true],
		['true', 'false', false],
	])('cleanup: %s with buildx-cleanup: %j', (cleanup, own, expected) => {
		expect(build({ cleanup, 'buildx-cleanup': own }).cleanup).toBe(expected);
	});

	test('the other drivers', () => {
		expect(build({ 'buildx-driver': 'docker' }).nodes[0].buildkitdFlags).toBeUndefined();
		expect(
			build({ 'buildx-driver': 'kubernetes', 'buildx-driver-opts': 'namespace=ci\nreplicas=2' })
				.nodes[0],
		).toEqual({ ...PLAIN_NODE, driverOptions: ['namespace=ci', 'replicas=2'] });
		expect(
			build({ 'buildx-driver': 'remote', 'buildx-endpoint': 'tcp://b:1234' }).nodes[0],
		).toEqual({ ...PLAIN_NODE, endpoint: 'tcp://b:1234', buildkitdFlags: undefined });
	});

	test.each([
		['v0.29.1', 'v0.29.1'],
		['0.30.0-rc1', 'v0.30.0-rc1'],
		['latest', 'latest'],
		['', undefined],
	])('buildx-version: %j', (text, version) => {
		expect(build({ 'buildx-version': text }).version).toBe(version);
	});
});

describe('what is wrong is told by name, value, and what is allowed', () => {
	test.each<[BuilderValues, RegExp]>([
		[{ 'buildx-use': 'yes' }, /buildx-use: "yes" is not a boolean of YAML 1.2/],
		[{ 'buildx-driver': 'docker-contianer' }, /did you mean docker-container\?.*kubernetes/s],
		[{ 'buildx-driver': 'cloud' }, /"cloud" is not a driver.*docker\/setup-buildx-action/s],
		[{ 'buildx-name': '1st' }, /buildx-name: "1st" is not a name for a builder; allowed: a letter/],
		[{ 'buildx-name': 'a/b' }, /"a\/b" is not a name/],
		[{ 'buildx-name': 'default' }, /is the name of Docker's own builder/],
		[{ 'buildx-version': '0.29' }, /"0.29" is not a version of buildx.*v0.29.1/s],
		[{ 'buildx-version': 'lastet' }, /did you mean latest\?/],
		[
			{ 'buildx-image': 'Not An Image' },
			/buildx-image: "Not An Image" is not the name of an image/,
		],
		[
			{ 'buildx-image': 'a/b', 'buildx-driver-opts': 'image=c/d' },
			/buildx-image and the option image= of buildx-driver-opts are both given/,
		],
		[{ 'buildx-driver-opts': 'host' }, /not of the form key=value: it begins with "host"/],
		[{ 'buildx-driver-opts': 'a=1\nb=2\na=3' }, /the option a is given twice/],
		[{ 'buildx-driver-opts': '"a=1' }, /quotation marks of the option a do not match/],
		[
			{ 'buildx-platforms': 'arm46' },
			/buildx-platforms: Unknown platform "arm46"; did you mean "linux\/arm64"/,
		],
		[{ 'buildx-platforms': 'all' }, /buildx-platforms: "all" is not a platform that a node/],
		[{ 'buildx-cache': 'ghaa' }, /"ghaa" is not a kind of cache; did you mean gha\?/],
		[{ 'buildx-cache': 'gha:a,b' }, /has a scope that is not made of/],
		[{ 'buildx-cache': 'registry' }, /names no image/],
		[{ 'buildx-cache': `registry:a@sha256:${'a'.repeat(64)}` }, /a digest may not/],
		[
			{ 'buildx-buildkitd-config': 'a.toml', 'buildx-buildkitd-config-inline': 'debug = true' },
			/are both given/,
		],
		[
			{ 'buildx-buildkitd-config': 'a.toml' },
			/buildx-buildkitd-config: "a.toml" cannot be read: ENOENT/,
		],
		[
			{ 'buildx-driver': 'docker', 'buildx-name': 'x', 'buildx-mirrors': 'a=b' },
			/buildx-name, buildx-mirrors cannot be used with the driver docker/,
		],
		[{ 'buildx-driver': 'kubernetes', 'buildx-endpoint': 'x' }, /it works where kubectl points/],
		[{ 'buildx-driver': 'remote' }, /The driver remote needs buildx-endpoint/],
		[
			{
				'buildx-driver': 'remote',
				'buildx-endpoint': 'tcp://b:1',
				'buildx-buildkitd-flags': '--debug',
			},
			/buildx-buildkitd-flags cannot be used with the driver remote/,
		],
		[{ 'buildx-native-nodes': 'linux/arm64' }, /"linux\/arm64" is not of the form/],
		[{ 'buildx-native-nodes': 'arm64=ssh://a\naarch64=ssh://b' }, /given to two machines/],
		[{ 'buildx-append': '- name: a' }, /two nodes have no endpoint/],
		[
			{ 'buildx-endpoint': 'ctx', 'buildx-native-nodes': 'arm64=ctx' },
			/buildx-native-nodes: "ctx" is the endpoint of two nodes/,
		],
	])('%j', (values, message) => {
		expect(refusal(values)).toMatch(message);
	});

	test('on the command line under the names that it has there', () => {
		expect(() =>
			parseBuilder(
				{ 'buildx-driver': 'dokcer' },
				{ env: {}, readText: () => '', label: (name) => name.replace(/^buildx-/, '--') },
			),
		).toThrow(/^--driver: "dokcer" is not a driver/);
	});
});

describe('endpoints', () => {
	test.each([
		['docker-container', 'my-context'],
		['docker-container', 'unix:///run/user/1000/docker.sock'],
		['docker-container', 'tcp://10.0.0.5:2375'],
		['docker-container', 'ssh://me@arm-host:2222'],
		['remote', 'tcp://[::1]:1234'],
		['remote', 'unix:///run/buildkit/buildkitd.sock'],
		['remote', 'docker-container://buildkitd'],
		['remote', 'kube-pod://buildkitd?namespace=ci'],
	])('%s takes %s', (driver, endpoint) => {
		const { nodes } = build({ 'buildx-driver': driver, 'buildx-endpoint': endpoint });
		expect(nodes[0].endpoint).toBe(endpoint);
	});

	test.each([
		['docker-container', 'https://x:1', /"https:\/\/x:1" has a scheme that the driver/],
		['docker-container', 'shh://x', /did you mean ssh\?/],
		['docker-container', 'host:2375', /did you mean tcp:\/\/host:2375\?/],
		['docker-container', 'tcp://host', /has no port/],
		['docker-container', 'unix://run/x', /has no absolute path/],
		['docker-container', 'ssh://', /names no host/],
		['docker-container', 'a context', /neither the name of a docker context nor an address/],
		['remote', 'my-context', /is not an address/],
		['remote', 'podman-container://x', /has a scheme that the driver remote does not take/],
	])('%s does not take %s', (driver, endpoint, message) => {
		expect(refusal({ 'buildx-driver': driver, 'buildx-endpoint': endpoint })).toMatch(message);
	});

	test.each([
		{ 'buildx-endpoint': 'ssh://me:hunter2@host' },
		{ 'buildx-driver': 'remote', 'buildx-endpoint': 'tcp://me:hunter2@host:1' },
		{ 'buildx-driver': 'remote', 'buildx-endpoint': 'tcp://hunter2@host:1' },
		{ 'buildx-append': '- endpoint: ssh://me:hunter2@host' },
		{ 'buildx-native-nodes': 'arm64=ssh://me:hunter2@host' },
		{ 'buildx-native-nodes': 'arm64 ssh://me:hunter2@host' },
		{ 'buildx-mirrors': 'docker.io=https://me:hunter2@host' },
		{ 'buildx-mirrors': 'https://me:hunter2@host' },
		{ 'buildx-driver-opts': 'env.http_proxy' },
		{ 'buildx-driver-opts': '"env.http_proxy=http://me:hunter2@host' },
	])('%j: a password is refused and not shown', (values) => {
		expect(refusal(values)).not.toContain('hunter2');
	});
});

describe('TLS material', () => {
	const remote = { 'buildx-driver': 'remote', 'buildx-endpoint': 'tcp://b:1234' };

	test('goes to the node of its number', () => {
		const { nodes } = build(
			{ ...remote, 'buildx-append': '- endpoint: tcp://c:1234' },
			{
				env: {
					BUILDER_NODE_0_AUTH_TLS_CACERT: PEM,
					BUILDER_NODE_1_AUTH_TLS_CACERT: PEM,
					BUILDER_NODE_1_AUTH_TLS_CERT: PEM,
					BUILDER_NODE_1_AUTH_TLS_KEY: PEM.replaceAll('CERTIFICATE', 'EC PRIVATE KEY'),
					BUILDER_NODE_2_AUTH_TLS_KEY: '',
				},
			},
		);
		expect(nodes.map(({ tls }) => tls)).toEqual([
			{ caCertificate: PEM, certificate: undefined, key: undefined },
			{
				caCertificate: PEM,
				certificate: PEM,
				key: PEM.replaceAll('CERTIFICATE', 'EC PRIVATE KEY'),
			},
		]);
	});

	test.each<[string, BuilderValues, NodeJS.ProcessEnv, RegExp]>([
		['a key alone', remote, { CACERT: PEM, KEY: PEM }, /_KEY is set, and .*_CERT is not/],
		['no authority', remote, { CERT: PEM, KEY: PEM }, /AUTH_TLS_CACERT is not/],
		['a path', remote, { CACERT: '/secret.pem' }, /does not hold PEM text/],
		['another name', remote, { CA: PEM }, /AUTH_TLS_CA is none that is known/],
		['another driver', {}, { CACERT: PEM }, /node 0 would not use it/],
		[
			'options besides',
			{ ...remote, 'buildx-driver-opts': 'cacert=/a' },
			{ CACERT: PEM },
			/twice: as BUILDER_NODE_0_AUTH_TLS_…, and as the driver option cacert=/,
		],
	])('%s', (_name, values, parts, message) => {
		const env = Object.fromEntries(
			Object.entries(parts).map(([part, value]) => [`BUILDER_NODE_0_AUTH_TLS_${part}`, value]),
		);
		const text = refusal(values, { env });
		expect(text).toMatch(message);
		expect(text).not.toMatch(/MIIB|secret\.pem/);
	});

	test('for a node that is not there', () => {
		expect(refusal(remote, { env: { BUILDER_NODE_1_AUTH_TLS_CACERT: PEM } })).toMatch(
			/there is no node 1: the builder has 1, counted from 0/,
		);
	});
});

describe('the list of nodes', () => {
	test.each([
		['- endpont: ssh://a', /node 1 has the unknown key "endpont"; did you mean endpoint\?/],
		[
			'- name: arm\n  platform: arm64',
			/node 1 \(arm\) has the unknown key "platform"; did you mean platforms\?/,
		],
		['- name: arm\n  endpoint: [a, b]', /node 1 \(arm\): endpoint is a list; it has to be a text/],
		['- endpoint: 2375', /node 1: endpoint is a number/],
		['- endpoint: aa\n- endpoint: shh://b', /buildx-append, node 2: endpoint: "shh:\/\/b" .*ssh\?/],
		[
			'- endpoint: aa\n  platforms: arm46',
			/buildx-append, node 1: platforms: Unknown platform "arm46"; did you mean/,
		],
		['- endpoint: aa\n  name: 1x', /node 1 \(1x\): name: "1x" is not a name for a node/],
		['- ssh://a', /node 1 is not a mapping/],
		['endpoint: ssh://a', /buildx-append is not a YAML list/],
		[
			'- endpoint: "ssh://a',
			/buildx-append, line 1, column \d+ is not YAML: .*- endpoint: "ssh:\/\/a\n/s,
		],
		['- name: a\n endpoint: bb', /buildx-append, line 2, column/],
		['- name: a\n  endpoint: xx\n- name: a\n  endpoint: yy', /"a" is the name of two nodes/],
	])('%j', (text, message) => {
		expect(refusal({ 'buildx-append': text })).toMatch(message);
	});

	test('flags for nodes that were started elsewhere', () => {
		expect(
			refusal({
				'buildx-driver': 'remote',
				'buildx-endpoint': 'tcp://a:1',
				'buildx-append': '- endpoint: tcp://b:1\n  buildkitd-flags: --debug',
			}),
		).toMatch(/node 1: buildkitd-flags: "--debug" cannot be used with the driver remote/);
	});

	test('lists and texts mean the same', () => {
		const asText = '- endpoint: aa\n  platforms: arm64,riscv64\n  driver-opts: |\n    a=1\n    b=2';
		const asLists = '- endpoint: aa\n  platforms: [arm64, riscv64]\n  driver-opts: [a=1, b=2]';
		expect(build({ 'buildx-append': asText })).toEqual(build({ 'buildx-append': asLists }));
	});
});

describe("BuildKit's configuration", () => {
	test('a file', () => {
		const files = { 'ci/buildkitd.toml': '# ours\ndebug = true\n' };
		expect(
			build({ 'buildx-buildkitd-config': 'ci/buildkitd.toml' }, { files }).buildkitdConfig,
		).toBe('# ours\ndebug = true\n');
	});

	test("mirrors do not put the user's own default file out of force", () => {
		const files = { '/cfg/buildx/buildkitd.default.toml': 'debug = true\n' };
		const { buildkitdConfig } = build(
			{ 'buildx-mirrors': 'docker.io=m' },
			{ env: { DOCKER_CONFIG: '/cfg' }, files },
		);
		expect(buildkitdConfig).toMatch(/^debug = true\n/);
		expect(buildkitdConfig).toContain('mirrors = [ "m" ]');
		expect(
			build({ 'buildx-mirrors': 'docker.io=m' }, { env: { HOME: '/nowhere' } }).buildkitdConfig,
		).not.toContain('debug');
	});

	test('wrong TOML is told with file, line and column', () => {
		const files = { 'a.toml': 'debug = true\n[registry."docker.io"]\nmirrors = ["a" "b"]\n' };
		expect(refusal({ 'buildx-buildkitd-config': 'a.toml' }, { files })).toMatch(
			/^a\.toml, line 3, column 16 is not TOML: .*\n {2}mirrors = \["a" "b"\]\n {17}\^\n/,
		);
		expect(refusal({ 'buildx-buildkitd-config-inline': 'x = [' })).toMatch(
			/^buildx-buildkitd-config-inline, line 1, column 5 /,
		);
	});
});
