import type { LeaseRequest } from '../binfmt/request.js';
import type { PlatformRequest } from '../platform/parse.js';
import type { BuilderContext } from './context.js';
import { doubtfulOptions } from './driver-options.js';
import type { NodeState } from './inspect.js';
import { leaveToOthers } from './native-nodes.js';
import type { BuilderOutcome } from './outcome.js';
import { type BuilderSettings, provideBuilder } from './provide.js';
import type { BuilderRequest } from './request.js';
import { verifyBuild } from './verify-build.js';

/** What a builder is to be for. */
export interface BuilderStepSettings {
	readonly request: BuilderRequest;
	/** Where it will live, if that is being asked already. */
	readonly place?: BuilderSettings['place'];
	readonly lease: LeaseRequest;
	/** What was asked for; its names must be in the booted builder's list. */
	readonly platforms: PlatformRequest;
	/** Everything that runs here now, native platforms first. */
	readonly running: readonly string[];
	/** Whether to prove each platform by a build as well. */
	readonly verifyBuild: boolean;
	readonly announce: BuilderSettings['announce'];
}

/**
 * Provides the builder after the platforms are registered: BuildKit looks for emulators when it starts.
 * @throws XarchError, E_BUILDX, E_BUILDER, E_PROBE among them
 */
export async function runBuilderStep(
	settings: BuilderStepSettings,
	context: BuilderContext,
): Promise<BuilderOutcome> {
	const { lease, platforms, running, announce, place } = settings;
	const { reporter } = context;
	const request = leaveToOthers(settings.request, running);
	const required = platforms.platforms.map(({ platform }) => platform);
	const optional = platforms.all ? running : [];
	const provided = await reporter.group('Providing the builder', async () => {
		for (const doubt of doubtfulOptions(request)) reporter.warning(doubt);
		reporter.info(`buildx ${context.buildx.version}`);
		const wanted = { request, lease, required, optional, announce, place };
		const done = await provideBuilder(wanted, context);
		reporter.info(describe(done));
		if (done.left.length > 0) {
			reporter.info(
				`It does not know ${done.left.join(', ')}, which run here: its BuildKit is older than they are.`,
			);
		}
		return done;
	});
	const told = {
		...provided,
		nodes: provided.nodes.map(withoutSecrets),
		buildxVersion: context.buildx.version,
	};
	if (!settings.verifyBuild) return { ...told, proved: undefined };
	const wanted = [...new Set([...required, ...optional])].filter(
		(platform) => !provided.left.includes(platform),
	);
	const proved = await reporter.group('Proving each platform by a build', async () => {
		const startedAt = performance.now();
		const names = await verifyBuild(provided, wanted, context);
		reporter.info(`${names.join(', ')}: built (${Math.round(performance.now() - startedAt)} ms)`);
		return names;
	});
	return { ...told, proved };
}

function describe({
	name,
	driver,
	nodes,
	platforms,
	bootMs,
	origin,
}: Omit<BuilderOutcome, 'buildxVersion' | 'proved'>): string {
	const nodeList = nodes.map((node) => `${node.name} at ${node.endpoint}`).join(', ');
	const booted = `${origin === 'made' ? 'booted in' : 'running, asked in'} ${Math.round(bootMs)} ms`;
	return `${name} (${driver}; ${nodeList}): ${booted}; builds for ${platforms.join(', ')}`;
}

/** Driver options pass environment variables to BuildKit, passwords of proxies among them. */
function withoutSecrets(node: NodeState): NodeState {
	const driverOptions = Object.entries(node.driverOptions).map(([key, value]) => [
		key,
		key.startsWith('env.') ? '***' : value,
	]);
	return { ...node, driverOptions: Object.fromEntries(driverOptions) };
}
