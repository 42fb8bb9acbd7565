import { takesTarget } from '../binfmt/service.js';
import type { Rule } from './finding.js';
import { type Program, type ProgramContent, platformOf } from './program.js';
import type { Sight } from './sight.js';
import { describeService } from './verdict.js';

export interface ProgramEvidence {
	readonly program: Program;
	readonly sight: Sight;
}

/** What can keep one program from running although its platform runs. */
export const PROGRAM_RULES: readonly Rule<ProgramEvidence>[] = [
	{
		id: 'not-executable',
		find: ({ program: { path, isExecutable } }) =>
			isExecutable
				? undefined
				: {
						severity: 'problem',
						title: 'The file is not executable',
						explanation: `The mode of ${path} has no x, so the kernel answers "Permission denied".`,
						advice: 'Make it executable; git keeps that too (git update-index --chmod=+x).',
						command: `chmod +x ${path}`,
					},
	},
	{
		id: 'noexec-mount',
		find: ({ program: { path, mountOptions } }) =>
			mountOptions.includes('noexec')
				? {
						severity: 'problem',
						title: 'The file lies on a file system that is mounted noexec',
						explanation: `No program can be run from where ${path} is: the kernel answers "Permission denied".`,
						advice: 'Move it to another file system, or mount that one without noexec.',
					}
				: undefined,
	},
	{
		id: 'not-a-program',
		find: ({ program: { path, content } }) =>
			content.kind === 'empty' || content.kind === 'other'
				? {
						severity: 'problem',
						title: 'The file is no program',
						explanation:
							content.kind === 'empty'
								? `${path} is empty. The kernel answers "exec format error", as it does for a foreign program.`
								: `${path} is ${content.description}, and no script with #! at its start. The kernel answers "exec format error", as it does for a foreign program.`,
						advice:
							'Build or copy it anew: a download may have failed, or Git LFS left a pointer. A shell script needs #!/bin/sh as its first line.',
					}
				: undefined,
	},
	{
		id: 'unknown-machine',
		find: ({ program: { path, content } }) =>
			content.kind === 'elf' && content.platform === undefined
				? {
						severity: 'problem',
						title: 'The program is for a machine that QEMU does not emulate in user mode',
						explanation: `${path} says ELF machine ${content.machine}.`,
						advice: 'Build it for another platform.',
					}
				: undefined,
	},
	{
		id: 'loader-missing',
		find: ({ program, sight }) => {
			const elf = dynamicOf(program.content);
			const platform = platformOf(program);
			if (elf === undefined || elf.hasLoader || platform === undefined) return undefined;
			return {
				severity: 'problem',
				title: "The program's dynamic loader is not there",
				explanation: `${program.path} is linked dynamically for ${platform.platform} and needs ${elf.loader}, which this system does not have. The message is "No such file or directory", although the program itself is there.`,
				advice: `Run it in a container or chroot of ${platform.platform}, link it statically, install that architecture's C library (on Debian and Ubuntu: dpkg --add-architecture, then libc6 of it), or let QEMU_LD_PREFIX name a directory that has it.`,
				command: sight.machine.native.includes(platform.platform)
					? undefined
					: `docker run --rm --platform ${platform.platform} -v "$PWD:/work" -w /work debian:stable-slim ${program.path}`,
			};
		},
	},
	{
		id: 'script-interpreter-missing',
		find: ({ program: { path, content } }) =>
			content.kind === 'script' && content.program === undefined
				? {
						severity: 'problem',
						title: 'The interpreter of the script is not there',
						explanation: content.endsInCarriageReturn
							? `The first line of ${path} ends in a carriage return, so the kernel looks for "${content.interpreter}\\r". The message is "No such file or directory", although the script itself is there.`
							: `${path} begins with #!${content.interpreter}, which is not there or cannot be found. The message is "No such file or directory", although the script itself is there.`,
						advice: content.endsInCarriageReturn
							? 'Give it the line ends of Unix.'
							: 'Install the interpreter, or correct the first line.',
						command: content.endsInCarriageReturn ? `sed -i 's/\\r$//' ${path}` : undefined,
					}
				: undefined,
	},
	{
		id: 'setuid-without-credentials',
		find: ({ program, sight }) => {
			const target = platformOf(program)?.target ?? '';
			const service = sight.machine.services.get(target);
			if (!program.isSetuid || service?.entry === undefined) return undefined;
			if (!takesTarget(service.entry, target) || service.entry.flags.includes('C')) {
				return undefined;
			}
			return {
				severity: 'problem',
				title: "A setuid program would run without its owner's rights",
				explanation: `${program.path} is setuid, and ${describeService(service)} has no flag C: the kernel takes the rights of the emulator instead of those of the program.`,
				advice: 'Register with flag C, which flags: auto does.',
				command: `xarch setup ${platformOf(program)?.platform}`,
			};
		},
	},
	{
		id: 'setuid-on-nosuid',
		find: ({ program: { path, isSetuid, mountOptions } }) =>
			isSetuid && mountOptions.includes('nosuid')
				? {
						severity: 'problem',
						title: 'A setuid program lies on a file system that is mounted nosuid',
						explanation: `The kernel ignores the setuid bit of ${path} there.`,
						advice: 'Move it to another file system, or mount that one without nosuid.',
					}
				: undefined,
	},
];

/** The ELF file that needs a loader: the program, or what runs the script. */
function dynamicOf(content: ProgramContent): (ProgramContent & { kind: 'elf' }) | undefined {
	if (content.kind === 'elf') return content.loader === undefined ? undefined : content;
	return content.kind === 'script' && content.program !== undefined
		? dynamicOf(content.program.content)
		: undefined;
}
