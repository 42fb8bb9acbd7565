import { ENTRY_RULES } from './entry-rules.js';
import { IMAGE_RULES } from './image.js';
import { MACHINE_RULES } from './machine-rules.js';
import { MESSAGE_RULES } from './message-rules.js';
import { PLATFORM_RULES } from './platform-rules.js';
import { PROGRAM_RULES } from './program-rules.js';
import { TRAP_NAMES } from './trap-findings.js';

/** Text that no rule knows. */
export const UNKNOWN_MESSAGE = 'message-unknown';

/** The ids of all findings there can be, by what is looked at; docs/troubleshooting.md explains each. */
export const RULE_IDS = {
	machine: [
		...TRAP_NAMES,
		...MACHINE_RULES.map(({ id }) => id),
		...ENTRY_RULES.map(({ id }) => id),
	],
	subjects: [...PLATFORM_RULES, ...PROGRAM_RULES, ...IMAGE_RULES].map(({ id }) => id),
	messages: [...MESSAGE_RULES.map(({ id }) => id), UNKNOWN_MESSAGE],
} as const;
