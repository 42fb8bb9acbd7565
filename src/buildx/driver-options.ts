import { XarchError } from '../errors.js';
import { nearestOf } from './input-error.js';
import type { BuilderRequest, Driver } from './request.js';

/**
 * What buildx 0.29 knows, `env.` aside. Only for finding slips of the keyboard: a newer buildx may
 * know more, and it is buildx that refuses.
 */
const KNOWN: Readonly<Record<Driver, readonly string[]>> = {
	docker: [],
	'docker-container': [
		...['image', 'network', 'memory', 'memory-swap', 'cpu-quota', 'cpu-period', 'cpu-shares'],
		...['cpuset-cpus', 'cpuset-mems', 'cgroup-parent', 'restart-policy', 'gpus'],
		...['default-load', 'provenance-add-gha'],
	],
	kubernetes: [
		...['image', 'namespace', 'replicas', 'serviceaccount', 'schedulername', 'loadbalance'],
		...['requests.cpu', 'requests.memory', 'requests.ephemeral-storage'],
		...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
		...['nodeselector', 'annotations', 'labels', 'tolerations', 'rootless', 'timeout'],
		...['qemu.install', 'qemu.image', 'default-load'],
	],
	remote: ['cacert', 'cert', 'key', 'servername', 'default-load'],
};

/** A field as RFC 4180 has it, the way buildx reads options: in quotes, or without any. */
const FIELD = /^(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/;

/**
 * Reads driver options: one or more `key=value` a line, separated by commas, in quotes where a
 * value has commas. A part without `=` cannot be an option, so that it belongs to the value before it
 * (`env.no_proxy=localhost,10.0.0.0/8` without quotes).
 * @param name of the input, for messages; values may be secrets and are never shown
 * @returns `key=value` each, without quotes
 * @throws E_INPUT
 */
export function parseDriverOptions(name: string, text: string): string[] {
	const options = text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.flatMap((line) => parseLine(name, line));
	const keys = options.map(keyOf);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	if (twice !== undefined) {
		throw new XarchError(
			'E_INPUT',
			`${name}: the option ${twice} is given twice.`,
			'Give each option once.',
		);
	}
	return options;
}

function parseLine(name: string, line: string): string[] {
	const options: string[] = [];
	let rest = line;
	while (rest !== '') {
		const match = FIELD.exec(rest);
		if (match === null) {
			throw new XarchError(
				'E_INPUT',
				`${name}: the quotation marks of the option ${keyOf(line)} do not match.`,
				'Put the whole option in double quotes, as in "env.no_proxy=localhost,10.0.0.0/8", and double those inside it.',
			);
		}
		const [whole, quoted, plain = ''] = match;
		const field = quoted?.replaceAll('""', '"') ?? plain.trim();
		const before = options.at(-1);
		if (before !== undefined && quoted === undefined && !field.includes('=')) {
			options[options.length - 1] = `${before},${field}`;
		} else if (/^[A-Za-z][\w./-]*=/.test(field)) {
			options.push(field);
		} else if (field !== '') {
			throw new XarchError(
				'E_INPUT',
				`${name}: an option is not of the form key=value: it begins with ${JSON.stringify(keyOf(field).slice(0, 20))}.`,
				'Write one option a line, as in network=host.',
			);
		}
		rest = rest.slice(whole.length);
	}
	return options;
}

/** The key of `key=value`. */
export function keyOf(option: string): string {
	return option.replace(/^"/, '').split('=', 1)[0]?.trim() ?? '';
}

/** An option as buildx takes it after --driver-opt, where commas separate options. */
export function quoteOption(option: string): string {
	return /[",\n]/.test(option) ? `"${option.replaceAll('"', '""')}"` : option;
}

/** Options that look like a slip of the keyboard, each with what was probably meant; for a warning. */
export function doubtfulOptions({ driver, nodes }: BuilderRequest): string[] {
	const keys = new Set(nodes.flatMap(({ driverOptions }) => driverOptions.map(keyOf)));
	return [...keys].flatMap((key) => {
		if (key.startsWith('env.') || KNOWN[driver].includes(key)) return [];
		const near = nearestOf(key, KNOWN[driver]);
		return near === undefined
			? []
			: [`The driver ${driver} may not know the option ${key}; did you mean ${near}?`];
	});
}
