import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** The text of a file of this project. */
export function readProject(path: string): string {
	return readFileSync(join(ROOT, path), 'utf8');
}

/** All files that are or may be committed, relative to the root. */
export function projectFiles(): string[] {
	// The repository may belong to another user than the one who runs the tests.
	const list = execFileSync(
		'git',
		['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
		{ cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 },
	);
	return list.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

/** All Markdown files of this project. */
export function markdownFiles(): string[] {
	return projectFiles().filter((path) => path.endsWith('.md'));
}

/** What of action.yml the tests look at. */
export interface ActionMetadata {
	readonly name: string;
	readonly description: string;
	readonly branding: { readonly icon: string; readonly color: string };
	readonly inputs: Readonly<
		Record<string, { readonly description: string; readonly default: string }>
	>;
	readonly outputs: Readonly<Record<string, { readonly description: string }>>;
	readonly runs: { readonly using: string; readonly main: string; readonly post: string };
}

export function readAction(path = 'action.yml'): ActionMetadata {
	return parse(readProject(path)) as ActionMetadata;
}

/** The cells of the rows of the first table below a heading. */
export function tableBelow(markdown: string, heading: string): string[][] {
	const lines = markdown.split('\n');
	const from = lines.indexOf(heading);
	if (from === -1) throw new Error(`there is no heading "${heading}"`);
	const rest = lines.slice(from + 1);
	const start = rest.findIndex((line) => line.startsWith('|'));
	const end = rest.findIndex((line, index) => index > start && !line.startsWith('|'));
	return rest
		.slice(start + 2, end === -1 ? undefined : end)
		.map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
		.map((cells) => cells.map((cell) => cell.trim()));
}

/** Text without the marks of code. */
export function plain(markdown: string): string {
	return markdown.replaceAll('`', '');
}

/** The contents of the fenced blocks of a language. */
export function fencedBlocks(markdown: string, language: string): string[] {
	const blocks = markdown.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'));
	return [...blocks].map(([, content = '']) => content);
}
