import type { Rule } from './finding.js';
import type { Sight } from './sight.js';

/** What is looked at on each machine, besides the traps that the registrar knows too. */
export const MACHINE_RULES: readonly Rule<Sight>[] = [
	{
		id: 'no-privilege',
		find: ({ privilege: { uid, sudoFailure }, engines }) =>
			// An engine that is root's can lend its rights to a helper container.
			uid === 0 ||
			sudoFailure === undefined ||
			engines.some(({ state, isRootless }) => state === 'works' && !isRootless)
				? undefined
				: {
						severity: 'warning',
						title: 'This user cannot register anything',
						explanation: `It is not root (uid ${uid}), sudo -n fails (${sudoFailure.replace(/\.$/, '')}), and there is no container engine of root's that it may use.`,
						advice:
							'Run xarch setup as root, or allow passwordless sudo. What is registered already serves every user.',
						command: 'sudo xarch setup --keep',
					},
	},
	{
		id: 'no-capability',
		find: ({ privilege: { uid, maySysAdmin } }) =>
			uid !== 0 || maySysAdmin
				? undefined
				: {
						severity: 'warning',
						title: 'This is root without the right to register anything',
						explanation:
							'CAP_SYS_ADMIN is not among its capabilities (CapEff in /proc/self/status), as in containers without --privileged.',
						advice:
							'Set the platforms up on the host, as root: its entries serve all its containers.',
						command: 'xarch setup --keep',
					},
	},
	{
		id: 'container',
		find: ({ containerSign }) =>
			containerSign === undefined
				? undefined
				: {
						severity: 'note',
						title: 'This is a container',
						explanation: `It looks like one: ${containerSign}. It shares the kernel of its host, and so the entries, also where it does not see them.`,
						advice: 'Set platforms up on the host, once for all its containers.',
					},
	},
	{
		id: 'journal-damaged',
		find: ({ journalDamage }) =>
			journalDamage === undefined
				? undefined
				: {
						severity: 'warning',
						title: 'The journal of setup-xarch cannot be used',
						explanation: `What earlier jobs registered is not known to be theirs any more: ${journalDamage}.`,
						advice:
							'The next set-up puts the file aside and goes on. Entries of earlier jobs stay until the next reboot.',
					},
	},
	{
		id: 'qemu-setting',
		find: ({ emulatorSettings }) => {
			const set = Object.entries(emulatorSettings).map(([name, value]) => `${name}=${value}`);
			return set.length === 0
				? undefined
				: {
						severity: 'warning',
						title: 'The environment changes how every emulated program runs',
						explanation: `QEMU reads ${set.join(' ')} in each emulated program that is started from here. A CPU model of one architecture is unknown in all others, and an old one lacks instructions that programs need.`,
						advice: 'Set it for the one program that needs it, not for the whole job.',
						command: `unset ${Object.keys(emulatorSettings).join(' ')}`,
					};
		},
	},
	{
		id: 'engine-unreachable',
		find: ({ engines }) => {
			const failing = engines.filter(({ state }) => state === 'fails');
			const [first] = failing;
			return first === undefined
				? undefined
				: {
						severity: 'note',
						title: 'A container engine is installed and does not answer',
						explanation: failing.map(({ name, reason }) => `${name}: ${reason}.`).join(' '),
						advice:
							'Nothing here needs it to set platforms up. To run containers, start it, or let this user reach its socket (DOCKER_HOST names another one).',
						command: first.name === 'docker' ? 'sudo systemctl start docker' : 'podman info',
					};
		},
	},
	{
		id: 'engine-absent',
		find: ({ engines }) =>
			engines.length === 0 || engines.some(({ state }) => state !== 'absent')
				? undefined
				: {
						severity: 'note',
						title: 'There is no container engine',
						explanation: 'Neither docker nor podman is on PATH.',
						advice: 'Nothing here needs one; foreign programs run without.',
					},
	},
];
