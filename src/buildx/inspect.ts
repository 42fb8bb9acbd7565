/** A builder as buildx describes it. */
export interface BuilderState {
	readonly name: string;
	/** Empty where buildx could not even find that out. */
	readonly driver: string;
	/** Why nothing could be found out; undefined when all is well. */
	readonly error: string | undefined;
	readonly nodes: readonly NodeState[];
}

export interface NodeState {
	readonly name: string;
	readonly endpoint: string;
	/** `running`, `inactive`, `stopped`, …, or `error`. */
	readonly status: string;
	/** Why nothing could be found out; undefined when all is well. */
	readonly error: string | undefined;
	readonly driverOptions: Readonly<Record<string, string>>;
	/** Of buildkitd, as one text. Unlike what was asked for: buildx may add to it. */
	readonly flags: string;
	/** `v0.25.0`; undefined while the node does not run. */
	readonly buildkitVersion: string | undefined;
	/** Everything that it builds for: what it is fixed to first, then what it found while running. */
	readonly platforms: readonly string[];
}

/** Keys at the beginning of a line, in this version of buildx or an earlier one. */
const KEY =
	/^(Name|Driver|Last Activity|Error|Endpoint|Driver Options|Status|BuildKit daemon flags|Flags|BuildKit version|Buildkit|Platforms|Nodes|Labels|Features|Devices|GC Policy rule#\d+|File#[^:]*):(?:\s+(.*))?$/s;

type Fields = Map<string, string>;

/**
 * Reads what `buildx inspect` prints, which is for people and has changed from version to version.
 * @returns undefined when it is something else
 */
export function parseInspect(text: string): BuilderState | undefined {
	const [head = new Map(), ...nodes] = sectionsOf(text);
	const name = head.get('name');
	if (name === undefined || !head.has('driver')) return undefined;
	return {
		name,
		driver: head.get('driver') ?? '',
		error: head.get('error'),
		nodes: nodes.map(nodeOf),
	};
}

/** The builder's own lines, then those of each node. */
function sectionsOf(text: string): Fields[] {
	const sections: Fields[] = [new Map()];
	let last: string | undefined;
	for (const line of text.split('\n')) {
		const [, label, value = ''] = KEY.exec(line) ?? [];
		const fields = sections.at(-1) as Fields;
		if (label === undefined) {
			// Only errors go over several lines, and those need not be indented.
			if (last === 'error' && line.trim() !== '') {
				fields.set(last, `${fields.get(last)}\n${line.trimEnd()}`);
			}
			continue;
		}
		const key = label.toLowerCase();
		last = key;
		if (key === 'name' && fields.has('name')) sections.push(new Map([[key, value.trim()]]));
		else fields.set(key, value.trim());
	}
	return sections;
}

function nodeOf(fields: Fields): NodeState {
	const error = fields.get('error');
	const version = fields.get('buildkit version') ?? fields.get('buildkit');
	return {
		name: fields.get('name') ?? '',
		endpoint: fields.get('endpoint') ?? '',
		status: fields.get('status') ?? (error === undefined ? '' : 'error'),
		error,
		driverOptions: parseOptions(fields.get('driver options') ?? ''),
		flags: fields.get('buildkit daemon flags') ?? fields.get('flags') ?? '',
		buildkitVersion: version === '' ? undefined : version,
		platforms: (fields.get('platforms') ?? '')
			.split(',')
			// The asterisk is for platforms that the node was fixed to.
			.map((each) => each.trim().replace(/\*$/, ''))
			.filter((each) => each !== ''),
	};
}

/** `image="moby/buildkit" network="host"`, the values quoted as Go does. */
function parseOptions(text: string): Record<string, string> {
	const pairs = text.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*")/g);
	return Object.fromEntries([...pairs].map(([, key = '', quoted = '']) => [key, unquote(quoted)]));
}

function unquote(quoted: string): string {
	try {
		return JSON.parse(quoted) as string;
	} catch {
		// Go has escapes that JSON lacks (\x00, \a); such a value only has to differ from others.
		return quoted.slice(1, -1);
	}
}

/**
 * Reads what `buildx ls --format json` prints: a line of JSON a builder. buildx 0.13 repeats the
 * builder for each of its nodes.
 */
export function parseList(text: string): BuilderState[] {
	const builders = text
		.split('\n')
		.filter((line) => line.trim() !== '')
		.map((line) => builderOf(JSON.parse(line) as ListedBuilder));
	return [...new Map(builders.map((each) => [each.name, each])).values()];
}

interface ListedBuilder {
	readonly Name?: string;
	readonly Driver?: string;
	readonly Err?: string;
	readonly Nodes?: readonly ListedNode[];
}

interface ListedNode {
	readonly Name?: string;
	readonly Endpoint?: string;
	readonly Status?: string;
	readonly Err?: string;
	readonly DriverOpts?: Readonly<Record<string, string>>;
	readonly Flags?: readonly string[];
	readonly Version?: string;
	readonly Platforms?: readonly string[];
}

function builderOf({ Name = '', Driver = '', Err, Nodes = [] }: ListedBuilder): BuilderState {
	return {
		name: Name,
		driver: Driver,
		error: Err,
		// A builder that nothing is known of has one node without a name.
		nodes: Nodes.filter((node) => (node.Name ?? '') !== '').map((node) => ({
			name: node.Name ?? '',
			endpoint: node.Endpoint ?? '',
			status: node.Status ?? '',
			error: node.Err,
			driverOptions: node.DriverOpts ?? {},
			flags: (node.Flags ?? []).join(' '),
			buildkitVersion: node.Version,
			platforms: node.Platforms ?? [],
		})),
	};
}
