import { XarchError } from '../errors.js';
import { inspectArguments } from './args.js';
import { type Ended, type RunCommand, reasonOf } from './command.js';
import type { BuilderContext } from './context.js';
import { type BuilderState, parseInspect } from './inspect.js';
import { nodeContainer, type Place } from './place.js';

/** A boot may pull an image of 100 MB through a slow proxy, milliseconds. */
const BOOT_TIMEOUT_MS = 600_000;

/**
 * Boots a builder that buildx knows, or finds it running, and asks what it is.
 * @throws E_BUILDER with the reason, from the node's own log where docker does not tell it
 */
export async function boot(
	name: string,
	place: Place,
	run: RunCommand,
	{ buildx, reporter }: BuilderContext,
): Promise<BuilderState> {
	const argv = [...buildx.argvPrefix, ...inspectArguments(name, { bootstrap: true })];
	const progress = (line: string) => {
		// Lines with a time are the log of the node, which comes in pieces; it is read whole if need be.
		if (/^#\d+ (?!\d+\.\d+ )/.test(line)) reporter.info(line);
	};
	const ended = await run(argv, { timeoutMs: BOOT_TIMEOUT_MS, progress });
	if (ended.exitCode !== 0) throw await bootError(name, ended, place, run);
	const state = parseInspect(ended.stdout);
	if (state === undefined) {
		throw new XarchError(
			'E_BUILDER',
			`buildx ${buildx.version} describes the builder ${name} in an unknown form.`,
			'Take another version (buildx-version), and please report this.',
		);
	}
	const failed = state.nodes.filter(({ status }) => status !== 'running');
	if (failed.length === 0) return state;
	throw new XarchError(
		'E_BUILDER',
		`The builder ${name} has booted, but not all of its nodes run: ${failed
			.map(
				(node) =>
					`${node.name} at ${node.endpoint} is ${node.status}${node.error === undefined ? '' : ` (${node.error})`}`,
			)
			.join('; ')}.`,
		'Look at those nodes; buildx-endpoint and buildx-append say where they are.',
	);
}

async function bootError(
	name: string,
	ended: Ended,
	place: Place,
	run: RunCommand,
): Promise<XarchError> {
	const reason = reasonOf(ended);
	const log = place.docker && (await nodeLog(name, place.docker, run));
	const said = log === undefined || reason.includes(log) ? '' : ` Its BuildKit says: ${log}.`;
	return new XarchError(
		'E_BUILDER',
		`The builder ${name} does not boot: ${reason}.${said}`,
		remedyOf(`${reason}${said}`, place),
	);
}

/** The last complaint of a node whose container exists but does not stay up. */
async function nodeLog(
	name: string,
	docker: readonly string[],
	run: RunCommand,
): Promise<string | undefined> {
	const argv = [...docker, 'logs', '--tail', '200', nodeContainer(name)];
	const { exitCode, stdout, stderr } = await run(argv);
	if (exitCode !== 0) return undefined;
	const line = `${stdout}\n${stderr}`
		.split('\n')
		.map((each) => each.trim())
		.findLast((each) =>
			/^buildkitd: |^error: |\blevel=(?:error|fatal)\b|Incorrect Usage/i.test(each),
		);
	return line?.replace(/[.\s]+$/, '').slice(0, 400);
}

/** What to do about the reasons that are met most. */
function remedyOf(text: string, { isRootless }: Place): string {
	if (/toomanyrequests|rate limit|\b429 too many/i.test(text)) {
		return 'That is the limit of the registry of the BuildKit image: take it from another one (buildx-image), or let the Docker daemon use a mirror.';
	}
	if (/no space left|disk quota/i.test(text)) {
		return 'Free some space where the Docker daemon keeps its data (docker info tells where; docker system df what takes it).';
	}
	if (/flag provided but not defined|incorrect usage/i.test(text)) {
		return 'Correct buildx-buildkitd-flags; this BuildKit does not know what is given there.';
	}
	if (
		/unauthorized|access denied|no basic auth|manifest unknown|not found|connection refused|no such host/i.test(
			text,
		)
	) {
		return 'Check buildx-image, and that the Docker daemon can reach its registry and is logged in there (docker login).';
	}
	if (isRootless || /operation not permitted|permission denied|privileged/i.test(text)) {
		return 'BuildKit in a container needs a privileged one, and this daemon does not give it that. With a rootless daemon or a locked down one, use buildx-driver: remote with a BuildKit that an administrator has started, or buildx-driver: docker for one platform at a time.';
	}
	return 'Try the same by hand to see all of it: docker buildx create --bootstrap.';
}
