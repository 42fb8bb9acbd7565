import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Instance, InstanceNode } from './instance.js';
import { type BuilderRequest, DEFAULT_BUILDKITD_FLAGS, type NodeRequest } from './request.js';

/**
 * Hex digest of all that decides how and where a builder builds. It goes into the journal, which all
 * can read: driver options may hold secrets, their digest does not tell them.
 */
export function configurationDigest(request: BuilderRequest): string {
	const nodes = request.nodes.map((node) => [
		node.name ?? null,
		node.endpoint ?? null,
		[...node.driverOptions].sort(),
		node.buildkitdFlags ?? null,
		[...node.platforms].sort(),
		node.tls === undefined
			? null
			: [node.tls.caCertificate ?? null, node.tls.certificate ?? null, node.tls.key ?? null],
	]);
	const text = JSON.stringify([request.driver, nodes, request.buildkitdConfig ?? null]);
	return createHash('sha256').update(text).digest('hex');
}

/**
 * How a builder that buildx knows already differs from what is asked for, in words; none when it will
 * do. What is not asked for may be as it is. Values are left out where they may be secret.
 * @param parseConfig reads a buildkitd.toml
 */
export function differences(
	request: BuilderRequest,
	instance: Instance,
	parseConfig: (toml: string) => unknown,
): string[] {
	if (instance.driver !== request.driver) {
		return [`its driver is ${instance.driver}, not ${request.driver}`];
	}
	if (instance.nodes.length < request.nodes.length) {
		return [`it has ${instance.nodes.length} nodes instead of ${request.nodes.length}`];
	}
	return request.nodes.flatMap((node, index) => {
		const found = instance.nodes[index];
		return found === undefined
			? []
			: nodeDifferences(node, found, request.buildkitdConfig, parseConfig);
	});
}

function nodeDifferences(
	node: NodeRequest,
	found: InstanceNode,
	config: string | undefined,
	parseConfig: (toml: string) => unknown,
): string[] {
	const of = `node ${found.name}`;
	const options = node.driverOptions.flatMap((option) => {
		const [key = '', ...rest] = option.split('=');
		const wanted = rest.join('=');
		const has = found.driverOptions[key];
		if (has === wanted) return [];
		const isSecret = key.startsWith('env.');
		return [
			has === undefined
				? `${of} lacks driver option ${key}`
				: isSecret
					? `driver option ${key} of ${of} has another value`
					: `driver option ${key} of ${of} is "${has}", not "${wanted}"`,
		];
	});
	const present = flagsOf(found.flags);
	const flags = [...(isDefault(node) ? [] : flagsOf((node.buildkitdFlags ?? '').split(/\s+/)))]
		.filter((flag) => !present.has(flag))
		.map((flag) => `${of} lacks buildkitd flag ${flag}`);
	const platforms = node.platforms
		.filter((platform) => !found.platforms.includes(platform))
		.map((platform) => `${of} is not fixed to ${platform}`);
	const endpoint =
		node.endpoint !== undefined && node.endpoint !== found.endpoint
			? [`the endpoint of ${of} is ${found.endpoint}, not ${node.endpoint}`]
			: [];
	const isSameConfig =
		config === undefined ||
		(found.buildkitdConfig !== undefined &&
			isDeepStrictEqual(
				significant(parseConfig(config)),
				significant(parseConfig(found.buildkitdConfig)),
			));
	return [
		...endpoint,
		...options,
		...flags,
		...platforms,
		...(isSameConfig ? [] : [`${of} has another buildkitd.toml`]),
	];
}

/** What was filled in for flags that nobody gave is not asked for. */
function isDefault({ buildkitdFlags }: NodeRequest): boolean {
	return buildkitdFlags === DEFAULT_BUILDKITD_FLAGS;
}

/** `--flag value` and `--flag=value` are the same. */
function flagsOf(words: readonly string[]): Set<string> {
	return new Set(
		words
			.join(' ')
			.split(/\s+(?=-)/)
			.map((flag) => flag.trim().replace(/^(--?[\w-]+)\s+/, '$1='))
			.filter((flag) => flag !== ''),
	);
}

/** Without empty tables, which buildx adds when it writes a configuration anew. */
function significant(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const fields = Object.entries(value)
		.map(([key, field]) => [key, significant(field)] as const)
		.filter(([, field]) => !isEmptyTable(field));
	return Object.fromEntries(fields);
}

function isEmptyTable(value: unknown): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		Object.keys(value).length === 0
	);
}
