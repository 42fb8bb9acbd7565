import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuilderHome } from '../binfmt/journal.js';
import { XarchError } from '../errors.js';
import { contextCreateArguments, createArguments, type TlsFiles } from './args.js';
import { type RunCommand, reasonOf } from './command.js';
import type { BuilderContext } from './context.js';
import { readInstance } from './instance.js';
import { materialDirectory, readMarker, writeMarker } from './marker.js';
import type { BuilderRequest, TlsMaterial } from './request.js';

/**
 * Makes a builder of all its nodes, without booting it.
 * @throws E_BUILDER with buildx's reason
 */
export async function create(
	asked: BuilderRequest,
	name: string,
	home: BuilderHome,
	run: RunCommand,
	{ buildx, tempDirectory }: BuilderContext,
): Promise<void> {
	const request = await withContext(asked, name, home, run);
	const tls = new Map(
		request.nodes.flatMap((node, index) =>
			node.tls === undefined ? [] : [[index, placeTls(node.tls, index, home, name)] as const],
		),
	);
	const config = writeConfig(request, name, tempDirectory);
	try {
		for (const index of request.nodes.keys()) {
			const files = { config, tls };
			const ended = await run([
				...buildx.argvPrefix,
				...createArguments(name, request, index, files, buildx.version),
			]);
			if (ended.exitCode !== 0) {
				// buildx writes the configuration anew into its record, and counts the lines there.
				const written = readInstance(home, name)?.nodes[index]?.buildkitdConfig;
				throw createError(name, index, reasonOf(ended), written ?? request.buildkitdConfig);
			}
		}
	} finally {
		if (config !== undefined) rmSync(config, { force: true });
	}
}

function writeConfig(
	{ buildkitdConfig }: BuilderRequest,
	name: string,
	tempDirectory: string,
): string | undefined {
	if (buildkitdConfig === undefined) return undefined;
	const path = join(tempDirectory, `${name}-${process.pid}-buildkitd.toml`);
	mkdirSync(tempDirectory, { recursive: true });
	writeFileSync(path, buildkitdConfig, { mode: 0o600, flag: 'wx' });
	return path;
}

/** Puts a node's TLS material where only this user can read it. */
function placeTls(material: TlsMaterial, index: number, home: BuilderHome, name: string): TlsFiles {
	const directory = materialDirectory(home, name);
	mkdirSync(directory, { recursive: true, mode: 0o700 });
	const place = (kind: keyof TlsMaterial, pem: string | undefined) => {
		if (pem === undefined) return undefined;
		const path = join(directory, `node${index}-${kind}.pem`);
		writeFileSync(path, pem, { mode: 0o600 });
		return path;
	};
	return {
		caCertificate: place('caCertificate', material.caCertificate),
		certificate: place('certificate', material.certificate),
		key: place('key', material.key),
	};
}

/**
 * buildx refuses to make a builder for a daemon whose TLS material only variables tell of
 * (DOCKER_TLS_VERIFY, DOCKER_CERT_PATH): then a docker context of the builder's own holds it.
 */
async function withContext(
	request: BuilderRequest,
	name: string,
	home: BuilderHome,
	run: RunCommand,
): Promise<BuilderRequest> {
	const [first, ...others] = request.nodes;
	const { DOCKER_HOST: host, DOCKER_CERT_PATH: path, DOCKER_TLS_VERIFY: verify } = home.variables;
	const isByVariables = host !== undefined && (path !== undefined || verify !== undefined);
	if (request.driver !== 'docker-container' || first.endpoint !== undefined || !isByVariables) {
		return request;
	}
	const context = `xarch-${name}`;
	const marker = readMarker(home, name);
	if (marker !== undefined) writeMarker(home, { ...marker, context });
	const ended = await run(['docker', ...contextCreateArguments(context)]);
	if (ended.exitCode === 0) {
		return { ...request, nodes: [{ ...first, endpoint: context }, ...others] };
	}
	throw new XarchError(
		'E_BUILDER',
		`No docker context could be made for the daemon ${host} and its certificates in ${path ?? home.dockerConfig}: ${reasonOf(ended)}.`,
		'Look at DOCKER_HOST and DOCKER_CERT_PATH (ca.pem, cert.pem and key.pem are expected there), or name a context by buildx-endpoint.',
	);
}

function createError(
	name: string,
	index: number,
	reason: string,
	config: string | undefined,
): XarchError {
	// As the TOML library of buildx tells it: (line, column): what.
	const line = Number(/\((\d+), \d+\)/.exec(reason)?.[1] ?? 0);
	const text = config?.split('\n')[line - 1]?.trim();
	const shown = line > 0 && text !== undefined ? ` Line ${line} of it is: ${text}` : '';
	return new XarchError(
		'E_BUILDER',
		`The builder ${name} could not be made${index === 0 ? '' : ` with its node ${index + 1}`}: ${reason}.${shown}`,
		'Correct the input that is named; docs/builder.md explains each.',
	);
}
