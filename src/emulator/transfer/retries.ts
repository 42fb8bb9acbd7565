import { setTimeout as sleep } from 'node:timers/promises';
import { XarchError } from '../../errors.js';
import { type HttpContext, TransferError } from './http-answer.js';

/** Attempts in a row that bring nothing. */
const MAX_FRUITLESS = 3;
/** Attempts in all: a server that cuts every few bytes would otherwise be asked for ever. */
const MAX_ATTEMPTS = 32;

/** How often one file is asked for, how long is waited in between, and when it is given up. */
export class Retries {
	/** Ends whatever is under way when the time for the file is used up. */
	readonly signal: AbortSignal;
	readonly #context: HttpContext;
	readonly #deadline = new AbortController();
	readonly #timer: NodeJS.Timeout;
	#fruitless = 0;
	#attempts = 0;

	constructor(context: HttpContext) {
		this.#context = context;
		this.signal = this.#deadline.signal;
		this.#timer = setTimeout(() => this.#deadline.abort(), context.totalTimeoutMs);
	}

	/** To be called in the end, whatever happened; ends what may still be under way. */
	close(): void {
		clearTimeout(this.#timer);
		this.#deadline.abort();
	}

	/**
	 * Waits until the next attempt may begin: longer each time, by chance more or less so that
	 * many jobs that failed together do not come back together, or as the server asks.
	 * @param progressed whether the failed attempt brought anything new
	 * @throws E_SOURCE when there is no use in another attempt; any other error as it is
	 */
	async after(error: unknown, progressed: boolean): Promise<void> {
		if (!(error instanceof TransferError)) throw error;
		const { maxRetryDelayMs, totalTimeoutMs, reporter, retryDelayMs } = this.#context;
		this.#attempts += 1;
		this.#fruitless = progressed ? 1 : this.#fruitless + 1;
		if (this.signal.aborted) {
			throw failed(`${error.message}; it was given up after ${totalTimeoutMs / 1000} s`, error);
		}
		const askedMs = error.retryAfterMs ?? 0;
		if (askedMs > maxRetryDelayMs) {
			throw failed(`${error.message} and asks to wait ${Math.ceil(askedMs / 1000)} s`, error);
		}
		if (!error.retryable) throw failed(error.message, error);
		if (this.#fruitless >= MAX_FRUITLESS || this.#attempts >= MAX_ATTEMPTS) {
			const bound = this.#fruitless >= MAX_FRUITLESS ? MAX_FRUITLESS : MAX_ATTEMPTS;
			throw failed(`${error.message} (attempt ${bound} of ${bound})`, error);
		}
		const backoffMs = retryDelayMs * 2 ** (this.#fruitless - 1) * (0.5 + Math.random());
		const delayMs = Math.max(askedMs, Math.min(backoffMs, maxRetryDelayMs));
		reporter.info(`${error.message}; trying again in ${(delayMs / 1000).toFixed(1)} s.`);
		try {
			await sleep(delayMs, undefined, { signal: this.signal });
		} catch {
			throw failed(`${error.message}; it was given up after ${totalTimeoutMs / 1000} s`, error);
		}
	}
}

function failed(message: string, error: TransferError): XarchError {
	return new XarchError(
		'E_SOURCE',
		`${message}.`,
		error.remedy ??
			'Run again later, check the network and proxy of this machine, or choose another source.',
		error,
	);
}
