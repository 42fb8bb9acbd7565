import { describe, expect, test } from '@jest/globals';
import { CATALOG } from '../../../../src/emulator/catalog.js';
import { isFromApi } from '../../../../src/emulator/github/release-files.js';

describe('isFromApi', () => {
	const ghes = 'https://ghes.example/api/v3';
	const at = (apiUrl: string) => ({ name: 'x', sha256: undefined, apiUrl });
	const context = (more: object) => ({
		catalog: CATALOG,
		githubUrl: 'https://github.com',
		githubApiUrl: 'https://api.github.com',
		token: 'token',
		tokenOrigin: 'https://api.github.com',
		...more,
	});
	const enterprise = {
		githubUrl: 'https://ghes.example',
		githubApiUrl: ghes,
		tokenOrigin: 'https://ghes.example',
	};

	test.each([
		['an Enterprise server', 'a/b', `${ghes}/1`, enterprise, true],
		['the same without a token', 'a/b', `${ghes}/1`, { ...enterprise, token: undefined }, false],
		['an address elsewhere', 'a/b', 'https://evil.example/1', enterprise, false],
		['a repository that may be private', 'a/b', 'https://api.github.com/1', {}, true],
		['a public one', 'tonistiigi/binfmt', 'https://api.github.com/1', {}, false],
		['a mirror', 'a/b', 'https://api.github.com/1', { githubUrl: 'https://m.example' }, false],
		[
			'the token of another server',
			'a/b',
			'https://api.github.com/1',
			{ tokenOrigin: ghes },
			false,
		],
	])('%s', (_name, repository, apiUrl, more, expected) => {
		expect(isFromApi({ repository }, at(apiUrl), context(more))).toBe(expected);
	});
});
