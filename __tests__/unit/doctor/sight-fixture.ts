import type { Sight } from '../../../src/doctor/sight.js';
import { detectHost } from '../../../src/platform/host.js';
import { machine } from '../services.js';

/** A machine on which nothing is emulated and nothing is wrong, with some of it otherwise. */
export function sight(rest: Partial<Sight> = {}): Sight {
	return {
		host: detectHost('linux', 'x64'),
		kernelRelease: '6.8.0',
		machine: machine([]),
		journalDamage: undefined,
		traps: [],
		privilege: { uid: 0, maySysAdmin: true, sudoFailure: undefined },
		containerSign: undefined,
		engines: [],
		emulatorSettings: {},
		interpreters: new Map(),
		...rest,
	};
}
