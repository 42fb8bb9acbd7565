import { info } from '@actions/core';
import { mergeContext } from './merge/context.js';
import { readMergeInputs } from './merge/inputs.js';
import { merge } from './merge/merge.js';
import { writeMergeOutputs } from './merge/outputs.js';
import { writeMergeSummary } from './merge/summary.js';
import { reportFailure, runnerReporter } from './runner-reporter.js';

/** The merge step: inputs in, one index under every tag and outputs out. */
async function main(): Promise<void> {
	const request = readMergeInputs();
	const context = await mergeContext(runnerReporter(), 'set allow-shrink: true');
	const outcome = await merge(request, context);
	writeMergeOutputs(outcome);
	await writeMergeSummary(outcome);
	info(`Index: ${outcome.digest}`);
}

try {
	await main();
} catch (error) {
	reportFailure(error);
}
