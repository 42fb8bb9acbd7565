import { basename, dirname } from 'node:path';
import { targetOfName } from '../emulator-name.js';
import { type Member, quoted } from './unpack.js';

/** A release has some ten to forty members, Debian's package about a hundred. */
const MAX_MEMBERS = 10_000;

/**
 * Recognises the emulators of one release archive, in any of its directories. It should hold
 * programs and texts only.
 * @returns for each member its target; throws for a way out, a link or a device
 */
export function releaseMembers(): (member: Member) => string | undefined {
	const look = looker();
	return (member) => {
		look(member);
		const { name, type } = member;
		if (type === 'directory') return undefined;
		if (type !== 'file') throw new Error(`member ${quoted(name)} is no file but a ${type}`);
		return targetOfName(basename(name));
	};
}

/**
 * Recognises the emulators of one Debian package. Its links, such as qemu-arm64, are other
 * names of emulators that are there as files; /usr/share/binfmts/qemu-aarch64 is a text.
 * @returns for each member its target; throws for a way out
 */
export function packageMembers(): (member: Member) => string | undefined {
	const look = looker();
	return (member) => {
		look(member);
		const isProgram = member.type === 'file' && basename(dirname(member.name)) === 'bin';
		return isProgram ? targetOfName(basename(member.name)) : undefined;
	};
}

function looker(): (member: Member) => void {
	let members = 0;
	return ({ name }) => {
		members += 1;
		if (members > MAX_MEMBERS) throw new Error(`it has more than ${MAX_MEMBERS} members`);
		if (name.startsWith('/') || name.split('/').includes('..')) {
			throw new Error(`member ${quoted(name)} points outside`);
		}
	};
}
