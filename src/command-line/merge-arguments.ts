import { parseOptions } from './options.js';

/** `xarch merge`, as it is written: images, tags and digests are looked at when it runs. */
export interface MergeCommand {
	readonly name: 'merge';
	readonly images: readonly string[];
	readonly tags: readonly string[];
	/** Digests, paths, and `-` for standard input. */
	readonly digests: readonly string[];
	readonly annotations: readonly string[];
	readonly expectedPlatforms: string;
	readonly verify: boolean;
	readonly allowShrink: boolean;
	readonly json: boolean;
}

/**
 * Reads the arguments of `xarch merge`.
 * @returns undefined when help is asked for
 * @throws E_INPUT
 */
export function parseMerge(args: readonly string[]): MergeCommand | undefined {
	const { values } = parseOptions(
		args,
		{
			image: { type: 'string', multiple: true },
			tag: { type: 'string', multiple: true },
			digests: { type: 'string', multiple: true },
			digest: { type: 'string', multiple: true },
			annotation: { type: 'string', multiple: true },
			'expected-platforms': { type: 'string' },
			'no-verify': { type: 'boolean' },
			'allow-shrink': { type: 'boolean' },
			json: { type: 'boolean' },
		},
		false,
	);
	if (values.help === true) return undefined;
	const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value : []);
	const expected = values['expected-platforms'];
	return Object.freeze({
		name: 'merge',
		images: list(values.image),
		tags: list(values.tag),
		digests: [...list(values.digests), ...list(values.digest)],
		annotations: list(values.annotation),
		expectedPlatforms: typeof expected === 'string' ? expected : '',
		verify: values['no-verify'] !== true,
		allowShrink: values['allow-shrink'] === true,
		json: values.json === true,
	});
}
