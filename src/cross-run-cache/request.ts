/** What the cache's own process is asked to do; JSON on its standard input. */
export interface CacheRequest {
	readonly operation: 'restore' | 'save';
	readonly key: string;
	/**
	 * Paths relative to the process's working directory. The service tells entries apart by key
	 * and by these, so that they are the same on every machine.
	 */
	readonly paths: readonly string[];
}

/** What came of it; JSON on file descriptor 3. */
export type CacheAnswer =
	/** The key of the entry that was unpacked, or that was saved. */
	| { readonly outcome: 'done'; readonly key: string }
	/** There is no such entry, or this one could not be made; what is wrong, if anything, is in the log. */
	| { readonly outcome: 'nothing' }
	/** The runner has no cache service, or something broke. */
	| { readonly outcome: 'failed'; readonly reason: string };

/** The folder that is packed, with one folder `qemu-<target>` an emulator. */
export const PACKED_FOLDER = 'emulators';

/** File descriptor that the answer is written to. */
export const ANSWER_DESCRIPTOR = 3;
