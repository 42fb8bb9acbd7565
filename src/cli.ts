import pkg from '../package.json' with { type: 'json' };
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
		case 'cache': {
			const { runCache } = await import('./command-line/cache-command.js');
			return runCache(command, {
				storeRoot: findStoreRoot(process.env, process.getuid?.()),
				binfmtDirectory: SYSTEM_ROOTS.binfmtDirectory,
				nowMs: Date.now(),
			});
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
			const lines = describeCleanup(result);
			return `${lines.length === 0 ? 'There was nothing to put back.' : lines.join('\n')}\n`;
		}
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
