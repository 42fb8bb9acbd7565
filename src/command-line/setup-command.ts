import type { Outcome } from '../outcome.js';
import type { SetupContext } from '../setup.js';
import { setUp } from '../setup.js';
import type { SetupCommand } from './arguments.js';
import { formatTable } from './table.js';

/**
 * `xarch setup`. Its claim stands until `xarch restore`, for the command itself ends at once.
 * @returns what goes to standard output
 * @throws XarchError
 */
export async function runSetup(command: SetupCommand, context: SetupContext): Promise<string> {
	if (command.binDirectory?.kind === 'path') {
		const { checkBinPath } = await import('../bin-directory/make.js');
		checkBinPath(command.binDirectory.path);
	}
	const outcome = await setUp(
		{
			...command,
			lease: command.keep
				? { id: 'kept', label: 'xarch setup --keep', owner: { kind: 'kept' } }
				: { id: 'standing', label: 'xarch setup', owner: { kind: 'standing' } },
		},
		context,
	);
	return command.json
		? `${JSON.stringify(outcome, undefined, '\t')}\n`
		: `${formatOutcome(outcome, command.persist)}\n`;
}

/** A table of what runs now, and a line on what was done for it. */
export function formatOutcome(outcome: Outcome, persist = false): string {
	const table = formatTable([
		['PLATFORM', 'HOW', 'QEMU', 'ENTRY', 'PROOF'],
		...outcome.native.map((platform) => [platform, 'native', '', '', '']),
		...outcome.entries.map(({ platform, version, entry, probe, probeMs }) => [
			platform,
			'emulated',
			version ?? 'unknown',
			entry ?? 'not visible here',
			probe === 'passed' ? `runs (${probeMs} ms)` : 'not tried',
		]),
	]);
	const closing = outcome.changed
		? persist
			? 'These platforms run now and after each boot; xarch restore --persisted puts everything back.'
			: 'These platforms run now; xarch restore puts everything back.'
		: 'Everything asked for was set up already: nothing was changed.';
	const { binDirectory } = outcome;
	const byHand =
		binDirectory === undefined
			? ''
			: `\nTo be called by hand: qemu-<target>-static in ${binDirectory}`;
	return `${table}\n\n${closing}${byHand}`;
}
