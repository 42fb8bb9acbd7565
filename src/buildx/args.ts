import { lt } from 'semver';
import { quoteOption } from './driver-options.js';
import type { BuilderRequest } from './request.js';

/** What of a builder is in files by the time that it is made; absolute paths. */
export interface BuilderFiles {
	/** buildkitd.toml; undefined for BuildKit's defaults. */
	readonly config: string | undefined;
	/** TLS material by the number of the node. */
	readonly tls: ReadonlyMap<number, TlsFiles>;
}

export interface TlsFiles {
	readonly caCertificate: string | undefined;
	readonly certificate: string | undefined;
	readonly key: string | undefined;
}

/**
 * Arguments after `docker buildx` that make a builder of its first node, or append one to it. Every
 * node gets the same configuration: buildx itself would leave appended ones without.
 * The driver kubernetes is not among those that this project's tests run.
 * @param number of the node, from 0
 * @param version of buildx, `0.29.1`
 */
export function createArguments(
	builder: string,
	{ driver, nodes }: BuilderRequest,
	number: number,
	files: BuilderFiles,
	version: string,
): string[] {
	const node = nodes[number];
	if (node === undefined) throw new TypeError(`there is no node ${number}`);
	const { caCertificate, certificate, key } = files.tls.get(number) ?? {};
	const options = [
		...node.driverOptions,
		...assigned('cacert', caCertificate),
		...assigned('cert', certificate),
		...assigned('key', key),
	];
	return [
		...['create', '--name', builder],
		...(number === 0 ? ['--driver', driver] : ['--append']),
		...flag('--node', node.name),
		...options.flatMap((option) => ['--driver-opt', quoteOption(option)]),
		...flag('--buildkitd-flags', node.buildkitdFlags),
		...flag(configFlag(version), files.config),
		...flag('--platform', node.platforms.join(',') || undefined),
		...(node.endpoint === undefined ? [] : [node.endpoint]),
	];
}

/** buildx had another name for it before 0.13, and hides that one since. */
function configFlag(version: string): string {
	return lt(version, '0.13.0-0') ? '--config' : '--buildkitd-config';
}

function flag(name: string, value: string | undefined): string[] {
	return value === undefined ? [] : [name, value];
}

function assigned(key: string, value: string | undefined): string[] {
	return value === undefined ? [] : [`${key}=${value}`];
}

/** Arguments after `docker buildx` that describe a builder, after starting it if that is asked for. */
export function inspectArguments(builder: string, { bootstrap }: { bootstrap: boolean }): string[] {
	return ['inspect', ...(bootstrap ? ['--bootstrap'] : []), builder];
}

/**
 * Arguments after `docker buildx` that list all builders with their nodes, for `parseList`.
 * @param version of buildx, `0.29.1`
 * @returns undefined where that has no list that a program can read
 */
export function listArguments(version: string): string[] | undefined {
	return lt(version, '0.13.0-0') ? undefined : ['ls', '--format', 'json'];
}

/** Arguments after `docker buildx` that remove a builder, its containers, and its cache unless that is kept. */
export function removeArguments(
	builder: string,
	{ keepState, keepDaemon = false }: { keepState: boolean; keepDaemon?: boolean },
): string[] {
	return [
		'rm',
		...(keepState ? ['--keep-state'] : []),
		...(keepDaemon ? ['--keep-daemon'] : []),
		builder,
	];
}

/**
 * Arguments after `docker` that make a context of what DOCKER_HOST and its TLS variables say. buildx
 * makes no builder of TLS material that is only in the environment. (`--docker from=default` would
 * leave that out.)
 */
export function contextCreateArguments(context: string): string[] {
	return ['context', 'create', context];
}

/** Arguments after `docker` that remove such a context. */
export function contextRemoveArguments(context: string): string[] {
	return ['context', 'rm', '--force', context];
}
