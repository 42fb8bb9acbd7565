import {
	type HeldBuilder,
	holdsBuilders,
	holdsEntries,
	type Journal,
	type Lease,
} from '../binfmt/journal.js';
import type { Owner } from '../binfmt/owner.js';
import type { BuilderRecord, BuilderRecordRequest } from '../binfmt/request.js';
import { XarchError } from '../errors.js';

/**
 * The journal after a request on builders; pure.
 * @param nowIso when a new lease is taken, ISO 8601
 * @throws E_BUILDER when a live job holds a builder of this name that is configured differently
 */
export function recordBuilder(
	journal: Journal,
	request: BuilderRecordRequest,
	isAlive: (owner: Owner) => boolean,
	nowIso: string,
): Journal {
	switch (request.operation) {
		case 'list-builders':
			return journal;
		case 'hold-builder': {
			const { builder, home } = request;
			const record = journal.builders.find((each) => isSame(each, builder));
			refuseConflict(journal, record, request, isAlive);
			const holders = (record?.holders ?? []).filter(({ lease }) => lease !== request.lease.id);
			const lease = journal.leases.find(({ id }) => id === request.lease.id);
			return {
				...journal,
				builders: [
					...journal.builders.filter((each) => each !== record),
					{ ...builder, holders: [...holders, { lease: request.lease.id, home }] },
				],
				leases:
					lease === undefined
						? [...journal.leases, { ...request.lease, takenAt: nowIso }]
						: journal.leases,
			};
		}
		case 'drop-builder': {
			const { builder, leaseIds } = request;
			const builders = journal.builders
				.map((each) => (isSame(each, builder) ? withoutHolders(each, leaseIds) : each))
				.filter(({ holders }) => holders.length > 0);
			const next = { ...journal, builders };
			return {
				...next,
				leases: journal.leases.filter(
					({ id }) => !leaseIds.includes(id) || holdsEntries(next, id) || holdsBuilders(next, id),
				),
			};
		}
	}
}

/** The builders of a journal with what is known of their holders. */
export function builderRecords(
	journal: Journal,
	isAlive: (owner: Owner) => boolean,
): BuilderRecord[] {
	return journal.builders.map((builder) => ({
		...builder,
		holders: builder.holders.map((holder) => {
			const lease = journal.leases.find(({ id }) => id === holder.lease);
			return {
				...holder,
				isAlive: lease !== undefined && isAlive(lease.owner),
				isJob: lease?.owner.kind === 'process',
				label: lease?.label,
			};
		}),
	}));
}

function refuseConflict(
	journal: Journal,
	record: HeldBuilder | undefined,
	{ builder, lease }: Extract<BuilderRecordRequest, { operation: 'hold-builder' }>,
	isAlive: (owner: Owner) => boolean,
): void {
	if (record === undefined || record.configuration === builder.configuration) return;
	const holders = journal.leases.filter(
		(each: Lease) =>
			each.id !== lease.id &&
			isAlive(each.owner) &&
			record.holders.some((holder) => holder.lease === each.id),
	);
	if (holders.length === 0) return;
	throw new XarchError(
		'E_BUILDER',
		`The builder ${builder.name} is used by ${holders.map(({ label }) => label).join(' and ')}, and is configured differently from what is asked for here.`,
		'Ask for the same configuration, choose another buildx-name, or leave buildx-name out to get a builder of this job alone.',
	);
}

function isSame(
	a: Pick<HeldBuilder, 'name' | 'place'>,
	b: Pick<HeldBuilder, 'name' | 'place'>,
): boolean {
	return a.name === b.name && a.place === b.place;
}

function withoutHolders(builder: HeldBuilder, leaseIds: readonly string[]): HeldBuilder {
	return { ...builder, holders: builder.holders.filter(({ lease }) => !leaseIds.includes(lease)) };
}
