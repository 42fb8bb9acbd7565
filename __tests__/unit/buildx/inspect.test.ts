import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type NodeState, parseInspect, parseList } from '../../../src/buildx/inspect.js';

/** What buildx 0.13.1 and 0.29.1 printed, for builders of all sorts. */
function printed(name: string): string {
	return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

const FLAGS =
	'--allow-insecure-entitlement security.insecure --allow-insecure-entitlement network.host';
const AMD64_LEVELS = ['linux/amd64/v2', 'linux/amd64/v3', 'linux/amd64/v4'];
const INACTIVE: NodeState = {
	name: 'xarch-0a1b2c3d0',
	endpoint: 'unix:///tmp/bx/docker.sock',
	status: 'inactive',
	error: undefined,
	driverOptions: {
		'env.NO_PROXY': 'a,b',
		image: 'registry.example:5000/moby/buildkit:buildx-stable-1',
		network: 'host',
	},
	flags: '--allow-insecure-entitlement network.host --debug',
	buildkitVersion: undefined,
	platforms: ['linux/amd64', 'linux/arm64'],
};
const SECOND: NodeState = {
	...INACTIVE,
	name: 'second',
	endpoint: 'unix:///var/../tmp/bx/docker.sock',
	driverOptions: { network: 'none' },
	flags: '--debug --allow-insecure-entitlement=network.host',
	platforms: ['linux/riscv64'],
};
const UNREACHABLE =
	'Cannot connect to the Docker daemon at unix:///tmp/bx/none.sock. Is the docker daemon running?';

describe.each(['0.13', '0.29'])('buildx %s', (version) => {
	const inspect = (name: string) => parseInspect(printed(`inspect-${name}-${version}.txt`));
	const listed = (name: string, builder: string) =>
		parseList(printed(`${name}-${version}.jsonl`)).find((each) => each.name === builder);

	test('running nodes', () => {
		const expected = {
			name: 'two',
			driver: 'docker-container',
			error: undefined,
			nodes: [
				{
					name: 'two0',
					endpoint: 'unix:///tmp/bx/docker.sock',
					status: 'running',
					error: undefined,
					driverOptions: { image: 'bk:local', network: 'host' },
					flags: FLAGS,
					buildkitVersion: 'v0.34.2',
					platforms: ['linux/amd64', 'linux/386', ...AMD64_LEVELS],
				},
				{
					name: 'near',
					endpoint: 'unix:///tmp/bx/../bx/docker.sock',
					status: 'running',
					error: undefined,
					driverOptions: { image: 'bk:local', network: 'host' },
					flags: '--allow-insecure-entitlement=network.host',
					buildkitVersion: 'v0.34.2',
					platforms: ['linux/arm64', 'linux/amd64', ...AMD64_LEVELS, 'linux/386'],
				},
			],
		};
		expect(inspect('running')).toEqual(expected);
		expect(listed('ls-running', 'two')).toEqual(expected);
	});

	test('nodes that do not run yet', () => {
		const expected = {
			name: 'xarch-0a1b2c3d',
			driver: 'docker-container',
			error: undefined,
			nodes: [INACTIVE, SECOND],
		};
		expect(inspect('inactive')).toEqual(expected);
		expect(listed('ls', 'xarch-0a1b2c3d')).toEqual(expected);
	});

	test('a node out of reach, beside one that is not', () => {
		const lost = { ...INACTIVE, endpoint: 'unix:///tmp/bx/none.sock', status: 'error' };
		// For people buildx then leaves out what it was set up with.
		expect(inspect('error')?.nodes).toEqual([
			{ ...lost, error: UNREACHABLE, flags: '', platforms: [] },
			SECOND,
		]);
		expect(listed('ls-error', 'xarch-0a1b2c3d')?.nodes).toEqual([
			{ ...lost, error: UNREACHABLE },
			SECOND,
		]);
	});

	test('an error in more than one line, and values with quotation marks', () => {
		const [node] = inspect('ssh')?.nodes ?? [];
		expect(node).toMatchObject({
			status: 'error',
			error: expect.stringMatching(/^error during connect: .*port 22: Connection refused$/),
			driverOptions: { 'env.A': 'say "hi", twice' },
		});
		expect(listed('ls-ssh', 'far')?.nodes[0]).toMatchObject({
			status: 'error',
			driverOptions: { 'env.A': 'say "hi", twice' },
		});
	});

	test('a remote node', () => {
		expect(inspect('remote')).toMatchObject({
			driver: 'remote',
			nodes: [
				{
					endpoint: 'tcp://127.0.0.1:1234',
					status: 'inactive',
					driverOptions: { cacert: '/tmp/ca.pem' },
					platforms: [],
				},
			],
		});
	});

	test("Docker's own builder", () => {
		const node = {
			...{ name: 'default', endpoint: 'default', status: 'running', error: undefined },
			...{ driverOptions: {}, flags: '', buildkitVersion: 'v0.8+unknown' },
			platforms: ['linux/amd64', 'linux/386'],
		};
		expect(inspect('docker')).toEqual({
			...{ name: 'default', driver: 'docker', error: undefined },
			nodes: [node],
		});
		expect(listed('ls', 'default')?.nodes).toEqual([node]);
		expect(inspect('docker-error')).toEqual({
			...{ name: 'default', driver: '', error: UNREACHABLE },
			nodes: [],
		});
	});

	test('every builder is listed once', () => {
		const names = parseList(printed(`ls-${version}.jsonl`)).map(({ name }) => name);
		expect(names).toEqual(['xarch-0a1b2c3d', 'default']);
	});
});

test('lines of an error that are not indented belong to it', () => {
	const text = 'Name: b\nDriver: remote\n\nNodes:\nName: b0\nError: one\ntwo: three\n\nName: b1\n';
	const [first, second] = parseInspect(text)?.nodes ?? [];
	expect(first?.error).toBe('one\ntwo: three');
	expect(second).toMatchObject({ name: 'b1', error: undefined });
});

test.each(['', 'ERROR: no builder "x" found\n', 'Name: x\n'])('%j describes no builder', (text) => {
	expect(parseInspect(text)).toBeUndefined();
});
