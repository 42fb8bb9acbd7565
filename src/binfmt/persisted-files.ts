import { formatRegistration, type Registration } from './entry.js';

/** After `qemu-`, so that of the files that are loaded at boot, in alphabetical order, ours come on top. */
const PREFIX = 'setup-xarch-';

/** The entry of a target that comes back at each boot. */
export function persistedName(target: string): string {
	return `${PREFIX}${target}`;
}

export function isPersistedName(name: string): boolean {
	return name.startsWith(PREFIX);
}

export function persistedTarget(name: string): string {
	return name.slice(PREFIX.length);
}

/** A file of /etc/binfmt.d, which systemd-binfmt loads at boot (format: binfmt.d(5)). */
export function bootFile(registration: Registration): string {
	return `# Made by xarch setup --persist; xarch restore --persisted takes it away.
${formatRegistration(registration)}
`;
}

/** A file of /usr/share/binfmts, which `update-binfmts --import` reads (format: update-binfmts(8)). */
export function importFile({ magic, mask, interpreter, flags }: Registration): string {
	const escaped = (hex: string) => hex.replace(/../g, (byte) => `\\x${byte}`);
	const is = (flag: string) => (flags.includes(flag) ? 'yes' : 'no');
	return `package setup-xarch
interpreter ${interpreter}
magic ${escaped(magic)}
offset 0
mask ${escaped(mask)}
credentials ${is('C')}
preserve ${is('P')}
fix_binary ${is('F')}
`;
}
