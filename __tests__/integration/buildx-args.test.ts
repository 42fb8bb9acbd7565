import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
	createArguments,
	inspectArguments,
	listArguments,
	removeArguments,
} from '../../src/buildx/args.js';
import { parseVersionLine } from '../../src/buildx/find.js';
import { type BuilderState, parseInspect, parseList } from '../../src/buildx/inspect.js';
import { parseBuilder } from '../../src/buildx/parse.js';
import { lab } from '../machine/lab.js';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

let root = '';
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'xarch-buildx-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe.each(['0.13', '0.29'])('what is said to a real buildx %s it understands', (generation) => {
	function buildx(args: readonly string[]): string {
		const { status, stdout, stderr } = spawnSync(
			lab(`buildx-${generation}`, 'docker-buildx'),
			args,
			// No daemon is asked: nodes of the driver remote are only noted.
			{ env: { HOME: root, DOCKER_HOST: `unix://${root}/none` }, encoding: 'utf8' },
		);
		expect({ args, stderr, status }).toMatchObject({ status: 0 });
		return stdout;
	}

	test('a builder of several nodes is made, described, listed and removed', () => {
		const version = parseVersionLine(buildx(['version'])) ?? '';
		expect(version.startsWith(generation)).toBe(true);
		const request = parseBuilder(
			{
				'buildx-driver': 'remote',
				'buildx-endpoint': 'tcp://127.0.0.1:1234',
				'buildx-driver-opts': 'servername=build,kit',
				'buildx-append':
					'- name: arm\n  endpoint: tcp://127.0.0.1:1235\n  platforms: arm64, arm/v7',
				'buildx-native-nodes': 'riscv64 = unix:///run/riscv64.sock',
			},
			{ env: { BUILDER_NODE_0_AUTH_TLS_CACERT: PEM }, readText: () => '', label: (name) => name },
		);
		const ca = join(root, 'ca.pem');
		writeFileSync(ca, request.nodes[0].tls?.caCertificate ?? '');
		const tls = new Map([[0, { caCertificate: ca, certificate: undefined, key: undefined }]]);
		for (const number of request.nodes.keys()) {
			buildx(createArguments('mine', request, number, { config: undefined, tls }, version));
		}
		const nodes = [
			['mine0', 'tcp://127.0.0.1:1234', { servername: 'build,kit', cacert: ca }, []],
			['arm', 'tcp://127.0.0.1:1235', {}, ['linux/arm64', 'linux/arm/v7']],
			['mine1', 'unix:///run/riscv64.sock', {}, ['linux/riscv64']],
		].map(([name, endpoint, driverOptions, platforms]) => {
			return expect.objectContaining({ name, endpoint, driverOptions, platforms });
		});
		const expected = { name: 'mine', driver: 'remote', error: undefined, nodes };
		expect(parseInspect(buildx(inspectArguments('mine', { bootstrap: false })))).toEqual(expected);
		const listed = (): BuilderState | undefined =>
			parseList(buildx(listArguments(version) ?? [])).find(({ name }) => name === 'mine');
		expect(listed()).toEqual(expected);
		buildx(removeArguments('mine', { keepState: false }));
		expect(listed()).toBeUndefined();
	});
});
