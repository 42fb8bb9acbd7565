import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XarchError } from '../errors.js';
import { parsePlatforms } from '../platform/parse.js';
import { probeProgram } from '../probe/run.js';
import { commandsOf, homeOf, type RunCommand, reasonOf } from './command.js';
import type { BuilderContext } from './context.js';
import type { Driver } from './request.js';

/** A builder's first step for a platform that is new to it may unpack much, milliseconds. */
const BUILD_TIMEOUT_MS = 120_000;
/** Builds at once when each has to be tried by itself. */
const BUILDS_AT_ONCE = 4;

interface Builder {
	readonly name: string;
	readonly driver: Driver;
}

/**
 * Proves platforms by the whole chain: builder, kernel and emulator run a test program in a build
 * from nothing.
 * @param platforms canonical; those without a test program are left out
 * @returns those that were proved
 * @throws E_PROBE naming each that failed, and how
 */
export async function verifyBuild(
	builder: Builder,
	platforms: readonly string[],
	context: BuilderContext,
): Promise<string[]> {
	const run = commandsOf(homeOf(context.env), context.env);
	const provable = platforms.flatMap((platform) => {
		const target = parsePlatforms(platform).platforms[0]?.target ?? '';
		const program = probeProgram(target);
		return program === undefined ? [] : [{ platform, program }];
	});
	if (provable.length === 0) return [];
	const nonce = `xarch-${randomBytes(6).toString('hex')}`;
	mkdirSync(context.tempDirectory, { recursive: true });
	const directory = mkdtempSync(join(context.tempDirectory, 'xarch-build-'));
	try {
		writeFileSync(join(directory, 'Dockerfile'), dockerfile(nonce));
		for (const { platform, program } of provable) {
			writeFileSync(join(directory, fileOf(platform)), program, { mode: 0o755 });
		}
		const build = (chosen: readonly string[]) =>
			run(buildArgv(builder, chosen, directory, context), { timeoutMs: BUILD_TIMEOUT_MS });
		const names = provable.map(({ platform }) => platform);
		// The docker driver builds for one platform at a time.
		if (builder.driver !== 'docker') {
			const ended = await build(names);
			if (ended.exitCode === 0 && answers(ended.stderr, nonce) === names.length) return names;
		}
		await proveEach(builder.name, names, nonce, build);
		return names;
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}

/** What is tested is whether the program ran: its first argument's first byte is its exit code, 0. */
function dockerfile(nonce: string): string {
	return [
		'FROM scratch',
		'ARG TARGETARCH',
		'ARG TARGETVARIANT',
		`COPY probe-\${TARGETARCH}\${TARGETVARIANT} /${nonce}`,
		`RUN ["/${nonce}", ""]`,
		'',
	].join('\n');
}

/** The name by which the Dockerfile finds a platform's program. */
function fileOf(platform: string): string {
	const [, architecture = '', variant = ''] = platform.split('/');
	return `probe-${architecture}${variant}`;
}

function buildArgv(
	{ name }: Builder,
	platforms: readonly string[],
	directory: string,
	{ buildx }: BuilderContext,
): string[] {
	return [
		...buildx.argvPrefix,
		...['build', '--builder', name, '--platform', platforms.join(',')],
		// Nothing is exported: what ran is what counts. A host without a bridge for builds proves as well.
		...[
			'--network',
			'none',
			'--no-cache',
			'--progress',
			'plain',
			'--output',
			'type=cacheonly',
			directory,
		],
	];
}

/** How many steps have written the program's name, as the program itself does: `#9 0.129 /xarch-0123`. */
function answers(log: string, nonce: string): number {
	return log.split('\n').filter((line) => new RegExp(`^#\\d+ [\\d.]+ /${nonce}$`).test(line))
		.length;
}

async function proveEach(
	name: string,
	platforms: readonly string[],
	nonce: string,
	build: (platforms: readonly string[]) => ReturnType<RunCommand>,
): Promise<void> {
	const failures: string[] = [];
	for (let at = 0; at < platforms.length; at += BUILDS_AT_ONCE) {
		const batch = platforms.slice(at, at + BUILDS_AT_ONCE);
		const ended = await Promise.all(batch.map((platform) => build([platform])));
		for (const [index, each] of ended.entries()) {
			if (each.exitCode !== 0) failures.push(`${batch[index]}: ${reasonOf(each)}`);
			else if (answers(each.stderr, nonce) !== 1) {
				failures.push(
					`${batch[index]}: the step ended well, but the test program in it did not write what it writes`,
				);
			}
		}
	}
	if (failures.length === 0) return;
	throw new XarchError(
		'E_PROBE',
		`The builder ${name} does not run programs of ${failures.length === 1 ? 'a platform' : 'these platforms'} in a build:\n${failures.map((failure) => `  ${failure}`).join('\n')}`,
		'If the same platforms run outside of builds, the entries lack flag F, or BuildKit runs in a namespace of its own: leave flags at auto, and let xarch status show who serves them.',
	);
}
