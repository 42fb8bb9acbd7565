import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Where something is mounted at or below a directory, the innermost and latest first. */
export function mountsBelow(directory: string): string[] {
	return readFileSync('/proc/self/mounts', 'utf8')
		.split('\n')
		.map((line) => (line.split(' ')[1] ?? '').replaceAll('\\040', ' '))
		.filter((point) => point === directory || point.startsWith(`${directory}/`))
		.reverse();
}

/** Takes away what a daemon that has ended left mounted, so that its directory can be removed. */
export function unmountBelow(directory: string): void {
	for (const point of mountsBelow(directory)) execFileSync('umount', [point]);
}
