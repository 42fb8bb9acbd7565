import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseBoolean } from '../boolean.js';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import type { BUILDER_INPUTS } from '../inputs.js';
import { parseCacheTarget } from './cache-target.js';
import { type ConfigText, composeConfig } from './config.js';
import { nearestOf, notAllowed, suggestion } from './input-error.js';
import { type Mirror, parseMirrors } from './mirrors.js';
import { parseNodes } from './nodes.js';
import { type BuilderRequest, DRIVERS, type Driver } from './request.js';

/** What was given, by the names of the inputs; an empty text or none is what was left out. */
export type BuilderValues = Readonly<Partial<Record<BuilderInput | 'cleanup', string>>>;
export type BuilderInput = keyof typeof BUILDER_INPUTS;

/** What reading the values needs besides them. */
export interface Surroundings {
	/** For TLS material and the user's own configuration of docker. */
	readonly env: NodeJS.ProcessEnv;
	/** Text of a file. */
	readonly readText: (path: string) => string;
	/** How an input is called where it was given: `buildx-driver`, or `--driver`. */
	readonly label: (name: BuilderInput) => string;
}

const NAME = /^[a-zA-Z][a-zA-Z0-9._-]*$/;
const VERSION = /^v?(\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[0-9A-Za-z.-]+)?)$/;

/**
 * What builder is asked for.
 * @returns deeply frozen
 * @throws E_INPUT, E_PLATFORM
 */
export function parseBuilder(values: BuilderValues, surroundings: Surroundings): BuilderRequest {
	const { label } = surroundings;
	const text = (name: BuilderInput) => values[name]?.trim() ?? '';
	const flag = (name: BuilderInput, whenEmpty: boolean) =>
		parseBoolean(label(name), text(name), whenEmpty);
	const driver = parseDriver(label('buildx-driver'), text('buildx-driver'));
	refuseForDriver(driver, text, label);
	const mirrors = parseMirrors(label('buildx-mirrors'), text('buildx-mirrors'));
	return Object.freeze({
		name: parseName(label('buildx-name'), text('buildx-name')),
		driver,
		nodes: parseNodes(driver, text, surroundings),
		buildkitdConfig: readConfig(text, mirrors, surroundings),
		use: flag('buildx-use', true),
		keepState: flag('buildx-keep-state', false),
		cleanup: flag('buildx-cleanup', parseBoolean('cleanup', values.cleanup ?? '', true)),
		version: parseBuildxVersion(label('buildx-version'), text('buildx-version')),
		installIfMissing: flag('buildx-install-if-missing', true),
		cache: parseCacheTarget(label('buildx-cache'), text('buildx-cache')),
	});
}

function parseDriver(name: string, text: string): Driver {
	if (text === '') return 'docker-container';
	const driver = DRIVERS.find((each) => each === text);
	if (driver !== undefined) return driver;
	throw notAllowed(
		name,
		text,
		`is not a driver that is known${suggestion(text, DRIVERS)}`,
		`Allowed: ${DRIVERS.join(', ')}.${text === 'cloud' ? ' Builders of Docker Build Cloud are set up by docker/setup-buildx-action.' : ''}`,
	);
}

/** What a driver has no use for. buildx would refuse most of it too, when all else is done. */
const USELESS: Readonly<Record<Driver, { readonly inputs: BuilderInput[]; readonly why: string }>> =
	{
		docker: {
			inputs: [
				...(['buildx-name', 'buildx-image', 'buildx-driver-opts', 'buildx-mirrors'] as const),
				...(['buildx-buildkitd-flags', 'buildx-buildkitd-config'] as const),
				...(['buildx-buildkitd-config-inline', 'buildx-endpoint', 'buildx-platforms'] as const),
				...(['buildx-append', 'buildx-native-nodes'] as const),
			],
			why: "it is the BuildKit in Docker's own daemon, which is configured there",
		},
		'docker-container': { inputs: [], why: '' },
		kubernetes: { inputs: ['buildx-endpoint'], why: 'it works where kubectl points' },
		remote: {
			inputs: [
				...(['buildx-image', 'buildx-buildkitd-flags', 'buildx-buildkitd-config'] as const),
				...(['buildx-buildkitd-config-inline', 'buildx-mirrors'] as const),
			],
			why: 'it uses a BuildKit that was started, and is configured, elsewhere',
		},
	};

