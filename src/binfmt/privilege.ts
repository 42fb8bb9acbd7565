import { existsSync, readFileSync } from 'node:fs';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import { answerOf } from './answer.js';
import { containerIdIn } from './container-paths.js';
import { readStatus } from './kernel.js';
import type { RegistrarRequest, RegistrarResult } from './request.js';
import { SYSTEM_ROOTS } from './roots.js';

/** How root's rights are come by; `auto` takes the first way that is open, `none` takes none. */
export const PRIVILEGES = ['auto', 'root', 'sudo', 'container', 'none'] as const;
export type Privilege = (typeof PRIVILEGES)[number];

/** Carries out requests with the privilege at hand. */
export interface Registrar {
	/**
	 * Makes sure that requests can be carried out, before anything is downloaded for them.
	 * @param targets what is going to be registered, for the message when nothing can be
	 * @throws E_NO_PRIVILEGE, E_NO_BINFMT, E_LOCK
	 */
	ready(targets: readonly string[]): Promise<void>;
	/** @throws XarchError, E_NO_PRIVILEGE among them */
	run(request: RegistrarRequest): Promise<RegistrarResult>;
}

/** How this process was started, as far as the registrar needs it. */
export interface RegistrarProcess {
	readonly uid: number;
	/** The Node that runs this process. */
	readonly nodePath: string;
	/** The registrar's own bundle. */
	readonly bundlePath: string;
	/** The command line's bundle, for the command an administrator could run. */
	readonly commandPath: string;
	readonly privilege: Privilege;
	readonly env: NodeJS.ProcessEnv;
	/** Told what is waited for, and which way was taken. */
	readonly notice: (text: string) => void;
}

/** One way to root's rights. */
interface Rung {
	readonly name: 'root' | 'sudo -n' | 'docker' | 'podman';
	/** @throws E_NO_PRIVILEGE when this way is closed */
	run(request: RegistrarRequest): Promise<RegistrarResult>;
}

interface Fall {
	readonly name: Rung['name'];
	readonly error: XarchError;
}

/**
 * The registrar by the ways that `privilege` allows, each tried when the ones before are closed:
 * in this process when it is root's, through `sudo -n`, in a helper container of docker or podman.
 */
export function openRegistrar(started: RegistrarProcess): Registrar {
	const rungs = rungsOf(started);
	let standing = 0;
	let wanted: readonly string[] = [];
	const run = async (request: RegistrarRequest): Promise<RegistrarResult> => {
		const falls: Fall[] = [];
		for (const rung of orderOf(rungs.slice(standing), request)) {
			try {
				const result = await rung.run(request);
				if (rung !== rungs[standing]) started.notice(`Root's rights come by: ${rung.name}.`);
				standing = rungs.indexOf(rung);
				return result;
			} catch (error) {
				if (!leadsOn(error)) throw error;
				falls.push({ name: rung.name, error });
			}
		}
		const targets = request.operation === 'apply' ? request.entries.map((e) => e.target) : wanted;
		throw fallen(falls, targets, started);
	};
	return {
		async ready(targets) {
			wanted = targets;
			await run({ operation: 'check' });
		},
		run,
	};
}

function rungsOf(started: RegistrarProcess): Rung[] {
	const root: Rung = {
		name: 'root',
		async run(request) {
			if (started.uid !== 0) throw closed(`this process is user ${started.uid}'s`);
			const { runRegistrar } = await import('./registrar.js');
			return runRegistrar(request, SYSTEM_ROOTS, started.notice);
		},
	};
	const sudo: Rung = { name: 'sudo -n', run: (request) => runThroughSudo(request, started) };
	const container = (['docker', 'podman'] as const).map(
		(name): Rung => ({
			name,
			async run(request) {
				const { runInContainer } = await import('./helper-container.js');
				return runInContainer(name, request, started);
			},
		}),
	);
	switch (started.privilege) {
		case 'auto':
			return [started.uid === 0 ? root : sudo, ...container];
		case 'root':
			return [root];
		case 'sudo':
			return [sudo];
		case 'container':
			return container;
		case 'none':
			return [];
	}
}

/**
 * Where no binfmt_misc is seen, what has to be put back was registered on the host, and a registrar
 * in this very place would find nothing to do.
 */
