import { distance } from 'fastest-levenshtein';

import { XarchError } from '../errors.js';
import { CONTAINER_PLATFORMS, TARGETS } from './table.js';

/** One platform of a request. */
export interface RequestedPlatform {
	/** Canonical OCI form: `linux/arm64`, `linux/arm/v7`. */
	readonly platform: string;
	/** QEMU's name of what runs it: `aarch64`. */
	readonly target: string;
	/** Every way it was written, as it was written, in order. */
	readonly spellings: readonly string[];
}

/** What the input `platforms` asks for. */
export interface PlatformRequest {
	/** `all` was asked for, alone or with others. */
	readonly all: boolean;
	/** The platforms asked for by name, each once, in the order of first mention. */
	readonly platforms: readonly RequestedPlatform[];
}

/**
 * Names of one variant alone. From Debian's ports (its armel is ARMv5T), Fedora's (`armv7hl`) and
 * what `uname -m` says (`armv8l` is a 32-bit process on a 64-bit CPU).
 */
const VARIANT_NAMES: Readonly<Record<string, readonly string[]>> = {
	'linux/arm/v7': ['armhf', 'armv7l', 'armv7a', 'armv7hf', 'armv7hl', 'armv8l'],
	'linux/arm/v6': ['armv6l', 'armv6hf', 'armv6hl'],
	'linux/arm/v5': ['armel', 'armv5l', 'armv5te', 'armv5tel', 'armv5tejl'],
};

/**
 * Variants by target. From the OCI image specification's platform variants; containerd drops arm64's
 * v8 and amd64's v1 as the default, and takes `8` for `v8`.
 */
const VARIANTS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
	[
		'arm',
		new Map([
			['v7', 'linux/arm/v7'],
			['v6', 'linux/arm/v6'],
			['v5', 'linux/arm/v5'],
		]),
	],
	[
		'aarch64',
		new Map([
			['v8', 'linux/arm64'],
			['v8.0', 'linux/arm64'],
		]),
	],
	[
		'x86_64',
		new Map([
			['v1', 'linux/amd64'],
			['v2', 'linux/amd64/v2'],
			['v3', 'linux/amd64/v3'],
			['v4', 'linux/amd64/v4'],
		]),
	],
]);

/** Variants joined to their architecture: Docker Hub's `arm32v7`, dpkg's `amd64v3`, GCC's `x86-64-v3`. */
const JOINED_VARIANT = /^(arm|arm32|arm64|amd64|x86-64)-?(v\d+(?:\.\d+)?)$/;

/** Operating systems of OCI platforms other than Linux: GOOS, and what people call them. */
const OTHER_SYSTEMS: ReadonlySet<string> = new Set(
	`aix android darwin dragonfly freebsd hurd illumos ios js macos nacl netbsd openbsd osx plan9
	solaris wasi wasip1 windows zos`.split(/\s+/),
);

interface Known {
	readonly platform: string;
	readonly target: string;
}

