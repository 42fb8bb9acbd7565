import { type MessageRule, platformsToType } from './message-rule.js';
import { ENGINE_RULES } from './message-rules-engine.js';
import { GUEST_RULES } from './message-rules-guest.js';
import { platformNamed } from './named-platforms.js';
import type { Message } from './sight.js';
import { verdictOf } from './verdict.js';

/** What a kernel says of a program that nothing takes, as shells and container engines tell it. */
const EXEC_FORMAT =
	/exec format error|standard_init_linux\.go|cannot execute binary file|exec user process caused/i;

/** Platforms a message is about that do not run here. */
function missingPlatforms({ platforms, sight }: Message): string[] {
	const missing = platforms.filter((each) => !verdictOf(each, sight).runs);
	return [...new Set(missing.map(({ platform }) => platform))];
}

const HOST_COMMAND = 'xarch setup --keep';

/** Messages about registering and starting foreign programs. */
const START_RULES: readonly MessageRule[] = [
	{
		id: 'message-exec-format',
		pattern: EXEC_FORMAT,
		find: (message) => {
			const missing = missingPlatforms(message);
			if (missing.length === 0 && message.platforms.length > 0) return undefined;
			return {
				severity: 'problem',
				title: 'The kernel found nobody to run a foreign program',
				explanation:
					missing.length > 0
						? `The message is about ${missing.join(', ')}, and that does not run here: no entry that is switched on takes its programs.`
						: 'The message does not say for which platform the program is. It may also be an empty file, or a script without #! in its first line.',
				advice:
					missing.length > 0
						? 'Set the platform up, before the container or builder starts.'
						: 'Ask about the image or the file: xarch doctor IMAGE, or xarch doctor ./FILE.',
				command:
					missing.length > 0 ? `xarch setup ${missing.join(' ')}` : 'xarch setup linux/arm64',
				threads: ['https://github.com/docker/setup-qemu-action/issues/173'],
			};
		},
	},
	{
		id: 'message-exec-format-elsewhere',
		pattern: EXEC_FORMAT,
		find: (message) => {
			const { platforms, sight } = message;
			if (platforms.length === 0 || missingPlatforms(message).length > 0) return undefined;
			const told = platforms.map((each) => `${each.platform} ${verdictOf(each, sight).how}`);
			return {
				severity: 'problem',
				title: 'The platform runs here, and did not where the message comes from',
				explanation: `${[...new Set(told)].join('; ')}. So the message comes from another machine, from a virtual machine with a kernel of its own (Docker Desktop), from a user namespace that has a binfmt_misc of its own, from before the entry was made, or from a builder that started before it.`,
				advice:
					'Set the platform up where the daemon or builder runs, then make the builder anew: BuildKit looks for emulators when it starts.',
				command: 'docker buildx inspect --bootstrap',
				threads: [
					'https://github.com/tonistiigi/binfmt/issues/288',
					'https://github.com/docker/setup-qemu-action/issues/206',
				],
			};
		},
	},
	{
		id: 'message-shell-reads-program',
		pattern:
			/syntax error: (?:word unexpected|unterminated quoted|"[()&;|]" unexpected|end of file)/i,
		find: (message) => {
			const missing = missingPlatforms(message);
			return missing.length === 0
				? undefined
				: {
						severity: 'problem',
						title: 'A shell tried to read a foreign program as a script',
						explanation: `What the kernel refuses (exec format error), env, chroot and others hand to /bin/sh, which then complains of its syntax. The program is for ${missing.join(', ')}, and that does not run here.`,
						advice: 'Set the platform up.',
						command: `xarch setup ${missing.join(' ')}`,
					};
		},
	},
	{
		id: 'message-guest-loader',
		pattern: /could not open '?\/lib[^']*\/ld[^']*|cannot execute: required file not found/i,
		find: ({ text }) => ({
			severity: 'problem',
			title: "The foreign program's dynamic loader is missing",
			explanation: `The emulator started, and then did not find ${/'(\/lib[^']*)'/.exec(text)?.[1] ?? "the program's loader"}: the program is linked dynamically, and the libraries of its architecture are not in this file system.`,
			advice:
				'Run it in a container or chroot of its own platform, link it statically, or let QEMU_LD_PREFIX name a directory with its libraries.',
			command: 'xarch doctor ./PROGRAM',
		}),
	},
	{
		id: 'message-no-such-file',
		pattern:
			/(?:exec|chroot|env|sh|bash|unable to start|failed to run command).*no such file or directory/i,
		find: (message) => {
			const { text, sight } = message;
			if (/could not open/i.test(text)) return undefined;
			const without = sight.traps.filter(
				({ name }) => name === 'no-fix-binary' || name === 'missing-interpreter',
			);
			return {
				severity: 'problem',
				title: '"No such file or directory" of a program that is there',
				explanation:
					without.length > 0
						? `It is the emulator that is not found where the program runs: ${without
								.map(({ seen }) => seen)
								.slice(0, 2)
								.join(' ')}`
						: 'All entries here hold their emulator open (flag F), so what is missing is the loader of a dynamically linked program, or the interpreter in the first line of a script.',
				advice:
					without.length > 0
						? 'Register with flag F, which flags: auto does.'
						: 'Ask about the file itself; it tells what is missing.',
				command:
					without.length > 0
						? `xarch setup ${servedBy(without) || platformsToType(message)}`
						: 'xarch doctor ./PROGRAM',
			};
		},
	},
	{
		id: 'message-register-exists',
		pattern: /(?:write error|register|echo|printf|tee).*file exists/i,
		find: ({ sight: { machine } }) => ({
			severity: 'problem',
			title: 'The name of the entry is taken',
			explanation:
				machine.entries.length === 0
					? 'Another entry has the name that was to be registered.'
					: `Another entry has that name; here are ${machine.entries
							.map(({ name }) => name)
							.slice(0, 12)
							.join(', ')}.`,
			advice:
				'It need not go: a later entry with another name wins over it, which is what xarch setup does.',
			command: 'xarch status',
			threads: ['https://github.com/docker/setup-qemu-action/issues/21'],
		}),
	},
	{
		id: 'message-register-invalid',
		pattern: /(?:write error|register|echo|printf|tee).*invalid argument/i,
		find: ({ sight: { kernelRelease } }) => ({
			severity: 'problem',
			title: 'The kernel does not understand what was to be registered',
			explanation: `The line is malformed (bytes of magic and mask need \\x escapes, the interpreter an absolute path), or names a flag that this kernel, ${kernelRelease}, does not know: F needs Linux 4.8.`,
			advice: 'Let xarch setup write the line; it says which part the kernel refused.',
			command: 'xarch setup linux/arm64',
		}),
	},
	{
		id: 'message-no-binfmt',
		pattern: /unknown filesystem type '?binfmt_misc|no such device|module binfmt_misc not found/i,
		find: ({ sight }) => {
			const isThere = !sight.traps.some(({ name }) => name === 'no-module');
			return {
				severity: 'problem',
				title: 'The kernel the message comes from has no binfmt_misc',
				explanation: isThere
					? 'The kernel of this machine has it, so the message comes from another one, or the module was loaded since.'
					: 'The kernel of this machine has it neither built in nor loaded.',
				advice:
					'Load the module; on Ubuntu it is in linux-modules-extra-$(uname -r). Otherwise use a kernel with CONFIG_BINFMT_MISC.',
				command: 'sudo modprobe binfmt_misc',
			};
		},
	},
	{
		id: 'message-mount-refused',
		pattern:
			/(?=.*binfmt)(?=.*(?:cannot mount|mount|register)).*(?:operation not permitted|permission denied|read-only file system|must be superuser)/i,
		find: ({ sight: { traps, containerSign } }) => ({
			severity: 'problem',
			title: 'binfmt_misc may not be mounted or written there',
			explanation: `That takes root of the host: a container needs --privileged, and no rootless one can.${
				containerSign === undefined ? '' : ` This is a container (${containerSign}).`
			}${traps
				.filter(({ name }) => name === 'read-only' || name === 'user-namespace')
				.map(({ seen }) => ` ${seen}`)
				.join('')}`,
			advice:
				'Run this once on the host, as root; its entries serve all its containers, rootless ones too.',
			command: HOST_COMMAND,
			threads: [
				'https://github.com/docker/setup-qemu-action/issues/67',
				'https://github.com/tonistiigi/binfmt/issues/76',
			],
		}),
	},
	{
		id: 'message-json-end',
		pattern: /unexpected end of json input/i,
		find: () => ({
			severity: 'problem',
			title: 'Another set-up action read an answer that its installer did not give',
			explanation:
				'Its installer had failed before, and what it said is further up in the log, or nowhere.',
			advice: 'Look for the first error above, or use setup-xarch, which shows it.',
			command: HOST_COMMAND,
			threads: ['https://github.com/docker/setup-qemu-action/issues/88'],
		}),
	},
];

/** The platforms that entries take, as far as their names tell. */
function servedBy(entries: readonly { readonly subject: string }[]): string {
	return entries.flatMap(({ subject }) => platformNamed(subject)?.platform ?? []).join(' ');
}

/** All messages that are known. */
export const MESSAGE_RULES: readonly MessageRule[] = [
	...START_RULES,
	...GUEST_RULES,
	...ENGINE_RULES,
];
