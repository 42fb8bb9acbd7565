import type { ObtainContext } from '../context.js';
import { describeVouching, isPinned, refuseUnpinned, type Vouching } from '../vouching.js';
import { type Downloaded, downloadEmulators, type FileRequest, fileLabel } from './download.js';
import { isNotFound } from './not-found.js';

/** More connections at once get no more out of a line, and servers count them. */
const AT_ONCE = 4;

/**
 * Downloads files, at most four at once: all of them, or none.
 * @param directory existing private directory
 * @returns what each held, in the same order; undefined for a file that the server does not
 * have and that serves optional targets only
 * @throws the first failure, when no download is under way any more
 */
export async function fetchFiles(
	requests: readonly FileRequest[],
	directory: string,
	context: ObtainContext,
): Promise<(Downloaded | undefined)[]> {
	const results: (Downloaded | undefined)[] = requests.map(() => undefined);
	const waiting = [...requests.entries()];
	const failures: unknown[] = [];
	const work = async (): Promise<void> => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			const [index, request] = next;
			try {
				results[index] = await downloadEmulators(request, directory, context);
			} catch (error) {
				const isMissed = request.target === undefined || request.required.length > 0;
				if (!isMissed && isNotFound(error)) continue;
				failures.push(error);
				waiting.length = 0;
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	if (failures.length > 0) throw failures[0];
	return results;
}

/**
 * Says what is going to be downloaded, and who vouches for it.
 * @throws E_UNPINNED for what would be refused afterwards
 */
export function announce(requests: readonly FileRequest[], context: ObtainContext): void {
	for (const request of requests) {
		const { known, otherwise, policy } = request;
		refuseUnpinned(fileLabel(request), known, policy);
		const vouching: Vouching =
			policy.checksums === undefined ? (known?.by ?? otherwise) : 'checksum';
		const check = isPinned(vouching)
			? `checked against the ${describeVouching(vouching)}`
			: describeVouching(vouching);
		context.reporter.info(`Downloading ${fileLabel(request)} (${check})`);
	}
}
