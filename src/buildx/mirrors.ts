import { notAllowed } from './input-error.js';

/** Where images of one registry are looked for before it is asked itself. */
export interface Mirror {
	/** `docker.io`, `registry.example:5000`. */
	readonly registry: string;
	/** Host, perhaps with a port and a path: `mirror.example:5000/proxy`. */
	readonly mirror: string;
	/** Whether it is spoken to without TLS. */
	readonly isPlainHttp: boolean;
}

const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$|^\[[0-9a-f:]+\](?::\d{1,5})?$/;
const PATH = /^(?:\/[\w.-]+)*$/;
/** What Docker Hub is called elsewhere; images there are named `docker.io`. */
const DOCKER_HUB = ['hub.docker.com', 'index.docker.io', 'registry-1.docker.io', 'docker.com'];

/**
 * Reads registry mirrors: a line a registry, `docker.io = mirror.example:5000, http://10.0.0.5:5000`.
 * @param name of the input, for messages
 * @throws E_INPUT
 */
export function parseMirrors(name: string, text: string): Mirror[] {
	const lines = text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
	const mirrors = lines.flatMap((line) => parseLine(name, line));
	const distinct = new Map(mirrors.map((each) => [JSON.stringify(each), each]));
	return [...distinct.values()];
}

function parseLine(name: string, line: string): Mirror[] {
	const equals = line.indexOf('=');
	const registry = line.slice(0, Math.max(equals, 0)).trim().toLowerCase();
	const refuse = (value: string, why: string) =>
		notAllowed(
			name,
			value,
			why,
			'Write a line a registry: docker.io = mirror.example:5000, with http:// before a mirror that has no TLS.',
		);
	if (equals === -1) throw refuse(line.replace(/\/\/[^/]*@/, '//…@'), 'has no "=" in it.');
	if (DOCKER_HUB.includes(registry)) {
		throw refuse(registry, 'is not how images name Docker Hub; did you mean docker.io?');
	}
	if (!HOST.test(registry)) throw refuse(registry, 'is not the host of a registry.');
	return line
		.slice(equals + 1)
		.split(',')
		.map((each) => each.trim())
		.map((each) => {
			const [, scheme, rest = ''] = /^(?:(https?):\/\/)?(.*?)\/?$/i.exec(each) ?? [];
			if (rest.includes('@')) {
				throw refuse(
					each.replace(/^(\w+:\/\/)?.*@/, '$1…@'),
					'holds a user or password: BuildKit takes those from a login of docker, not from its configuration.',
				);
			}
			const host = rest.split('/', 1)[0] ?? '';
			if (!HOST.test(host.toLowerCase()) || !PATH.test(rest.slice(host.length))) {
				throw refuse(
					each,
					'is not a mirror; allowed: a host, perhaps with http:// or https:// before it, and a port or a path after it.',
				);
			}
			return {
				registry,
				mirror: host.toLowerCase() + rest.slice(host.length),
				isPlainHttp: scheme?.toLowerCase() === 'http',
			};
		});
}
