import { existsSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { sandboxEmulator } from '../sandbox/lab.js';
import { apply, lineOf, release } from '../sandbox/requests.js';
import { BINFMT, Sandbox } from '../sandbox/sandbox.js';

/** Holds a mount namespace beside that of the sandbox, with the same /run, as services with PrivateTmp have it. */
let holder: string;
let box: Sandbox;
afterEach(async () => {
	process.kill(Number(holder), 'SIGKILL');
	await box.close();
});

async function open(binfmt: 'mounted' | 'absent'): Promise<void> {
	box = await Sandbox.open({ binfmt });
	const output = await box.sh(
		`unshare --mount sleep 600 </dev/null >/dev/null 2>&1 &
		while [ "$(readlink /proc/$!/exe)" != "$(readlink -f "$(command -v sleep)")" ]; do :; done
		echo $!`,
	);
	holder = output.trim();
	if (binfmt === 'mounted') await there(`umount ${BINFMT}`);
}

const through = () => ['nsenter', '--target', holder, '--mount'];
const there = (script: string, ...args: readonly string[]) =>
	box.sh('"$@"', ...through(), 'sh', '-ec', script, 'sh', ...args);
const claimThere = (...request: Parameters<typeof apply>) =>
	box.request(apply(...request), { through: through() });
const releaseThere = (id: string) => box.request(release(id), { through: through() });

const isMounted = () => existsSync(box.path(`${BINFMT}/status`));
const entriesThere = async () => (await there(`ls ${BINFMT}`)).split('\n').filter(Boolean);

test('a mount of somebody else is left alone by the last one out, when ours was in another namespace', async () => {
	await open('mounted');
	expect(await claimThere('j', ['aarch64'])).toMatchObject({ mounted: true });
	expect(await box.request(release('j'))).toMatchObject({
		...{ removed: ['qemu-aarch64'], unmounted: false },
	});
	expect(isMounted()).toBe(true);
	expect(box.journal()).toBeUndefined();
});

test('the end of a claim where binfmt_misc is not mounted leaves what others hold', async () => {
	await open('absent');
	await claimThere('j', ['aarch64']);
	await claimThere('k', ['aarch64', 'riscv64']);
	const { entries, leases } = await box.request(release('j'));
	expect(entries.map(({ name }) => name)).toEqual(['qemu-aarch64', 'qemu-riscv64']);
	expect(leases.map(({ id }) => id)).toEqual(['k']);
	expect(isMounted()).toBe(false);
	expect(await releaseThere('k')).toMatchObject({
		...{ removed: ['qemu-aarch64', 'qemu-riscv64'], unmounted: true },
	});
	expect(await entriesThere()).toEqual([]);
	expect(box.journal()).toBeUndefined();
});

test('the end of the last claim takes its entries away from where binfmt_misc is not mounted', async () => {
	await open('absent');
	await claimThere('j', ['aarch64']);
	expect(await box.request(release('j'))).toMatchObject({ removed: ['qemu-aarch64'] });
	expect(await entriesThere()).toEqual(['register', 'status']);
	expect(isMounted()).toBe(false);
	expect(box.journal()).toBeUndefined();
});

test('claims in two namespaces share an entry, and each mount is known to be ours', async () => {
	await open('absent');
	await claimThere('j', ['aarch64']);
	expect(await box.request(apply('k', ['aarch64']))).toMatchObject({
		...{ mounted: true, registered: [] },
	});
	expect(await releaseThere('j')).toMatchObject({ removed: [], unmounted: false });
	expect(await box.request(release('k'))).toMatchObject({
		...{ removed: ['qemu-aarch64'], unmounted: true },
	});
	expect(isMounted()).toBe(false);
});

test('what was switched off comes back from where binfmt_misc is not mounted', async () => {
	await open('absent');
	const line = lineOf('qemu-arm', 'arm', sandboxEmulator('arm', 7), 'F');
	await there(
		`mount -t binfmt_misc binfmt_misc ${BINFMT}; printf %s "$1" >${BINFMT}/register`,
		line,
	);
	expect(await claimThere('j', ['aarch64'], true)).toMatchObject({
		disabled: ['qemu-arm'],
	});
	expect(await box.request(release('j'))).toMatchObject({ enabled: ['qemu-arm'] });
	expect(await there(`cat ${BINFMT}/qemu-arm`)).toMatch(/^enabled\n/);
});

test('a journal that does not tell where its mount is, as older ones, is believed', async () => {
	await open('absent');
	await box.request(apply('j', ['aarch64']));
	const { mountNamespaces, ...older } = box.journal() ?? {};
	expect(mountNamespaces).toHaveLength(1);
	writeFileSync(box.path('/run/setup-xarch/journal.json'), JSON.stringify(older));
	expect(await box.request(release('j'))).toMatchObject({ unmounted: true, warnings: [] });
	expect(isMounted()).toBe(false);
});
