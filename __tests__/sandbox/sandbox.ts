import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Journal } from '../../src/binfmt/journal.js';
import type { RegistrarRequest, RegistrarResult } from '../../src/binfmt/request.js';
import type { Failure } from '../../src/errors.js';
import type { ProbeResult } from '../../src/probe/run.js';
import { lab } from '../machine/lab.js';
import { Driven, type Ended, type RunOptions } from './driven.js';
import { EMULATORS, RELEASES } from './lab.js';

export const BINFMT = '/proc/sys/fs/binfmt_misc';
export const COPIES = '/var/lib/setup-xarch';
const STATE = '/run/setup-xarch';
const CLI = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));
export const REGISTRAR = fileURLToPath(new URL('../../dist/registrar/index.js', import.meta.url));
const DRIVER = fileURLToPath(new URL('./driver.mjs', import.meta.url));

/** How a registrar is started: `through` is a program that goes before it, as sudo would. */
interface Start {
	readonly through?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
}

/** A sandbox as it starts: `absent` is a machine whose binfmt_misc nobody has mounted yet. */
interface SandboxOptions {
	readonly binfmt?: 'mounted' | 'absent';
	/** Beyond this process's own. */
	readonly env?: Readonly<Record<string, string>>;
}

/**
 * A user and mount namespace with a binfmt_misc of its own (Linux 6.7 and newer) and empty /run and
 * /var/lib, in which the caller is root. It vanishes with its driver, and nothing has to be undone.
 */
export class Sandbox {
	/** The command, as it is built. */
	readonly xarch: readonly string[] = [process.execPath, CLI];
	readonly #process: ChildProcess;
	readonly #driven: Driven;

	private constructor(process: ChildProcess, driven: Driven) {
		this.#process = process;
		this.#driven = driven;
	}

	static async open({ binfmt = 'mounted', env = {} }: SandboxOptions = {}): Promise<Sandbox> {
		if (!existsSync(REGISTRAR)) throw new Error(`${REGISTRAR} is missing: run npm run build`);
		const emulators = RELEASES.map((major) => lab(`qemu-${major}`, 'usr', 'bin'));
		const script = `set -e
			# Never the instance of the machine itself: its mount is hidden before anything else.
			mount -t tmpfs -o mode=755 none ${BINFMT}
			${binfmt === 'mounted' ? `mount -t binfmt_misc binfmt_misc ${BINFMT}` : ''}
			mount -t tmpfs -o mode=755 none /run
			mount -t tmpfs -o mode=755 none /var/lib
			for major in ${RELEASES.join(' ')}; do
				mkdir -p ${EMULATORS}/$major
				mount --bind "$1" ${EMULATORS}/$major
				shift
			done
			exec "$@"`;
		const driver = spawn(
			'unshare',
			['-Urm', '--', 'sh', '-c', script, 'sh', ...emulators, process.execPath, DRIVER],
			{ stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } },
		);
		const driven = new Driven(driver.stdout, driver.stdin);
		let stderr = '';
		driver.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		driver.on('error', (error) => driven.fail(error));
		driver.on('close', (code) => {
			const reason = `The sandbox ended (exit code ${code}); it needs Linux 6.7 with user namespaces.`;
			driven.fail(new Error(`${reason} ${stderr}`));
		});
		await driven.ready;
		return new Sandbox(driver, driven);
	}

	/** A path as it is seen inside, for reading from outside. */
	path(inside: string): string {
		return `/proc/${this.#process.pid}/root${inside}`;
	}

	run(file: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
		return this.#driven.run(file, args, options);
	}

	/** Runs a shell script that must succeed, and gives what it wrote. */
	sh(script: string, ...args: readonly string[]): Promise<string> {
		return this.#driven.sh(script, ...args);
	}

	probe(
		targets: readonly string[],
		directory = '/run/probes',
		timeoutMs?: number,
	): Promise<ProbeResult[]> {
		const request = { operation: 'probe', targets, directory, timeoutMs };
		return this.#driven.ask(request) as Promise<ProbeResult[]>;
	}

	async request(request: RegistrarRequest, start?: Start): Promise<RegistrarResult> {
		const answer = await this.#answerOf(request, start);
		if (answer.result === undefined) throw new Error(JSON.stringify(answer.error));
		return answer.result;
	}

	async refusal(request: RegistrarRequest, start?: Start): Promise<Failure> {
		const answer = await this.#answerOf(request, start);
		if (answer.error === undefined) throw new Error(`not refused: ${JSON.stringify(answer)}`);
		return answer.error;
	}

	/** Starts a request and kills it and all its children after a while, if it has not ended. */
	killed(request: RegistrarRequest, killAfterMs: number): Promise<Ended> {
		const input = JSON.stringify(request);
		return this.run(process.execPath, [REGISTRAR], { input, killAfterMs });
	}

	/** All entries, by name, as the kernel prints them. */
	entries(): Record<string, string> {
		return Object.fromEntries(
			readdirSync(this.path(BINFMT))
				.filter((name) => name !== 'register' && name !== 'status')
				// One whose name is no text cannot be named here.
				.filter((name) => existsSync(this.path(`${BINFMT}/${name}`)))
				.sort()
				.map((name) => [name, readFileSync(this.path(`${BINFMT}/${name}`), 'latin1')]),
		);
	}

	/** The journal, undefined when there is none. */
	journal(): Journal | undefined {
		const path = this.path(`${STATE}/journal.json`);
		return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Journal) : undefined;
	}

	/** Root's copies of emulators, and whatever else lies there. */
	copies(): string[] {
		const directory = this.path(COPIES);
		return existsSync(directory)
			? readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()
			: [];
	}

	/** Registers an entry as another program would. */
	async foreign(line: string): Promise<void> {
		await this.sh(`printf %s "$1" >${BINFMT}/register`, line);
	}

	/** Takes away all entries and everything the registrar keeps; other changes stay. */
	async clear(): Promise<void> {
		await this.sh(`echo -1 >${BINFMT}/status; rm -rf ${STATE} ${COPIES}`);
	}

	async close(): Promise<void> {
		if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
		const ended = new Promise((resolve) => this.#process.on('close', resolve));
		this.#process.stdin?.end();
		await ended;
	}

	async #answerOf(
		request: RegistrarRequest,
		{ through = [], env = {} }: Start = {},
	): Promise<{ result?: RegistrarResult; error?: Failure }> {
		const [file = '', ...args] = [...through, process.execPath, REGISTRAR];
		const { stdout, stderr } = await this.run(file, args, { input: JSON.stringify(request), env });
		if (stdout === '') throw new Error(`the registrar gave no answer: ${stderr}`);
		return JSON.parse(stdout) as { result?: RegistrarResult; error?: Failure };
	}
}
