import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import {
	CATALOG,
	type Catalog,
	DEFAULT_REPOSITORY,
	DEFAULT_VERSION,
	findNamed,
	findPinned,
} from '../../../src/emulator/catalog.js';
import { recogniseLayout } from '../../../src/emulator/github/layouts.js';
import { parseReleaseTag } from '../../../src/emulator/github/release-tag.js';
import { compareVersions, parseVersion } from '../../../src/emulator/version.js';
import { targetByName } from '../../../src/platform/table.js';

const schema = JSON.parse(readFileSync('src/emulator/catalog.schema.json', 'utf8')) as object;
const file = JSON.parse(readFileSync('src/emulator/catalog.json', 'utf8')) as Catalog;
const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
const repositories = [...new Set(CATALOG.releases.map(({ repository }) => repository))];
const assets = CATALOG.releases.flatMap((release) =>
	release.assets.map((asset) => ({ release, asset })),
);

describe('the catalog', () => {
	test('is as its schema says', () => {
		expect(validate(file)).toBe(true);
		expect(file).toEqual(CATALOG);
	});

	test.each<[string, (catalog: Record<string, unknown>) => unknown]>([
		['no default', ({ default: _, ...rest }) => rest],
		['an unknown key', (catalog) => ({ ...catalog, extra: 1 })],
		['a version instead of a tag', (catalog) => ({ ...catalog, default: '10.2.3' })],
		['no releases', (catalog) => ({ ...catalog, releases: [] })],
		['a bad digest', (catalog) => withAsset(catalog, { sha256: 'ABC' })],
		[
			'an address elsewhere',
			(catalog) => withAsset(catalog, { address: 'https://example.org/a/b/releases/download/t/n' }),
		],
		[
			'a member that is a path',
			(catalog) => withAsset(catalog, { members: [{ name: '../qemu-arm' }] }),
		],
		['a size of nothing', (catalog) => withAsset(catalog, { sizeBytes: 0 })],
	])('with %s is refused by the schema', (_name, change) => {
		expect(validate(change({ ...file }))).toBe(false);
	});

	test('has the default version, with a digest', () => {
		const pinned = findPinned(DEFAULT_REPOSITORY, parseVersion('default'));
		expect(pinned?.version).toBe(DEFAULT_VERSION);
		expect(pinned?.assets.map(({ host }) => host)).toContain('amd64');
	});

	test.each(repositories)('%s is sorted, the newest first, without repetitions', (repository) => {
		const own = CATALOG.releases.filter((release) => release.repository === repository);
		const sorted = own.toSorted(
			(a, b) =>
				compareVersions(b.version, a.version) ||
				(parseReleaseTag(b.tag)?.build ?? 0) - (parseReleaseTag(a.tag)?.build ?? 0),
		);
		expect(own).toEqual(sorted);
		expect(new Set(own.map(({ tag }) => tag)).size).toBe(own.length);
	});

	test('agrees with its tags', () => {
		for (const { version, tag } of CATALOG.releases) {
			expect(parseReleaseTag(tag)?.version).toBe(version);
		}
	});

	test('has each asset once, in its own release, in a layout that is known', () => {
		expect(new Set(assets.map(({ asset }) => asset.address)).size).toBe(assets.length);
		for (const { release, asset } of assets) {
			const path = `https://github.com/${release.repository}/releases/download/${release.tag}/`;
			expect(asset.address.startsWith(path)).toBe(true);
			const layout = recogniseLayout([asset.address.slice(path.length)], {
				architecture: asset.host,
			});
			expect(layout?.assets).toHaveLength(1);
		}
	});

	test('has each member once, a known target, sorted', () => {
		for (const { asset } of assets) {
			const names = (asset.members ?? []).map(({ name }) => name);
			expect(names).toEqual([...new Set(names)].sort());
			for (const name of names) {
				expect(targetByName(name.replace(/^qemu-|-static$/g, ''))).toBeDefined();
			}
		}
	});
});

describe('findPinned', () => {
	const version = (text: string) => findPinned(DEFAULT_REPOSITORY, parseVersion(text))?.tag;

	test.each([
		['default', 'deploy/v10.2.3-68'],
		['10.2', 'deploy/v10.2.3-68'],
		['10.2.1', 'deploy/v10.2.1-65'],
		['>=9 <10', 'deploy/v9.2.2-52'],
		['deploy/v8.1.5-45', 'deploy/v8.1.5-45'],
		['v8.1.5-45', 'deploy/v8.1.5-45'],
		['8.1.5-45', 'deploy/v8.1.5-45'],
		['3.1', undefined],
		['latest', undefined],
		['v8.1.5-99', undefined],
	])('%s of the default repository is %s', (text, tag) => {
		expect(version(text)).toBe(tag);
	});

	test('default of another repository is its newest', () => {
		expect(findPinned('multiarch/qemu-user-static', parseVersion('default'))?.tag).toBe('v7.2.0-1');
		expect(findPinned('nobody/knows', parseVersion('default'))).toBeUndefined();
	});

	test('a tag in the source goes before the version', () => {
		const spec = { repository: DEFAULT_REPOSITORY, tag: 'v9.2.2-52' };
		expect(findNamed(spec, parseVersion('default'))?.version).toBe('9.2.2');
		expect(findNamed({ ...spec, tag: undefined }, parseVersion('default'))?.version).toBe(
			DEFAULT_VERSION,
		);
	});
});

function withAsset(catalog: Record<string, unknown>, change: object): unknown {
	const asset = { ...assets[0]?.asset, ...change };
	const [release] = catalog.releases as object[];
	return { ...catalog, releases: [{ ...release, assets: [asset] }] };
}
