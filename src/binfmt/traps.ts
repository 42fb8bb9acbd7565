import type { Entry } from './entry.js';
import { BINFMT_DIRECTORY } from './kernel.js';
import { mountAt, mountOver, parseMountinfo } from './mountinfo.js';
import type { Service } from './service.js';
import type { Surroundings } from './surroundings.js';

/** What keeps foreign programs from running, or from being set up, told by what it shows. */
export type TrapName =
	/** The kernel has no binfmt_misc. */
	| 'no-module'
	/** It has, but nobody has mounted it here. */
	| 'not-mounted'
	/** An automount is there that does not deliver. */
	| 'automount'
	| 'read-only'
	/** The global `status` is 0. */
	| 'switched-off'
	/** A user namespace with a binfmt_misc of its own, which hides the host's. */
	| 'own-instance'
	| 'user-namespace'
	| 'no-new-privileges'
	| 'seccomp'
	| 'apparmor'
	| 'hidepid'
	/** An entry that is switched off. */
	| 'disabled'
	| 'no-fix-binary'
	| 'missing-interpreter'
	| 'no-credentials'
	| 'shadowed'
	| 'noexec'
	| 'rootless';

export interface Trap {
	readonly name: TrapName;
	/** The entry, directory or engine concerned. */
	readonly subject: string;
	/** What shows it: a whole sentence. */
	readonly seen: string;
	/** What to do: one or more whole sentences. */
	readonly remedy: string;
}

const ON_THE_HOST =
	'Set the platforms up on the host, as root: its entries serve all its containers.';

/** What is wrong with how binfmt_misc is shown in this mount namespace. */
export function mountTraps(
	{ mountinfo, status, inKernel }: Surroundings,
	directory = BINFMT_DIRECTORY,
): Trap[] {
	if (status === 'disabled') {
		return [
			{
				name: 'switched-off',
				subject: directory,
				seen: `binfmt_misc is switched off as a whole: ${directory}/status says "disabled".`,
				remedy: `Switch it on with: echo 1 | sudo tee ${directory}/status`,
			},
		];
	}
	const mounts = parseMountinfo(mountinfo);
	const top = mountAt(mounts, directory);
	const traps: Trap[] = [];
	if (status === 'absent') {
		if (!inKernel) {
			traps.push({
				name: 'no-module',
				subject: directory,
				seen: 'The kernel has no binfmt_misc: /proc/filesystems does not name it, so it is neither built in nor loaded.',
				remedy:
					'xarch setup loads the module as root. By hand: sudo modprobe binfmt_misc. If it is not found, install the package with the modules of this very kernel (linux-modules-extra on Ubuntu), or reboot if the kernel was upgraded since the last boot.',
			});
		} else if (top?.fileSystem === 'autofs') {
			traps.push({
				name: 'automount',
				subject: directory,
				seen: `${directory} is an automount, and looking at it mounts nothing here.`,
				remedy: `On the host, trigger it with: ls ${directory} (or sudo systemctl restart proc-sys-fs-binfmt_misc.automount), then register from the host.`,
			});
		} else {
			traps.push({
				name: 'not-mounted',
				subject: directory,
				seen: `binfmt_misc is not mounted at ${directory} here; what the host has registered serves this process all the same.`,
				remedy: `As root of the host: mount -t binfmt_misc binfmt_misc ${directory}`,
			});
		}
	}
	const over = mountOver(mounts, directory);
	if (over?.options.includes('ro')) {
		traps.push({
			name: 'read-only',
			subject: over.mountPoint,
			seen: `${over.mountPoint} is mounted read-only here, as in containers without privilege: nothing can be registered.`,
			remedy: ON_THE_HOST,
		});
	}
	return traps;
}

/** The identity map of the first user namespace. */
const INITIAL_UID_MAP = /^\s*0\s+0\s+4294967295\s*$/;

