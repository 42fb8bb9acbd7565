import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of PEM files, under the names that Docker looks for in DOCKER_CERT_PATH. */
export interface Certificates {
	/** Holds the client's three files and nothing else. */
	readonly clientDirectory: string;
	/** The authority of all of them. */
	readonly ca: string;
	readonly cert: string;
	readonly key: string;
	readonly server: { readonly cert: string; readonly key: string };
}

/** Makes an authority of its own with openssl, which vouches for a server on 127.0.0.1 and one client. */
export function makeCertificates(directory: string): Certificates {
	const client = join(directory, 'client');
	const server = join(directory, 'server');
	for (const each of [client, server]) mkdirSync(each, { recursive: true });
	const authority = { cert: join(client, 'ca.pem'), key: join(directory, 'ca-key.pem') };
	const pair = (under: string) => ({ cert: join(under, 'cert.pem'), key: join(under, 'key.pem') });
	const request = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
	openssl(
		...['req', '-x509', ...request, '-keyout', authority.key, '-out', authority.cert],
		...['-subj', '/CN=Authority', '-days', '2'],
	);
	const issue = (under: string, name: string, extensions: string) => {
		const { cert, key } = pair(under);
		const signing = join(directory, `${name}.csr`);
		const options = join(directory, `${name}.ext`);
		writeFileSync(options, extensions);
		openssl('req', ...request, '-keyout', key, '-out', signing, '-subj', `/CN=${name}`);
		openssl(
			...['x509', '-req', '-in', signing, '-out', cert, '-days', '2', '-extfile', options],
			...['-CA', authority.cert, '-CAkey', authority.key, '-CAcreateserial'],
			...['-CAserial', join(directory, 'serial')],
		);
	};
	issue(
		server,
		'server',
		'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n',
	);
	issue(client, 'client', 'extendedKeyUsage=clientAuth\n');
	return { clientDirectory: client, ca: authority.cert, ...pair(client), server: pair(server) };
}

function openssl(...args: string[]): void {
	execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
