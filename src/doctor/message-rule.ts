import type { Service } from '../binfmt/service.js';
import type { Trouble } from './finding.js';
import type { Message } from './sight.js';
import { describeService } from './verdict.js';

/** A message of another program, and what it means on this machine. */
export interface MessageRule {
	readonly id: string;
	/** What the message contains, in any letter case. */
	readonly pattern: RegExp;
	/** Undefined when another rule for the same message fits the machine better. */
	readonly find: (message: Message) => Trouble | undefined;
}

/** Who serves the platforms a message names, or all that are served when it names none of them. */
export function concernedServices({ platforms, sight }: Message): Service[] {
	const services = [...sight.machine.services.values()];
	const concerned = services.filter(({ target }) =>
		platforms.some((named) => named.target === target),
	);
	return concerned.length > 0 ? concerned : services;
}

/** Who runs foreign programs here, a sentence. */
export function describeServing(message: Message): string {
	const services = concernedServices(message);
	if (services.length === 0) return 'On this machine nothing is emulated now.';
	const told = services.slice(0, 4).map((each) => `${each.target} by ${describeService(each)}`);
	const left = services.length - told.length;
	return `On this machine programs run for ${told.join(', ')}${left > 0 ? ` and ${left} more` : ''}.`;
}

/** The platforms to type in a command: those a message names, else one to be replaced. */
export function platformsToType({ platforms }: Message): string {
	const foreign = platforms.map(({ platform }) => platform);
	return foreign.length === 0 ? 'linux/arm64' : [...new Set(foreign)].join(' ');
}
