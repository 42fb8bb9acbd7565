import type { Rule } from './finding.js';
import type { NamedPlatform, Sight } from './sight.js';
import { mayRegister, verdictOf } from './verdict.js';

export interface PlatformEvidence {
	readonly platform: NamedPlatform;
	readonly sight: Sight;
	/** Whether something about its entries was found already. */
	readonly isExplained: boolean;
}

/** Why a platform that nothing is registered for does not run. */
export const PLATFORM_RULES: readonly Rule<PlatformEvidence>[] = [
	{
		id: 'cpu-level',
		find: ({ platform: { platform, target }, sight: { host, machine } }) =>
			target !== host.target || machine.native.includes(platform)
				? undefined
				: {
						severity: 'problem',
						title: 'The CPU of this machine lacks what the platform asks for',
						explanation: `${platform} is this machine's own architecture at a level that its CPU does not reach: it runs ${machine.native.join(', ')}. One's own architecture is never emulated.`,
						advice: 'Use a machine with a newer CPU, or build for a lower level.',
					},
	},
	{
		id: 'no-entry',
		find: ({ platform, sight, isExplained }) => {
			const { platform: name, target } = platform;
			const isOwn = target === sight.host.target;
			if (isOwn || isExplained || verdictOf(platform, sight).runs) return undefined;
			const isBlind = sight.machine.status === 'absent';
			return {
				severity: 'problem',
				title: 'No entry that is switched on takes programs of the platform',
				explanation: `${isBlind ? 'Its test program does not run, and the entries are not seen from here. ' : ''}Programs and containers of ${name} fail with "exec format error" here.`,
				advice:
					sight.containerSign === undefined || mayRegister(sight)
						? 'Set it up.'
						: 'Set it up on the host of this container; its entries serve here too.',
				command: `xarch setup ${name}`,
			};
		},
	},
];
