import { isImageReference } from '../emulator/source/source-spec.js';
import { notAllowed, suggestion } from './input-error.js';
import type { CacheTarget } from './request.js';

const KINDS = ['gha', 'registry'];

/**
 * Reads where build cache is kept: `gha`, `gha:<scope>`, or `registry:<reference>`.
 * @param name of the input, for messages
 * @throws E_INPUT
 */
export function parseCacheTarget(name: string, text: string): CacheTarget | undefined {
	const target = text.trim();
	if (target === '') return undefined;
	const [, kind = '', argument] = /^([^:]*)(?::(.*))?$/s.exec(target) ?? [];
	const refuse = (why: string) =>
		notAllowed(name, target, why, 'Allowed: gha, gha:<scope>, registry:<image reference>.');
	if (kind === 'gha') {
		if (argument === undefined) return Object.freeze({ kind, scope: undefined });
		if (!/^[\w./-]+$/.test(argument)) {
			throw refuse('has a scope that is not made of letters, digits, and . _ - / alone.');
		}
		return Object.freeze({ kind, scope: argument });
	}
	if (kind === 'registry') {
		if (argument === undefined || !isImageReference(argument) || argument.includes('@')) {
			throw refuse('names no image to keep the cache in; a tag may follow, a digest may not.');
		}
		return Object.freeze({ kind, reference: argument });
	}
	throw refuse(`is not a kind of cache${suggestion(kind, KINDS)}`);
}
