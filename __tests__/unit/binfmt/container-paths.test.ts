import { expect, test } from '@jest/globals';
import { containerIdIn, hostPathOf } from '../../../src/binfmt/container-paths.js';

const ID = '0123456789abcdef'.repeat(4);

test.each([
	['docker', `/var/lib/docker/containers/${ID}/hostname`],
	['podman', `/containers/storage/overlay-containers/${ID}/userdata/hostname`],
])('a container of %s is told by the file over /etc/hostname', (_, root) => {
	const line = `95 90 254:0 ${root} /etc/hostname rw,relatime - ext4 /dev/vda rw\n`;
	expect(containerIdIn(`90 1 0:61 / / rw - overlay overlay rw\n${line}`)).toBe(ID);
});

test('a machine is not a container, whatever is mounted elsewhere', () => {
	const line = `95 27 254:0 /var/lib/docker/containers/${ID}/x /mnt rw - ext4 /dev/vda rw\n`;
	expect(containerIdIn(`27 1 254:0 / / rw - ext4 /dev/vda rw\n${line}`)).toBeUndefined();
});

test('a path of a container is the host’s by the innermost bind', () => {
	const binds = [
		{ Source: '/home/runner/_work', Destination: '/__w' },
		{ Source: '/opt/cache', Destination: '/__w/_tool' },
	];
	expect(hostPathOf('/__w/_actions/dist/index.js', binds)).toBe(
		'/home/runner/_work/_actions/dist/index.js',
	);
	expect(hostPathOf('/__w/_tool/qemu', binds)).toBe('/opt/cache/qemu');
	expect(hostPathOf('/__w', binds)).toBe('/home/runner/_work');
	expect(hostPathOf('/__work/x', binds)).toBeUndefined();
});
