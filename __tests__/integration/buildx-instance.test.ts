import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import ts from 'typescript';
import { REPOSITORY } from '../machine/lab.js';

const KILL_AT = fileURLToPath(new URL('../sandbox/kill-at.mjs', import.meta.url));
const RECORD = {
	...{ Name: 'team', Driver: 'docker-container' },
	Nodes: [{ Name: 'team0', Files: { 'buildkitd.toml': 'ZGVidWcgPSB0cnVl' } }],
};

/** BUILDX_CONFIG, with the record of one builder. */
let directory: string;
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-instance-'));
	mkdirSync(join(directory, 'instances'));
	writeFileSync(join(directory, 'instances', 'team'), JSON.stringify(RECORD));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a configuration is forgotten as a whole or not at all, and buildx never sees another builder', () => {
	const source = readFileSync(join(REPOSITORY, 'src', 'buildx', 'instance.ts'), 'utf8');
	const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
	const program = join(directory, 'forget.mjs');
	const call = 'forgetConfig({ buildxConfig: process.argv[2] }, "team");';
	writeFileSync(program, `${ts.transpileModule(source, { compilerOptions }).outputText}\n${call}`);
	const log = join(directory, 'log');
	const forgotten = { ...RECORD, Nodes: [{ Name: 'team0', Files: null }] };
	const found: unknown[] = [];
	for (let killAt = 1, wasKilled = true; wasKilled; killAt += 1) {
		const args = ['--import', KILL_AT, program, directory];
		const env = { ...process.env, KILL_AT: String(killAt), KILL_LOG: log };
		const { signal, status } = spawnSync(process.execPath, args, { env });
		wasKilled = signal === 'SIGKILL';
		if (!wasKilled) expect(status).toBe(0);
		expect(readdirSync(join(directory, 'instances'))).toEqual(['team']);
		found.push(JSON.parse(readFileSync(join(directory, 'instances', 'team'), 'utf8')));
	}
	expect(found.length).toBeGreaterThan(2);
	expect(found).toEqual([...found.slice(1).map(() => RECORD), forgotten]);
	expect(readdirSync(directory).sort()).toEqual(['forget.mjs', 'instances', 'log']);
});
