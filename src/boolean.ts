import { XarchError } from './errors.js';

/**
 * A boolean as YAML 1.2 writes it.
 * @param name of the input or option, for the message
 * @throws E_INPUT
 */
export function parseBoolean(name: string, text: string, whenEmpty: boolean): boolean {
	if (text === '') return whenEmpty;
	if (/^(?:true|True|TRUE)$/.test(text)) return true;
	if (/^(?:false|False|FALSE)$/.test(text)) return false;
	throw new XarchError(
		'E_INPUT',
		`Input ${name}: "${text}" is not a boolean of YAML 1.2; allowed: true, True, TRUE, false, False, FALSE.`,
		`Write ${name}: true or ${name}: false.`,
	);
}