/** @throws E_INPUT */
function refuseForDriver(
	driver: Driver,
	text: (name: BuilderInput) => string,
	label: Surroundings['label'],
): void {
	const { inputs, why } = USELESS[driver];
	const given = inputs.filter((name) => text(name) !== '').map(label);
	if (given.length > 0) {
		throw new XarchError(
			'E_INPUT',
			`${given.join(', ')} cannot be used with the driver ${driver}: ${why}.`,
			`Leave ${given.length === 1 ? 'it' : 'them'} out, or choose the driver docker-container.`,
		);
	}
	if (driver === 'remote' && text('buildx-endpoint') === '') {
		throw new XarchError(
			'E_INPUT',
			`The driver remote needs ${label('buildx-endpoint')}, the address of the BuildKit to use.`,
			`Give it, as in ${label('buildx-endpoint')}: tcp://buildkit.example:1234.`,
		);
	}
}

/** In small letters, as buildx itself keeps it and calls the containers by it. */
function parseName(label: string, text: string): string | undefined {
	if (text === '') return undefined;
	const name = text.toLowerCase();
	if (NAME.test(name) && name.length <= 100 && name !== 'default') return name;
	throw notAllowed(
		label,
		text,
		name === 'default'
			? "is the name of Docker's own builder."
			: 'is not a name for a builder; allowed: a letter, then letters, digits, and . _ -, at most 100 in all.',
		'Choose another name, or leave it out for a generated one.',
	);
}

function parseBuildxVersion(name: string, text: string): string | undefined {
	if (text === '') return undefined;
	if (text === 'latest') return text;
	const [, version] = VERSION.exec(text) ?? [];
	if (version !== undefined) return `v${version}`;
	throw notAllowed(
		name,
		text,
		`is not a version of buildx${nearestOf(text, ['latest']) === undefined ? '.' : '; did you mean latest?'}`,
		'Allowed: v0.29.1, 0.29.1, latest, or nothing for the one that is installed.',
	);
}

/** @throws E_INPUT */
function readConfig(
	text: (name: BuilderInput) => string,
	mirrors: readonly Mirror[],
	{ env, readText, label }: Surroundings,
): string | undefined {
	const path = text('buildx-buildkitd-config');
	const inline = text('buildx-buildkitd-config-inline');
	if (path !== '' && inline !== '') {
		throw new XarchError(
			'E_INPUT',
			`${label('buildx-buildkitd-config')} and ${label('buildx-buildkitd-config-inline')} are both given.`,
			'Give one of them: the file, or the text itself.',
		);
	}
	if (inline !== '') {
		const name = label('buildx-buildkitd-config-inline');
		return composeConfig({ name, text: inline }, mirrors);
	}
	if (path !== '') return composeConfig(readConfigFile(path, readText, label), mirrors);
	if (mirrors.length === 0) return undefined;
	return composeConfig(readDefaultConfig(env, readText), mirrors);
}

function readConfigFile(
	path: string,
	readText: Surroundings['readText'],
	label: Surroundings['label'],
): ConfigText {
	try {
		return { name: path, text: readText(path) };
	} catch (error) {
		throw notAllowed(
			label('buildx-buildkitd-config'),
			path,
			`cannot be read: ${messageOf(error)}.`,
			`Name a file that is there, from the workspace on (check the repository out first), or give its text in ${label('buildx-buildkitd-config-inline')}.`,
		);
	}
}

/** The user's file that buildx takes where no other is named; with mirrors added another is named. */
function readDefaultConfig(
	env: NodeJS.ProcessEnv,
	readText: Surroundings['readText'],
): ConfigText | undefined {
	const directory = env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker');
	const path = join(directory, 'buildx', 'buildkitd.default.toml');
	try {
		return { name: path, text: readText(path) };
	} catch (error) {
		if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(errnoOf(error) ?? '')) return undefined;
		throw error;
	}
}
