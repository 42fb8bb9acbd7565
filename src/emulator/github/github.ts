import type { ObtainContext } from '../context.js';
import type { EmulatorRequest, Obtained, SourceSpec } from '../emulator.js';
import { publish } from '../store/publish.js';
import { withWorkspace } from '../store/workspace.js';
import type { FileRequest } from '../transfer/download.js';
import { announce, fetchFiles } from '../transfer/fetch-files.js';
import { chooseRelease } from './github-release.js';
import { releaseId, releaseKind } from './release-id.js';

/**
 * Downloads emulators from a release on GitHub, in any layout that is known, into the store.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_ARCHIVE, E_EMULATOR, E_DISK
 */
export async function obtainFromGithub(
	spec: Extract<SourceSpec, { kind: 'github' }>,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Obtained> {
	const release = await chooseRelease(spec, request, context);
	const files = release.files.map(({ target, ...file }): FileRequest => {
		const serves = (each: string) => target === undefined || target === each;
		return {
			...file,
			target,
			otherwise: 'connection',
			policy: request.pinning,
			required: request.required.filter(serves),
			optional: request.optional.filter(serves),
		};
	});
	const targets = [...request.required, ...request.optional];
	return withWorkspace(context, targets, async (workspace) => {
		announce(files, context);
		const downloads = await fetchFiles(files, workspace.directory, context);
		const single = release.layout.assets.flatMap(({ target }) => target ?? []);
		const offers = [...single, ...downloads.flatMap((each) => each?.offers ?? [])];
		const facts = {
			source: releaseId({ repository: spec.repository, tag: release.tag }),
			sourceKind: releaseKind(spec, request.version, context.catalog),
			offers: [...new Set(offers)].sort(),
			assumesPreservedArgv0: release.layout.assumesPreservedArgv0,
		};
		const emulators = await publish(
			workspace,
			request.host,
			facts,
			downloads.flatMap((each) => each?.files ?? []),
			context.now(),
			release.version,
		);
		return { emulators, cacheHit: false };
	});
}
