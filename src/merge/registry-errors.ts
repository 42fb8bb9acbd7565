import { XarchError } from '../errors.js';
import type { Trouble, TroubleKind } from './trouble.js';

const REMEDIES: Readonly<Record<TroubleKind, string>> = {
	limit:
		'The registry answers so many requests only: run again later, or log in, which raises the limit.',
	server: 'The registry is in trouble: run again later.',
	connection: "Check the registry's name, the network and the proxy settings of this machine.",
	silence:
		'The registry does not answer: check the network and the proxy settings of this machine.',
	missing:
		'Was it pushed, to this image, and not removed since? A build by digest needs push=true along with push-by-digest=true.',
	access:
		'Log in to the registry before this (docker/login-action, or docker login as the same user), with an account that may read and write there.',
	refused: 'The registry takes no such image or tag: see what it says.',
	other: 'Run docker buildx imagetools inspect by hand on this machine to see more.',
};

/** The error of something that could not be read; nothing was written then. */
export function cannotRead(what: string, trouble: Trouble): XarchError {
	return registryError(`Cannot read ${what}: ${trouble.reason}. No tag was written.`, trouble);
}

/**
 * An error of the registry, with what to do about that kind of trouble.
 * @param remedy to be put before it
 */
export function registryError(message: string, { kind }: Trouble, remedy = ''): XarchError {
	return new XarchError(
		'E_REGISTRY',
		message,
		`${remedy}${remedy === '' ? '' : ' '}${REMEDIES[kind]}`,
	);
}
