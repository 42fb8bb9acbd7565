import { XarchError } from '../errors.js';
import { notAllowed, suggestion } from './input-error.js';
import type { Driver } from './request.js';

/** Which addresses buildx takes for a node of each driver; the driver docker has no nodes to add. */
const SCHEMES: Readonly<Record<Driver, readonly string[]>> = {
	docker: [],
	'docker-container': ['unix', 'tcp', 'ssh'],
	kubernetes: [],
	remote: ['tcp', 'unix', 'ssh', 'docker-container', 'kube-pod'],
};
const FORMS: Readonly<Record<string, string>> = {
	unix: 'unix:///path/to/socket',
	tcp: 'tcp://host:port',
	ssh: 'ssh://user@host',
	'docker-container': 'docker-container://container',
	'kube-pod': 'kube-pod://pod',
};
/** As docker has it. */
const CONTEXT = /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/;
const ADDRESS = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:([^/?#]*)@)?([^/?#]*)(.*)$/s;

/**
 * Checks where a node is: a docker context, or an address that buildx takes for the driver.
 * @param name of the input, for messages
 * @returns as it was given; undefined for an empty text
 * @throws E_INPUT; a password in an address is refused and not shown
 */
export function parseEndpoint(name: string, driver: Driver, text: string): string | undefined {
	const endpoint = text.trim();
	if (endpoint === '') return undefined;
	const [, scheme, user, host = '', path = ''] = ADDRESS.exec(endpoint) ?? [];
	const shown = user === undefined ? endpoint : endpoint.replace(`${user}@`, '…@');
	const refuse = (why: string) => notAllowed(name, shown, why, `Allowed: ${allowedFor(driver)}.`);
	if (driver === 'kubernetes') {
		throw notAllowed(
			name,
			shown,
			'cannot be used: the driver kubernetes takes no endpoint, it is where kubectl points.',
			'Leave it out; choose the namespace by the driver option namespace=…, the cluster by KUBECONFIG.',
		);
	}
	if (scheme === undefined) {
		if (driver === 'docker-container' && CONTEXT.test(endpoint)) return endpoint;
		throw refuse(
			driver === 'remote'
				? 'is not an address.'
				: `is neither the name of a docker context nor an address${/^[\w.-]+:\d+$/.test(endpoint) ? `; did you mean tcp://${endpoint}?` : '.'}`,
		);
	}
	if (!SCHEMES[driver].includes(scheme)) {
		throw refuse(
			`has a scheme that the driver ${driver} does not take${suggestion(scheme, SCHEMES[driver])}`,
		);
	}
	if (user?.includes(':') === true) {
		throw new XarchError(
			'E_INPUT',
			`${name}: "${shown}" holds a password, which every process of this machine could read.`,
			'Take it out: ssh logs in by keys or an agent, remote nodes by certificates (BUILDER_NODE_<i>_AUTH_TLS_…).',
		);
	}
	if (user !== undefined && scheme !== 'ssh') throw refuse('names a user, which only ssh:// may.');
	if (scheme === 'unix') {
		if (host !== '' || path === '' || path === '/') throw refuse('has no absolute path.');
	} else if (host === '') {
		throw refuse('names no host.');
	} else if (scheme === 'tcp' && !/:\d{1,5}$/.test(host)) {
		throw refuse('has no port.');
	}
	return endpoint;
}

function allowedFor(driver: Driver): string {
	const addresses = SCHEMES[driver].map((scheme) => FORMS[scheme]);
	return (driver === 'remote' ? addresses : ['the name of a docker context', ...addresses]).join(
		', ',
	);
}
