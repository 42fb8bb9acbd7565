import { XarchError } from '../../errors.js';
import type { Host } from '../../platform/host.js';
import { type AptState, complaintsOf, runApt } from './apt-state.js';

/** A package that apt would install. */
export interface Package {
	readonly name: string;
	/** Debian's version, `1:7.2+dfsg-7+deb12u18`. */
	readonly version: string;
	/** QEMU's own version as far as the package says, `7.2`. */
	readonly upstreamVersion: string;
	readonly sizeBytes: number;
	/** Lower-case hex digest of the package file, from the signed lists. */
	readonly sha256: string;
}

/** In order of preference: before QEMU 9.1 `qemu-user` was dynamically linked. */
const NAMES = ['qemu-user-static', 'qemu-user'];

/** A transitional package, one that only depends on the real one, has a few kB. */
const MIN_REAL_BYTES = 1_000_000;

/** The package with static emulators that the lists offer. */
export async function findCandidate(state: AptState, host: Host): Promise<Package | undefined> {
	const result = await runApt(state, 'apt-cache', ['show', '--no-all-versions', ...NAMES]);
	return choosePackage(result.stdout, host.debianArch);
}

/**
 * Chooses among the stanzas that `apt-cache show` printed.
 * @param architecture Debian's name of the host's architecture
 */
export function choosePackage(text: string, architecture: string): Package | undefined {
	const packages = text.split(/\n\n+/).flatMap((stanza): Package[] => {
		const field = (name: string) =>
			new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(stanza)?.[1]?.trim() ?? '';
		const version = field('Version');
		const sizeBytes = Number(field('Size'));
		return field('Architecture') === architecture && sizeBytes >= MIN_REAL_BYTES
			? [
					{
						name: field('Package'),
						version,
						upstreamVersion: upstreamOf(version),
						sizeBytes,
						sha256: field('SHA256'),
					},
				]
			: [];
	});
	return NAMES.flatMap((name) => packages.find((candidate) => candidate.name === name) ?? [])[0];
}

/**
 * Fetches the state's private package lists.
 * @returns what apt complained of, which a source that is not needed may have caused
 * @throws E_VERSION for a suite that does not exist, E_SOURCE for one that cannot be used
 */
export async function updateLists(
	state: AptState,
	suite: string | undefined,
): Promise<string | undefined> {
	const result = await runApt(state, 'apt-get', ['--quiet', 'update']);
	const hasComplaints = /^[EW]: /m.test(result.stderr);
	const complaints = hasComplaints ? complaintsOf(result) : undefined;
	if (suite === undefined || result.exitCode === 0) {
		return complaints;
	}
	if (/does not have a Release file/.test(result.stderr) && /\b404\b/.test(result.stdout)) {
		throw new XarchError(
			'E_VERSION',
			`The distribution's mirror has no suite "${suite}": ${complaints}.`,
			'Correct the suite after apt: in the source input (a code name such as the one in /etc/os-release, or an alias such as stable).',
		);
	}
	throw new XarchError(
		'E_SOURCE',
		`apt cannot use suite ${suite}: ${complaints ?? complaintsOf(result)}.`,
		'Check the network of this machine; a suite newer than the machine may need a newer archive keyring. Or choose another source.',
	);
}

function upstreamOf(version: string): string {
	return /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? version;
}
