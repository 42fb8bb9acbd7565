import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuilderHome } from '../binfmt/journal.js';

/** buildx's own record of a builder: `instances/<name>` of its configuration (store/nodegroup.go). */
export interface Instance {
	readonly name: string;
	readonly driver: string;
	readonly nodes: readonly InstanceNode[];
}

export interface InstanceNode {
	readonly name: string;
	readonly endpoint: string;
	readonly platforms: readonly string[];
	readonly driverOptions: Readonly<Record<string, string>>;
	readonly flags: readonly string[];
	/** Text of buildkitd.toml; undefined when the node has none. */
	readonly buildkitdConfig: string | undefined;
}

interface RawNode {
	readonly Name?: string;
	readonly Endpoint?: string;
	readonly Platforms?: readonly { os?: string; architecture?: string; variant?: string }[] | null;
	readonly DriverOpts?: Readonly<Record<string, string>> | null;
	readonly Flags?: readonly string[] | null;
	/** Base64 by file name. */
	readonly Files?: Readonly<Record<string, string>> | null;
}

/** Undefined when buildx knows no builder of this name. */
export function readInstance(home: BuilderHome, name: string): Instance | undefined {
	let text: string;
	try {
		text = readFileSync(join(home.buildxConfig, 'instances', name), 'utf8');
	} catch {
		return undefined;
	}
	return parseInstance(text);
}

/** Takes the nodes' configuration out of buildx's record; all else of it stays as it is. */
export function forgetConfig(home: BuilderHome, name: string): void {
	const path = join(home.buildxConfig, 'instances', name);
	const raw = JSON.parse(readFileSync(path, 'utf8')) as { Nodes?: readonly object[] | null };
	const nodes = (raw.Nodes ?? []).map((node) => ({ ...node, Files: null }));
	// Every file beside the record is a builder to buildx.
	const next = join(home.buildxConfig, `.${name}.xarch`);
	writeFileSync(next, JSON.stringify({ ...raw, Nodes: nodes }), { mode: 0o600 });
	renameSync(next, path);
}

/** @throws SyntaxError when the text is not JSON */
export function parseInstance(text: string): Instance {
	const raw = JSON.parse(text) as {
		Name?: string;
		Driver?: string;
		Nodes?: readonly RawNode[] | null;
	};
	return {
		name: raw.Name ?? '',
		driver: raw.Driver ?? '',
		nodes: (raw.Nodes ?? []).map((node) => {
			const config = node.Files?.['buildkitd.toml'];
			return {
				name: node.Name ?? '',
				endpoint: node.Endpoint ?? '',
				platforms: (node.Platforms ?? []).map(({ os, architecture, variant }) =>
					[os, architecture, variant].filter((part) => (part ?? '') !== '').join('/'),
				),
				driverOptions: node.DriverOpts ?? {},
				flags: node.Flags ?? [],
				buildkitdConfig:
					config === undefined ? undefined : Buffer.from(config, 'base64').toString(),
			};
		}),
	};
}
