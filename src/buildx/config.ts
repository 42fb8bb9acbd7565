import { parse, stringify, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { XarchError } from '../errors.js';
import type { Mirror } from './mirrors.js';

/** A text of buildkitd.toml, and what it is called in messages: a path, or the name of an input. */
export interface ConfigText {
	readonly name: string;
	readonly text: string;
}

/**
 * The configuration of BuildKit: as it was given, or with mirrors added to what was given.
 * @returns TOML; undefined when there is nothing to configure. The text itself where no mirror is
 * added, else all of its settings without its comments, always in the same order
 * @throws E_INPUT naming file, line and column, or the setting
 */
export function composeConfig(
	given: ConfigText | undefined,
	mirrors: readonly Mirror[],
): string | undefined {
	const settings = given === undefined ? {} : parseConfig(given);
	if (mirrors.length === 0) return given?.text;
	const name = given?.name ?? '';
	const registries = tableIn(settings, 'registry', name, 'registry');
	for (const { registry, mirror, isPlainHttp } of mirrors) {
		const path = `registry."${registry}"`;
		const table = tableIn(registries, registry, name, path);
		const { mirrors: present = [] } = table;
		if (!Array.isArray(present)) throw wrongKind(name, `${path}.mirrors`, 'a list');
		table.mirrors = present.includes(mirror) ? present : [...present, mirror];
		if (!isPlainHttp) continue;
		const [host = ''] = mirror.split('/', 1);
		const own = tableIn(registries, host, name, `registry."${host}"`);
		if (own.http === false) {
			throw new XarchError(
				'E_INPUT',
				`${name}: registry."${host}".http is false, but the mirror is given as http://${mirror}.`,
				'Leave http:// out of the mirror, or the setting out of the configuration.',
			);
		}
		own.http = true;
	}
	return stringify(settings, { numbersAsFloat: true });
}

function parseConfig({ name, text }: ConfigText): TomlTable {
	try {
		// With numbers apart, whole ones of any size and fractions are written as they were read.
		return parse(text, { integersAsBigInt: true });
	} catch (error) {
		if (!(error instanceof TomlError)) throw error;
		const { line, column } = error;
		const reason = error.message.split('\n', 1)[0]?.replace(/^Invalid TOML document: /, '');
		const shown = text.split(/\r?\n/)[line - 1] ?? '';
		throw new XarchError(
			'E_INPUT',
			`${name}, line ${line}, column ${column} is not TOML: ${reason}.\n  ${shown.replaceAll('\t', ' ')}\n  ${' '.repeat(Math.max(0, column - 1))}^`,
			"Correct it; BuildKit's documentation lists the settings of buildkitd.toml.",
			error,
		);
	}
}

/** The table of a table, made when it is not there. */
function tableIn(parent: TomlTable, key: string, name: string, path: string): TomlTable {
	if (!Object.hasOwn(parent, key)) parent[key] = {};
	const value: TomlValue | undefined = parent[key];
	if (typeof value !== 'object' || Array.isArray(value) || value instanceof Date) {
		throw wrongKind(name, path, 'a table');
	}
	return value as TomlTable;
}

function wrongKind(name: string, path: string, kind: string): XarchError {
	return new XarchError(
		'E_INPUT',
		`${name}: ${path} is not ${kind}, so that no mirror can be added to it.`,
		`Correct it, as in [registry."docker.io"] with mirrors = ["mirror.example"].`,
	);
}
