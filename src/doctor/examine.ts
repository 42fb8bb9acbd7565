import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Mount } from '../binfmt/mountinfo.js';
import { XarchError } from '../errors.js';
import { containerTargets } from '../machine.js';
import { type Case, type Diagnosis, diagnose } from './diagnose.js';
import { inspectLocalImage } from './image.js';
import { look, type SightContext } from './look.js';
import { namedPlatforms } from './named-platforms.js';
import { platformOf, readProgram } from './program.js';
import type { NamedPlatform, Sight } from './sight.js';
import type { Subject } from './subject.js';

/** What doctor is asked. */
export interface Question {
	readonly subjects: readonly Subject[];
	/** Text that somebody pasted; undefined when there is none. */
	readonly text: string | undefined;
}

/** A text that is longer is cut at its start: the error stands at the end. */
const MAX_TEXT_CHARACTERS = 1 << 20;
/** How many programs that a text names are looked at. */
const MAX_PROGRAMS = 5;

/**
 * Looks at the machine and at what was asked about, and says what is wrong; changes nothing.
 * @throws E_INPUT for a file that cannot be read, E_PLATFORM for a misspelt platform
 */
export async function examine(
	{ subjects, text }: Question,
	context: SightContext,
): Promise<Diagnosis> {
	const { env, host } = context;
	const pasted = text?.slice(-MAX_TEXT_CHARACTERS);
	const isAboutEngines = subjects.length === 0 || subjects.some(({ kind }) => kind === 'image');
	// A process that sees no entries can only try, and only what it knows of beforehand.
	const { sight, mounts } = await look(
		{
			wanted: [...new Set([...containerTargets(host), ...targetsOf(subjects)])],
			engines: isAboutEngines ? 'always' : 'for-privilege',
		},
		context,
	);
	const cases: Case[] = [];
	for (const subject of subjects) cases.push(await readCase(subject, sight, mounts, env));
	if (pasted !== undefined) {
		const platforms = platformsOf(pasted, sight, mounts, env);
		cases.push({ kind: 'message', name: 'message', message: { text: pasted, sight, platforms } });
	}
	return diagnose(sight, cases);
}

function targetsOf(subjects: readonly Subject[]): string[] {
	return subjects.flatMap((subject) =>
		subject.kind === 'platform' ? [subject.platform.target] : [],
	);
}

async function readCase(
	subject: Subject,
	sight: Sight,
	mounts: readonly Mount[],
	env: NodeJS.ProcessEnv,
): Promise<Case> {
	const { name } = subject;
	switch (subject.kind) {
		case 'platform':
			return { kind: 'platform', name: subject.platform.platform, platform: subject.platform };
		case 'program':
			return { kind: 'program', name, program: readProgram(name, mounts, env) };
		case 'image': {
			const image = await inspectLocalImage(name, sight.engines, env);
			if (image.declared === undefined && subject.notPlatform !== undefined) {
				throw subject.notPlatform;
			}
			return { kind: 'image', name, image };
		}
	}
}

/** Platforms a text names, else those of foreign programs it names that are on this machine. */
function platformsOf(
	text: string,
	{ machine }: Sight,
	mounts: readonly Mount[],
	env: NodeJS.ProcessEnv,
): NamedPlatform[] {
	const paths = [...text.matchAll(/(?:^|[\s"'`:])((?:\.{1,2})?\/[^\s"'`:,;()]+)/gm)]
		.map(([, path = '']) => path)
		.filter((path) => existsSync(path) && basename(path) !== '');
	const ofPrograms = [...new Set(paths)].slice(0, MAX_PROGRAMS).flatMap((path) => {
		try {
			const platform = platformOf(readProgram(path, mounts, env));
			// A path inside a container says nothing of the file that the host has there.
			return platform === undefined || machine.native.includes(platform.platform) ? [] : platform;
		} catch (error) {
			if (error instanceof XarchError) return [];
			throw error;
		}
	});
	const named: NamedPlatform[] = namedPlatforms(text);
	const all = named.length > 0 ? named : ofPrograms;
	return [...new Map(all.map((each) => [each.platform, each])).values()];
}
