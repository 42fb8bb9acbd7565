import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Driven, type Ended, type RunOptions } from '../sandbox/driven.js';
import { lab, REPOSITORY } from './lab.js';
import { run } from './runner.js';

const PAYLOAD = '/payload';
const BOOT_LIMIT_MS = 240_000;
/** Debian's names of architectures whose programs are there. */
const FOREIGN = ['arm64', 'armhf', 's390x', 'riscv64'];
/** Quick, and without terminals that nobody uses. */
const KERNEL_ARGUMENTS = ['panic=-1', 'quiet', 'mitigations=off', 'systemd.getty_auto=no'];

/** By Debian's names of architectures. */
const HARDWARE = {
	amd64: {
		nodeArch: 'x64',
		program: 'qemu-system-x86_64',
		machine: 'q35',
		console: 'ttyS0',
		line: ['-serial', 'chardev:agent'],
	},
	arm64: {
		nodeArch: 'arm64',
		program: 'qemu-system-aarch64',
		machine: 'virt',
		console: 'ttyAMA0',
		line: ['-device', 'pci-serial,chardev=agent'],
	},
} as const;

export interface MachineOptions {
	readonly arch?: keyof typeof HARDWARE;
	/** A model that QEMU knows; default: all that QEMU can do. */
	readonly cpu?: string;
	/** More files of the laboratory, by their paths in there. */
	readonly files?: readonly string[];
}

/**
 * A virtual machine with a kernel of its own, the distribution's, and systemd as its first process.
 * The disk is as scripts/lab/prepare made it at each start, and keeps what is written over reboots.
 */
export class VirtualMachine {
	/** The command, as it is built. */
	readonly xarch: readonly string[] = ['/usr/bin/node', `${PAYLOAD}/dist/cli/index.js`];
	/** Emulators for `--source dir:`. */
	readonly emulators: string;
	readonly #process: ChildProcess;
	readonly #socket: Socket;
	readonly #driven: Driven;
	readonly #directory: string;

	private constructor(
		process: ChildProcess,
		socket: Socket,
		driven: Driven,
		directory: string,
		emulators: string,
	) {
		this.emulators = `${PAYLOAD}/${emulators}`;
		this.#process = process;
		this.#socket = socket;
		this.#driven = driven;
		this.#directory = directory;
	}

	static async start({
		arch = 'amd64',
		cpu = 'max',
		files = [],
	}: MachineOptions = {}): Promise<VirtualMachine> {
		const hardware = HARDWARE[arch];
		const own = `virtual-machine-${arch}`;
		const isHosts = hardware.nodeArch === process.arch;
		const emulators = isHosts ? 'qemu-11/usr/bin' : `${own}/emulators`;
		const programs = isHosts ? ['aarch64', 's390x', 'riscv64'] : ['x86_64', 'riscv64'];
		const directory = mkdtempSync(join(tmpdir(), 'xarch-vm-'));
		const payload = await packPayload(directory, [
			...programs.map((target) => `${emulators}/qemu-${target}`),
			...FOREIGN.map((each) => `busybox/${each}`),
			...files,
		]);
		const agent = join(directory, 'agent');
		const console = join(directory, 'console');
		const machine = spawn(
			'setpriv',
			[
				// It ends with the tests, also when they are killed.
				...['--pdeathsig', 'KILL', hardware.program],
				...['-nodefaults', '-no-user-config', '-display', 'none', '-m', '1024', '-smp', '2'],
				// In software: where this is a virtual machine itself, KVM may be there and hang.
				...['-machine', hardware.machine, '-accel', 'tcg,thread=multi', '-cpu', cpu],
				...['-kernel', lab(own, 'kernel'), '-initrd', lab(own, 'initrd'), '-append'],
				[`console=${hardware.console}`, ...KERNEL_ARGUMENTS].join(' '),
				...['-drive', `if=virtio,format=raw,snapshot=on,file=${lab(own, 'disk')}`],
				...['-drive', `if=virtio,format=raw,readonly=on,file=${payload}`],
				...['-serial', `file:${console}`],
				...['-chardev', `socket,id=agent,path=${agent},server=on,wait=off`, ...hardware.line],
			],
			{ stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, TMPDIR: directory } },
		);
		let said = '';
		machine.stderr.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		const ended = new Promise<never>((_, reject) => {
			machine.on('error', reject);
			machine.on('close', (code) => reject(new Error(`QEMU ended (exit code ${code}): ${said}`)));
		});
		ended.catch(() => {});
		try {
			const socket = await Promise.race([connect(agent), ended]);
			const driven = new Driven(socket, socket);
			machine.on('close', (code) => {
				driven.fail(new Error(`The machine ended (exit code ${code}): ${said}`));
			});
			const limit = setTimeout(() => {
				driven.fail(new Error(`The machine did not boot:\n${readFileSync(console, 'latin1')}`));
			}, BOOT_LIMIT_MS);
			await driven.ready.finally(() => clearTimeout(limit));
			return new VirtualMachine(machine, socket, driven, directory, emulators);
		} catch (error) {
			machine.kill('SIGKILL');
			rmSync(directory, { recursive: true, force: true });
			throw error;
		}
	}

	/** A real foreign program, by Debian's name of its architecture. */
	busybox(arch: string): string {
		return `${PAYLOAD}/busybox/${arch}/busybox`;
	}

	run(file: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> {
		return this.#driven.run(file, args, options);
	}

	/** Runs a shell script that must succeed, and gives what it wrote. */
	sh(script: string, ...args: readonly string[]): Promise<string> {
		return this.#driven.sh(script, ...args);
	}

	/** Boots it anew, in good order. */
	reboot(): Promise<void> {
		return this.#bootAnew('systemctl --no-block reboot');
	}

	/** Boots it anew as after a power failure: nothing in it is told. */
	powerFailure(): Promise<void> {
		return this.#bootAnew('sync; echo b >/proc/sysrq-trigger');
	}

	async #bootAnew(script: string): Promise<void> {
		const isThere = this.#driven.again();
		// Its answer may come, or the end may come first.
		this.#driven.run('sh', ['-c', script]).catch(() => {});
		await isThere;
	}

	async stop(): Promise<void> {
		const ended = new Promise((resolve) => this.#process.on('close', resolve));
		const isRunning = this.#process.exitCode === null && this.#process.signalCode === null;
		this.#process.kill('SIGKILL');
		if (isRunning) await ended;
		this.#socket.destroy();
		rmSync(this.#directory, { recursive: true, force: true });
	}
}

/** What is run in the machine, as an archive that it reads from a disk. */
async function packPayload(directory: string, files: readonly string[]): Promise<string> {
	const file = join(directory, 'payload.tar');
	const { code, stderr } = await run('tar', [
		...['--create', '--file', file, '--owner', '0', '--group', '0'],
		...['--directory', REPOSITORY, 'dist'],
		...['--directory', join(REPOSITORY, '__tests__', 'sandbox'), 'driver.mjs'],
		...['--directory', lab(), ...files],
	]);
	if (code !== 0) throw new Error(`tar failed: ${stderr}`);
	return file;
}

async function connect(path: string): Promise<Socket> {
	while (!existsSync(path)) await sleep(10);
	const socket = createConnection(path);
	await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
	return socket;
}
