import { type Entry, takesHeader } from '../../../src/binfmt/entry.js';
import type { Step } from '../../../src/binfmt/plan.js';

/** A kernel's entries, the newest first as it asks them, changed as fs/binfmt_misc.c changes them. */
export class ModelKernel {
	entries: readonly Entry[];
	/** Names that no step may touch but to switch them off and on. */
	readonly #foreign: ReadonlySet<string>;

	constructor(foreign: readonly Entry[]) {
		this.entries = foreign;
		this.#foreign = new Set(foreign.map(({ name }) => name));
	}

	take(step: Step): void {
		switch (step.do) {
			case 'register': {
				const { name, interpreter, flags, magic, mask } = step.entry;
				if (this.find(name) !== undefined) throw new Error(`EEXIST: ${name}`);
				const match = { offset: 0, magic, mask };
				const added = { name, enabled: true, interpreter, flags, match, extension: undefined };
				this.entries = [added, ...this.entries];
				return;
			}
			case 'remove':
				if (this.#foreign.has(step.name)) throw new Error(`${step.name} is not ours to remove`);
				this.#needs(step.name);
				this.entries = this.entries.filter(({ name }) => name !== step.name);
				return;
			case 'disable':
			case 'enable':
				this.#needs(step.name);
				this.setEnabled(step.name, step.do === 'enable');
				return;
			case 'unmount':
				if (this.entries.length > 0) throw new Error('EBUSY');
		}
	}

	setEnabled(name: string, enabled: boolean): void {
		this.entries = this.entries.map((entry) =>
			entry.name === name ? { ...entry, enabled } : entry,
		);
	}

	find(name: string): Entry | undefined {
		return this.entries.find((entry) => entry.name === name);
	}

	/** The entry that a program beginning with these bytes is given to. */
	serving(magic: string): Entry | undefined {
		const header = Buffer.from(magic, 'hex');
		return this.entries.find((entry) => entry.enabled && takesHeader(entry, header));
	}

	#needs(name: string): void {
		if (this.find(name) === undefined) throw new Error(`ENOENT: ${name}`);
	}
}
