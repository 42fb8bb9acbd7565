import { parseArgs } from 'node:util';
import { closest } from 'fastest-levenshtein';
import { messageOf, XarchError } from '../errors.js';

/** The options of a command, by name without dashes. */
export type OptionTypes = Readonly<
	Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>
>;

/**
 * Node's parser, with errors of our own. Every command also has --help.
 * @throws E_INPUT
 */
export function parseOptions(
	args: readonly string[],
	options: OptionTypes,
	allowPositionals: boolean,
): { values: Readonly<Record<string, unknown>>; positionals: readonly string[] } {
	try {
		return parseArgs({
			args: [...args],
			options: { ...options, help: { type: 'boolean', short: 'h' } },
			allowPositionals,
		});
	} catch (error) {
		const unknown = /'(--?[^' ]+)/.exec(messageOf(error))?.[1];
		const known = Object.keys(options).map((option) => `--${option}`);
		const [, valueless] =
			/^Option '.*(--[a-z-]+) <value>' argument missing/.exec(messageOf(error)) ?? [];
		const isUnknown = (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
		throw new XarchError(
			'E_INPUT',
			isUnknown && unknown !== undefined
				? `${unknown} is not an option here; did you mean ${closest(unknown, known)}?`
				: valueless === undefined
					? messageOf(error)
					: `${valueless} needs a value after it.`,
			`The options are ${[...known, '--help'].join(', ')}.`,
		);
	}
}
