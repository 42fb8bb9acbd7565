import compare from 'semver/functions/compare.js';
import { measureArchive } from './archive.mjs';

/** Whose new releases are added by themselves. */
const FOLLOWED = 'tonistiigi/binfmt';
/** Hosts that the action runs on; releases have further ones. */
const HOSTS = ['amd64', 'arm64', 'loong64', 'ppc64le', 'riscv64', 's390x'];

/**
 * @param {object} catalog as catalog.json has it
 * @param {import('./github.mjs').Github} github
 * @returns {Promise<{ updated: object, summary: string }>} the new catalog, and in Markdown what is
 * new in it
 * @throws Error naming a digest that is another one now, or a request that failed
 */
export async function updateCatalog(catalog, github) {
	const changes = [];
	const notes = [];
	const releases = [];
	for (const repository of new Set(catalog.releases.map((release) => release.repository))) {
		const offered = await github.releases(repository);
		const known = catalog.releases.filter((release) => release.repository === repository);
		const added = repository === FOLLOWED ? newReleases(known, offered, repository) : [];
		for (const release of [...known, ...added].sort(newestFirst)) {
			const source = offered.find(({ tag }) => tag === release.tag);
			if (source === undefined) {
				notes.push(`${repository} has no release \`${release.tag}\` any more.`);
				releases.push(release);
				continue;
			}
			const { assets, news, missing } = await updateAssets(release, source, github);
			if (added.includes(release) && assets.length === 0) {
				notes.push(`${title(release)} is left out: ${missing.join(' ') || 'it has no emulators.'}`);
				continue;
			}
			notes.push(...missing.map((text) => `${title(release)}: ${text}`));
			releases.push({ ...release, assets });
			const kind = added.includes(release) ? 'new release' : 'filled in';
			if (news.length > 0) changes.push(`${title(release)}: ${kind}, ${news.join(', ')}`);
		}
	}
	const updated = { ...catalog, releases };
	return { updated, summary: summarise(catalog, changes, notes) };
}

/** Those with a higher version than all known ones, and newer builds of known versions. */
function newReleases(known, offered, repository) {
	const [newest] = [...known].sort(newestFirst);
	return offered.flatMap(({ tag }) => {
		const [, version] = /^deploy\/v(\d+\.\d+\.\d+)-\d+$/.exec(tag) ?? [];
		if (version === undefined || known.some((release) => release.tag === tag)) return [];
		const siblings = known.filter((release) => release.version === version);
		const isNewer =
			siblings.length > 0
				? siblings.every((sibling) => buildOf(tag) > buildOf(sibling.tag))
				: compare(version, newest.version) > 0;
		return isNewer ? [{ repository, version, tag, assets: [] }] : [];
	});
}

async function updateAssets(release, source, github) {
	const assets = [...release.assets];
	const news = [];
	const missing = [];
	for (const { name, sha256 } of source.assets) {
		const host = hostOf(name, release);
		if (host === undefined) continue;
		const path = `${release.repository}/releases/download/${release.tag}/${name}`;
		const address = `https://github.com/${path}`;
		const index = assets.findIndex((asset) => asset.address === address);
		const known = assets[index];
		if (known !== undefined && sha256 !== undefined && sha256 !== known.sha256) {
			throw new Error(
				`${address} has another digest now: ${sha256} instead of ${known.sha256}. Find out why before anybody downloads it.`,
			);
		}
		if (known !== undefined && isComplete(known)) continue;
		const digest = known?.sha256 ?? sha256;
		if (digest === undefined) {
			missing.push(`GitHub states no digest of \`${name}\`.`);
			continue;
		}
		process.stderr.write(`Measuring ${address}\n`);
		const { sizeBytes, members } = await measured(address, digest, github);
		const asset = { host, address, sha256: digest, sizeBytes, members };
		if (index === -1) assets.push(asset);
		else assets[index] = asset;
		news.push(`\`${name}\` (${members.length} emulators)`);
	}
	assets.sort((a, b) => (a.address < b.address ? -1 : 1));
	return { assets, news, missing };
}

async function measured(address, digest, github) {
	const found = await measureArchive(await github.file(address)).catch((error) => {
		throw new Error(`${address} cannot be read: ${error.message}`, { cause: error });
	});
	if (found.sha256 !== digest) {
		throw new Error(`${address} has sha256 ${found.sha256}, expected ${digest}`);
	}
	if (found.members.length === 0) throw new Error(`${address} holds no emulators`);
	return found;
}

/** The host that an asset is for; undefined for other things, and for what is not taken. */
function hostOf(name, { repository, version }) {
	const [, built, host] = /^qemu_v(\d+\.\d+\.\d+)_linux-([a-z0-9-]+)\.tar\.gz$/.exec(name) ?? [];
	if (host !== undefined) return built === version && HOSTS.includes(host) ? host : undefined;
	const isSingle = /^x86_64_qemu-[a-z0-9_]+-static\.tar\.gz$/.test(name);
	return isSingle && repository === 'multiarch/qemu-user-static' ? 'amd64' : undefined;
}

function isComplete({ sizeBytes, members }) {
	return sizeBytes !== undefined && (members ?? []).some(({ sha256 }) => sha256 !== undefined);
}

function newestFirst(a, b) {
	return compare(b.version, a.version) || buildOf(b.tag) - buildOf(a.tag);
}

function buildOf(tag) {
	return Number(/-(\d+)$/.exec(tag)?.[1] ?? 0);
}

function title({ repository, tag, version }) {
	return `${repository} \`${tag}\` (QEMU ${version})`;
}

function summarise(catalog, changes, notes) {
	const lines = [
		'### Releases in the catalog',
		'',
		...(changes.length === 0 ? ['Nothing has changed.'] : changes.map((each) => `- ${each}`)),
		'',
		`The default release stays \`${catalog.default}\`.`,
		...(notes.length === 0 ? [] : ['', 'Not taken:', '', ...notes.map((each) => `- ${each}`)]),
	];
	return `${lines.join('\n')}\n`;
}
