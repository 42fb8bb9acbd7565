import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** How a program in a sandbox or a virtual machine ended. */
export interface Ended {
	readonly stdout: string;
	readonly stderr: string;
	readonly code: number | null;
	readonly signal: string | null;
}

export interface RunOptions {
	readonly input?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly killAfterMs?: number;
}

interface Waiting {
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: Error) => void;
}

/** A place where driver.mjs runs programs for a test, asked over two streams. */
export class Driven {
	readonly #waiting = new Map<number, Waiting>();
	readonly #input: Writable;
	#lastId = 0;
	#ready: Promise<unknown>;

	/**
	 * @param output what the driver writes
	 * @param input what it reads
	 */
	constructor(output: Readable, input: Writable) {
		this.#input = input;
		this.#ready = this.#answer(0);
		createInterface({ input: output }).on('line', (line) => {
			// What else uses the line, such as firmware, writes no JSON.
			if (!line.startsWith('{')) return;
			const { id, result, error } = JSON.parse(line) as {
				id: number;
				result?: unknown;
				error?: string;
			};
			const waiting = this.#waiting.get(id);
			this.#waiting.delete(id);
			if (error === undefined) waiting?.resolve(result);
			else waiting?.reject(new Error(error));
		});
	}

	/** Resolves when the driver has said that it is there. */
	get ready(): Promise<unknown> {
		return this.#ready;
	}

	/** Forgets what was asked of a driver that is gone, and waits for the one that comes after it. */
	async again(): Promise<void> {
		this.#waiting.clear();
		this.#ready = this.#answer(0);
		await this.#ready;
	}

	ask(request: object): Promise<unknown> {
		this.#lastId += 1;
		const answer = this.#answer(this.#lastId);
		this.#input.write(`${JSON.stringify({ id: this.#lastId, ...request })}\n`);
		return answer;
	}

	run(file: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
		return this.ask({ operation: 'run', file, args, ...options }) as Promise<Ended>;
	}

	/** Runs a shell script that must succeed, and gives what it wrote. */
	async sh(script: string, ...args: readonly string[]): Promise<string> {
		const { stdout, stderr, code } = await this.run('sh', ['-ec', script, 'sh', ...args]);
		if (code !== 0) throw new Error(`exit code ${code} of: ${script}\n${stdout}${stderr}`);
		return stdout;
	}

	/** Lets all that is asked fail: there will be no answer. */
	fail(error: Error): void {
		for (const { reject } of this.#waiting.values()) reject(error);
		this.#waiting.clear();
	}

	#answer(id: number): Promise<unknown> {
		return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
	}
}
