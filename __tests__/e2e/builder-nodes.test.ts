import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Buildkitd, startBuildkitd } from '../machine/buildkitd.js';
import { BUILDX_VERSIONS, buildxPlugin, loadBuildkit } from '../machine/buildx.js';
import { type Docker, startDocker } from '../machine/docker.js';
import { failure, good, NATIVE, openWorkshop, type Workshop } from '../machine/workshop.js';

const endings: (() => Promise<void>)[] = [];
let shop: Workshop;
/** Another machine, as far as buildx can tell. */
let second: Docker;
/** A BuildKit outside of Docker that knows its clients by their certificates. */
let buildkitd: Buildkitd;
let tls: Readonly<Record<string, string>>;

beforeAll(async () => {
	shop = await openWorkshop();
	endings.push(() => shop.stop());
	second = await startDocker();
	endings.push(() => second.stop());
	await loadBuildkit(second);
	buildkitd = await startBuildkitd({ tls: true });
	endings.push(() => buildkitd.stop());
	const { ca = '', cert = '', key = '' } = buildkitd.certificates ?? {};
	tls = {
		BUILDER_NODE_0_AUTH_TLS_CACERT: readFileSync(ca, 'utf8'),
		BUILDER_NODE_0_AUTH_TLS_CERT: readFileSync(cert, 'utf8'),
		BUILDER_NODE_0_AUTH_TLS_KEY: readFileSync(key, 'utf8'),
	};
});
afterEach(async () => {
	await shop.tidy();
	expect((await second.run('ps', '--all', '--quiet')).stdout).toBe('');
	expect((await second.run('volume', 'ls', '--quiet')).stdout).toBe('');
});
afterAll(async () => {
	for (const end of endings.reverse()) await end();
});

function nodesOf(outputs: Readonly<Record<string, string>>): {
	readonly name: string;
	readonly endpoint: string;
	readonly status: string;
	readonly platforms: readonly string[];
}[] {
	return JSON.parse(outputs.nodes ?? '[]');
}

