import type { Session } from '../binfmt/session.js';
import { type BuilderContext, withBuilder } from './context.js';
import { readMarker } from './marker.js';
import { takeAway } from './take-away.js';

/**
 * Ends a lease on a builder: the last one out takes it away.
 * @returns what was done, for people; undefined when the lease did not hold it
 * @throws E_BUILDER when it cannot be taken away; the next job that can will do it
 */
export async function releaseBuilder(
	builder: { readonly name: string; readonly place: string },
	leaseId: string,
	context: BuilderContext,
): Promise<string | undefined> {
	return withBuilder(builder, context, (session) =>
		releaseHeld(builder, leaseId, session, context),
	);
}

/** The same in a session that holds the builder's lock. */
export async function releaseHeld(
	{ name, place }: { readonly name: string; readonly place: string },
	leaseId: string,
	session: Session,
	context: BuilderContext,
): Promise<string | undefined> {
	const { builders } = await session.run({ operation: 'list-builders' });
	const record = builders.find((each) => each.name === name && each.place === place);
	const own = record?.holders.find(({ lease }) => lease === leaseId);
	if (record === undefined || own === undefined) return undefined;
	const others = record.holders.filter(({ lease, isAlive }) => isAlive && lease !== leaseId);
	const drop = (leaseIds: readonly string[]) =>
		session.run({ operation: 'drop-builder', builder: { name, place }, leaseIds });
	const marker = readMarker(own.home, name);
	const keepState = marker?.keepState ?? false;
	if (others.length === 0) {
		const isKept = marker?.kept === true;
		if (!isKept) {
			await takeAway({ name, place, home: own.home, keepState, keepNodes: false }, context);
		}
		await drop(record.holders.map(({ lease }) => lease));
		if (isKept) return `Left the builder ${name}: ${marker.label} has made it to stay.`;
		return `Removed the builder ${name}${keepState ? '; its build cache stays' : ''}.`;
	}
	if (!others.some(({ home }) => home.buildxConfig === own.home.buildxConfig)) {
		await takeAway({ name, place, home: own.home, keepState: true, keepNodes: true }, context);
	}
	await drop([leaseId]);
	const labels = others.map(({ label }) => label ?? 'another job').join('; ');
	return `Left the builder ${name}: still used by ${labels}.`;
}
