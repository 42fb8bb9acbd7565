import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { type CommandResult, runCommand } from '../emulator/command.js';
import { errnoOf, messageOf } from '../errors.js';
import { answerOf } from './answer.js';
import { type Bind, containerIdIn, hostPathOf } from './container-paths.js';
import { ownMountNamespace } from './mount.js';
import { readBootId } from './owner.js';
import { closed, noticeIn, type RegistrarProcess, saidBy } from './privilege.js';
import type { RegistrarRequest, RegistrarResult } from './request.js';
import { engineTrap } from './traps.js';

export type EngineName = 'docker' | 'podman';

/** What each engine is asked to find out whether its containers can be root of the host. */
const QUESTIONS: Readonly<Record<EngineName, readonly string[]>> = {
	docker: ['info', '--format', '{{json .SecurityOptions}}'],
	podman: ['info', '--format', 'rootless={{.Host.Security.Rootless}}'],
};
const IS_ROOTLESS = /name=rootless|rootless=true/;
const ENGINE_TIMEOUT_MS = 30_000;
/** Longer than the registrar waits for its lock. */
const RUN_TIMEOUT_MS = 120_000;
/** What the host's programs are linked to by name, as the image shows it. */
const HOST_DIRECTORIES = ['bin', 'lib', 'lib32', 'lib64', 'nix', 'sbin', 'usr'];

/**
 * Runs the registrar as root of the host from a privileged container. Its image holds nothing but
 * links to the host's own programs, so nothing is pulled, and it has no network. In it nsenter goes
 * to where the host's files and mounts are, and starts the host's Node there: the same program,
 * journal and lock as by any other way.
 * @throws E_NO_PRIVILEGE when the engine cannot do that, and what the registrar throws
 */
export async function runInContainer(
	engine: EngineName,
	request: RegistrarRequest,
	started: RegistrarProcess,
): Promise<RegistrarResult> {
	const command = commandOf(engine, started);
	const { exitCode, stdout, stderr } = await command(QUESTIONS[engine]);
	if (exitCode !== 0) throw closed(`it does not answer${saidBy(stderr)}`);
	const trap = engineTrap(engine, IS_ROOTLESS.test(stdout));
	if (trap !== undefined) throw closed(trap.seen);
	const place = await placeOf(command, request, started);
	const image = `setup-xarch-helper:${randomUUID()}`;
	const imported = await command(['import', '-', image], { input: await helperImage() });
	if (imported.exitCode !== 0) {
		throw closed(`no image can be made${saidBy(imported.stderr)}`);
	}
	try {
		let ended: CommandResult | undefined;
		for (const target of place.targets) {
			ended = await command(
				[
					...['run', '--rm', '--interactive', '--pull', 'never', '--network', 'none'],
					...['--privileged', '--pid', 'host', '--userns', 'host', '--volume', '/:/host:ro'],
					...['--env', `XARCH_BOOT_ID=${readBootId()}`],
					...place.environment,
					...[image, '/usr/bin/nsenter', '--target', target, '--mount', '--'],
					...[place.nodePath, place.bundlePath],
				],
				{ input: Buffer.from(JSON.stringify(place.request)), timeoutMs: RUN_TIMEOUT_MS },
			);
			if (ended.stdout !== '') break;
		}
		for (const line of ended?.stderr.split('\n') ?? []) noticeIn(line, started);
		return answerOf(
			ended ?? { exitCode: 1, stdout: '' },
			`a privileged container cannot be run${saidBy(ended?.stderr ?? '')}`,
		);
	} finally {
		await command(['rmi', image]);
	}
}

type Command = (
	args: readonly string[],
	options?: { readonly input?: Buffer; readonly timeoutMs?: number },
) => Promise<CommandResult>;

function commandOf(engine: EngineName, { env }: RegistrarProcess): Command {
	return async (args, { input, timeoutMs = ENGINE_TIMEOUT_MS } = {}) => {
		try {
			return await runCommand([engine, ...args], {
				env: { ...env, LC_ALL: 'C' },
				timeoutMs,
				...(input === undefined ? {} : { input }),
			});
		} catch (error) {
			throw closed(errnoOf(error) === 'ENOENT' ? 'not installed' : messageOf(error), error);
		}
	};
}

/** Where the host has what this process names. */
interface Place {
	/** Processes to whose mount namespace to go, the first that can be entered. */
	readonly targets: readonly string[];
	/** Options that tell the registrar which place was meant, where it can be told. */
	readonly environment: readonly string[];
	readonly nodePath: string;
	readonly bundlePath: string;
	readonly request: RegistrarRequest;
}

async function placeOf(
	command: Command,
	request: RegistrarRequest,
	{ nodePath, bundlePath }: RegistrarProcess,
): Promise<Place> {
	const id = containerIdIn(readFileSync('/proc/self/mountinfo', 'utf8'));
	// Not in a container, this very process is where the host's files are.
	if (id === undefined) {
		// In a pid namespace of its own it has another number there, which may be somebody else's.
		const environment = ['--env', `XARCH_MOUNT_NAMESPACE=${ownMountNamespace()}`];
		return { targets: [String(process.pid)], environment, nodePath, bundlePath, request };
	}
	const { exitCode, stdout } = await command(['inspect', '--format', '{{json .Mounts}}', id]);
	if (exitCode !== 0) {
		throw closed(`this job runs in a container (${id.slice(0, 12)}) that it does not know`);
	}
	const binds = JSON.parse(stdout) as readonly Bind[];
	const onHost = (path: string) => {
		const found = hostPathOf(path, binds);
		if (found === undefined) {
			throw closed(`${path} lies inside this job's container, where the host cannot reach it`);
		}
		return found;
	};
	return {
		// Init, or the kernel's own first process, where init may not be looked at.
		targets: ['1', '2'],
		environment: [],
		nodePath: onHost(nodePath),
		bundlePath: onHost(bundlePath),
		request:
			request.operation === 'apply'
				? {
						...request,
						entries: request.entries.map((entry) => ({
							...entry,
							emulator: { ...entry.emulator, path: onHost(entry.emulator.path) },
						})),
					}
				: request,
	};
}

/** A tar archive of links that lead into the host's root as the container shows it. */
async function helperImage(): Promise<Buffer> {
	const { pack } = await import('tar-stream');
	const archive = pack();
	for (const name of HOST_DIRECTORIES) {
		archive.entry({ name, type: 'symlink', linkname: `host/${name}` });
	}
	archive.finalize();
	return buffer(archive);
}
