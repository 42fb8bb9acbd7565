import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files that the engines leave in each container. */
const MARKS = ['.dockerenv', 'run/.containerenv'];
/** Parts of a cgroup's path that the engines give their containers. */
const CGROUPS = /\/(?:docker|kubepods|libpod|lxc|containerd|crio|buildkit)[-./]/;

/**
 * What shows that this process is in a container, for people.
 * @param root the file system's, with /proc in it
 * @returns undefined when nothing does
 */
export function findContainerSign(
	env: NodeJS.ProcessEnv,
	mountinfo: string,
	root = '/',
): string | undefined {
	const mark = MARKS.find((name) => existsSync(join(root, name)));
	if (mark !== undefined) return `/${mark} is there`;
	if (env.KUBERNETES_SERVICE_HOST !== undefined) return 'KUBERNETES_SERVICE_HOST is set';
	if (env.container !== undefined && env.container !== '') {
		return `the variable container is "${env.container}"`;
	}
	const cgroup = CGROUPS.exec(read(join(root, 'proc/self/cgroup')))?.[0];
	if (cgroup !== undefined) return `its cgroup has "${cgroup}" in its path`;
	// Fields of a line (proc(5)): id, parent, device, root, mount point, options, - and the type.
	return /^\d+ \d+ \S+ \S+ \/ .* - overlay /m.test(mountinfo)
		? 'its root is an overlay file system'
		: undefined;
}

function read(path: string): string {
	try {
		return readFileSync(path, 'latin1');
	} catch {
		return '';
	}
}
