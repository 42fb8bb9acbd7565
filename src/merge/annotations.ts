import { XarchError } from '../errors.js';
import { quoted } from '../platform/parse.js';

const TYPE = '(?:index|manifest-descriptor)(?:\\[[\\w./-]+\\])?';
const ANNOTATION = new RegExp(`^${TYPE}(?:,${TYPE})*:[^=\\s]+=`);

/**
 * Annotations as `docker buildx imagetools create --annotation` takes them:
 * `index:key=value`, `manifest-descriptor[linux/arm64]:key=value`.
 * @param name of the input or option, for the message
 * @throws E_INPUT
 */
export function parseAnnotations(name: string, lines: readonly string[]): readonly string[] {
	for (const line of lines) {
		if (ANNOTATION.test(line) && !hasControlCharacter(line)) continue;
		const isTyped = /^[^:=]*:/.test(line);
		throw new XarchError(
			'E_INPUT',
			`${name}: ${quoted(line)} is not an annotation of an index; allowed: index:key=value, and manifest-descriptor:key=value or manifest-descriptor[linux/arm64]:key=value for its entries.`,
			isTyped
				? 'What is to stand in the manifests is given to the build. docker/metadata-action writes annotations of the index with DOCKER_METADATA_ANNOTATIONS_LEVELS: index.'
				: 'Write index: before the key.',
		);
	}
	return Object.freeze([...lines]);
}

function hasControlCharacter(text: string): boolean {
	return [...text].some((character) => character < ' ' || character === '\u007f');
}
