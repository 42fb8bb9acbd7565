import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lab } from '../machine/lab.js';
import type { Sandbox } from './sandbox.js';

/** What loads entries at boot, as a sandbox has it: systemd-binfmt, and with `support` update-binfmts too. */
export async function prepareBoot(box: Sandbox, { support }: { support: boolean }): Promise<void> {
	// The machine's own /etc and programs stay below, and as they are.
	await box.sh(`
		for each in /etc /usr/sbin /usr/share; do
			mkdir -p /run/upper$each /run/work$each
			mount -t overlay -o userxattr,lowerdir=$each,upperdir=/run/upper$each,workdir=/run/work$each none $each
		done
		rm -rf /etc/binfmt.d /usr/share/binfmts /usr/sbin/update-binfmts
		mkdir -p /etc/binfmt.d /usr/share/binfmts /var/lib/binfmts
		mount -t tmpfs -o mode=755 none /usr/lib/binfmt.d`);
	if (!support) return;
	const root = lab('binfmt-support');
	await box.sh(
		`cat >/usr/sbin/update-binfmts <<-END
			#!/bin/sh
			LD_LIBRARY_PATH=$(echo "$1"/usr/lib/*-linux-gnu) exec "$1"/usr/sbin/update-binfmts "\\$@"
		END
		chmod 755 /usr/sbin/update-binfmts`,
		root,
	);
}

/** The real program that systemd runs at each boot: it takes all entries away, then loads the files. */
export async function bootSystemd(box: Sandbox): Promise<void> {
	const file = ['/lib/systemd/systemd-binfmt', '/usr/lib/systemd/systemd-binfmt'].find(existsSync);
	if (file === undefined) throw new Error('there is no systemd-binfmt on this machine');
	await box.sh(`"$1"`, file);
}

/** binfmt-support's service, on a machine without systemd. */
export async function bootSupport(box: Sandbox): Promise<void> {
	await box.sh('echo -1 >/proc/sys/fs/binfmt_misc/status; update-binfmts --enable');
}

/** Everything that lasts over a boot, by path with its text; emulators by their size. */
export function lasting(box: Sandbox): Record<string, string | number> {
	return Object.fromEntries(
		['/etc/binfmt.d', '/usr/share/binfmts', '/var/lib/binfmts', '/var/lib/setup-xarch-persisted']
			.filter((directory) => existsSync(box.path(directory)))
			.flatMap((directory) =>
				readdirSync(box.path(directory), { recursive: true, withFileTypes: true })
					.filter((each) => each.isFile())
					.map((each) => join(each.parentPath, each.name)),
			)
			.map((path) => {
				const data = readFileSync(path);
				const inside = path.slice(box.path('').length);
				return [inside, data.length > 10_000 ? data.length : data.toString()];
			}),
	);
}
