import { XarchError } from '../errors.js';
import { type Ended, type RunCommand, reasonOf } from './command.js';
import type { BuilderRequest, NodeRequest } from './request.js';

/** Where a builder's first node lives. */
export interface Place {
	/** `docker:<the daemon's id>`, or driver and address of what is not a Docker daemon. */
	readonly id: string;
	/** True for a daemon that runs as an ordinary user. */
	readonly isRootless: boolean;
	/** The docker command for that daemon; undefined where there is no daemon. */
	readonly docker: readonly string[] | undefined;
}

/**
 * Finds out where a builder will live, and that somebody answers there.
 * @throws E_BUILDX when the daemon cannot be reached, with docker's reason
 */
export async function findPlace(request: BuilderRequest, run: RunCommand): Promise<Place> {
	const [node] = request.nodes;
	if (request.driver === 'remote' || request.driver === 'kubernetes') {
		const id = `${request.driver}:${node.endpoint ?? ''}`;
		return { id, isRootless: false, docker: undefined };
	}
	const docker = dockerAt(node.endpoint);
	const ended = await run([...docker, 'info', '--format', '{{json .}}']);
	if (ended.exitCode !== 0) throw unreachable(node, ended);
	const info = JSON.parse(ended.stdout) as {
		ID?: string;
		OSType?: string;
		SecurityOptions?: readonly string[] | null;
	};
	if (info.OSType !== 'linux') {
		throw new XarchError(
			'E_BUILDX',
			`The Docker daemon runs ${info.OSType || 'an unknown system'}'s containers; setup-xarch builds for Linux.`,
			'Use a runner whose daemon runs Linux containers.',
		);
	}
	return {
		id: `docker:${info.ID || (node.endpoint ?? 'default')}`,
		isRootless: (info.SecurityOptions ?? []).some((option) => option.includes('name=rootless')),
		docker,
	};
}

/** The docker command for a node's daemon: a context by name, a daemon by its address. */
export function dockerAt(endpoint: string | undefined): string[] {
	if (endpoint === undefined) return ['docker'];
	return ['docker', endpoint.includes('://') ? '--host' : '--context', endpoint];
}

/** The container of a builder's first node, as the driver docker-container calls it. */
export function nodeContainer(builder: string): string {
	return `buildx_buildkit_${builder}0`;
}

function unreachable(node: NodeRequest, ended: Ended): XarchError {
	const reason = reasonOf(ended);
	const where = node.endpoint === undefined ? '' : ` at ${node.endpoint}`;
	const isMissing = ended.exitCode === 127;
	return new XarchError(
		'E_BUILDX',
		isMissing
			? 'A builder needs the program docker, which is not on PATH.'
			: `The Docker daemon${where} cannot be reached: ${reason}.`,
		/permission denied/i.test(reason)
			? 'Let this user reach the socket (group docker, or a daemon without root of its own: dockerd-rootless), or name another daemon by DOCKER_HOST or buildx-endpoint.'
			: isMissing
				? 'Install it, or use buildx-driver: remote with the address of a BuildKit.'
				: 'Start the daemon, or name the right one by DOCKER_HOST, DOCKER_CONTEXT or buildx-endpoint.',
	);
}
