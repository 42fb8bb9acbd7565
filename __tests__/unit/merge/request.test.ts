import { describe, expect, test } from '@jest/globals';
import { digestOf, refusal, requestOf } from './merge-fixture.js';

describe('images and tags', () => {
	test('a tag by itself is for every image, one with its image for that one', () => {
		const { targets, sources } = requestOf({
			images: ['ghcr.io/octo/app', 'octo/app', 'busybox'],
			tags: ['1.2', 'latest', 'index.docker.io/octo/app:edge', '1.2'],
		});
		expect(targets).toEqual([
			{ repository: 'ghcr.io/octo/app', tags: ['1.2', 'latest'] },
			{ repository: 'docker.io/octo/app', tags: ['1.2', 'latest', 'edge'] },
			{ repository: 'docker.io/library/busybox', tags: ['1.2', 'latest'] },
		]);
		expect(sources.map(({ repository }) => repository)).toEqual([
			'ghcr.io/octo/app',
			'ghcr.io/octo/app',
		]);
	});

	test('without images, they are those of the tags', () => {
		const { targets, sources } = requestOf({
			images: [],
			tags: ['localhost:5000/a:1', '127.0.0.1:5000/b/c:2', 'localhost:5000/a:3'],
		});
		expect(targets).toEqual([
			{ repository: 'localhost:5000/a', tags: ['1', '3'] },
			{ repository: '127.0.0.1:5000/b/c', tags: ['2'] },
		]);
		expect(sources[0]?.repository).toBe('localhost:5000/a');
	});

	test('everything is frozen', () => {
		const request = requestOf({});
		const parts = [
			request,
			request.targets,
			request.targets[0],
			request.sources,
			request.sources[0],
		];
		expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true));
	});

	test.each([
		[{ images: ['ghcr.io/Octo/App'] }, /images: "ghcr.io\/Octo\/App"/, /write ghcr.io\/octo\/app/],
		[{ images: ['ghcr.io/octo/app:1.2'] }, /has a tag or a digest; .*ghcr.io\/octo\/app\./, /./],
		[{ images: [`octo/app@${digestOf('a')}`] }, /has a tag or a digest/, /./],
		[{ images: ['--help'] }, /"--help" is not the name of an image/, /./],
		[{ images: ['a b'] }, /"a b"/, /./],
		[{ images: ['a/../b'] }, /"a\/..\/b"/, /./],
		[{ images: ['app\n::error::x'] }, /"app\\n::error::x"/, /./],
		[{ images: [`a/${'b'.repeat(300)}`] }, /is not the name of an image/, /./],
		[{ images: ['$(id)'] }, /"\$\(id\)"/, /./],
		[{ tags: ['-t'] }, /tags: "-t" is neither a tag nor an image with a tag/, /./],
		[{ tags: ['a b'] }, /"a b"/, /./],
		[{ tags: ['x'.repeat(129)] }, /neither a tag/, /./],
		[{ tags: ['ghcr.io/Octo/app:1'] }, /"ghcr.io\/Octo\/app"/, /write ghcr.io\/octo\/app/],
		[{ tags: ['app:1;rm'] }, /"app:1;rm"/, /./],
		[{ tags: [`ghcr.io/octo/app@${digestOf('a')}`] }, /neither a tag/, /./],
		[{ tags: [] }, /tags is empty/, /metadata-action/],
		[{ images: [], tags: ['1.2'] }, /"1.2" is a tag without an image/, /images/],
	])('%j is refused', (texts, message, remedy) => {
		const error = refusal(() => requestOf(texts));
		expect(error.code).toBe('E_INPUT');
		expect(error.message).toMatch(message);
		expect(error.remedy).toMatch(remedy);
		expect(error.message).not.toMatch(/\n/);
	});
});

describe('digests', () => {
	test('one that is given twice is merged once, and keeps the platform it was given for', () => {
		const { sources } = requestOf({}, [digestOf('a'), `arm64=${digestOf('a')}`, digestOf('b')]);
		expect(sources.map(({ digest, platform }) => [digest, platform])).toEqual([
			[digestOf('a'), 'linux/arm64'],
			[digestOf('b'), undefined],
		]);
	});

	test('one may lie in another repository', () => {
		const { sources } = requestOf({}, [`ghcr.io/octo/app-arm64@${digestOf('a')}`, digestOf('a')]);
		expect(sources.map(({ repository }) => repository)).toEqual([
			'ghcr.io/octo/app-arm64',
			'ghcr.io/octo/app',
		]);
	});

	test('one cannot be two platforms, and none is too few', () => {
		const twice = [`arm64=${digestOf('a')}`, `riscv64=${digestOf('a')}`];
		expect(refusal(() => requestOf({}, twice)).message).toMatch(/linux\/arm64 and linux\/riscv64/);
		expect(refusal(() => requestOf({}, [])).message).toMatch(/digests is empty/);
	});
});

describe('annotations', () => {
	test.each([
		'index:org.opencontainers.image.title=An app, "quoted" and = more',
		'manifest-descriptor:a=b',
		'manifest-descriptor[linux/arm/v7]:a=',
		'index,manifest-descriptor[linux/arm64]:a=b',
	])('%s is one', (line) => {
		expect(requestOf({ annotations: [line] }).annotations).toEqual([line]);
	});

	test.each([
		['org.opencontainers.image.title=App', /Write index: before the key/],
		['manifest:a=b', /DOCKER_METADATA_ANNOTATIONS_LEVELS: index/],
		['manifest,index:a=b', /DOCKER_METADATA_ANNOTATIONS_LEVELS/],
		['index-descriptor:a=b', /given to the build/],
		['index:a', /./],
		['index:=b', /./],
		['index:a b=c', /./],
		['index:a=b\u0000c', /./],
	])('%j is none', (line, remedy) => {
		const error = refusal(() => requestOf({ annotations: [line] }));
		expect(error.code).toBe('E_INPUT');
		expect(error.message).toMatch(/not an annotation of an index/);
		expect(error.remedy).toMatch(remedy);
	});
});

describe('expected platforms', () => {
	test.each([
		['', undefined],
		[' aarch64,linux/arm64/v8\narmhf ', ['linux/arm64', 'linux/arm/v7']],
		['windows/amd64 linux/amd64', ['windows/amd64', 'linux/amd64']],
	])('%j', (text, platforms) => {
		expect(requestOf({ expectedPlatforms: text }).expectedPlatforms).toEqual(platforms);
	});

	test('all and names nobody knows are refused', () => {
		expect(refusal(() => requestOf({ expectedPlatforms: 'all' })).code).toBe('E_INPUT');
		expect(refusal(() => requestOf({ expectedPlatforms: 'amd46' })).code).toBe('E_PLATFORM');
	});
});
