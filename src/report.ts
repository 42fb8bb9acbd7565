/** Where progress and findings go: workflow commands in a runner, a terminal elsewhere. */
export interface Reporter {
	info(message: string): void;
	debug(message: string): void;
	/** Something a person should act on; an annotation in a runner. */
	warning(message: string): void;
	/** Runs `work` under a heading that can be folded away. */
	group<T>(title: string, work: () => Promise<T>): Promise<T>;
	/**
	 * A long transfer's state.
	 * @param totalBytes undefined when the server does not say
	 */
	progress(label: string, doneBytes: number, totalBytes: number | undefined): void;
}

/** Pause between two lines on the same transfer where lines cannot be rewritten, milliseconds. */
export const PROGRESS_INTERVAL_MS = 5_000;

/** `qemu.tar.gz: 12.5 of 28.1 MB (44 %)` */
export function describeProgress(
	label: string,
	doneBytes: number,
	totalBytes: number | undefined,
): string {
	const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
	return totalBytes === undefined || totalBytes === 0
		? `${label}: ${megabytes(doneBytes)} MB`
		: `${label}: ${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB (${Math.floor((doneBytes / totalBytes) * 100)} %)`;
}
