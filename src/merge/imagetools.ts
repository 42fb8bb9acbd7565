import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../emulator/command.js';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import type { Reporter } from '../report.js';
import { type ImageDocument, parseImageDocument } from './image-index.js';
import { isPassing, type Trouble, troubleOf } from './trouble.js';

/** What a merge works with. */
export interface ImagetoolsContext {
	/** Path of the program. */
	readonly buildx: string;
	readonly env: NodeJS.ProcessEnv;
	readonly reporter: Reporter;
	/** How long something may take to be read: a few manifests, for which minutes are long. */
	readonly readTimeoutMs: number;
	/** How long a tag may take to be written: between registries whole layers are copied. */
	readonly writeTimeoutMs: number;
	/** Pause before the second attempt, doubled each time, by chance a half more or less. */
	readonly retryDelayMs: number;
	/** A registry that asks for a longer pause is not waited for. */
	readonly maxRetryDelayMs: number;
	/** How long a registry says that it will not answer; undefined when it does not say. */
	readonly askWaitMs: (url: string) => Promise<number | undefined>;
}

/** How a call of imagetools ended, all attempts tried. */
export type Answer =
	| { readonly isOk: true; readonly stdout: string }
	| { readonly isOk: false; readonly trouble: Trouble; readonly attempts: number };

const MAX_ATTEMPTS = 4;
/** buildx 0.29 also says so of a digest when the connection broke; registries may lag behind. */
const MAX_ATTEMPTS_FOR_MISSING_DIGEST = 2;
/** One that takes so long does not fail by chance. */
const MAX_ATTEMPTS_AT_SILENT = 2;
/** More buildx at once are no faster, and look like an attack to registries. */
const MAX_PROCESSES = 4;

/** `docker buildx imagetools`, with retries; it alone reads docker's credentials. */
export class Imagetools {
	readonly #context: ImagetoolsContext;
	readonly #waiting: (() => void)[] = [];
	#running = 0;

	constructor(context: ImagetoolsContext) {
		this.#context = context;
	}

	/** The document under a reference, exactly as it is. */
	async read(reference: string): Promise<{ document: ImageDocument } | { trouble: Trouble }> {
		const answer = await this.#call(['inspect', '--raw', reference], this.#context.readTimeoutMs);
		return documentOf(answer, reference);
	}

	/**
	 * The index that `create` would push; each manifest that is named, and its configuration, is
	 * fetched for it.
	 */
	async preview(
		sources: readonly string[],
		annotations: readonly string[],
	): Promise<{ document: ImageDocument } | { trouble: Trouble }> {
		const args = ['create', '--dry-run', ...annotations.map(annotationOption), ...sources];
		return documentOf(
			await this.#call(args, this.#context.readTimeoutMs),
			sources.join(', '),
			'\n',
		);
	}

	/**
	 * Fetches an index, all that it lists and every image's configuration.
	 * @returns its digest, and the platforms as buildx names them: of one image, `only`
	 */
	async resolve(reference: string): Promise<Answer> {
		const format = '{"digest":{{json .Manifest.Digest}},"image":{{json .Image}}}';
		return this.#call(['inspect', '--format', format, reference], this.#context.readTimeoutMs);
	}

	/** Pushes the index under each of the references, which may be digests. */
	async create(
		references: readonly string[],
		sources: readonly string[],
		annotations: readonly string[],
	): Promise<Answer> {
		const tags = references.flatMap((reference) => ['--tag', reference]);
		const args = ['create', ...tags, ...annotations.map(annotationOption), ...sources];
		return this.#call(args, this.#context.writeTimeoutMs);
	}

	async #call(args: readonly string[], timeoutMs: number): Promise<Answer> {
		const { reporter } = this.#context;
		for (let attempts = 1; ; attempts += 1) {
			const answer = await this.#once(args, timeoutMs);
			if ('stdout' in answer) return { isOk: true, stdout: answer.stdout };
			const { trouble } = answer;
			const pauseMs = await this.#pauseAfter(trouble, attempts);
			if (pauseMs === undefined) return { isOk: false, trouble, attempts };
			reporter.info(`${trouble.reason}; trying again in ${(pauseMs / 1000).toFixed(1)} s.`);
			await sleep(pauseMs);
		}
	}

	/** Undefined when there is no use in another attempt. */
	async #pauseAfter(trouble: Trouble, attempts: number): Promise<number | undefined> {
		const { retryDelayMs, maxRetryDelayMs, askWaitMs } = this.#context;
		const isMissingDigest = trouble.kind === 'missing' && trouble.reason.includes('@sha256:');
		const most = isMissingDigest
			? MAX_ATTEMPTS_FOR_MISSING_DIGEST
			: trouble.kind === 'silence'
				? MAX_ATTEMPTS_AT_SILENT
				: isPassing(trouble)
					? MAX_ATTEMPTS
					: 1;
		if (attempts >= most) return undefined;
		const backoffMs = retryDelayMs * 2 ** (attempts - 1) * (0.5 + Math.random());
		const askedMs = trouble.limitedUrl === undefined ? 0 : await askWaitMs(trouble.limitedUrl);
		if ((askedMs ?? 0) > maxRetryDelayMs) return undefined;
		return Math.max(askedMs ?? 0, Math.min(backoffMs, maxRetryDelayMs));
	}

	async #once(
		args: readonly string[],
		timeoutMs: number,
	): Promise<{ stdout: string } | { trouble: Trouble }> {
		const { buildx, env, reporter } = this.#context;
		if (this.#running >= MAX_PROCESSES) {
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		} else {
			this.#running += 1;
		}
		try {
			const result = await runCommand([buildx, 'imagetools', ...args], { env, timeoutMs });
			if (result.exitCode === 0) return result;
			const trouble = troubleOf(result.stderr);
			reporter.debug(`imagetools ${args[0]} ended with ${result.exitCode}: ${trouble.reason}`);
			return { trouble };
		} catch (error) {
			if (errnoOf(error) !== undefined) throw cannotStart(buildx, error);
			return { trouble: troubleOf(messageOf(error)) };
		} finally {
			const next = this.#waiting.shift();
			if (next === undefined) this.#running -= 1;
			else next();
		}
	}
}

/** One argument: a value may begin with a hyphen. */
function annotationOption(annotation: string): string {
	return `--annotation=${annotation}`;
}

function documentOf(
	answer: Answer,
	reference: string,
	end = '',
): { document: ImageDocument } | { trouble: Trouble } {
	if (!answer.isOk) return { trouble: answer.trouble };
	try {
		const text = answer.stdout.endsWith(end)
			? answer.stdout.slice(0, answer.stdout.length - end.length)
			: answer.stdout;
		return { document: parseImageDocument(text) };
	} catch (error) {
		const reason = `what the registry has as ${reference} is not an image: ${messageOf(error)}`;
		return { trouble: { kind: 'other', reason, limitedUrl: undefined } };
	}
}

function cannotStart(buildx: string, error: unknown): XarchError {
	return new XarchError(
		'E_BUILDX',
		`${buildx} cannot be started: ${messageOf(error)}.`,
		'See whether "docker buildx version" works on this machine.',
		error,
	);
}
