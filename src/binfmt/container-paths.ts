import { parseMountinfo } from './mountinfo.js';

/** A directory of the host, or a volume, as an engine's `inspect` tells of a container. */
export interface Bind {
	readonly Source: string;
	readonly Destination: string;
}

/**
 * The id of the container that this process lives in. Engines mount their own files, which lie in a
 * directory of that name, over /etc/hostname and its sisters.
 * @param mountinfo of this process
 * @returns undefined outside of docker's and podman's containers
 */
export function containerIdIn(mountinfo: string): string | undefined {
	return parseMountinfo(mountinfo)
		.filter(({ mountPoint }) => /^\/etc\/(hostname|hosts|resolv\.conf)$/.test(mountPoint))
		.map(({ root }) => /\/([0-9a-f]{64})\//.exec(root)?.[1])
		.find((id) => id !== undefined);
}

/** The host's name of a path in a container, undefined when it is the container's own. */
export function hostPathOf(path: string, binds: readonly Bind[]): string | undefined {
	const [bind] = binds
		.filter(({ Destination: inside }) => path === inside || path.startsWith(`${inside}/`))
		.sort((a, b) => b.Destination.length - a.Destination.length);
	return bind === undefined ? undefined : bind.Source + path.slice(bind.Destination.length);
}
