import { DEFAULT_VERSION } from '../emulator/catalog.js';
import { knownTroubles } from '../emulator/known-bad.js';
import { emulatorOf } from './entry-rules.js';
import {
	concernedServices,
	describeServing,
	type MessageRule,
	platformsToType,
} from './message-rule.js';
import { replacingCommand } from './replacing-command.js';
import type { Message } from './sight.js';

/** A version that is told to whom the default fails, older and without known troubles of its own. */
const OTHER_VERSION = '10.1.3';

/** What the CPU model's setting in this environment has to do with it, if there is one. */
function cpuSetting({ sight }: Message): string {
	const { QEMU_CPU: model } = sight.emulatorSettings;
	return model === undefined ? '' : ` QEMU_CPU is "${model}" in this environment: unset it first.`;
}

/** What is known of the versions in service, sentences with a blank before each. */
function knownOf(message: Message): { readonly text: string; readonly threads: string[] } {
	const known = concernedServices(message).flatMap((service) => {
		const emulator = emulatorOf(service, message.sight);
		return emulator === undefined
			? []
			: knownTroubles(emulator).map((trouble) => ({ ...trouble, version: emulator.version }));
	});
	return {
		text: [
			...new Set(known.map(({ version, text }) => ` Of QEMU ${version} it is known: ${text}.`)),
		].join(''),
		threads: [...new Set(known.map(({ thread }) => thread))],
	};
}

/** Whether a text is about a program that was emulated, rather than any failure of its kind. */
function isEmulated({ text, platforms }: Message): boolean {
	return platforms.length > 0 || /\bqemu\b|emulat/i.test(text);
}

/** Whether the default version is what serves already. */
function hasDefault(message: Message): boolean {
	const services = concernedServices(message);
	return services.length > 0 && services.every(({ version }) => version === DEFAULT_VERSION);
}

