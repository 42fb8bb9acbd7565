import { readFileSync } from 'node:fs';
import { XarchError } from '../../errors.js';
import type { Host } from '../../platform/host.js';
import { type AptState, runApt } from './apt-state.js';

/** One index of a configured repository, as `apt-get indextargets` lists them. */
export interface IndexTarget {
	/** With a slash at the end. */
	readonly repoUri: string;
	/** The suite as the sources spell it, `bookworm-updates`. */
	readonly release: string;
	readonly component: string;
	/** From the repository's Release file; empty when that is not downloaded. */
	readonly origin: string;
	/** File of the sources that configures it. */
	readonly sourcesFile: string;
}

const FIELDS = ['REPO_URI', 'RELEASE', 'COMPONENT', 'ORIGIN', 'SOURCESENTRY'];

/**
 * Sources for another suite of the distribution this machine runs: the same mirror, components
 * and keys, with the suite replaced.
 * @returns text of a deb822 `.sources` file
 * @throws E_SOURCE when the machine configures no repository of its distribution
 */
export async function suiteSources(state: AptState, suite: string, host: Host): Promise<string> {
	const format = FIELDS.map((field) => `$(${field})`).join('|');
	// Without release information too, so that it works before the first update.
	const outputs = await Promise.all(
		[[], ['--no-release-info']].map((flags) =>
			runApt(state, 'apt-get', [
				'indextargets',
				...flags,
				'--format',
				format,
				'Created-By: Packages',
			]),
		),
	);
	const targets = outputs.flatMap(({ stdout }) => parseIndexTargets(stdout));
	const chosen = chooseRepository(targets, readOsRelease());
	if (chosen === undefined) {
		throw new XarchError(
			'E_SOURCE',
			`Source apt:${suite} needs the distribution's own repository, but this machine's apt sources name none.`,
			'Use source github, or configure the repository in /etc/apt.',
		);
	}
	const components = new Set(
		targets
			.filter(({ repoUri, release }) => repoUri === chosen.repoUri && release === chosen.release)
			.map(({ component }) => component),
	);
	const signedBy = signedByOf(readFileSync(chosen.sourcesFile, 'utf8'), chosen.repoUri);
	return [
		'Types: deb',
		`URIs: ${chosen.repoUri}`,
		`Suites: ${suite}`,
		`Components: ${[...components].join(' ')}`,
		`Architectures: ${host.debianArch}`,
		...(signedBy === undefined ? [] : [`Signed-By: ${signedBy}`]),
		'',
	].join('\n');
}

/** Reads the lines of `apt-get indextargets`. */
export function parseIndexTargets(text: string): IndexTarget[] {
	return text.split('\n').flatMap((line) => {
		const [repoUri, release, component, origin = '', entry = ''] = line.split('|');
		return repoUri === undefined || release === undefined || component === undefined
			? []
			: [
					{
						repoUri,
						release,
						component,
						// An unknown field stays as it is written in the format.
						origin: origin.startsWith('$(') ? '' : origin,
						sourcesFile: entry.replace(/:\d+$/, ''),
					},
				];
	});
}

/**
 * The repository of the distribution itself. Other vendors' repositories often carry the same
 * suite name; what tells them apart is the Release file's Origin, or else that only the
 * distribution has `<suite>-updates` and the like beside it.
 */
export function chooseRepository(
	targets: readonly IndexTarget[],
	distribution: { readonly id: string; readonly codename: string },
): IndexTarget | undefined {
	const score = (target: IndexTarget): number => {
		const hasPockets = targets.some(
			({ repoUri, release }) =>
				repoUri === target.repoUri && release.startsWith(`${target.release}-`),
		);
		return (
			(target.release === distribution.codename ? 8 : 0) +
			(target.origin.toLowerCase() === distribution.id ? 4 : 0) +
			(hasPockets ? 2 : 0) +
			(target.component === 'main' ? 1 : 0)
		);
	};
	const known = targets.filter(
		({ component, release, origin }) =>
			component === 'main' &&
			(release === distribution.codename || origin.toLowerCase() === distribution.id),
	);
	return known.toSorted((left, right) => score(right) - score(left))[0];
}

/** The Signed-By of a repository, from a deb822 file or the older one-line format. */
export function signedByOf(sourcesText: string, repoUri: string): string | undefined {
	const bare = repoUri.replace(/\/+$/, '');
	for (const stanza of sourcesText.split(/\n\s*\n/)) {
		const uris = fieldOf(stanza, 'URIs')?.split(/\s+/) ?? [];
		if (uris.some((uri) => uri.replace(/\/+$/, '') === bare)) {
			return fieldOf(stanza, 'Signed-By');
		}
	}
	for (const line of sourcesText.split('\n')) {
		const match = /^\s*deb\s+\[([^\]]*)\]\s+(\S+)/.exec(line);
		if (match?.[2]?.replace(/\/+$/, '') === bare) {
			return /(?:^|\s)signed-by=(\S+)/i.exec(match[1] ?? '')?.[1];
		}
	}
	return undefined;
}

/** A deb822 field with its continuation lines, comments left out. */
function fieldOf(stanza: string, name: string): string | undefined {
	const lines = stanza.split('\n').filter((line) => !line.startsWith('#'));
	const start = lines.findIndex((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
	const first = lines[start];
	if (first === undefined) {
		return undefined;
	}
	const rest = lines.slice(start + 1);
	const end = rest.findIndex((line) => !/^[ \t]/.test(line));
	return [
		first.slice(name.length + 1).trim(),
		...rest.slice(0, end === -1 ? rest.length : end),
	].join('\n');
}

/** ID and VERSION_CODENAME of os-release(5), lower case; empty where it does not say. */
export function readOsRelease(): { id: string; codename: string } {
	let text = '';
	try {
		text = readFileSync('/etc/os-release', 'utf8');
	} catch {
		// Without it only a repository's Origin could tell, and that needs the name as well.
	}
	const variable = (key: string) =>
		new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1]?.toLowerCase() ?? '';
	return { id: variable('ID'), codename: variable('VERSION_CODENAME') };
}
