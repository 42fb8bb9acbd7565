import type { RequestedPlatform } from '../platform/parse.js';
import { askEngine, type Engine } from './engines.js';
import type { Rule } from './finding.js';
import { platformNamed } from './named-platforms.js';

/** An image, as far as an engine of this machine knows it. */
export interface Image {
	readonly reference: string;
	/** Engines that answered. */
	readonly engines: readonly Engine['name'][];
	/** `linux/arm64` as the image's configuration has it; undefined when no engine holds it. */
	readonly declared: string | undefined;
	/** The same, understood; undefined for another operating system. */
	readonly platform: RequestedPlatform | undefined;
}

/** Asks the engines that work for an image; nothing is pulled. */
export async function inspectLocalImage(
	reference: string,
	engines: readonly Engine[],
	env: NodeJS.ProcessEnv,
): Promise<Image> {
	const working = engines.filter(({ state }) => state === 'works').map(({ name }) => name);
	for (const name of working) {
		const { stdout, failure } = await askEngine(name, ['image', 'inspect', reference], env);
		if (failure !== undefined) continue;
		const declared = platformIn(stdout);
		return { reference, engines: working, declared, platform: platformNamed(declared) };
	}
	return { reference, engines: working, declared: undefined, platform: undefined };
}

/** What both engines tell of an image in JSON; podman has no variant where the image has none. */
function platformIn(json: string): string {
	const [image] = JSON.parse(json) as Record<string, unknown>[];
	const parts = [image?.Os, image?.Architecture, image?.Variant];
	return parts.filter((part) => typeof part === 'string' && part !== '').join('/');
}

/** What keeps an image from being judged at all. */
export const IMAGE_RULES: readonly Rule<Image>[] = [
	{
		id: 'image-no-engine',
		find: ({ reference, engines, declared }) =>
			declared === undefined && engines.length === 0
				? {
						severity: 'problem',
						title: 'No container engine answers',
						explanation: `Neither docker nor podman can be asked about the image ${reference}.`,
						advice:
							'Start the engine, or let this user reach it. If you know the platform of the image, ask about that.',
						command: 'xarch doctor linux/arm64',
					}
				: undefined,
	},
	{
		id: 'image-absent',
		find: ({ reference, engines, declared }) =>
			declared === undefined && engines.length > 0
				? {
						severity: 'problem',
						title: 'The image is not on this machine',
						explanation: `${engines.join(' and ')} do not hold ${reference}, and this command never pulls. The name may be mistyped, or belong to an image that is not pulled yet.`,
						advice: 'Pull it for the platform you mean, or ask about the platform.',
						command: `${engines[0]} pull --platform linux/arm64 ${reference}`,
					}
				: undefined,
	},
	{
		id: 'image-not-linux',
		find: ({ reference, declared, platform }) =>
			declared !== undefined && platform === undefined
				? {
						severity: 'problem',
						title: 'The image is not for Linux, or for no machine that is known',
						explanation: `${reference} says that it is for ${declared}.`,
						advice: 'Choose an image whose platform begins with linux/.',
					}
				: undefined,
	},
];
