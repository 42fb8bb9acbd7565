import {
	closeSync,
	constants,
	existsSync,
	fstatSync,
	openSync,
	readSync,
	realpathSync,
	type Stats,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { matches } from '../binfmt/entry.js';
import { type Mount, mountOver } from '../binfmt/mountinfo.js';
import { readElf } from '../emulator/elf.js';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import { TARGETS } from '../platform/table.js';
import type { NamedPlatform } from './sight.js';

/** A file that somebody wants to run. */
export interface Program {
	readonly path: string;
	readonly content: ProgramContent;
	/** Whether its mode lets anybody run it. */
	readonly isExecutable: boolean;
	readonly isSetuid: boolean;
	/** Options of the mount it lies on: `noexec` and `nosuid` matter. */
	readonly mountOptions: readonly string[];
}

export type ProgramContent =
	| {
			readonly kind: 'elf';
			/** Undefined for a machine that QEMU's user mode does not know. */
			readonly platform: NamedPlatform | undefined;
			/** `e_machine`, for people. */
			readonly machine: number;
			/** The dynamic linker that it needs, undefined for a static program. */
			readonly loader: string | undefined;
			readonly hasLoader: boolean;
	  }
	| {
			readonly kind: 'script';
			/** What follows `#!`, up to the first blank. */
			readonly interpreter: string;
			readonly endsInCarriageReturn: boolean;
			/** The interpreter's own file, for `env` that of the program it looks up; undefined when it is not there. */
			readonly program: Program | undefined;
	  }
	| { readonly kind: 'empty' }
	| { readonly kind: 'other'; readonly description: string };

const HEAD_BYTES = 4096;
/** The kernel follows five scripts at most (`BINPRM_MAX_RECURSION` of Linux fs/exec.c). */
const MAX_SCRIPTS = 5;

/**
 * Reads what a program is, without running it.
 * @param mounts all mounts of this process
 * @throws E_INPUT when it cannot be read
 */
export function readProgram(
	path: string,
	mounts: readonly Mount[],
	env: NodeJS.ProcessEnv,
	depth = 0,
): Program {
	const { head, stats } = readHead(path);
	return {
		path,
		content: contentOf(head, mounts, env, depth),
		isExecutable: (stats.mode & 0o111) !== 0,
		isSetuid: (stats.mode & 0o4000) !== 0,
		mountOptions: mountOver(mounts, realpathSync(path))?.options ?? [],
	};
}

function readHead(path: string): { head: Buffer; stats: Stats } {
	let descriptor: number;
	try {
		// A pipe would be waited for, before it is seen to be none.
		descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	} catch (error) {
		throw new XarchError(
			'E_INPUT',
			`${path} cannot be read: ${messageOf(error)}.`,
			errnoOf(error) === 'ENOENT'
				? 'Correct the path; a platform or an image is written without a dot or slash at its start.'
				: 'Run this as a user who may read it.',
			error,
		);
	}
	try {
		const stats = fstatSync(descriptor);
		if (!stats.isFile()) {
			throw new XarchError(
				'E_INPUT',
				`${path} is not a plain file, so it is not a program.`,
				'Name a program, a platform or an image.',
			);
		}
		const head = Buffer.alloc(HEAD_BYTES);
		return { head: head.subarray(0, readSync(descriptor, head, 0, HEAD_BYTES, 0)), stats };
	} finally {
		closeSync(descriptor);
	}
}

function contentOf(
	head: Buffer,
	mounts: readonly Mount[],
	env: NodeJS.ProcessEnv,
	depth: number,
): ProgramContent {
	if (head.length === 0) return { kind: 'empty' };
	if (head.subarray(0, 2).toString('latin1') === '#!') {
		const [line = ''] = head.subarray(2).toString('latin1').split('\n');
		const [interpreter = '', argument] = line.trim().split(/[ \t]+/);
		const endsInCarriageReturn = line.endsWith('\r');
		const path = /\/env$/.test(interpreter) ? findOnPath(argument, env) : interpreter;
		// The kernel takes a carriage return for a part of the name.
		const isReadable =
			path !== undefined && !endsInCarriageReturn && existsSync(path) && depth < MAX_SCRIPTS;
		const program = isReadable ? readProgram(path, mounts, env, depth + 1) : undefined;
		return { kind: 'script', interpreter, endsInCarriageReturn, program };
	}
	try {
		const { machine, loader } = readElf(head);
		const row = TARGETS.find((target) => matches(target, head));
		return {
			kind: 'elf',
			platform:
				row === undefined ? undefined : { platform: row.platforms[0] ?? '', target: row.target },
			machine,
			loader,
			hasLoader: loader === undefined || findLoader(loader, env),
		};
	} catch (error) {
		return { kind: 'other', description: messageOf(error) };
	}
}

/** QEMU looks for a guest's files under this prefix first (`-L`, QEMU_LD_PREFIX). */
function findLoader(loader: string, env: NodeJS.ProcessEnv): boolean {
	const prefix = env.QEMU_LD_PREFIX ?? '';
	return existsSync(loader) || (prefix !== '' && existsSync(join(prefix, loader)));
}

function findOnPath(name: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
	if (name === undefined || name.startsWith('-')) return undefined;
	return (env.PATH ?? '')
		.split(delimiter)
		.map((directory) => join(directory, name))
		.find((file) => existsSync(file));
}

/** The platform a program needs in the end: its own, or its interpreter's. */
export function platformOf({ content }: Program): NamedPlatform | undefined {
	if (content.kind === 'elf') return content.platform;
	if (content.kind === 'script' && content.program !== undefined) {
		return platformOf(content.program);
	}
	return undefined;
}
