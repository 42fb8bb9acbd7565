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
	const { name, place } = builder;
	return withBuilder(builder, context, async (session) => {
		const { builders } = await session.run({ operation: 'list-builders' });
		const record = builders.find((each) => each.name === name && each.place === place);
		const own = record?.holders.find(({ lease }) => lease === leaseId);
		if (record === undefined || own === undefined) return undefined;
		const others = record.holders.filter(({ lease, isAlive }) => isAlive && lease !== leaseId);
		const drop = (leaseIds: readonly string[]) =>
			session.run({ operation: 'drop-builder', builder, leaseIds });
		const keepState = readMarker(own.home, name)?.keepState ?? false;
		if (others.length === 0) {
			await takeAway({ name, place, home: own.home, keepState, keepNodes: false }, context);
			await drop(record.holders.map(({ lease }) => lease));
			return `Removed the builder ${name}${keepState ? '; its build cache stays' : ''}.`;
		}
		if (!others.some(({ home }) => home.buildxConfig === own.home.buildxConfig)) {
			await takeAway({ name, place, home: own.home, keepState: true, keepNodes: true }, context);
		}
		await drop([leaseId]);
		const labels = others.map(({ label }) => label ?? 'another job').join('; ');
		return `Left the builder ${name}: still used by ${labels}.`;
	});
}
