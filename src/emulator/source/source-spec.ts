import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { XarchError } from '../../errors.js';
import { DEFAULT_REPOSITORY } from '../catalog.js';
import type { SourceSpec } from '../emulator.js';
import { templateForPeople, withoutCredentials } from './url-template.js';

const ALLOWED =
	'auto, github, github:<owner>/<repository>[@<tag>], apt, apt:<suite>, image:<reference>, dir:<path>, https://<address with {version}, {host} and {target}>';
const WORDS = ['auto', 'github', 'apt', 'image', 'dir', 'https'];
const SUITE = /^[a-z0-9][a-z0-9.+-]*$/;
const REPOSITORY =
	/^([A-Za-z0-9][A-Za-z0-9-]*\/(?!\.\.?(?:@|$))[A-Za-z0-9._-]+)(?:@([\w.+~/-]+))?$/;
/** As the distribution project's reference grammar has it, less strict on lengths. */
const REFERENCE =
	/^[a-z0-9][\w.-]*(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/i;
const PLACEHOLDERS = ['version', 'host', 'target'];

/** Whether a text is the name of an image, `docker.io/moby/buildkit:v0.25.0`. */
export function isImageReference(text: string): boolean {
	return REFERENCE.test(text);
}

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
	return [...new Map(specs.map((spec) => [JSON.stringify(spec), spec])).values()];
}

/** A source as one writes it in the `source` input, less what might be secret in an address. */
export function sourceLabel(spec: SourceSpec): string {
	switch (spec.kind) {
		case 'github':
			if (spec.tag !== undefined) return `github:${spec.repository}@${spec.tag}`;
			return spec.repository === DEFAULT_REPOSITORY ? 'github' : `github:${spec.repository}`;
		case 'apt':
			if (spec.suite !== undefined) return `apt:${spec.suite}`;
			return spec.backports === true ? 'apt or its backports' : 'apt';
		case 'image':
			return `image:${spec.reference}`;
		case 'dir':
			return `dir:${spec.path}`;
		case 'url':
			return templateForPeople(spec.template);
	}
}

/** What stands in the sources' addresses and must not be seen in a log: passwords, and headers made of them. */
export function secretsOf(specs: readonly SourceSpec[]): string[] {
	return specs.flatMap((spec) =>
		spec.kind === 'url' ? withoutCredentials(spec.template).secrets : [],
	);
}

function parseSource(item: string): SourceSpec[] {
	if (/^https?:\/\//i.test(item)) return [parseTemplate(item)];
	const colon = item.indexOf(':');
	const word = colon === -1 ? item : item.slice(0, colon);
	const argument = colon === -1 ? undefined : item.slice(colon + 1).trim();
	switch (word) {
		case 'auto':
			if (argument !== undefined) throw wrong(item, 'auto takes nothing after it');
			return [
				{ kind: 'github', repository: DEFAULT_REPOSITORY, tag: undefined },
				{ kind: 'apt', suite: undefined, backports: true },
			];
		case 'github': {
			if (argument === undefined) {
				return [{ kind: word, repository: DEFAULT_REPOSITORY, tag: undefined }];
			}
			const [, repository, tag] = REPOSITORY.exec(argument) ?? [];
			if (repository === undefined) {
				throw wrong(
					item,
					'github takes a repository, as in github:tonistiigi/binfmt@deploy/v10.2.3-68',
				);
			}
			return [{ kind: word, repository, tag }];
		}
		case 'apt':
			if (argument !== undefined && !SUITE.test(argument)) {
				throw wrong(item, 'a suite is made of a-z, 0-9, dots, plus and minus signs');
			}
			return [{ kind: word, suite: argument }];
		case 'image':
			if (argument === undefined || !isImageReference(argument)) {
				throw wrong(item, 'image needs a reference, as in image:tonistiigi/binfmt:qemu-v10.2.3');
			}
			return [{ kind: word, reference: argument }];
		case 'dir':
			if (argument === undefined || argument === '') {
				throw wrong(item, 'dir needs a path, as in dir:/opt/qemu/bin');
			}
			return [{ kind: word, path: resolve(argument) }];
		default:
			throw wrong(item, `did you mean ${guess(item, word)}?`);
	}
}

function guess(item: string, word: string): string {
	if (/^[./~]/.test(item)) return `dir:${item}`;
	if (/^\w+:\/\//.test(item)) return 'https://';
	return REPOSITORY.test(item) ? `github:${item} or image:${item}` : closest(word, WORDS);
}

function parseTemplate(item: string): SourceSpec {
	const unknown = [...item.matchAll(/\{([^}]*)\}/g)]
		.map(([, name = '']) => name)
		.find((name) => !PLACEHOLDERS.includes(name));
	if (unknown !== undefined) {
		throw wrong(
			item,
			`{${unknown}} is not a placeholder; did you mean {${closest(unknown, PLACEHOLDERS)}}?`,
		);
	}
	if (!URL.canParse(item)) throw wrong(item, 'it is not an address');
	return { kind: 'url', template: item };
}

function wrong(item: string, hint: string): XarchError {
	// User and password of an address are nobody's business.
	const shown = item.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
	return new XarchError(
		'E_INPUT',
		`source: "${shown}" is not a source (${hint}); allowed: ${ALLOWED}.`,
		'Correct the source input, or leave it out to use auto.',
	);
}