function orderOf(rungs: readonly Rung[], { operation }: RegistrarRequest): readonly Rung[] {
	const registers = operation === 'apply' || operation === 'check' || operation === 'persist';
	if (registers || readStatus(SYSTEM_ROOTS.binfmtDirectory) !== 'absent') return rungs;
	const [here, ...elsewhere] = rungs;
	return here !== undefined && isInContainer() ? [...elsewhere, here] : rungs;
}

/** Whether another way may lead where this one did not; what is switched off is so by every way. */
function leadsOn(error: unknown): error is XarchError {
	if (!(error instanceof XarchError)) return false;
	if (error.code === 'E_NO_PRIVILEGE') return true;
	return error.code === 'E_NO_BINFMT' && readStatus(SYSTEM_ROOTS.binfmtDirectory) !== 'disabled';
}

/** A way that is closed, and why: a sentence without its full stop. */
export function closed(reason: string, cause?: unknown): XarchError {
	return new XarchError('E_NO_PRIVILEGE', reason, '', cause);
}

/** One error for all ways that were tried, with the command that the host's administrator could run. */
function fallen(
	falls: readonly Fall[],
	targets: readonly string[],
	{ nodePath, commandPath, privilege }: RegistrarProcess,
): XarchError {
	// What is in a container cannot be named to the host.
	const program = isInContainer() ? 'xarch' : `${nodePath} ${commandPath}`;
	const command = `sudo ${program} setup --keep ${targets.join(' ')}`.trimEnd();
	const ownWay =
		privilege === 'none'
			? 'Allow a way to it (privilege: auto); or let '
			: falls.some(({ name }) => name === 'root')
				? 'Let '
				: 'Run this as root, or allow this user passwordless sudo; or let ';
	const remedy = `${ownWay}the administrator of the host run this once, there: ${command}. Its entries serve all users and containers, and this then finds its platforms running.`;
	if (privilege === 'none') {
		return new XarchError(
			'E_NO_PRIVILEGE',
			'Something would have to be registered with the kernel, and privilege: none allows no way to the root rights that this needs.',
			remedy,
		);
	}
	const tried = falls.map(({ name, error }) => `${name}: ${error.message.replace(/\.$/, '')}`);
	const unusable = falls.find(({ error }) => error.code !== 'E_NO_PRIVILEGE')?.error;
	return new XarchError(
		unusable?.code ?? 'E_NO_PRIVILEGE',
		`Registering with the kernel needs root of this host, and no way to it is open here. Tried: ${tried.join('; ')}.`,
		unusable === undefined ? remedy : `${unusable.remedy} ${remedy}`,
		falls.at(0)?.error,
	);
}

function isInContainer(): boolean {
	return containerIdIn(readFileSync('/proc/self/mountinfo', 'utf8')) !== undefined;
}

async function runThroughSudo(
	request: RegistrarRequest,
	started: RegistrarProcess,
): Promise<RegistrarResult> {
	const { getExecOutput } = await import('actions-exec');
	const ended = await getExecOutput(SUDO, ['-n', '--', started.nodePath, started.bundlePath], {
		silent: true,
		ignoreReturnCode: true,
		input: Buffer.from(JSON.stringify(request)),
		listeners: { errline: (line) => noticeIn(line, started) },
	}).catch((error: unknown) => {
		throw closed(errnoOf(error) === 'ENOENT' ? 'not installed' : messageOf(error), error);
	});
	const reason = `it ended with exit code ${ended.exitCode}${saidBy(ended.stderr)}`;
	return answerOf(ended, reason);
}

/** Passes on what the registrar says while it works. */
export function noticeIn(line: string, { notice }: RegistrarProcess): void {
	if (line.startsWith('Waiting for ')) notice(line);
}

/** What a program said when it failed, in brackets. */
export function saidBy(stderr: string): string {
	const said = stderr.trim().split('\n').slice(0, 3).join(' ');
	return said === '' ? '' : ` (${said.replace(/\.$/, '')})`;
}

/** Its places on Linux; the search along PATH would be slower, and is the job's to change. */
export const SUDO =
	['/usr/bin/sudo', '/bin/sudo', '/run/wrappers/bin/sudo'].find(existsSync) ?? 'sudo';
