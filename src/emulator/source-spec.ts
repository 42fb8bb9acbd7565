import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { XarchError } from '../errors.js';
import type { SourceSpec } from './emulator.js';

const ALLOWED = 'auto, github, apt, apt:<suite>, dir:<path>';
const WORDS = ['auto', 'github', 'apt', 'dir'];
const SUITE = /^[a-z0-9][a-z0-9.+-]*$/;

/**
 * Reads the `source` input.
 * @param text sources separated by commas or line breaks; empty means `auto`
 * @returns the sources in the order in which they are to be tried, without repetitions
 * @throws E_INPUT naming the wrong value and what is allowed
 */
export function parseSources(text: string): SourceSpec[] {
	const items = text
		.split(/[,\n]/)
		.map((item) => item.trim())
		.filter((item) => item !== '');
	const specs = (items.length === 0 ? ['auto'] : items).flatMap(parseSource);
	const labels = specs.map(sourceLabel);
	return specs.filter((_, index) => labels.indexOf(labels[index] ?? '') === index);
}

/**
 * Reads the `version` input.
 * @returns `default`, or the version without a leading `v`: `10.2.3`, or `10.2` for any 10.2.x
 * @throws E_INPUT
 */
export function parseVersion(text: string): string {
	const trimmed = text.trim();
	if (trimmed === '' || trimmed === 'default') {
		return 'default';
	}
	const match = /^v?(\d+\.\d+(?:\.\d+)?)$/.exec(trimmed);
	if (match?.[1] === undefined) {
		throw new XarchError(
			'E_INPUT',
			`version: "${trimmed}" is not a version of QEMU; allowed: default, a version such as 10.2.3, or 10.2 for any 10.2.x.`,
			'Leave the input out to get the default version, or name an exact one.',
		);
	}
	return match[1];
}

/** A source as one writes it in the `source` input: `github`, `apt:trixie`, `dir:/opt/qemu`. */
export function sourceLabel(spec: SourceSpec): string {
	switch (spec.kind) {
		case 'github':
			return 'github';
		case 'apt':
			if (spec.suite !== undefined) return `apt:${spec.suite}`;
			return spec.backports === true ? 'apt or its backports' : 'apt';
		case 'dir':
			return `dir:${spec.path}`;
	}
}

function parseSource(item: string): SourceSpec[] {
	const colon = item.indexOf(':');
	const word = colon === -1 ? item : item.slice(0, colon);
	const argument = colon === -1 ? undefined : item.slice(colon + 1).trim();
	if (argument === undefined) {
		switch (word) {
			case 'auto':
				return [{ kind: 'github' }, { kind: 'apt', suite: undefined, backports: true }];
			case 'github':
				return [{ kind: 'github' }];
			case 'apt':
				return [{ kind: 'apt', suite: undefined }];
		}
	} else if (word === 'apt') {
		if (!SUITE.test(argument)) {
			throw wrong(item, 'a suite is made of a-z, 0-9, dots, plus and minus signs');
		}
		return [{ kind: 'apt', suite: argument }];
	} else if (word === 'dir' && argument !== '') {
		return [{ kind: 'dir', path: resolve(argument) }];
	}
	if (word === 'dir') {
		throw wrong(item, 'dir needs a path, as in dir:/opt/qemu/bin');
	}
	if (word === 'auto' || word === 'github') {
		throw wrong(item, `${word} takes nothing after it`);
	}
	throw wrong(item, `did you mean ${closest(word, WORDS)}?`);
}

function wrong(item: string, hint: string): XarchError {
	return new XarchError(
		'E_INPUT',
		`source: "${item}" is not a source (${hint}); allowed: ${ALLOWED}.`,
		'Correct the source input, or leave it out to use auto.',
	);
}
