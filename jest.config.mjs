import { createDefaultEsmPreset } from 'ts-jest';

const preset = createDefaultEsmPreset({ tsconfig: 'tsconfig.json' });

/** One jest project a suite: unit and contract need nothing, the others a real kernel and root. */
const suite = (name, options = {}) => ({
	...preset,
	displayName: name,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/__tests__/${name}/**/*.test.ts`],
	moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
	...options,
});

export default {
	// A slow machine is no failure: this only ends a test that hangs.
	testTimeout: 60_000,
	projects: [suite('unit'), suite('contract'), suite('integration'), suite('e2e')],
};
