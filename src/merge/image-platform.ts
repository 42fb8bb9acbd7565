import { XarchError } from '../errors.js';
import { canonicalPlatform, quoted } from '../platform/parse.js';

/** `platform` of a descriptor, as the OCI image specification has it. */
export interface OciPlatform {
	readonly os?: unknown;
	readonly architecture?: unknown;
	readonly variant?: unknown;
	readonly 'os.version'?: unknown;
}

/**
 * A platform's canonical name, in whichever way its image writes the variant.
 * @returns undefined where there is none, as for attestations (`unknown/unknown`)
 */
export function platformName({ os, architecture, variant }: OciPlatform): string | undefined {
	const parts = [os, architecture].map((part) => (typeof part === 'string' ? part : ''));
	if (parts.includes('') || parts.includes('unknown')) return undefined;
	const name = [...parts, ...(typeof variant === 'string' && variant !== '' ? [variant] : [])].join(
		'/',
	);
	return canonical(name) ?? name;
}

/** Systems besides Linux that images are made for; QEMU's user mode knows none of them. */
const OTHER_SYSTEM = /^(?:windows|freebsd|darwin|wasi|wasip1)(?:\/[a-z\d_]+){1,2}$/;

/**
 * A platform by any of its names, `linux/arm64` or `aarch64`, or one of another system by its own.
 * @throws E_PLATFORM
 */
export function expectedPlatform(text: string): string {
	const lower = text.trim().toLowerCase();
	return OTHER_SYSTEM.test(lower) ? lower : canonicalPlatform(text.trim()).platform;
}

/**
 * Platforms separated by commas and white space.
 * @param name of the input or option, for the message
 * @returns each once; undefined for none, which is to say that any will do
 * @throws E_INPUT, E_PLATFORM
 */
export function parseExpectedPlatforms(name: string, text: string): readonly string[] | undefined {
	const words = text.split(/[\s,]+/).filter((word) => word !== '');
	const all = words.find((word) => word.toLowerCase() === 'all');
	if (all !== undefined) {
		throw new XarchError(
			'E_INPUT',
			`${name}: ${quoted(all)} does not say which platforms; allowed: their names, such as linux/amd64,linux/arm64.`,
			'Name those that were built.',
		);
	}
	return words.length === 0 ? undefined : Object.freeze([...new Set(words.map(expectedPlatform))]);
}

function canonical(name: string): string | undefined {
	try {
		return name.startsWith('linux/') ? canonicalPlatform(name).platform : undefined;
	} catch {
		return undefined;
	}
}
