import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObtainContext } from '../context.js';
import type { Engine } from './image-engine.js';
import { inspectImage } from './image-inspect.js';

/** Label of every container we make; its value is when, in milliseconds since 1970. */
export const LABEL = 'setup-xarch';

/** A run takes minutes, so that what is older was left by one that was killed. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;
const NOTE = /^\.xarch-image-[0-9a-f]{12}\.json$/;

/** An image that a run is about to pull and will remove. */
interface Note {
	readonly engine: string;
	/** As the engine is told. */
	readonly name: string;
	/** Milliseconds since 1970. */
	readonly atMs: number;
}

/** One run's claim on an image that was not there before any of them. */
export interface Claim {
	/** Whether another run of ours uses the image too, and so will remove it. */
	isShared(): boolean;
	end(): void;
}

/** Whether an image is there only because a run of ours is using it, or was killed. */
export function isClaimed(engine: Engine, name: string, context: ObtainContext): boolean {
	return claimsOf(engine, name, context).length > 0;
}

/**
 * Writes down which image must be removed, before it is pulled. A store that cannot be written
 * just does not remember.
 */
export function claimImage(engine: Engine, name: string, context: ObtainContext): Claim {
	const note: Note = { engine: engine.name, name, atMs: context.now() };
	const path = join(context.storeRoot, `.xarch-image-${randomBytes(6).toString('hex')}.json`);
	try {
		mkdirSync(context.storeRoot, { recursive: true });
		writeFileSync(path, `${JSON.stringify(note)}\n`, { flag: 'wx' });
	} catch {
		return { isShared: () => false, end: () => {} };
	}
	return {
		isShared: () => claimsOf(engine, name, context).some((other) => other !== path),
		end: () => rmSync(path, { force: true }),
	};
}

function claimsOf(engine: Engine, name: string, { storeRoot }: ObtainContext): string[] {
	return readNotes(storeRoot)
		.filter(({ note }) => note.engine === engine.name && note.name === name)
		.map(({ path }) => path);
}

/** Removes the containers and images of runs that were killed more than an hour ago. */
export async function removeLeftovers(engine: Engine, context: ObtainContext): Promise<void> {
	const isOld = (atMs: number) => context.now() - atMs > ABANDONED_AFTER_MS;
	for (const id of await leftContainers(engine, isOld)) {
		context.reporter.info(`Removing container ${id.slice(0, 12)} of a run that was killed.`);
		await engine.cleanUp(['rm', '--force', '--volumes', id]);
	}
	for (const { path, note } of readNotes(context.storeRoot)) {
		if (note.engine !== engine.name || !isOld(note.atMs)) continue;
		// One that a registry knows can be had again; anything else is not what we pulled.
		const image = await inspectImage(engine, note.name);
		if (image !== undefined && image.repoDigests.length > 0) {
			context.reporter.info(`Removing image ${note.name} of a run that was killed.`);
			const removed = await engine.cleanUp(['rmi', note.name]);
			if (!removed.isOk) context.reporter.info(`It stays: ${removed.reason}.`);
		}
		rmSync(path, { force: true });
	}
}

/** Ours, and never started: nobody else's container is like that. */
async function leftContainers(engine: Engine, isOld: (atMs: number) => boolean): Promise<string[]> {
	const filters = ['--filter', `label=${LABEL}`, '--filter', 'status=created'];
	const list = await engine.run(['ps', '--all', '--quiet', '--no-trunc', ...filters]);
	const ids = list.stdout.split('\n').filter((id) => id !== '');
	const old: string[] = [];
	for (const id of ids) {
		const format = `{{index .Config.Labels "${LABEL}"}}`;
		const label = await engine.run(['container', 'inspect', '--format', format, id]);
		const text = label.stdout.trim();
		if (label.isOk && /^\d+$/.test(text) && isOld(Number(text))) old.push(id);
	}
	return old;
}

function readNotes(storeRoot: string): { path: string; note: Note }[] {
	let names: string[];
	try {
		names = readdirSync(storeRoot).filter((name) => NOTE.test(name));
	} catch {
		return [];
	}
	return names.flatMap((name) => {
		const path = join(storeRoot, name);
		try {
			const note = JSON.parse(readFileSync(path, 'utf8')) as Partial<Note> | null;
			const isSound =
				typeof note?.engine === 'string' &&
				typeof note.name === 'string' &&
				typeof note.atMs === 'number';
			return isSound ? [{ path, note: note as Note }] : [];
		} catch {
			return [];
		}
	});
}
