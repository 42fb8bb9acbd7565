import type { Trap, TrapName } from '../binfmt/traps.js';
import { type Finding, findingOf, type Severity } from './finding.js';
import type { Sight } from './sight.js';

/** How a trap is told: how much it matters by itself, in a few words, and what to type. */
interface Telling {
	readonly severity: Severity;
	readonly title: string;
	readonly command?: (trap: Trap) => string;
}

/** Restarting it needs no knowledge of what is registered; the path is the kernel's own. */
const MOUNT = 'sudo mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc';

const TELLINGS: Readonly<Record<TrapName, Telling>> = {
	'no-module': {
		severity: 'problem',
		title: 'The kernel has no binfmt_misc',
		command: () => 'sudo modprobe binfmt_misc',
	},
	'not-mounted': { severity: 'note', title: 'binfmt_misc is not mounted', command: () => MOUNT },
	automount: {
		severity: 'problem',
		title: 'The automount of binfmt_misc does not answer',
		command: () => 'sudo systemctl restart proc-sys-fs-binfmt_misc.automount',
	},
	'read-only': { severity: 'warning', title: 'Nothing can be registered from here: read-only' },
	'switched-off': {
		severity: 'problem',
		title: 'binfmt_misc is switched off as a whole',
		command: ({ subject }) => `echo 1 | sudo tee ${subject}/status`,
	},
	'own-instance': {
		severity: 'warning',
		title: "A user namespace with a binfmt_misc of its own hides the host's entries",
	},
	'user-namespace': { severity: 'note', title: 'This process is in a user namespace' },
	'no-new-privileges': {
		severity: 'warning',
		title: 'This process may not gain privileges (no_new_privs)',
	},
	seccomp: { severity: 'note', title: 'System calls of this process are filtered' },
	apparmor: { severity: 'note', title: 'This process is confined by a security profile' },
	hidepid: { severity: 'note', title: 'Processes of other users are hidden' },
	disabled: {
		severity: 'warning',
		title: 'An entry is switched off',
		command: ({ subject }) => `echo 1 | sudo tee /proc/sys/fs/binfmt_misc/${subject}`,
	},
	'no-fix-binary': {
		severity: 'warning',
		title: 'An entry without flag F does not serve containers and chroots',
	},
	'missing-interpreter': {
		severity: 'problem',
		title: 'An entry names an emulator that is not there',
	},
	'no-credentials': {
		severity: 'note',
		title: 'An entry without flag C: setuid programs do not get their rights',
	},
	shadowed: { severity: 'warning', title: 'A later entry wins over that of setup-xarch' },
	noexec: { severity: 'problem', title: 'Programs cannot be run from the temporary directory' },
	rootless: { severity: 'note', title: 'The container engine is rootless' },
};

/** Names of traps, which are the ids of their findings. */
export const TRAP_NAMES = Object.keys(TELLINGS) as TrapName[];

/** Traps of single entries; the others concern the machine. */
const ENTRY_TRAPS: readonly TrapName[] = [
	...(['disabled', 'no-fix-binary', 'missing-interpreter', 'no-credentials', 'shadowed'] as const),
];

/** What stands in the way on this machine as a whole. */
export function machineTraps({ traps }: Sight): Finding[] {
	return traps
		.filter(({ name }) => !ENTRY_TRAPS.includes(name))
		.map((trap) => tell(trap, trap.name === 'rootless' ? [trap.subject] : []));
}

/**
 * What is wrong with entries.
 * @param isConcerned whether an entry, or for `shadowed` a target, is of interest
 * @param raised traps that matter more than they do by themselves
 */
export function entryTrapFindings(
	{ traps, machine }: Sight,
	isConcerned: (subject: string) => boolean,
	raised: Partial<Record<TrapName, Severity>> = {},
): Finding[] {
	return traps
		.filter(({ name, subject }) => ENTRY_TRAPS.includes(name) && isConcerned(subject))
		.map((trap) => {
			const finding = tell(trap, [trap.subject]);
			const switchedOffByUs = machine.journal.disabled.some(({ name }) => name === trap.subject);
			return {
				...finding,
				severity: raised[trap.name] ?? finding.severity,
				...(trap.name === 'disabled' && switchedOffByUs ? SWITCHED_OFF_BY_US : {}),
			};
		});
}

const SWITCHED_OFF_BY_US = {
	advice:
		'setup-xarch switched it off (reset), and puts it back when the last job that asked for it ends.',
	command: 'xarch restore',
};

function tell(trap: Trap, about: readonly string[]): Finding {
	const { severity, title, command } = TELLINGS[trap.name];
	return findingOf(
		trap.name,
		{ severity, title, explanation: trap.seen, advice: trap.remedy, command: command?.(trap) },
		about,
	);
}
