import { builderRecords } from '../buildx/ledger.js';
import type { BuilderHome, HeldBuilder, Journal, Lease, OwnedEntry } from './journal.js';
import type { Owner } from './owner.js';

/** An entry a job wants, by the emulator that is to serve it. */
export interface EntryRequest {
	readonly target: string;
	readonly magic: string;
	readonly mask: string;
	readonly flags: string;
	readonly emulator: {
		readonly path: string;
		readonly sha256: string;
		readonly version: string;
		readonly source: string;
	};
	readonly exact: boolean;
	readonly shadowed: boolean;
}

export type LeaseRequest = Pick<Lease, 'id' | 'label' | 'owner'>;

/** All that can be asked of the privileged part; plain JSON. */
export type RegistrarRequest =
	/** Whether entries could be registered; only what dead jobs left is put right. */
	| { readonly operation: 'check' }
	| {
			readonly operation: 'apply';
			readonly lease: LeaseRequest;
			readonly entries: readonly EntryRequest[];
			readonly reset: boolean;
	  }
	| {
			readonly operation: 'withdraw';
			readonly leaseId: string;
			readonly names: readonly string[];
	  }
	| {
			readonly operation: 'release';
			/** Leases to end; those of `kind` too, whatever their id. */
			readonly leaseIds: readonly string[];
			readonly kinds: readonly Owner['kind'][];
	  }
	/** Entries that come back at each boot. */
	| { readonly operation: 'persist'; readonly entries: readonly EntryRequest[] }
	/** Their end; of all when `targets` is left out. */
	| { readonly operation: 'forget'; readonly targets?: readonly string[] };

/** What can be asked of the journal's part on builders; nothing but the journal changes. */
export type BuilderRecordRequest =
	| { readonly operation: 'list-builders' }
	| {
			readonly operation: 'hold-builder';
			readonly lease: LeaseRequest;
			readonly builder: Pick<HeldBuilder, 'name' | 'place' | 'configuration'>;
			readonly home: BuilderHome;
	  }
	| {
			readonly operation: 'drop-builder';
			readonly builder: Pick<HeldBuilder, 'name' | 'place'>;
			readonly leaseIds: readonly string[];
	  };

/** What was done, by entry name. */
export interface RegistrarResult {
	readonly registered: readonly string[];
	readonly removed: readonly string[];
	readonly disabled: readonly string[];
	readonly enabled: readonly string[];
	readonly mounted: boolean;
	readonly unmounted: boolean;
	/** All entries of ours there are now. */
	readonly entries: readonly OwnedEntry[];
	/** Leases that are left, of live jobs and standing ones. */
	readonly leases: readonly Lease[];
	/** All builders that are held, or were until their jobs were killed. */
	readonly builders: readonly BuilderRecord[];
	readonly warnings: readonly string[];
}

/** A builder of the journal, with what root can tell of its holders. */
export interface BuilderRecord extends Omit<HeldBuilder, 'holders'> {
	readonly holders: readonly {
		readonly lease: string;
		readonly home: BuilderHome;
		/** False for the holder that was killed. */
		readonly isAlive: boolean;
		/** Whether it ends with a process, and may be building now. */
		readonly isJob: boolean;
		/** Who that is, for messages; undefined for a lease that has ended otherwise. */
		readonly label: string | undefined;
	}[];
}

/** The result of a request that left everything as it was. */
export function nothingDone(
	journal: Journal,
	isAlive: (owner: Owner) => boolean,
): Omit<RegistrarResult, 'warnings'> {
	return {
		...{ registered: [], removed: [], disabled: [], enabled: [] },
		...{ mounted: false, unmounted: false },
		...{ entries: journal.entries, leases: journal.leases },
		builders: builderRecords(journal, isAlive),
	};
}
