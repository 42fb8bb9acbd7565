import { LineCounter, parseDocument } from 'yaml';
import { XarchError } from '../errors.js';
import { suggestion } from './input-error.js';

/** One node of the YAML list, its values as text, as the inputs of the same names have them. */
export interface AppendedNode {
	/** For messages: `buildx-append, node 2 (arm)`. */
	readonly label: string;
	readonly values: Readonly<Partial<Record<NodeKey, string>>>;
}

const KEYS = ['name', 'endpoint', 'driver-opts', 'buildkitd-flags', 'platforms'] as const;
export type NodeKey = (typeof KEYS)[number];
/** Keys whose value may be a list, a text each. */
const LISTS: readonly string[] = ['driver-opts', 'platforms', 'buildkitd-flags'];

/**
 * Reads the YAML list of further nodes.
 * @param name of the input, for messages
 * @throws E_INPUT naming line and column, or node and key
 */
export function parseAppendedNodes(name: string, text: string): AppendedNode[] {
	if (text.trim() === '') return [];
	const list = parseYaml(name, text);
	if (!Array.isArray(list) || list.length === 0) {
		throw new XarchError('E_INPUT', `${name} is not a YAML list.`, EXAMPLE);
	}
	return list.map((node: unknown, index) => readNode(name, node, index));
}

const EXAMPLE = `Write a list of nodes, each with some of ${KEYS.join(', ')}, as in "- endpoint: ssh://me@arm-host".`;

function parseYaml(name: string, text: string): unknown {
	const lineCounter = new LineCounter();
	const document = parseDocument(text, { lineCounter, prettyErrors: false });
	const [error] = document.errors;
	if (error === undefined) {
		try {
			return document.toJS({ maxAliasCount: 100 }) as unknown;
		} catch (failure) {
			throw new XarchError('E_INPUT', `${name} is not sound YAML.`, EXAMPLE, failure);
		}
	}
	const { line, col } = lineCounter.linePos(error.pos[0]);
	const shown = (text.split(/\r?\n/)[line - 1] ?? '').replaceAll('\t', ' ');
	throw new XarchError(
		'E_INPUT',
		`${name}, line ${line}, column ${col} is not YAML: ${error.message}\n  ${shown}\n  ${' '.repeat(Math.max(0, col - 1))}^`,
		EXAMPLE,
		error,
	);
}

function readNode(name: string, node: unknown, index: number): AppendedNode {
	const given =
		typeof node === 'object' && node !== null && !Array.isArray(node) ? node : undefined;
	const called = (given as { name?: unknown } | undefined)?.name;
	const label = `${name}, node ${index + 1}${typeof called === 'string' ? ` (${called})` : ''}`;
	if (given === undefined) {
		throw new XarchError('E_INPUT', `${label} is not a mapping of keys to values.`, EXAMPLE);
	}
	const values: Partial<Record<NodeKey, string>> = {};
	for (const [key, value] of Object.entries(given)) {
		if (!isKey(key)) {
			throw new XarchError(
				'E_INPUT',
				`${label} has the unknown key ${JSON.stringify(key)}${suggestion(key, KEYS)}`,
				`The keys are ${KEYS.join(', ')}.`,
			);
		}
		values[key] = readValue(label, key, value);
	}
	return { label, values };
}

function isKey(key: string): key is NodeKey {
	return (KEYS as readonly string[]).includes(key);
}

function readValue(label: string, key: NodeKey, value: unknown): string {
	if (value === null) return '';
	if (typeof value === 'string') return value;
	if (LISTS.includes(key) && Array.isArray(value)) {
		if (value.every((each) => typeof each === 'string')) {
			return value.join(key === 'buildkitd-flags' ? ' ' : '\n');
		}
	}
	const kind = Array.isArray(value) ? 'a list' : `a ${typeof value}`;
	throw new XarchError(
		'E_INPUT',
		`${label}: ${key} is ${kind}; it has to be a text${LISTS.includes(key) ? ', or a list of texts' : ''}.`,
		`Put it in quotes, as in ${key}: "…".`,
	);
}
