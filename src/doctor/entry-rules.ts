import type { Entry } from '../binfmt/entry.js';
import { faultOf, type Service } from '../binfmt/service.js';
import { DEFAULT_VERSION } from '../emulator/catalog.js';
import { type EmulatorInService, knownTroubles } from '../emulator/known-bad.js';
import { compareVersions } from '../emulator/version.js';
import { targetByName } from '../platform/table.js';
import type { Rule } from './finding.js';
import { replacingCommand } from './replacing-command.js';
import type { Interpreter, Sight } from './sight.js';

/** An entry that serves a target now. */
export interface ServingEntry {
	readonly entry: Entry;
	readonly service: Service;
	readonly interpreter: Interpreter | undefined;
	readonly sight: Sight;
}

/** What can be wrong with an entry that takes programs, as its probe and its emulator show it. */
export const ENTRY_RULES: readonly Rule<ServingEntry>[] = [
	{
		id: 'argv-shifted',
		find: ({ entry, service, interpreter }) =>
			interpreter?.assumesArgv0 === true && !entry.flags.includes('P')
				? {
						severity: 'problem',
						title: 'An emulator that takes flag P for granted is registered without it',
						explanation: `${entry.interpreter} (${entry.name}, flags ${entry.flags || 'none'}) takes a program's first argument for its name, as the builds of tonistiigi/binfmt do, so all arguments are shifted: busybox says "a: applet not found" of uname -a.`,
						advice: 'Register it with P, which flags: auto does.',
						command: setupCommand(service),
						threads: ['https://github.com/lima-vm/alpine-lima/issues/81'],
					}
				: undefined,
	},
	{
		id: 'argv0-lost',
		find: ({ entry, service }) =>
			service.probe?.failure === undefined && service.probe?.preservesArgv0 === false
				? {
						severity: entry.flags.includes('P') ? 'problem' : 'note',
						title: 'Programs see their path instead of the name they were called by',
						explanation: entry.flags.includes('P')
							? `${entry.name} has flag P, but the kernel and this QEMU do not agree on it: Linux 5.12 and QEMU 6.0 are the first that do.`
							: `${entry.name} has no flag P. Programs that go by argv[0], such as busybox, login shells and multi-call binaries, take another turn than on the real machine.`,
						advice: 'Set the platform up with flags: auto, and a QEMU of today.',
						command: setupCommand(service),
						threads: ['https://github.com/multiarch/qemu-user-static/issues/186'],
					}
				: undefined,
	},
	{
		id: 'emulator-fails',
		find: ({ service, interpreter, entry }) => {
			const fault = faultOf(service);
			const isOwnFault = ['bad-emulator', 'timeout', 'not-started', 'no-entry'];
			if (fault === undefined || !isOwnFault.includes(fault.failure)) return undefined;
			if (interpreter?.assumesArgv0 === true) return undefined;
			return {
				severity: 'problem',
				title: 'An emulator is registered and does not run programs',
				explanation: `The test program, run by ${entry.interpreter} (${entry.name}, QEMU ${service.version ?? 'unknown'}): ${fault.detail}.`,
				advice: 'Register another one on top of it.',
				command: setupCommand(service),
			};
		},
	},
	{
		id: 'emulator-dynamic',
		find: ({ entry, service, interpreter }) =>
			interpreter?.isDynamic === true
				? {
						severity: 'warning',
						title: 'An emulator is linked dynamically',
						explanation: `${entry.interpreter} (${entry.name}) needs a loader and libraries of the host, which containers and chroots do not have, flag F or not: "No such file or directory" is all they say.`,
						advice: 'Register a static one on top of it.',
						command: setupCommand(service),
					}
				: undefined,
	},
	{
		id: 'known-bad',
		find: ({ entry, service, sight }) => {
			const emulator = emulatorOf(service, sight);
			const troubles = emulator === undefined ? [] : knownTroubles(emulator);
			return troubles.length === 0
				? undefined
				: {
						severity: 'warning',
						title: 'A version of QEMU with known troubles is in service',
						explanation: `QEMU ${service.version} (${entry.name}): ${troubles.map(({ text }) => text).join('; ')}.`,
						advice: `Use another version; ${DEFAULT_VERSION} is the default here.`,
						command: replacingCommand([service], sight, platformOf(service)),
						threads: troubles.map(({ thread }) => thread),
					};
		},
	},
	{
		id: 'old-qemu',
		find: ({ entry, service, sight }) =>
			service.version === undefined || compareVersions(service.version, DEFAULT_VERSION) >= 0
				? undefined
				: {
						severity: 'note',
						title: 'An older QEMU is in service',
						explanation: `${entry.name} is QEMU ${service.version}. Later versions emulate more instructions and are faster.`,
						advice: `Set the platform up again to have ${DEFAULT_VERSION} on top of it.`,
						command: replacingCommand([service], sight, platformOf(service)),
					},
	},
];

/** What known-bad.ts is asked about; undefined when the version is not known. */
export function emulatorOf(
	{ version, target, owned }: Service,
	{ host }: Sight,
): EmulatorInService | undefined {
	return version === undefined
		? undefined
		: { version, target, hostArchitecture: host.architecture, source: owned?.source };
}

function setupCommand(service: Service): string {
	return `xarch setup ${platformOf(service)}`;
}

function platformOf({ target }: Service): string {
	return targetByName(target)?.platforms[0] ?? target;
}
