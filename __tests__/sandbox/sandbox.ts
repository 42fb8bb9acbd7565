import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Journal } from '../../src/binfmt/journal.js';
import type { RegistrarRequest, RegistrarResult } from '../../src/binfmt/request.js';
import type { Failure } from '../../src/errors.js';
import type { ProbeResult } from '../../src/probe/run.js';
import { lab } from '../machine/lab.js';
import { EMULATORS, RELEASES } from './lab.js';

export const BINFMT = '/proc/sys/fs/binfmt_misc';
export const COPIES = '/var/lib/setup-xarch';
const STATE = '/run/setup-xarch';
export const REGISTRAR = fileURLToPath(new URL('../../dist/registrar/index.js', import.meta.url));
const DRIVER = fileURLToPath(new URL('./driver.mjs', import.meta.url));

/** How a program in a sandbox ended. */
export interface Ended {
	readonly stdout: string;
	readonly stderr: string;
	readonly code: number | null;
	readonly signal: string | null;
}

interface RunOptions {
	readonly input?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly killAfterMs?: number;
}

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
	readonly #driver: ChildProcess;
	readonly #waiting = new Map<number, (message: { result?: unknown; error?: string }) => void>();
	#lastId = 0;

	private constructor(driver: ChildProcess) {
		this.#driver = driver;
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
		const box = new Sandbox(driver);
		await new Promise<void>((resolve, reject) => {
			let stderr = '';
			box.#waiting.set(0, () => resolve());
			driver.stderr.setEncoding('utf8').on('data', (text: string) => {
				stderr += text;
			});
			driver.on('error', reject);
			driver.on('close', (code) => {
				const reason = new Error(
					`The sandbox ended (exit code ${code}); it needs Linux 6.7 with user namespaces. ${stderr}`,
				);
				reject(reason);
				for (const answer of box.#waiting.values()) answer({ error: reason.message });
			});
			createInterface({ input: driver.stdout }).on('line', (line) => {
				const { id, ...message } = JSON.parse(line) as { id: number };
				box.#waiting.get(id)?.(message);
				box.#waiting.delete(id);
			});
		});
		return box;
	}

	/** A path as it is seen inside, for reading from outside. */
	path(inside: string): string {
		return `/proc/${this.#driver.pid}/root${inside}`;
	}

	run(file: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
		return this.#ask({ operation: 'run', file, args, ...options }) as Promise<Ended>;
	}

	/** Runs a shell script that must succeed, and gives what it wrote. */
	async sh(script: string, ...args: readonly string[]): Promise<string> {
		const { stdout, stderr, code } = await this.run('sh', ['-ec', script, 'sh', ...args]);
		if (code !== 0) throw new Error(`exit code ${code} of: ${script}\n${stdout}${stderr}`);
		return stdout;
	}

	probe(
		targets: readonly string[],
		directory = '/run/probes',
		timeoutMs?: number,
	): Promise<ProbeResult[]> {
		const request = { operation: 'probe', targets, directory, timeoutMs };
		return this.#ask(request) as Promise<ProbeResult[]>;
	}

	async request(request: RegistrarRequest): Promise<RegistrarResult> {
		const answer = await this.#answerOf(request);
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
		if (this.#driver.exitCode !== null || this.#driver.signalCode !== null) return;
		const ended = new Promise((resolve) => this.#driver.on('close', resolve));
		this.#driver.stdin?.end();
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

	#ask(request: object): Promise<unknown> {
		this.#lastId += 1;
		const id = this.#lastId;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, ({ result, error }) =>
				error === undefined ? resolve(result) : reject(new Error(error)),
			);
			this.#driver.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
		});
	}
}
