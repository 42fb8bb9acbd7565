import type { Entry } from '../../src/binfmt/entry.js';
import type { OwnedEntry } from '../../src/binfmt/journal.js';
import { emptyJournal } from '../../src/binfmt/journal.js';
import type { Service } from '../../src/binfmt/service.js';
import type { Machine } from '../../src/machine.js';
import { targetByName } from '../../src/platform/table.js';
import type { ProbeResult } from '../../src/probe/run.js';

export function probed(target: string, rest: Partial<ProbeResult> = {}): ProbeResult {
	return {
		...{ target, failure: undefined, detail: '', preservesArgv0: true },
		...{ servedBy: `/emulators/qemu-${target}`, native: false, durationMs: 12.4 },
		...rest,
	};
}

interface ServiceOptions {
	readonly ours?: boolean;
	readonly flags?: string;
	readonly version?: string | undefined;
	readonly probe?: ProbeResult | undefined;
}

/** A target that an entry serves, all being well unless said otherwise. */
export function service(target: string, options: ServiceOptions = {}): Service {
	const { ours = false, flags = 'POCF' } = options;
	const version = 'version' in options ? options.version : '10.2.3';
	const row = targetByName(target);
	if (row === undefined) throw new TypeError(`no such target: ${target}`);
	const { magic, mask } = row;
	const interpreter = `/emulators/qemu-${target}`;
	const name = `qemu-${target}`;
	const entry: Entry = {
		...{ name, enabled: true, interpreter, flags, extension: undefined },
		match: { offset: 0, magic, mask },
	};
	const owned: OwnedEntry = {
		...{ name, target, interpreter, flags, magic, mask, sha256: 'ab'.repeat(32) },
		...{ version: version ?? '', source: 'dir:/emulators', leases: ['j'] },
	};
	return {
		...{ target, entry, shadowed: false, version },
		owned: ours ? owned : undefined,
		probe: 'probe' in options ? options.probe : probed(target),
	};
}

export function machine(
	services: readonly Service[],
	native = ['linux/amd64'],
	status: Machine['status'] = 'enabled',
): Machine {
	return {
		...{ native, status },
		entries: services.flatMap(({ entry }) => entry ?? []),
		journal: emptyJournal('boot'),
		services: new Map(services.map((each) => [each.target, each])),
	};
}
