import {
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmdirSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { BuilderHome } from '../binfmt/journal.js';
import { errnoOf } from '../errors.js';

/**
 * What is known of a builder that this project made, beside buildx's own record of it. The journal
 * ends with the boot, but a builder's container and volume do not: this tells afterwards whose they are.
 */
export interface Marker {
	readonly schema: 1;
	readonly name: string;
	/** As in `HeldBuilder`. */
	readonly place: string;
	readonly configuration: string;
	/** Who made it, for people. */
	readonly label: string;
	/** True when it is to outlast its job: `xarch builder create`, or buildx-cleanup: false. */
	readonly kept: boolean;
	/** Whether its build cache outlasts it. */
	readonly keepState: boolean;
	/** Where its first node is, as it was asked for; undefined for the home's own daemon. */
	readonly endpoint: string | undefined;
	/** A docker context that was made for it. */
	readonly context: string | undefined;
	readonly bootId: string;
}

/** Where markers and TLS material are: beside buildx's own records, so that DOCKER_CONFIG moves them along. */
export function markerDirectory({ buildxConfig }: BuilderHome): string {
	return join(buildxConfig, 'xarch');
}

/** Where a builder's TLS material is kept. */
export function materialDirectory(home: BuilderHome, name: string): string {
	return join(markerDirectory(home), name);
}

/** Written before the builder is made. */
export function writeMarker(home: BuilderHome, marker: Marker): void {
	const path = join(markerDirectory(home), `${marker.name}.json`);
	mkdirSync(markerDirectory(home), { recursive: true, mode: 0o700 });
	writeFileSync(`${path}.next`, `${JSON.stringify(marker, undefined, '\t')}\n`, { mode: 0o600 });
	renameSync(`${path}.next`, path);
}

/** Undefined for a builder that somebody else made. */
export function readMarker(home: BuilderHome, name: string): Marker | undefined {
	return readMarkerFile(join(markerDirectory(home), `${name}.json`));
}

/** All markers of a home. */
export function listMarkers(home: BuilderHome): Marker[] {
	let names: string[];
	try {
		names = readdirSync(markerDirectory(home));
	} catch {
		return [];
	}
	return names
		.filter((name) => name.endsWith('.json'))
		.flatMap((name) => readMarkerFile(join(markerDirectory(home), name)) ?? []);
}

/**
 * Forgets a builder, with its TLS material; the directory goes when it was the last one. In another
 * user's home, which may be closed, it is left to that user's next run.
 */
export function removeMarker(home: BuilderHome, name: string): void {
	try {
		rmSync(materialDirectory(home, name), { recursive: true, force: true });
		rmSync(join(markerDirectory(home), `${name}.json`), { force: true });
		rmdirSync(markerDirectory(home));
	} catch (error) {
		const errno = errnoOf(error) ?? '';
		if (!['ENOENT', 'ENOTEMPTY', 'EACCES', 'EPERM'].includes(errno)) throw error;
	}
}

function readMarkerFile(path: string): Marker | undefined {
	try {
		const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Marker>;
		const isMarker =
			value.schema === 1 &&
			[value.name, value.place, value.configuration, value.label, value.bootId].every(
				(field) => typeof field === 'string',
			);
		return isMarker ? (value as Marker) : undefined;
	} catch {
		return undefined;
	}
}
