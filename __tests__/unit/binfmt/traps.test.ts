import { describe, expect, test } from '@jest/globals';
import { mountAt, mountOver, parseMountinfo } from '../../../src/binfmt/mountinfo.js';
import type { Surroundings } from '../../../src/binfmt/surroundings.js';
import {
	confinementTraps,
	engineTrap,
	entryTraps,
	mountTraps,
	namespaceTraps,
	shadowedTraps,
	type Trap,
} from '../../../src/binfmt/traps.js';
import { foreign } from './plan-fixture.js';

/** As in an ordinary Docker container on Ubuntu. */
const CONTAINER = `1201 1020 0:61 / / rw,relatime master:411 - overlay overlay rw,lowerdir=/a:/b
1202 1201 0:64 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
1030 1202 0:64 /sys /proc/sys ro,nosuid,nodev,noexec,relatime - proc proc rw
`;
/** As on a host with systemd, triggered. */
const HOST = `22 27 0:21 / /proc rw,relatime - proc proc rw,hidepid=off
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
34 22 0:31 / /proc/sys/fs/binfmt_misc rw,relatime shared:16 - autofs systemd-1 rw,fd=30,direct
35 34 0:39 / /proc/sys/fs/binfmt_misc rw,relatime shared:17 - binfmt_misc binfmt_misc rw
`;
const INITIAL = '         0          0 4294967295\n';

function surroundings(changes: Partial<Surroundings> = {}): Surroundings {
	return {
		mountinfo: HOST,
		initMountinfo: undefined,
		uidMap: INITIAL,
		processStatus: 'NoNewPrivs:\t0\nSeccomp:\t0\n',
		profile: 'unconfined',
		status: 'enabled',
		inKernel: true,
		...changes,
	};
}
const names = (traps: readonly Trap[]) => traps.map(({ name }) => name);

describe('mountinfo', () => {
	test('of several mounts at one place the topmost is seen', () => {
		expect(mountAt(parseMountinfo(HOST), '/proc/sys/fs/binfmt_misc')).toMatchObject({
			fileSystem: 'binfmt_misc',
			device: '0:39',
		});
	});

	test('a path lies on the last mount on the way to it', () => {
		const mounts = parseMountinfo(CONTAINER);
		expect(mountOver(mounts, '/proc/sys/fs')?.mountPoint).toBe('/proc/sys');
		expect(mountOver(mounts, '/proc/system')?.mountPoint).toBe('/proc');
		expect(mountOver(mounts, '/process')?.mountPoint).toBe('/');
		const covered = parseMountinfo(`${HOST}50 22 0:21 /sys /proc/sys ro - proc proc rw\n`);
		expect(mountOver(covered, '/proc/sys/fs/binfmt_misc')?.mountPoint).toBe('/proc/sys');
	});

	test('escaped spaces are read', () => {
		const [mount] = parseMountinfo('1 2 0:1 / /a\\040b\\134c rw - tmpfs none rw\n');
		expect(mount?.mountPoint).toBe('/a b\\c');
	});
});

test('a host on which all is well has no traps', () => {
	const seen = surroundings();
	expect([...mountTraps(seen), ...namespaceTraps(seen), ...confinementTraps(seen)]).toEqual([]);
});

describe('mounts', () => {
	test('of a container without privilege', () => {
		const seen = surroundings({ mountinfo: CONTAINER, status: 'absent' });
		expect(names(mountTraps(seen))).toEqual(['not-mounted', 'read-only']);
	});

	test('of a kernel without the module', () => {
		const seen = surroundings({ mountinfo: '', status: 'absent', inKernel: false });
		expect(names(mountTraps(seen))).toEqual(['no-module']);
	});

	test('an automount with nothing on it', () => {
		const untriggered = HOST.replace(/^35.*$/m, '');
		const seen = surroundings({ mountinfo: untriggered, status: 'absent' });
		expect(names(mountTraps(seen))).toEqual(['automount']);
	});
});

describe('a user namespace', () => {
	const rootless = '         0       1000          1\n         1     100000      65536\n';

	test('with an instance of its own', () => {
		const mountinfo = `${HOST}99 35 0:77 / /proc/sys/fs/binfmt_misc rw - binfmt_misc none rw\n`;
		const seen = surroundings({ uidMap: rootless, mountinfo, initMountinfo: HOST });
		expect(namespaceTraps(seen)).toMatchObject([
			{ name: 'own-instance', seen: expect.stringContaining("0:77, the host's is 0:39") },
		]);
	});

	test('that shows the host’s', () => {
		const seen = surroundings({ uidMap: rootless, initMountinfo: HOST });
		expect(names(namespaceTraps(seen))).toEqual(['user-namespace']);
	});
});

describe('confinement', () => {
	test('Docker’s profile and filter', () => {
		const seen = surroundings({
			profile: 'docker-default (enforce)',
			processStatus: 'Name:\tnode\nNoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t1\n',
		});
		expect(names(confinementTraps(seen))).toEqual(['no-new-privileges', 'seccomp', 'apparmor']);
	});

	test.each(['2', 'invisible', 'ptraceable', '1'])('hidepid=%s', (value) => {
		const mountinfo = HOST.replace('hidepid=off', `hidepid=${value}`);
		expect(names(confinementTraps(surroundings({ mountinfo })))).toEqual(['hidepid']);
	});
});

test('entries of others than QEMU may lack flags', () => {
	const entries = [
		foreign('jar', { interpreter: '/usr/bin/jexec', flags: '' }),
		foreign('qemu-arm', { flags: 'PF' }),
	];
	expect(names(entryTraps(entries, () => true))).toEqual(['no-credentials']);
	expect(names(entryTraps(entries, () => false))).toEqual([
		'missing-interpreter',
		'no-credentials',
	]);
});

test('an entry of ours below another', () => {
	const service = {
		target: 'arm',
		entry: foreign('late', { interpreter: '/usr/bin/qemu-arm' }),
		...{ owned: undefined, shadowed: true, probe: undefined, version: undefined },
	};
	expect(shadowedTraps([service, { ...service, shadowed: false }])).toMatchObject([
		{ name: 'shadowed', subject: 'arm', seen: expect.stringContaining('late') },
	]);
});

test('a rootless engine', () => {
	expect(engineTrap('podman', false)).toBeUndefined();
	expect(engineTrap('podman', true)).toMatchObject({ name: 'rootless', subject: 'podman' });
});
