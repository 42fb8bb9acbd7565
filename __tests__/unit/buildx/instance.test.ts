import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { BuilderHome } from '../../../src/binfmt/journal.js';
import { forgetConfig, readInstance } from '../../../src/buildx/instance.js';

let home: BuilderHome;
let directory: string;

beforeEach(() => {
	const dockerConfig = mkdtempSync(join(tmpdir(), 'xarch-instance-'));
	home = { dockerConfig, buildxConfig: join(dockerConfig, 'buildx'), variables: {} };
	directory = join(home.buildxConfig, 'instances');
	mkdirSync(directory, { recursive: true });
});
afterEach(() => rmSync(home.dockerConfig, { recursive: true }));

test('there is none of a name that buildx does not know', () => {
	expect(readInstance(home, 'team')).toBeUndefined();
});

test.each(['0.13', '0.29'])(
	'a record of buildx %s can do without its configuration, and keeps the rest',
	(version) => {
		const fixture = join(import.meta.dirname, 'fixtures', `instance-team-${version}.json`);
		copyFileSync(fixture, join(directory, 'team'));
		const before = JSON.parse(readFileSync(fixture, 'utf8'));
		expect(readInstance(home, 'team')?.nodes[0]?.buildkitdConfig).toContain('debug = true');
		forgetConfig(home, 'team');
		expect(readInstance(home, 'team')?.nodes[0]?.buildkitdConfig).toBeUndefined();
		const [node] = before.Nodes;
		expect(JSON.parse(readFileSync(join(directory, 'team'), 'utf8'))).toEqual({
			...before,
			Nodes: [{ ...node, Files: null }],
		});
		expect(readdirSync(directory)).toEqual(['team']);
	},
);
