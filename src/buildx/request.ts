/** BuildKit's drivers, as `docker buildx create --driver` has them. */
export const DRIVERS = ['docker', 'docker-container', 'kubernetes', 'remote'] as const;
export type Driver = (typeof DRIVERS)[number];

/**
 * The flags where none are given, as docker/setup-buildx-action has them: builds may ask for both by
 * `--allow`, and get neither unasked.
 */
export const DEFAULT_BUILDKITD_FLAGS =
	'--allow-insecure-entitlement security.insecure --allow-insecure-entitlement network.host';

/** Files of TLS material for a node of the remote driver, as PEM text; from the environment only. */
export interface TlsMaterial {
	readonly caCertificate: string | undefined;
	readonly certificate: string | undefined;
	readonly key: string | undefined;
}

/** One node of a builder. */
export interface NodeRequest {
	/** Undefined for buildx's own choice. */
	readonly name: string | undefined;
	/** A docker context, `tcp://…`, `unix://…`, `ssh://…`; undefined for the current one. */
	readonly endpoint: string | undefined;
	/** `key=value`, one option each. */
	readonly driverOptions: readonly string[];
	/** As one text, the way buildx takes them. */
	readonly buildkitdFlags: string | undefined;
	/** Canonical platforms that this node is fixed to; empty for what BuildKit finds. */
	readonly platforms: readonly string[];
	/** Undefined when the environment holds none for it. */
	readonly tls: TlsMaterial | undefined;
}

/** What builder is wanted; checked and frozen. */
export interface BuilderRequest {
	/** Undefined for a generated one. */
	readonly name: string | undefined;
	readonly driver: Driver;
	/** The first is the builder's own, the others are appended. */
	readonly nodes: readonly [NodeRequest, ...NodeRequest[]];
	/** buildkitd.toml with mirrors written into it; undefined for BuildKit's defaults. */
	readonly buildkitdConfig: string | undefined;
	/** Whether later steps build with it without naming it. */
	readonly use: boolean;
	/** Whether the build cache outlasts the builder. */
	readonly keepState: boolean;
	/** Whether the builder ends with the job. */
	readonly cleanup: boolean;
	/** Which buildx: `v0.29.1`, `latest`, or undefined for whatever is installed. */
	readonly version: string | undefined;
	/** Whether buildx is installed when it is absent. */
	readonly installIfMissing: boolean;
	/** Where build cache is kept, for outputs cache-from and cache-to. */
	readonly cache: CacheTarget | undefined;
}

export type CacheTarget =
	| { readonly kind: 'gha'; readonly scope: string | undefined }
	| { readonly kind: 'registry'; readonly reference: string };
