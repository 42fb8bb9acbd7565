import type { PlanRequest } from '../../../src/plan/plan.js';
import { type PlanTexts, parsePlanRequest } from '../../../src/plan/request.js';
import type { Hoster } from '../../../src/plan/runner.js';

/** What the parts of a request are called in these tests. */
export const NAMES = {
	...{ runners: 'runners', defaultRunner: 'default-runner' },
	...{ images: 'images', targets: 'targets' },
};

/** A request with everything left out that a test does not give. */
export function request(texts: Partial<PlanTexts> = {}, hoster: Hoster = 'github'): PlanRequest {
	const nothing: PlanTexts = {
		...{ platforms: 'amd64,arm64,riscv64', runners: [], defaultRunner: '', group: '' },
		...{ images: [], targets: [], maxParallel: '' },
	};
	return parsePlanRequest({ ...nothing, ...texts }, NAMES, hoster);
}