const short = (platform: string): string => platform.replace(/^linux\//, '');

/** Names of a whole architecture, which may take a variant, without `linux/`. */
const ARCHITECTURES: ReadonlyMap<string, Known> = new Map(
	TARGETS.flatMap(({ target, platforms, aliases }) => {
		const platform = platforms[0] as string;
		const oci = short(platform).split('/')[0] as string;
		return [oci, target, ...aliases].map((name) => [name, { platform, target }] as const);
	}),
);

/** Every name, without `linux/`. */
const NAMES: ReadonlyMap<string, Known> = new Map([
	...ARCHITECTURES,
	...TARGETS.flatMap(({ target, platforms }) =>
		platforms.flatMap((platform) =>
			[short(platform), ...(VARIANT_NAMES[platform] ?? [])].map(
				(name) => [name, { platform, target }] as const,
			),
		),
	),
]);

/** The canonical platform that a text names by itself, with or without `linux/`; else undefined. */
export function knownPlatform(text: string): string | undefined {
	return NAMES.get(short(text.toLowerCase()))?.platform;
}

/** A value in quotes, fit for one line of a log. */
export function quoted(value: string): string {
	return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

/** Edit distance, where the same letters in another order (`arm46`) are less than one edit. */
function edits(a: string, b: string): number {
	const sorted = (text: string) => [...text].sort().join('');
	return sorted(a) === sorted(b) ? 0.5 : distance(a, b);
}

/** The known name nearest to an unknown one, as one would write it, when it is near enough. */
function nearest(name: string): string | undefined {
	const plain = name.replace(/[^a-z0-9/._-]/g, '').slice(0, 60);
	const bare = plain.replace(/^linux\/|^qemu-/, '');
	const limit = Math.max(1, Math.floor((bare.length + 1) / 3));
	const ranked = [...NAMES]
		.map(([known, { platform }]) => ({
			name: platform === `linux/${known}` ? platform : known,
			edits: Math.min(edits(bare, known), edits(plain, `linux/${known}`)),
			lengthGap: Math.abs(bare.length - known.length),
			exotic: CONTAINER_PLATFORMS.includes(platform) ? 0 : 1,
		}))
		.filter((each) => each.edits <= limit)
		.sort((a, b) => a.edits - b.edits || a.lengthGap - b.lengthGap || a.exotic - b.exotic);
	return ranked[0]?.name;
}

function unknownName(spelling: string, name: string): XarchError {
	const near = nearest(name);
	const what =
		name.replace(/\/+$/, '') === 'linux'
			? `The platform ${quoted(spelling)} has no architecture.`
			: `Unknown platform ${quoted(spelling)}${near === undefined ? '.' : `; did you mean "${near}"?`}`;
	return new XarchError(
		'E_PLATFORM',
		`${what} Container platforms are ${CONTAINER_PLATFORMS.join(', ')}.`,
		`Use one of those, "all", or the name of any QEMU target: ${TARGETS.map((t) => t.target).join(', ')}.`,
	);
}

function otherSystem(spelling: string, system: string): XarchError {
	return new XarchError(
		'E_PLATFORM',
		`The platform ${quoted(spelling)} is not a Linux platform: QEMU's user mode runs Linux programs only, those of "${system}" cannot run this way.`,
		'Ask for platforms that begin with linux/, such as linux/arm64, and build for the other system on a runner of its own.',
	);
}

function unknownVariant(spelling: string, known: Known, variant: string): XarchError {
	const base = `linux/${short(known.platform).split('/')[0]}`;
	const variants = VARIANTS.get(known.target);
	if (variants === undefined) {
		return new XarchError(
			'E_PLATFORM',
			`Unknown variant "${variant}" in the platform ${quoted(spelling)}: ${base} has no variants.`,
			`Use ${base}.`,
		);
	}
	if (known.target === 'aarch64' && /^v(8\.|9)/.test(variant)) {
		return new XarchError(
			'E_PLATFORM',
			`The variant "${variant}" in the platform ${quoted(spelling)} cannot be chosen: the emulated CPU is the same for all of ${base}.`,
			`Use ${base}: programs built for later versions of the architecture run there too, as far as QEMU supports them.`,
		);
	}
	const hint =
		known.target === 'aarch64'
			? ' 32-bit ARM is linux/arm/v7.'
			: known.target === 'arm'
				? ' 64-bit ARM is linux/arm64.'
				: '';
	return new XarchError(
		'E_PLATFORM',
		`Unknown variant "${variant}" in the platform ${quoted(spelling)}: ${base} has ${[...variants.keys()].join(', ')}.`,
		`Use ${[...new Set(variants.values())].join(', ')}.${hint}`,
	);
}

function resolve(spelling: string): Known {
	const lower = spelling.toLowerCase();
	const name = short(lower.replace(/^qemu-([^/]+?)(?:-static)?$/, '$1'));
	const found = NAMES.get(name);
	if (found !== undefined) return found;

	const system = lower.split(/[/(]/, 1)[0] ?? '';
	if (OTHER_SYSTEMS.has(system)) throw otherSystem(spelling, system);

	const parts = JOINED_VARIANT.exec(name)?.slice(1) ?? name.split('/');
	const [architecture = '', variant] = parts;
	const known = ARCHITECTURES.get(architecture);
	if (known === undefined || variant === undefined || parts.length > 2) {
		throw unknownName(spelling, lower);
	}
	const full = variant.replace(/^(?=\d)/, 'v');
	const platform = VARIANTS.get(known.target)?.get(full);
	if (platform === undefined) throw unknownVariant(spelling, known, full);
	return { platform, target: known.target };
}

/**
 * One platform by any of its names: OCI (`linux/arm64`, `arm64/v8`), QEMU (`aarch64`, `qemu-arm-static`),
 * Debian (`armhf`), `uname -m` (`armv7l`), Docker Hub (`arm32v7`), in any letter case.
 * @returns frozen; its only spelling is the name given
 * @throws E_PLATFORM for an unknown name or variant, and for another operating system
 */
export function canonicalPlatform(name: string): RequestedPlatform {
	return Object.freeze({ ...resolve(name), spellings: Object.freeze([name]) });
}

/**
 * The input `platforms`: names as of {@link canonicalPlatform} and `all`, separated by commas and
 * white space in any mix.
 * @returns deeply frozen; several names of one platform are one platform
 * @throws E_INPUT when it names nothing; E_PLATFORM as {@link canonicalPlatform}
 */
export function parsePlatforms(text: string): PlatformRequest {
	const names = text.split(/[\s,]+/).filter((name) => name !== '');
	if (names.length === 0) {
		throw new XarchError(
			'E_INPUT',
			'The input "platforms" is empty.',
			'Set it to "all", or to a list such as linux/arm64,linux/arm/v7.',
		);
	}
	const byPlatform = new Map<string, { known: Known; spellings: Set<string> }>();
	let all = false;
	for (const name of names) {
		if (name.toLowerCase() === 'all') {
			all = true;
			continue;
		}
		const known = resolve(name);
		const seen = byPlatform.get(known.platform);
		if (seen === undefined) byPlatform.set(known.platform, { known, spellings: new Set([name]) });
		else seen.spellings.add(name);
	}
	const platforms = [...byPlatform.values()].map(({ known, spellings }) =>
		Object.freeze({ ...known, spellings: Object.freeze([...spellings]) }),
	);
	return Object.freeze({ all, platforms: Object.freeze(platforms) });
}
