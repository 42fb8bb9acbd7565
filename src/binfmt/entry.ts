import { XarchError } from '../errors.js';

/** One binfmt_misc registration as the kernel shows it. */
export interface Entry {
	readonly name: string;
	readonly enabled: boolean;
	readonly interpreter: string;
	/** Letters of `POCF`, in the kernel's order. */
	readonly flags: string;
	/** Undefined for entries that go by file name extension. */
	readonly match: Match | undefined;
	/** The extension, without the dot, of entries that go by it. */
	readonly extension: string | undefined;
}

/** What of a program's first bytes an entry looks at; lower-case hex, as the kernel prints it. */
export interface Match {
	readonly offset: number;
	readonly magic: string;
	/** Undefined when every bit counts. */
	readonly mask: string | undefined;
}

/** What the kernel is asked to register. */
export interface Registration {
	readonly name: string;
	readonly magic: string;
	readonly mask: string;
	readonly interpreter: string;
	readonly flags: string;
}

/** `MAX_REGISTER_LENGTH` of Linux fs/binfmt_misc.c, bytes. */
const MAX_LINE_BYTES = 1920;
/** The kernel copies the path into a buffer of `BINPRM_BUF_SIZE` (256); the rest is a margin. */
const MAX_INTERPRETER_BYTES = 240;
const FLAG_ORDER = 'POCF';

/**
 * Reads one file of the binfmt_misc directory (format: `entry_status` in Linux fs/binfmt_misc.c).
 * @throws E_INTERNAL when the text has another form
 */
export function parseEntry(name: string, text: string): Entry {
	const lines = text.split('\n');
	const lineOf = (key: string): string | undefined =>
		lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
	const interpreter = lineOf('interpreter');
	const state = lines[0];
	if (interpreter === undefined || (state !== 'enabled' && state !== 'disabled')) {
		throw new XarchError(
			'E_INTERNAL',
			`The binfmt_misc entry "${name}" has an unknown form: ${JSON.stringify(text.slice(0, 200))}.`,
			'Please report this, with the kernel version.',
		);
	}
	const magic = lineOf('magic');
	return {
		name,
		enabled: state === 'enabled',
		interpreter,
		flags: lineOf('flags:') ?? '',
		match:
			magic === undefined
				? undefined
				: { offset: Number(lineOf('offset') ?? 0), magic, mask: lineOf('mask') },
		extension: lineOf('extension')?.replace(/^\./, ''),
	};
}

/** Whether a program that begins with `header` is one this entry would take. */
export function takesHeader(entry: Entry, header: Uint8Array): boolean {
	return entry.match !== undefined && matches(entry.match, header);
}

/** Whether the masked bits of `header` are those of the magic; false when it is too short. */
export function matches(
	{ offset = 0, magic, mask }: Pick<Match, 'magic' | 'mask'> & Partial<Match>,
	header: Uint8Array,
): boolean {
	const magicBytes = Buffer.from(magic, 'hex');
	const maskBytes = mask === undefined ? undefined : Buffer.from(mask, 'hex');
	if (header.length < offset + magicBytes.length) return false;
	return magicBytes.every((byte, index) => {
		const bits = maskBytes?.[index] ?? 0xff;
		return (((header[offset + index] ?? 0) ^ byte) & bits) === 0;
	});
}

/**
 * The flags in the kernel's order, C bringing O along as the kernel does.
 * @param flags any order of distinct letters of `POCF`
 */
export function canonicalFlags(flags: string): string {
	const wanted = new Set(flags);
	if (wanted.has('C')) wanted.add('O');
	return [...FLAG_ORDER].filter((letter) => wanted.has(letter)).join('');
}

/**
 * The line that registers an entry (Linux Documentation/admin-guide/binfmt-misc.rst):
 * `:name:M:offset:magic:mask:interpreter:flags`. Every magic and mask byte is
 * escaped, so neither NUL nor the delimiter can occur in them.
 * @throws E_REGISTER when the name or the path cannot be registered
 */
export function formatRegistration(registration: Registration): string {
	const { name, magic, mask, interpreter, flags } = registration;
	if (
		!/^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/.test(name) ||
		name === 'register' ||
		name === 'status'
	) {
		throw new XarchError(
			'E_REGISTER',
			`"${name}" cannot be the name of a binfmt_misc entry.`,
			'Please report this: the name was made by setup-xarch.',
		);
	}
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
	const unprintable = /[\u0000-\u001f\u007f]/.test(interpreter);
	if (
		!interpreter.startsWith('/') ||
		unprintable ||
		Buffer.byteLength(interpreter) > MAX_INTERPRETER_BYTES
	) {
		throw new XarchError(
			'E_REGISTER',
			`The kernel cannot take ${JSON.stringify(interpreter)} as an interpreter: it must be absolute, printable and at most ${MAX_INTERPRETER_BYTES} bytes long.`,
			'Put the emulators (or the tool-cache) under a shorter, plain path.',
		);
	}
	const delimiter = [...':|;,!~^'].find((candidate) => !interpreter.includes(candidate)) ?? '\t';
	const escaped = (hex: string) => hex.replace(/../g, (byte) => `\\x${byte}`);
	const line = ['', name, 'M', '', escaped(magic), escaped(mask), interpreter, flags].join(
		delimiter,
	);
	if (Buffer.byteLength(line) > MAX_LINE_BYTES) {
		throw new XarchError(
			'E_REGISTER',
			`The registration of "${name}" is longer than the kernel's ${MAX_LINE_BYTES} bytes.`,
			'Put the emulators under a shorter path.',
		);
	}
	return line;
}
