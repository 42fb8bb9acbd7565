import { XarchError } from '../errors.js';
import type { TlsMaterial } from './request.js';

const VARIABLE = /^BUILDER_NODE_(\d+)_AUTH_TLS_(\w+)$/;
const PARTS = { CACERT: 'caCertificate', CERT: 'certificate', KEY: 'key' } as const;

/** The driver options that name what the variables hold. */
export const TLS_OPTIONS = ['cacert', 'cert', 'key'];

/**
 * TLS material for the nodes of a builder, by the number of the node, from the variables that
 * docker/setup-buildx-action reads: BUILDER_NODE_0_AUTH_TLS_CACERT, …_CERT, …_KEY, PEM each.
 * @param env environment variables; an empty one, as of a secret that is not there, is none
 * @throws E_INPUT; what the variables hold is never shown
 */
export function readTlsMaterial(env: NodeJS.ProcessEnv): Map<number, TlsMaterial> {
	const found = new Map<number, TlsMaterial>();
	for (const [variable, value] of Object.entries(env)) {
		const [, number, part] = VARIABLE.exec(variable) ?? [];
		if (number === undefined || value === undefined || value.trim() === '') continue;
		const field = PARTS[part as keyof typeof PARTS];
		if (field === undefined) {
			throw new XarchError(
				'E_INPUT',
				`The environment variable ${variable} is none that is known.`,
				`Node ${number} has ${Object.keys(PARTS)
					.map((each) => `BUILDER_NODE_${number}_AUTH_TLS_${each}`)
					.join(', ')}.`,
			);
		}
		if (!/-----BEGIN [A-Z0-9 ]+-----/.test(value)) {
			throw new XarchError(
				'E_INPUT',
				`The environment variable ${variable} does not hold PEM text: there is no line -----BEGIN …-----.`,
				'Store the whole file in the secret, with its line breaks.',
			);
		}
		const none = { caCertificate: undefined, certificate: undefined, key: undefined };
		const node = found.get(Number(number)) ?? none;
		found.set(Number(number), { ...node, [field]: value });
	}
	for (const [number, { caCertificate, certificate, key }] of found) {
		if (caCertificate === undefined) {
			throw new XarchError(
				'E_INPUT',
				`TLS material is set for node ${number}, but BUILDER_NODE_${number}_AUTH_TLS_CACERT is not, which buildx needs to know the node by.`,
				'Set it to the certificate of the authority that signed that of the node.',
			);
		}
		if ((certificate === undefined) === (key === undefined)) continue;
		const [has, lacks] = certificate === undefined ? ['KEY', 'CERT'] : ['CERT', 'KEY'];
		throw new XarchError(
			'E_INPUT',
			`BUILDER_NODE_${number}_AUTH_TLS_${has} is set, and BUILDER_NODE_${number}_AUTH_TLS_${lacks} is not.`,
			'A certificate and its key go together: set both, or neither.',
		);
	}
	return new Map([...found].sort(([a], [b]) => a - b));
}
