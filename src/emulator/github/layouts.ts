import type { Host } from '../../platform/host.js';
import { targetByName } from '../../platform/table.js';

/** An asset that is to be fetched. */
export interface ChosenAsset {
	/** As the release has it. */
	readonly name: string;
	/** The only target it serves; undefined for an archive of all. */
	readonly target: string | undefined;
}

/** How a project lays out the files of its releases, as seen by one host. */
export interface Layout {
	/** After the project that made it known: `tonistiigi/binfmt`. */
	readonly name: string;
	/** OCI architectures that the release serves, sorted; other systems' names stay as they are. */
	readonly hosts: readonly string[];
	/**
	 * What to fetch on this host: one archive of all, or a file for each target that there is
	 * one for. Empty when the release does not serve it.
	 */
	readonly assets: readonly ChosenAsset[];
	/** Whether its emulators are builds that assume flag P. */
	readonly assumesPreservedArgv0: boolean;
}

interface Found {
	readonly name: string;
	readonly host: string;
	readonly target: string | undefined;
	/** The lower, the better. */
	readonly rank: number;
}

interface Rule {
	readonly name: string;
	readonly assumesPreservedArgv0: boolean;
	/** What names look like, for messages. */
	readonly pattern: string;
	read(asset: string): Found | undefined;
}

/** Fastest to unpack first. */
const ARCHIVES = ['.tar.gz', '.tgz', '.tar.zst', '.tar.xz', '.tar.bz2'];
/** qus names hosts as Docker Hub's organisations are named. */
const QUS_HOSTS: Readonly<Record<string, string>> = {
	arm64v8: 'arm64',
	arm32v7: 'arm-v7',
	arm32v6: 'arm-v6',
	i386: '386',
	x86_64: 'amd64',
	aarch64: 'arm64',
};
const SUFFIX = ARCHIVES.map((suffix) => suffix.replaceAll('.', '\\.')).join('|');
const BINFMT = new RegExp(`^qemu_v\\d[\\w.+~-]*_linux-([a-z0-9_-]+)(${SUFFIX})$`);
const QUS = new RegExp(`^qemu-([a-z0-9_]+)-static_([a-z0-9_]+)(${SUFFIX})$`);
const MULTIARCH = new RegExp(`^(x86_64_)?qemu-([a-z0-9_]+)-static(${SUFFIX})?$`);

const RULES: readonly Rule[] = [
	{
		name: 'tonistiigi/binfmt',
		assumesPreservedArgv0: true,
		pattern: 'qemu_v<version>_linux-<host>.tar.gz',
		read(name) {
			const [, host, suffix = ''] = BINFMT.exec(name) ?? [];
			if (host === undefined) return undefined;
			return { name, host, target: undefined, rank: ARCHIVES.indexOf(suffix) };
		},
	},
	{
		name: 'dbhi/qus',
		assumesPreservedArgv0: false,
		pattern: 'qemu-<target>-static_<host>.tgz',
		read(name) {
			const [, target = '', host = '', suffix = ''] = QUS.exec(name) ?? [];
			if (targetByName(target) === undefined) return undefined;
			return { name, host: QUS_HOSTS[host] ?? host, target, rank: ARCHIVES.indexOf(suffix) };
		},
	},
	{
		name: 'multiarch/qemu-user-static',
		assumesPreservedArgv0: false,
		pattern: '[x86_64_]qemu-<target>-static[.tar.gz]',
		read(name) {
			const [, prefix, target = '', suffix] = MULTIARCH.exec(name) ?? [];
			if (targetByName(target) === undefined) return undefined;
			// A bare file is four times as long as the archive of it.
			const rank = suffix === undefined ? 20 : ARCHIVES.indexOf(suffix);
			return { name, host: 'amd64', target, rank: rank + (prefix === undefined ? 10 : 0) };
		},
	},
];

/** What the assets of a usable release are called, for messages. */
export const KNOWN_LAYOUTS: string = RULES.map(({ name, pattern }) => `${pattern} (${name})`).join(
	', ',
);

/**
 * Recognises the layout of a release by the names of its assets. Among several that serve this
 * host the one with the fewest files to fetch is taken.
 * @returns undefined when no asset looks like an emulator or an archive of emulators
 */
export function recogniseLayout(
	names: readonly string[],
	host: Pick<Host, 'architecture'>,
): Layout | undefined {
	const layouts = RULES.flatMap((rule): Layout[] => {
		const found = names.flatMap((name) => rule.read(name) ?? []);
		if (found.length === 0) return [];
		const best = new Map<string | undefined, Found>();
		for (const each of found.filter((one) => one.host === host.architecture)) {
			const other = best.get(each.target);
			if (other === undefined || each.rank < other.rank) best.set(each.target, each);
		}
		return [
			{
				name: rule.name,
				assumesPreservedArgv0: rule.assumesPreservedArgv0,
				hosts: [...new Set(found.map((each) => each.host))].sort(),
				assets: [...best.values()].map(({ name, target }) => ({ name, target })),
			},
		];
	});
	return layouts.find(({ assets }) => assets.length > 0) ?? merged(layouts);
}

/**
 * The name of the archive of a release in the layout of tonistiigi/binfmt.
 * @param version QEMU's, `10.2.3`
 */
export function archiveName(version: string, host: Pick<Host, 'architecture'>): string {
	return `qemu_v${version}_linux-${host.architecture}.tar.gz`;
}

/** None serves this host: all hosts that any of them does serve. */
function merged([first, ...others]: readonly Layout[]): Layout | undefined {
	if (first === undefined) return undefined;
	const hosts = [first, ...others].flatMap((layout) => layout.hosts);
	return { ...first, hosts: [...new Set(hosts)].sort() };
}
