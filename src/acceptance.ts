import { canonicalFlags } from './binfmt/entry.js';
import { faultOf, type Service } from './binfmt/service.js';
import { DEFAULT_VERSION } from './emulator/catalog.js';
import { compareVersions, satisfiesVersion } from './emulator/version.js';
import { type ErrorCode, XarchError } from './errors.js';
import type { Machine } from './machine.js';
import type { Host } from './platform/host.js';
import { compatibleTargets } from './platform/native.js';
import type { SetupSettings } from './setup.js';
import type { Want } from './want.js';

/**
 * Whether what serves a target now is good enough for this request as it is.
 * @param minimumVersion what another project's emulator must reach under `version: default`
 */
export function accepts(
	target: string,
	machine: Machine,
	settings: SetupSettings,
	host: Host,
	minimumVersion = DEFAULT_VERSION,
): boolean {
	const service = machine.services.get(target);
	if (service === undefined || faultOf(service) !== undefined) return false;
	if (machine.status === 'absent') return takesAnything(settings);
	if (service.entry === undefined) return false;
	const { entry, owned, version } = service;
	if (owned === undefined && settings.reset) return false;
	// An entry hides that the host could run these by itself. Ours on top would change nothing.
	if (compatibleTargets(host).includes(target)) return true;
	if (!settings.anySource || !hasFlags(service, settings)) return false;
	// Whether its bytes are the ones meant, or the newest, only the source or the store knows.
	if (!isLenient(settings)) return false;
	if (settings.version.kind === 'range') {
		return version !== undefined && satisfiesVersion(settings.version, version);
	}
	return (
		owned !== undefined ||
		(version !== undefined &&
			compareVersions(version, minimumVersion) >= 0 &&
			entry.flags.includes('F'))
	);
}

/** Whether whatever runs the platforms will do. */
function takesAnything(settings: SetupSettings): boolean {
	const { version, anySource, flags, credentials, reset } = settings;
	const asksFlags = flags !== 'auto' || !credentials;
	return version.kind === 'default' && anySource && !asksFlags && !reset && isLenient(settings);
}

/** Whether a version is all that is asked of an emulator. */
function isLenient({ version, pinning }: SetupSettings): boolean {
	const asksBytes = pinning.required || pinning.checksums !== undefined;
	return !asksBytes && (version.kind === 'default' || version.kind === 'range');
}

/** Flags as given, or with `auto` what a container and a setuid program need, and the right argv[0]. */
function hasFlags({ entry, probe }: Service, { flags, credentials }: SetupSettings): boolean {
	if (entry === undefined) return false;
	if (flags !== 'auto') return entry.flags === canonicalFlags(flags);
	const isRight = entry.flags.includes('F') && entry.flags.includes('C') === credentials;
	return isRight && probe?.preservesArgv0 !== false;
}

/** Faults of the surroundings, not of what was asked for. */
const TOLERATED: readonly ErrorCode[] = ['E_NO_PRIVILEGE', 'E_SOURCE', 'E_OFFLINE'];

/** Whether it is better to go on with what is there than to fail: all of it runs, and any will do. */
export function tolerates(
	missing: readonly Want[],
	error: unknown,
	machine: Machine,
	settings: SetupSettings,
): error is XarchError {
	// Nothing but a claim on what runs already is wanting.
	if (missing.length === 0 && !settings.reset) {
		return error instanceof XarchError && error.code === 'E_NO_PRIVILEGE';
	}
	return (
		error instanceof XarchError &&
		TOLERATED.includes(error.code) &&
		takesAnything(settings) &&
		missing.some(({ target }) => machine.services.has(target)) &&
		missing.every(({ target, required }) => {
			const service = machine.services.get(target);
			return service === undefined ? !required : faultOf(service) === undefined;
		})
	);
}

export function describeServices(wants: readonly Want[], machine: Machine): string {
	return wants
		.map(({ target }) => {
			const service = machine.services.get(target);
			return `${target} by ${service?.entry?.name ?? 'an unknown entry'} (QEMU ${service?.version ?? 'unknown'})`;
		})
		.join(', ');
}
