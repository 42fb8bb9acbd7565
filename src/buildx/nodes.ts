import { isImageReference } from '../emulator/source/source-spec.js';
import { XarchError } from '../errors.js';
import { type AppendedNode, parseAppendedNodes } from './append.js';
import { keyOf, parseDriverOptions } from './driver-options.js';
import { parseEndpoint } from './endpoint.js';
import { notAllowed } from './input-error.js';
import { parseNativeNodes } from './native-nodes.js';
import { parseNodePlatforms } from './node-platforms.js';
import type { BuilderInput, Surroundings } from './parse.js';
import {
	type BuilderRequest,
	DEFAULT_BUILDKITD_FLAGS,
	type Driver,
	type NodeRequest,
	type TlsMaterial,
} from './request.js';
import { readTlsMaterial, TLS_OPTIONS } from './tls.js';

/** A node before what concerns all of them is known. */
interface Draft extends Omit<NodeRequest, 'tls'> {
	/** What its endpoint is called in messages. */
	readonly label: string;
}

/**
 * The nodes of a builder: its own, those of the YAML list, and those that build natively.
 * @throws E_INPUT, E_PLATFORM
 */
export function parseNodes(
	driver: Driver,
	text: (name: BuilderInput) => string,
	{ env, label }: Surroundings,
): BuilderRequest['nodes'] {
	const image = parseImage(label('buildx-image'), text('buildx-image'));
	const own = parseDriverOptions(label('buildx-driver-opts'), text('buildx-driver-opts'));
	if (image !== undefined && hasOption(own, 'image')) {
		throw new XarchError(
			'E_INPUT',
			`${label('buildx-image')} and the option image= of ${label('buildx-driver-opts')} are both given, but mean the same.`,
			`Give ${label('buildx-image')} only.`,
		);
	}
	const flags = text('buildx-buildkitd-flags') || defaultFlags(driver);
	const first: Draft = {
		label: label('buildx-endpoint'),
		name: undefined,
		endpoint: parseEndpoint(label('buildx-endpoint'), driver, text('buildx-endpoint')),
		driverOptions: own,
		buildkitdFlags: flags,
		platforms: parseNodePlatforms(label('buildx-platforms'), text('buildx-platforms')),
	};
	const appended = parseAppendedNodes(label('buildx-append'), text('buildx-append')).map((node) =>
		draftOf(node, driver),
	);
	const nativeLabel = label('buildx-native-nodes');
	const native = parseNativeNodes(nativeLabel, text('buildx-native-nodes')).map(
		({ endpoint, platforms }): Draft => ({
			label: nativeLabel,
			name: undefined,
			endpoint: parseEndpoint(nativeLabel, driver, endpoint),
			driverOptions: [],
			buildkitdFlags: flags,
			platforms,
		}),
	);
	const others = [...appended, ...native];
	refuseDuplicates([first, ...others], driver);
	const tls = readTlsMaterial(env);
	refuseStrayTls([first, ...others], driver, tls);
	const finish = ({ label: _, ...draft }: Draft, number: number): NodeRequest => {
		const driverOptions =
			image === undefined || hasOption(draft.driverOptions, 'image')
				? draft.driverOptions
				: [...draft.driverOptions, `image=${image}`];
		return Object.freeze({
			...draft,
			driverOptions: Object.freeze(driverOptions),
			platforms: Object.freeze(draft.platforms),
			tls: tls.get(number),
		});
	};
	return Object.freeze([
		finish(first, 0),
		...others.map((draft, index) => finish(draft, index + 1)),
	] as const);
}

function draftOf({ label, values }: AppendedNode, driver: Driver): Draft {
	const { name = '', endpoint = '', platforms = '' } = values;
	const flags = values['buildkitd-flags']?.trim() ?? '';
	if (name !== '' && !/^[a-zA-Z][a-zA-Z0-9._-]*$/.test(name)) {
		throw notAllowed(
			`${label}: name`,
			name,
			'is not a name for a node.',
			'Allowed: a letter, then letters, digits, and . _ -.',
		);
	}
	if (flags !== '' && driver === 'remote') {
		throw notAllowed(
			`${label}: buildkitd-flags`,
			flags,
			'cannot be used with the driver remote, whose BuildKit was started elsewhere.',
			'Leave it out.',
		);
	}
	const options = parseDriverOptions(`${label}: driver-opts`, values['driver-opts'] ?? '');
	return {
		label: `${label}: endpoint`,
		name: name === '' ? undefined : name,
		endpoint: parseEndpoint(`${label}: endpoint`, driver, endpoint),
		driverOptions: options,
		buildkitdFlags: flags === '' ? defaultFlags(driver) : flags,
		platforms: parseNodePlatforms(`${label}: platforms`, platforms),
	};
}

function defaultFlags(driver: Driver): string | undefined {
	return driver === 'docker-container' || driver === 'kubernetes'
		? DEFAULT_BUILDKITD_FLAGS
		: undefined;
}

function hasOption(options: readonly string[], key: string): boolean {
	return options.some((option) => keyOf(option) === key);
}

function parseImage(name: string, text: string): string | undefined {
	if (text === '') return undefined;
	if (isImageReference(text)) return text;
	throw notAllowed(
		name,
		text,
		'is not the name of an image.',
		'Write it as docker pull takes it, as in registry.example:5000/moby/buildkit:buildx-stable-1.',
	);
}

/** buildx refuses two nodes in one place, but only when the first is made. */
function refuseDuplicates(nodes: readonly Draft[], driver: Driver): void {
	for (const [index, { label, name, endpoint }] of nodes.entries()) {
		const before = nodes.slice(0, index);
		if (name !== undefined && before.some((other) => other.name === name)) {
			throw notAllowed(label, name, 'is the name of two nodes.', 'Give each its own.');
		}
		if (driver === 'kubernetes') continue;
		if (before.some((other) => other.endpoint === endpoint)) {
			throw new XarchError(
				'E_INPUT',
				endpoint === undefined
					? `${label}: two nodes have no endpoint, which means the same Docker daemon.`
					: `${label}: "${endpoint}" is the endpoint of two nodes.`,
				'Give each node an endpoint of its own.',
			);
		}
	}
}

/** @throws E_INPUT for material that nothing would use */
function refuseStrayTls(
	nodes: readonly Draft[],
	driver: Driver,
	tls: ReadonlyMap<number, TlsMaterial>,
): void {
	for (const number of tls.keys()) {
		const node = nodes[number];
		const variables = `BUILDER_NODE_${number}_AUTH_TLS_…`;
		if (node === undefined) {
			throw new XarchError(
				'E_INPUT',
				`${variables} is set, but there is no node ${number}: the builder has ${nodes.length}, counted from 0.`,
				'Correct the number in the names of the variables, or take them away.',
			);
		}
		if (driver !== 'remote' || node.endpoint?.startsWith('tcp://') !== true) {
			throw new XarchError(
				'E_INPUT',
				`${variables} is set, but node ${number} would not use it: only tcp:// endpoints of the driver remote have TLS of their own.`,
				'For a Docker daemon behind TLS, make a context (docker context create) and name it as endpoint.',
			);
		}
		const twice = TLS_OPTIONS.find((key) => hasOption(node.driverOptions, key));
		if (twice !== undefined) {
			throw new XarchError(
				'E_INPUT',
				`Node ${number} has its TLS material twice: as ${variables}, and as the driver option ${twice}=.`,
				'Give one of them.',
			);
		}
	}
}