describe.each(BUILDX_VERSIONS)('buildx %s', (version) => {
	beforeAll(() => buildxPlugin(version, shop.docker.config));

	test('a builder of two machines is made of both and taken away from both', async () => {
		const job = shop.job();
		const append = `- name: second\n  endpoint: unix://${second.socket}\n  driver-opts: [image=xarch/buildkit:lab, network=host]\n  platforms: linux/arm64`;
		const main = await good(
			job.main(shop.inputs({ 'buildx-name': 'pair', 'buildx-append': append, verify: 'build' })),
		);
		expect(nodesOf(main.outputs)).toEqual([
			expect.objectContaining({ name: 'pair0', endpoint: `unix://${shop.docker.socket}` }),
			expect.objectContaining({ name: 'second', endpoint: `unix://${second.socket}` }),
		]);
		const { stdout } = await second.run('ps', '--format', '{{.Names}}');
		expect(stdout).toBe('buildx_buildkit_second\n');
		const post = await job.post();
		expect(post.stdout).toContain('Removed the builder pair.');
		expect(post.annotations('warning')).toEqual([]);
	});

	test('a BuildKit elsewhere is used through TLS, and nothing tells its key', async () => {
		const trace = join(buildkitd.root, `trace-${version}`);
		const strace = ['strace', '-f', '-qq', '-s', '100000', '-e', 'trace=execve', '-o', trace];
		const job = shop.job({ through: strace, env: tls });
		const inputs = {
			...{ platforms: NATIVE, buildx: 'true', verify: 'build', 'buildx-name': 'away' },
			...{ 'buildx-driver': 'remote', 'buildx-endpoint': buildkitd.endpoint },
		};
		const main = await good(job.main(inputs));
		expect(main.outputs).toMatchObject({ driver: 'remote', builder: 'away' });
		expect(main.stdout).toContain('linux/amd64: built');
		const material = join(shop.docker.config, 'buildx', 'xarch', 'away');
		expect(readdirSync(material).sort()).toEqual([
			...['node0-caCertificate.pem', 'node0-certificate.pem', 'node0-key.pem'],
		]);
		for (const name of readdirSync(material)) {
			expect(statSync(join(material, name)).mode & 0o777).toBe(0o600);
		}
		const commands = readFileSync(trace, 'utf8');
		expect(commands).toContain('"create", "--name", "away"');
		const post = await job.post();
		expect(post.stdout).toContain('Removed the builder away.');
		const argv = [...commands.matchAll(/execve\(("[\s\S]*?\]),/g)]
			.map(([, text]) => text)
			.join('\n');
		expect(argv).toContain('--driver-opt');
		const said = [argv, main.stdout, post.stdout, main.summary, JSON.stringify(main.state)];
		for (const secret of Object.values(tls)) {
			// A line in the middle: no form of the text that shows it can be without.
			const line = secret.split('\n')[1] ?? '';
			expect(line).toMatch(/^[A-Za-z0-9+/=]{40,}$/);
			const shown = said.map((text) => text.replace(/^::add-mask::.*$/gm, ''));
			expect(shown.filter((text) => text.includes(line))).toEqual([]);
		}
	});
});

test('a machine that others build on natively is left to build that, and nothing else', async () => {
	const job = shop.job();
	const nodes = `linux/arm64=unix://${second.socket}`;
	const main = await good(job.main(shop.inputs({ 'buildx-native-nodes': nodes })));
	const [own, other] = nodesOf(main.outputs);
	expect(own?.platforms).toContain(NATIVE);
	expect(own?.platforms).not.toContain('linux/arm64');
	expect(other).toMatchObject({ endpoint: `unix://${second.socket}`, status: 'running' });
	expect(other?.platforms).toContain('linux/arm64');
	await job.post();
});

test('a second machine that is away is named, and the first is left without a builder', async () => {
	const job = shop.job();
	const append = '- endpoint: tcp://127.0.0.1:1';
	const error = await failure(job.main(shop.inputs({ 'buildx-append': append })));
	expect(error).toMatch(/could not be made with its node 2: .*tcp:\/\/127\.0\.0\.1:1/);
	expect(await shop.containers()).toEqual([]);
	expect(await job.post()).toMatchObject({ code: 0 });
});

test('a BuildKit elsewhere that does not know us is named, with its reason', async () => {
	const job = shop.job();
	const inputs = {
		...{ platforms: NATIVE, buildx: 'true' },
		...{ 'buildx-driver': 'remote', 'buildx-endpoint': buildkitd.endpoint },
	};
	const error = await failure(job.main(inputs));
	expect(error).toMatch(/E_BUILDER/);
	expect(error).toMatch(/does not boot: |not all of its nodes run: /);
	expect(await job.post()).toMatchObject({ code: 0 });
});

test('a daemon whose certificates only variables tell of gets a context, which goes with the builder', async () => {
	const secured = await startDocker({ tls: true });
	try {
		await loadBuildkit(secured);
		const { DOCKER_HOST = '', DOCKER_TLS_VERIFY = '', DOCKER_CERT_PATH = '' } = secured.env;
		const job = shop.job({ env: { DOCKER_HOST, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH } });
		const main = await good(job.main(shop.inputs({ verify: 'build', 'buildx-name': 'secured' })));
		expect(nodesOf(main.outputs)).toMatchObject([{ endpoint: 'xarch-secured', status: 'running' }]);
		const contexts = async () =>
			(await shop.docker.run('context', 'ls', '--format', '{{.Name}}')).stdout;
		expect(await contexts()).toContain('xarch-secured');
		const post = await job.post();
		expect(post.stdout).toContain('Removed the builder secured.');
		expect(post.annotations('warning')).toEqual([]);
		expect(await contexts()).not.toContain('xarch-secured');
		expect((await secured.run('ps', '--all', '--quiet')).stdout).toBe('');
		expect((await secured.run('volume', 'ls', '--quiet')).stdout).toBe('');
	} finally {
		await secured.stop();
	}
});
