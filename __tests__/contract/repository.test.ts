import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { markdownFiles, projectFiles, ROOT, readProject } from './project-files.js';

const files = projectFiles();

test('the lock file does not say from where a package was fetched', () => {
	expect(readProject('package-lock.json')).not.toContain('"resolved"');
});

test('the lock file knows the optional packages of every system', () => {
	const { packages } = JSON.parse(readProject('package-lock.json')) as {
		packages: Record<string, { optionalDependencies?: Record<string, string> }>;
	};
	const optional = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
		Object.keys(optionalDependencies),
	);
	expect(optional).toContain('@biomejs/cli-darwin-arm64');
	expect(optional.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([]);
});

test('dist/licenses.txt names every production dependency, with its version', () => {
	const { dependencies } = JSON.parse(readProject('package.json')) as {
		dependencies: Record<string, string>;
	};
	const lines = readProject('dist/licenses.txt').split('\n');
	for (const [installedAs, wanted] of Object.entries(dependencies)) {
		const [, name = installedAs, version = wanted] = /^npm:(.+)@(.+)$/.exec(wanted) ?? [];
		expect(lines.find((line) => line.startsWith(`${name} ${version} (`))).toBeDefined();
	}
});

test('the changes begin with the version of package.json', () => {
	const { version } = JSON.parse(readProject('package.json')) as { version: string };
	expect(/^## (\S+)/m.exec(readProject('CHANGELOG.md'))?.[1]).toBe(version);
});

/** The hosts that this machine gets its packages from. */
function packageHosts(): string[] {
	const registry = execFileSync('npm', ['config', 'get', 'registry'], {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const parts = '/etc/apt/sources.list.d';
	const lists = existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : [];
	const sources = ['/etc/apt/sources.list', ...lists]
		.filter((path) => /\.(?:list|sources)$/.test(path) && existsSync(path))
		.map((path) => readFileSync(path, 'utf8'));
	const hosts = [registry, ...sources].flatMap((text) =>
		[...text.matchAll(/\bhttps?:\/\/(?:[^@/\s]*@)?([^/:\s]+)/g)].map(([, host = '']) => host),
	);
	// An address of this machine or network says nothing of a registry.
	return [...new Set(hosts)].filter((host) => /\.[a-z]{2,}$/.test(host));
}

test('no file names a host that packages come from', () => {
	const hosts = packageHosts();
	const named = files.flatMap((path) => {
		const text = readFileSync(join(ROOT, path), 'latin1');
		return hosts.filter((host) => text.includes(host)).map((host) => `${path}: ${host}`);
	});
	expect(named).toEqual([]);
}, 30_000);

describe('workflows', () => {
	const workflows = files.filter((path) => /^\.github\/.*\.ya?ml$/.test(path));

	test('there are some', () => {
		expect(workflows).toContain('.github/workflows/ci.yml');
	});

	test.each(workflows)('%s: every action is this one or pinned by its commit', (path) => {
		const uses = [...readProject(path).matchAll(/^\s*(?:- )?uses:\s*(.+?)\s*$/gm)];
		const loose = uses
			.map(([, value = '']) => value)
			.filter(
				(value) =>
					!/^(?:\.\/[\w./-]*|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(value),
			);
		expect(loose).toEqual([]);
	});
});

/** The anchor GitHub gives a heading. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replaceAll(' ', '-');
}

function anchorsOf(markdown: string): string[] {
	const prose = markdown.replace(/^```.*?^```/gms, '');
	return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

test.each(markdownFiles())('%s: every link inside this repository leads somewhere', (path) => {
	const text = readProject(path).replace(/^```.*?^```/gms, '');
	const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
	const broken = targets
		.filter((target) => !/^[a-z]+:/.test(target))
		.filter((target) => {
			const [file = '', anchor] = target.split('#');
			const linked = file === '' ? path : normalize(join(dirname(path), file));
			if (!existsSync(join(ROOT, linked))) return true;
			return anchor !== undefined && !anchorsOf(readProject(linked)).includes(anchor);
		});
	expect(broken).toEqual([]);
});
