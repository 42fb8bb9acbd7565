import pkg from '../package.json' with { type: 'json' };
import type { BuilderRecord, RegistrarResult } from './binfmt/request.js';
import { SYSTEM_ROOTS } from './binfmt/roots.js';
import { describeCleanup } from './cleanup.js';
import { parseCommand } from './command-line/arguments.js';
import { exitCodeOf } from './command-line/exit-code.js';
import { helpText } from './command-line/help.js';
import { runSetup } from './command-line/setup-command.js';
import { formatReport, readReport } from './command-line/status-command.js';
import { terminalReporter } from './command-line/terminal-reporter.js';
import { findStoreRoot } from './emulator/store/store-root.js';
import { setupContext } from './environment.js';
import { describeError } from './errors.js';
import type { Reporter } from './report.js';
import type { SetupContext } from './setup.js';
import { systemRegistrar } from './system-registrar.js';

/** The `xarch` command: results on standard output, progress and errors on standard error. */
async function run(args: readonly string[]): Promise<string> {
	const command = parseCommand(args);
	const isColored = process.stderr.isTTY === true && (process.env.NO_COLOR ?? '') === '';
	const reporter = terminalReporter(process.stderr, isColored);
	switch (command.name) {
		case 'help':
			return helpText(command.topic);
		case 'version':
			return `${pkg.version}\n`;
		case 'setup':
			return runSetup(
				command,
				setupContext(reporter, process.env.GITHUB_TOKEN, command.addresses, command.privilege),
			);
		case 'status': {
			const report = await readReport(setupContext(reporter, undefined));
			return command.json
				? `${JSON.stringify(report, undefined, '\t')}\n`
				: `${formatReport(report)}\n`;
		}
		case 'builder':
			return runBuilder(command.args, setupContext(reporter, undefined));
		case 'doctor': {
			const { runDoctor } = await import('./command-line/doctor-command.js');
			const context = { ...setupContext(reporter, undefined), env: process.env };
			const { text, exitCode } = await runDoctor(command, context, process.stdin);
			process.exitCode = exitCode;
			return text;
		}
		case 'cache': {
			const { runCache } = await import('./command-line/cache-command.js');
			return runCache(command, {
				storeRoot: findStoreRoot(process.env, process.getuid?.()),
				binfmtDirectory: SYSTEM_ROOTS.binfmtDirectory,
				nowMs: Date.now(),
			});
		}
		case 'plan': {
			const { runPlan } = await import('./command-line/plan-command.js');
			return runPlan(command);
		}
		case 'merge': {
			const { runMerge } = await import('./command-line/merge-command.js');
			return runMerge(command, reporter);
		}
		case 'restore': {
			const registrar = systemRegistrar(command.privilege, reporter.info);
			const result = command.persisted
				? await registrar.run({ operation: 'forget' })
				: await registrar.run({
						operation: 'release',
						leaseIds: [],
						kinds: command.all ? ['standing', 'kept'] : ['standing'],
					});
			for (const warning of result.warnings) reporter.warning(warning);
			const lines = [
				...describeCleanup(result),
				...(await restoreBuilders(result, command.all, reporter)),
			];
			return `${lines.length === 0 ? 'There was nothing to put back.' : lines.join('\n')}\n`;
		}
	}
}

async function runBuilder(args: readonly string[], context: SetupContext): Promise<string> {
	const { parseBuilderCommand } = await import('./command-line/builder-arguments.js');
	const command = parseBuilderCommand(args);
	if (command.name === 'help') return helpText(command.topic);
	const { createBuilder, listBuilders, removeBuilders } = await import(
		'./command-line/builder-command.js'
	);
	switch (command.action) {
		case 'create':
			return createBuilder(command, context);
		case 'list':
			return listBuilders(command.json, context);
		case 'remove':
			return removeBuilders(command, context);
	}
}

/** The builders that nobody holds any more go with the entries. */
async function restoreBuilders(
	{ builders }: RegistrarResult,
	isAll: boolean,
	reporter: Reporter,
): Promise<readonly string[]> {
	const isLeft = ({ holders }: BuilderRecord) => !holders.some(({ isAlive }) => isAlive);
	if (!builders.some(isLeft)) return [];
	const { removeOrphans } = await import('./command-line/builder-command.js');
	try {
		return await removeOrphans(builders, isAll, setupContext(reporter, undefined));
	} catch (error) {
		// The entries are back, which is what was asked for.
		reporter.warning(describeError(error));
		return [];
	}
}

// A reader that has seen enough, such as head, is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') throw error;
});

try {
	process.stdout.write(await run(process.argv.slice(2)));
} catch (error) {
	process.stderr.write(`xarch: ${describeError(error)}\n`);
	process.exitCode = exitCodeOf(error);
}
