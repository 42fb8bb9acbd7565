import { createHash } from 'node:crypto';
import { XarchError } from '../../errors.js';
import { type Catalog, type CatalogAsset, defaultVersion } from '../catalog.js';
import { compareVersions, satisfiesVersion, type VersionRequest } from '../version.js';

/** What stands for the placeholders of an address. */
export interface TemplateValues {
	/** QEMU's, `10.2.3`. */
	readonly version?: string | undefined;
	/** OCI architecture, `amd64`. */
	readonly host?: string;
	/** QEMU's name, `aarch64`. */
	readonly target?: string;
}

/** An address, and the credentials that stood in it. */
export interface PlainAddress {
	readonly address: string;
	/** For the header `authorization` (RFC 7617); undefined where there were none. */
	readonly authorization: string | undefined;
	/** What must not be seen in a log. */
	readonly secrets: readonly string[];
}

/** Puts values in place of placeholders, each as one segment of a path. Those without a value stay. */
export function fillTemplate(template: string, values: TemplateValues): string {
	const given: Readonly<Record<string, string | undefined>> = { ...values };
	return template.replace(/\{(version|host|target)\}/g, (placeholder, name: string) => {
		const value = given[name];
		return value === undefined ? placeholder : encodeURIComponent(value);
	});
}

/**
 * Takes user and password out of an address.
 * @param template an address, perhaps with placeholders
 */
export function withoutCredentials(template: string): PlainAddress {
	const [whole, scheme = '', credentials] = /^(\w+:\/\/)([^/?#]*)@/.exec(template) ?? [];
	if (whole === undefined || credentials === undefined) {
		return { address: template, authorization: undefined, secrets: [] };
	}
	const colon = credentials.indexOf(':');
	const user = colon === -1 ? credentials : credentials.slice(0, colon);
	// A token often stands alone, where a user would.
	const password = colon === -1 ? user : credentials.slice(colon + 1);
	const pair = `${decoded(user)}:${colon === -1 ? '' : decoded(password)}`;
	const encoded = Buffer.from(pair, 'utf8').toString('base64');
	return {
		address: `${scheme}${template.slice(whole.length)}`,
		authorization: `Basic ${encoded}`,
		secrets: [...new Set([password, decoded(password), encoded])].filter((each) => each !== ''),
	};
}

/** A template without what might be secret: credentials, query and fragment. */
export function templateForPeople(template: string): string {
	return withoutCredentials(template).address.replace(/[?#].*$/, '');
}

/**
 * What was asked of a source of addresses, as it stands in manifests; `{target}` stays in it. A
 * query may tell one file from another and be secret, so it is there as a digest.
 */
export function addressId(template: string, values: TemplateValues): string {
	const shown = fillTemplate(templateForPeople(template), values);
	const query = fillTemplate(withoutCredentials(template).address, values).slice(shown.length);
	if (query === '') return shown;
	const digest = createHash('sha256').update(query).digest('hex').slice(0, 8);
	return `${shown} (query ${digest})`;
}

/**
 * The version that `{version}` stands for.
 * @returns undefined when the template has no `{version}`
 * @throws E_VERSION when the request does not name one
 */
export function templateVersion(
	template: string,
	wanted: VersionRequest,
	catalog: Catalog,
): string | undefined {
	if (!template.includes('{version}')) return undefined;
	switch (wanted.kind) {
		case 'default':
			return defaultVersion(catalog);
		case 'range': {
			if (/^\d+\.\d+\.\d+$/.test(wanted.range)) return wanted.range;
			const versions = catalog.releases.map(({ version }) => version).sort(compareVersions);
			const newest = versions.findLast((version) => satisfiesVersion(wanted, version));
			if (newest !== undefined) return newest;
			throw unanswerable(wanted, [...new Set(versions)].reverse());
		}
		case 'latest':
		case 'tag':
			throw unanswerable(wanted, []);
	}
}

/**
 * The asset of the catalog that a file is a copy of: it has the same name, and is of the same
 * version. Where several builds have it, the one whose tag the address names, else the newest.
 * @param version undefined when only the name tells
 */
export function mirroredAsset(
	address: string,
	version: string | undefined,
	host: string,
	{ releases }: Catalog,
): CatalogAsset | undefined {
	const path = decoded(new URL(address).pathname);
	const name = fileName(address);
	const candidates = releases.flatMap((release) =>
		release.assets
			.filter((asset) => asset.host === host && decoded(asset.address).endsWith(`/${name}`))
			.filter(() =>
				version === undefined ? name.includes(release.version) : version === release.version,
			)
			.map((asset) => ({ asset, isNamed: path.includes(release.tag) })),
	);
	return (candidates.find(({ isNamed }) => isNamed) ?? candidates[0])?.asset;
}

/** The last segment of an address, decoded. */
export function fileName(address: string): string {
	const { pathname } = new URL(address);
	return decoded(pathname.slice(pathname.lastIndexOf('/') + 1));
}

/**
 * True for the addresses of this machine: 127.0.0.0/8 and ::1 (RFC 6890), localhost (RFC 6761).
 * @param hostname as `URL` has it
 */
export function isLoopback(hostname: string): boolean {
	return /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:[\w-]+\.)*localhost)$/.test(hostname);
}

function unanswerable(wanted: VersionRequest, versions: readonly string[]): XarchError {
	const known =
		versions.length === 0 ? '' : `, and none of those known here is one (${versions.join(', ')})`;
	return new XarchError(
		'E_VERSION',
		`Version ${wanted.text} cannot be looked up: an address cannot list the versions it has${known}.`,
		'Give an exact version (10.2.3) for {version}, or leave {version} out of the address.',
	);
}

/** Text that is not percent-encoded as it should be stays as it is. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
