import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findPlugin } from '../../../src/buildx/plugin-path.js';

let root = '';

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'xarch-plugin-'));
});

afterEach(() => {
	rmSync(root, { recursive: true, force: true });
});

function program(path: string, mode = 0o755): string {
	const whole = join(root, path);
	mkdirSync(dirname(whole), { recursive: true });
	writeFileSync(whole, '');
	chmodSync(whole, mode);
	return whole;
}

const find = (env: NodeJS.ProcessEnv = {}) =>
	findPlugin({ HOME: join(root, 'home'), PATH: join(root, 'bin'), ...env }, [join(root, 'system')]);

test('is where docker would take it from, in its order, and then on PATH', () => {
	expect(find()).toBeUndefined();
	const buildx = program('bin/buildx');
	expect(find()).toBe(buildx);
	const standalone = program('bin/docker-buildx');
	expect(find()).toBe(standalone);
	const system = program('system/docker-buildx');
	expect(find()).toBe(system);
	const own = program('home/.docker/cli-plugins/docker-buildx');
	expect(find()).toBe(own);
	const extra = program('extra/docker-buildx');
	expect(find()).toBe(own);
	const config = JSON.stringify({ cliPluginsExtraDirs: [join(root, 'extra')] });
	writeFileSync(join(root, 'home/.docker/config.json'), config);
	expect(find()).toBe(extra);
	expect(find({ DOCKER_CONFIG: join(root, 'other') })).toBe(system);
});

test('what is no program and a configuration that cannot be read are passed over', () => {
	mkdirSync(join(root, 'home/.docker/cli-plugins/docker-buildx'), { recursive: true });
	program('system/docker-buildx', 0o644);
	const buildx = program('bin/buildx');
	for (const text of ['{', 'null', '{"cliPluginsExtraDirs": "x"}']) {
		writeFileSync(join(root, 'home/.docker/config.json'), text);
		expect(find()).toBe(buildx);
	}
});
