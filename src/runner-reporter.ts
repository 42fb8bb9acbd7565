import { debug, endGroup, error, info, startGroup, warning } from '@actions/core';
import { summarizeFinding } from './doctor/describe.js';
import type { Finding } from './doctor/finding.js';
import { describeError, XarchError } from './errors.js';
import { describeProgress, PROGRESS_INTERVAL_MS, type Reporter } from './report.js';

/** Reports by workflow commands: folded groups, annotations. */
export function runnerReporter(): Reporter {
	let lastProgressAt = Date.now();
	return {
		info,
		debug,
		warning: (message) => warning(message),
		async group(title, work) {
			startGroup(title);
			try {
				return await work();
			} finally {
				endGroup();
			}
		},
		progress(label, doneBytes, totalBytes) {
			if (Date.now() - lastProgressAt < PROGRESS_INTERVAL_MS) return;
			lastProgressAt = Date.now();
			info(describeProgress(label, doneBytes, totalBytes));
		},
	};
}

/** Fails the step with an annotation: the error first, then what the machine shows. */
export function reportFailure(thrown: unknown, findings: readonly Finding[] = []): void {
	error([describeError(thrown), ...findings.map(summarizeFinding)].join('\n'), {
		title: thrown instanceof XarchError ? `setup-xarch: ${thrown.code}` : 'setup-xarch',
	});
	process.exitCode = 1;
}
