// ci-total.mjs RESULTS SUITE...: sums up what .ci/run has collected in the directory RESULTS, and
// fails when anything failed or a suite that should have run did not.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [results, ...suites] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

for (const name of readdirSync(results).filter((file) => file.endsWith('.check'))) {
	const outcome = readFileSync(join(results, name), 'utf8').trim();
	total[outcome] += 1;
	if (outcome === 'failed') process.stdout.write(`check ${name.replace(/\.check$/, '')} failed\n`);
}
for (const suite of suites) {
	const counted = read(join(results, `${suite}.json`));
	if (counted === undefined || counted.numTotalTests === 0) {
		process.stdout.write(`suite ${suite} did not run\n`);
		total.failed += 1;
		continue;
	}
	total.passed += counted.numPassedTests;
	// A test file that cannot be loaded fails without any test in it.
	total.failed += counted.numFailedTests + counted.numRuntimeErrorTestSuites;
	total.skipped += counted.numPendingTests + counted.numTodoTests;
}
if (total.failed > 0) process.exitCode = 1;
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);

function read(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return undefined;
	}
}