/** Messages of programs that run under QEMU, and of the tools around them. */
export const GUEST_RULES: readonly MessageRule[] = [
	{
		id: 'message-lfstack',
		pattern: /lfstack\.push/i,
		find: (message) => ({
			severity: 'problem',
			title: 'A Go program of amd64 under an emulator gets addresses that Go cannot pack',
			explanation: `It happens on arm64 hosts whose emulator hands out addresses beyond 47 bits. ${describeServing(message)}`,
			advice:
				'Build natively and let Go cross-compile (GOARCH=amd64; FROM --platform=$BUILDPLATFORM in a Dockerfile), use a newer Go, or another QEMU.',
			command: 'GOARCH=amd64 go build ./...',
			threads: ['https://github.com/golang/go/issues/69255'],
		}),
	},
	{
		id: 'message-x86-64-level',
		pattern: /cpu does not support x86-64-v\d|cpu isa level is lower than required/i,
		find: (message) => ({
			severity: 'problem',
			title: 'The emulated CPU lacks a level of x86-64 that the system in the image asks for',
			explanation: `The default model of older versions of QEMU does not reach x86-64-v2, and one set by hand may not either.${cpuSetting(message)} ${describeServing(message)}`,
			advice: 'Use a newer QEMU, or give the program the largest model there is.',
			command: 'docker run --rm --platform linux/amd64 -e QEMU_CPU=max IMAGE',
			threads: ['https://github.com/containers/podman/issues/15456'],
		}),
	},
	{
		id: 'message-signal-4',
		pattern:
			/uncaught target signal 4\b|illegal instruction|exit(?:ed with)?(?: code| status)?:? 132\b/i,
		find: (message) => ({
			severity: 'problem',
			title: 'The emulated CPU lacks an instruction of the program (SIGILL, exit code 132)',
			explanation: `The program is built for a later CPU than the model that QEMU shows it, or this QEMU does not know the instruction.${cpuSetting(message)} ${describeServing(message)}${knownOf(message).text}`,
			advice: 'Use a newer QEMU, or give the program the largest CPU model there is.',
			command: `docker run --rm --platform ${platformsToType(message).split(' ')[0]} -e QEMU_CPU=max IMAGE`,
			threads: ['https://github.com/uraimo/run-on-arch-action/issues/174'],
		}),
	},
	{
		id: 'message-cpu-model',
		pattern: /unable to find cpu model/i,
		find: (message) => ({
			severity: 'problem',
			title: 'QEMU does not know the CPU model that was set',
			explanation: `Models belong to one architecture each, and QEMU_CPU reaches all emulated programs.${cpuSetting(message)}`,
			advice: 'Unset QEMU_CPU, or set it for the one program that needs it. max exists for most.',
			command: 'unset QEMU_CPU',
		}),
	},
	{
		id: 'message-dotnet',
		pattern:
			/coreclr|dotnet (?:restore|build|publish|test|run|exec|\S+\.dll)\b|system\.private\.corelib|fatal error\. system\./i,
		find: (message) =>
			isEmulated(message)
				? {
						severity: 'problem',
						title: '.NET is not supported under QEMU',
						explanation:
							'Its makers say that it may hang or crash there, whatever the version of QEMU. Under 7.2 its garbage collection does crash, where a newer one gets further.',
						advice:
							'Build on the native platform for the other one: FROM --platform=$BUILDPLATFORM, and dotnet publish -a $TARGETARCH; or use a runner of that architecture.',
						command: 'dotnet publish -a arm64',
						threads: ['https://github.com/dotnet/dotnet-docker/issues/5355'],
					}
				: undefined,
	},
	{
		id: 'message-go-runtime',
		pattern:
			/pidfd|goroutine \d+ \[|fatal error: (?:fault|morestack|unexpected signal|found bad pointer)|exitsyscall/i,
		find: (message) => {
			if (/lfstack\.push/i.test(message.text) || !isEmulated(message)) return undefined;
			return {
				severity: 'problem',
				title: 'A Go program fails in its runtime, which emulators are known to upset',
				explanation: `QEMU from 7.2 up to 8.0 cannot start processes for Go 1.23.0 to 1.23.2, and Go's preemption by signals hangs or crashes under some versions. ${describeServing(message)}${knownOf(message).text}`,
				advice:
					'Let Go cross-compile natively (GOARCH), which is faster too. Where it has to run emulated, use a newer QEMU and Go, or GODEBUG=asyncpreemptoff=1.',
				command: `GOARCH=arm64 go build ./...`,
				threads: [
					'https://github.com/golang/go/issues/36981',
					'https://github.com/golang/go/issues/46818',
					'https://github.com/golang/go/issues/68976',
					'https://github.com/golang/go/issues/70329',
				],
			};
		},
	},
	{
		id: 'message-signal-11',
		pattern:
			/uncaught target signal 11\b|segmentation fault|exit(?:ed with)?(?: code| status)?:? 139\b/i,
		find: (message) => {
			const { text, threads } = knownOf(message);
			return {
				severity: 'problem',
				title: 'A program crashed under the emulator (SIGSEGV, exit code 139)',
				explanation: `Mostly it is a bad pair of QEMU and kernel, or of QEMU and program. ${describeServing(message)}${text}`,
				advice: hasDefault(message)
					? `Try another version; if that helps, please report it. ${DEFAULT_VERSION} is in service.`
					: `Use QEMU ${DEFAULT_VERSION}, in which nothing of the kind is known. A builder that was made before has its own.`,
				command: replacingCommand(
					concernedServices(message),
					message.sight,
					platformsToType(message),
					hasDefault(message) ? OTHER_VERSION : DEFAULT_VERSION,
				),
				threads: [
					...threads,
					'https://github.com/docker/setup-qemu-action/issues/198',
					'https://github.com/tonistiigi/binfmt/issues/215',
				],
			};
		},
	},
	{
		id: 'message-sudo',
		pattern: /effective uid is not 0|no new privileges" flag is set/i,
		find: (message) => {
			const without = concernedServices(message).filter(
				({ entry }) => entry !== undefined && !entry.flags.includes('C'),
			);
			const names = without.map(({ entry }) => entry?.name).join(', ');
			return {
				severity: 'problem',
				title: 'A setuid program did not get its rights',
				explanation:
					without.length > 0
						? `${names} ${without.length === 1 ? 'has' : 'have'} no flag C, so the kernel takes the rights of the emulator instead of those of the program.`
						: 'The entries here have flag C, so it is the container: it runs with no_new_privs, or the program lies on a file system mounted nosuid.',
				advice:
					without.length > 0
						? 'Register with flag C, which flags: auto does.'
						: 'Leave out --security-opt no-new-privileges (allowPrivilegeEscalation: false in Kubernetes), and do not mount the file system nosuid.',
				command:
					without.length > 0
						? `xarch setup ${platformsToType(message)}`
						: "docker inspect --format '{{.HostConfig.SecurityOpt}}' CONTAINER",
				threads: [
					'https://github.com/multiarch/qemu-user-static/issues/17',
					'https://github.com/sudo-project/sudo/issues/129',
				],
			};
		},
	},
	{
		id: 'message-applet',
		pattern: /applet not found/i,
		find: (message) => ({
			severity: 'problem',
			title: 'A program took its first argument for its name',
			explanation: `The emulator takes flag P for granted, as the builds of tonistiigi/binfmt do, and its entry lacks it. ${describeServing(message)}`,
			advice: 'Register it with P, which flags: auto does where it is needed.',
			command: `xarch setup ${platformsToType(message)}`,
			threads: ['https://github.com/lima-vm/alpine-lima/issues/81'],
		}),
	},
	{
		id: 'message-value-too-large',
		pattern: /value too large for defined data type|\beoverflow\b|os error 75/i,
		find: () => ({
			severity: 'problem',
			title: 'A 32-bit program met 64-bit numbers of the file system',
			explanation:
				'Inode numbers or positions in directories of the host do not fit: programs built without large file support, cargo and libgit2 on arm/v7 among them, fail under a 64-bit kernel.',
			advice:
				'Mount a tmpfs over the directory it fails in, and not over programs: RUN --mount=type=tmpfs,target=/root/.cargo/registry in a Dockerfile, /usr/local/cargo/registry in the images of Rust. Or build for a 64-bit platform, or cross-compile.',
			command: 'docker run --tmpfs /root/.cargo/registry --platform linux/arm/v7 IMAGE',
			threads: [
				'https://github.com/rust-lang/cargo/issues/8719',
				'https://github.com/docker/buildx/issues/395',
			],
		}),
	},
];
