import type { Reporter } from '../report.js';
import type { ExistingTag } from './checks.js';
import type { Imagetools } from './imagetools.js';
import { registryError } from './registry-errors.js';
import type { MergeRequest } from './request.js';
import type { Trouble } from './trouble.js';

/** Tags of an image that do not have the index yet. */
export interface OutdatedTarget {
	readonly repository: string;
	readonly tags: readonly string[];
}

export interface TagWriting {
	readonly request: MergeRequest;
	/** Of the index, known before it is pushed. */
	readonly digest: string;
	readonly outdated: readonly OutdatedTarget[];
	readonly existing: readonly ExistingTag[];
}

/**
 * Pushes the index. Where images have to be copied to another repository, they and the index come
 * there without a tag first: buildx 0.13 puts the tag on each of the images in turn while it copies
 * them.
 * @throws E_REGISTRY, which says what became of each tag
 */
export async function writeTags(
	writing: TagWriting,
	tools: Imagetools,
	reporter: Reporter,
): Promise<void> {
	const { request, digest, outdated } = writing;
	const given = request.sources.map((source) => `${source.repository}@${source.digest}`);
	const isCopied = ({ repository }: OutdatedTarget) =>
		request.sources.some((source) => source.repository !== repository);
	await Promise.all(
		outdated.filter(isCopied).map(async ({ repository }) => {
			const untagged = `${repository}@${digest}`;
			reporter.info(`Copying the images to ${repository}`);
			const pushed = await tools.create([untagged], given, request.annotations);
			const answer = pushed.isOk && request.verify ? await tools.resolve(untagged) : pushed;
			if (answer.isOk) return;
			throw registryError(
				`Cannot copy the images to ${repository}: ${answer.trouble.reason}. No tag was written.`,
				answer.trouble,
			);
		}),
	);
	const answers = await Promise.all(
		outdated.map((target) =>
			tools.create(
				target.tags.map((tag) => `${target.repository}:${tag}`),
				isCopied(target) ? [`${target.repository}@${digest}`] : given,
				isCopied(target) ? [] : request.annotations,
			),
		),
	);
	const failed = answers.find((answer) => !answer.isOk);
	if (failed?.isOk === false) throw await unfinished(writing, failed.trouble, tools);
	for (const { repository, tags } of outdated) {
		for (const tag of tags) reporter.info(`${repository}:${tag} is ${digest}`);
	}
}

/** Asks the registry what each tag is now. */
async function unfinished(
	{ outdated, digest, existing }: TagWriting,
	trouble: Trouble,
	tools: Imagetools,
): Promise<Error> {
	const references = outdated.flatMap(({ repository, tags }) =>
		tags.map((tag) => `${repository}:${tag}`),
	);
	const states = await Promise.all(
		references.map(async (reference) => {
			const answer = await tools.read(reference);
			const before = existing.find((tag) => tag.reference === reference)?.digest;
			if ('trouble' in answer) {
				const isAbsent = answer.trouble.kind === 'missing' && before === undefined;
				return { reference, state: isAbsent ? 'not written' : 'unknown' } as const;
			}
			const now = answer.document.digest;
			if (now === digest) return { reference, state: 'written' } as const;
			return { reference, state: now === before ? 'not written' : 'unknown' } as const;
		}),
	);
	const told = (state: 'written' | 'not written' | 'unknown', words: string) => {
		const some = states.filter((each) => each.state === state).map(({ reference }) => reference);
		return some.length === 0 ? '' : ` ${words}: ${some.join(', ')}.`;
	};
	return registryError(
		`The registry did not take every tag: ${trouble.reason}.${[
			told('written', 'Written'),
			told('not written', 'Not written, and as before'),
			told('unknown', 'Cannot be told'),
		].join('')}`,
		trouble,
		'The same merge can be run again: it writes what is missing.',
	);
}