/** Whether this process asks another instance of binfmt_misc than the host (Linux 6.7 and newer). */
export function namespaceTraps(
	{ mountinfo, initMountinfo, uidMap }: Surroundings,
	directory = BINFMT_DIRECTORY,
): Trap[] {
	if (uidMap === '' || INITIAL_UID_MAP.test(uidMap)) return [];
	const deviceIn = (text: string) => {
		const top = mountAt(parseMountinfo(text), directory);
		return top?.fileSystem === 'binfmt_misc' ? top.device : undefined;
	};
	const here = deviceIn(mountinfo);
	const ofHost = initMountinfo === undefined ? undefined : deviceIn(initMountinfo);
	if (here !== undefined && here !== ofHost) {
		return [
			{
				name: 'own-instance',
				subject: directory,
				seen: `This process lives in a user namespace that has a binfmt_misc of its own (device ${here}${ofHost === undefined ? '' : `, the host's is ${ofHost}`}): the host's entries do not serve here, and what is registered here serves nobody else.`,
				remedy:
					'Register on the host and do not mount binfmt_misc inside the namespace; or register inside, for programs inside.',
			},
		];
	}
	return [
		{
			name: 'user-namespace',
			subject: '/proc/self/uid_map',
			seen: 'This process lives in a user namespace (a rootless container, or unshare), whose root is not root of the host.',
			remedy: ON_THE_HOST,
		},
	];
}

/** What the kernel was told to keep from this process. */
export function confinementTraps({ mountinfo, processStatus, profile }: Surroundings): Trap[] {
	const field = (name: string) => new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(processStatus)?.[1];
	const traps: Trap[] = [];
	if (field('NoNewPrivs') === '1') {
		traps.push({
			name: 'no-new-privileges',
			subject: '/proc/self/status',
			seen: 'This process may not gain privileges (NoNewPrivs: 1): sudo cannot work, nor setuid programs in the guest.',
			remedy:
				"Leave out no_new_privs (allowPrivilegeEscalation: false in Kubernetes, --security-opt no-new-privileges in Docker, NoNewPrivileges= in the runner's unit).",
		});
	}
	if (field('Seccomp') === '2') {
		traps.push({
			name: 'seccomp',
			subject: '/proc/self/status',
			seen: 'System calls of this process are filtered (Seccomp: 2); container engines refuse mount that way.',
			remedy: ON_THE_HOST,
		});
	}
	if (profile !== '' && !/^unconfined\b/.test(profile)) {
		traps.push({
			name: 'apparmor',
			subject: '/proc/self/attr/current',
			seen: `This process is confined by the profile ${profile}, which may refuse to mount and to write under /proc/sys.`,
			remedy: ON_THE_HOST,
		});
	}
	const proc = mountAt(parseMountinfo(mountinfo), '/proc');
	const hides = proc?.superOptions.find((option) => /^hidepid=(?!0$|off$)/.test(option));
	if (hides !== undefined) {
		traps.push({
			name: 'hidepid',
			subject: '/proc',
			seen: `/proc hides the processes of other users (${hides}).`,
			remedy:
				'Nothing has to be done: root sees them all. Only who serves a program of another user cannot be told.',
		});
	}
	return traps;
}

/**
 * What is wrong with entries as they are registered.
 * @param exists whether there is a file at an interpreter's path
 */
export function entryTraps(entries: readonly Entry[], exists: (path: string) => boolean): Trap[] {
	return entries.flatMap((entry): Trap[] => {
		const { name, enabled, flags, interpreter, match } = entry;
		const isQemu = name.startsWith('qemu-') || /\/qemu-[^/]*$/.test(interpreter);
		const traps: Trap[] = [];
		if (!enabled) {
			traps.push({
				name: 'disabled',
				subject: name,
				seen: `The entry ${name} is switched off.`,
				remedy: `Switch it on with: echo 1 | sudo tee ${BINFMT_DIRECTORY}/${name}`,
			});
		}
		if (!flags.includes('F') && !exists(interpreter)) {
			traps.push({
				name: 'missing-interpreter',
				subject: name,
				seen: `The entry ${name} names ${interpreter}, which is not there, and has no flag F: its programs fail with "No such file or directory".`,
				remedy: `Put the file back, or take the entry away: echo -1 | sudo tee ${BINFMT_DIRECTORY}/${name}`,
			});
		} else if (isQemu && match !== undefined && !flags.includes('F')) {
			traps.push({
				name: 'no-fix-binary',
				subject: name,
				seen: `The entry ${name} has no flag F: in containers and chroots its programs run only where ${interpreter} lies inside.`,
				remedy: 'Set the platform up again; flags: auto registers with F.',
			});
		}
		if (isQemu && match !== undefined && !flags.includes('C')) {
			traps.push({
				name: 'no-credentials',
				subject: name,
				seen: `The entry ${name} has no flag C: setuid programs such as sudo and ping do not work in its containers.`,
				remedy: 'Set the platform up again with credentials: true, if they are needed.',
			});
		}
		return traps;
	});
}

/** Entries of ours over which a later one wins. */
export function shadowedTraps(services: Iterable<Service>): Trap[] {
	return [...services]
		.filter(({ shadowed }) => shadowed)
		.map(({ target, entry }) => ({
			name: 'shadowed',
			subject: target,
			seen: `Programs for ${target} are run by ${entry?.name ?? 'an entry'} (${entry?.interpreter ?? 'of unknown interpreter'}), which was registered after the one of setup-xarch.`,
			remedy:
				'Set the platform up again: a new entry goes on top. reset: true switches other qemu-* entries off.',
		}));
}

/** Undefined when programs may be run from a directory. */
export function noexecTrap(mountinfo: string, directory: string): Trap | undefined {
	const over = mountOver(parseMountinfo(mountinfo), directory);
	if (!over?.options.includes('noexec')) return undefined;
	return {
		name: 'noexec',
		subject: directory,
		seen: `Programs cannot be run from ${directory}: ${over.mountPoint} is mounted noexec.`,
		remedy:
			'Point RUNNER_TEMP (or TMPDIR) and RUNNER_TOOL_CACHE (or XDG_CACHE_HOME) to directories from which programs can be run.',
	};
}

/** Undefined when an engine's containers can be root of the host. */
export function engineTrap(engine: 'docker' | 'podman', isRootless: boolean): Trap | undefined {
	if (!isRootless) return undefined;
	return {
		name: 'rootless',
		subject: engine,
		seen: `${engine} is rootless: even --privileged containers live in a user namespace and cannot register anything for the host.`,
		remedy: `${ON_THE_HOST} They serve rootless containers too.`,
	};
}
