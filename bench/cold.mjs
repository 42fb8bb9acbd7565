// What a first set-up costs, from each kind of source, beside what curl, gzip and tar need for the
// same file. Every run starts with an empty tool-cache.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { job, median, run } from './job.mjs';
import { startRegistry } from './registry.mjs';

const LAB = process.env.XARCH_LAB ?? join(import.meta.dirname, '..', '.lab');
const EMULATORS = join(LAB, 'qemu-11', 'usr', 'bin');
/** What a release of tonistiigi/binfmt holds. */
const TARGETS = [
	...['aarch64', 'arm', 'i386', 'loongarch64', 'mips64', 'mips64el'],
	...['ppc64le', 'riscv64', 's390x', 'x86_64'],
];
const TAG = 'deploy/v10.2.3-68';

const sha256Of = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Releases of the two shapes, below a directory as GitHub has them. */
function makeReleases(directory) {
	const whole = join(directory, 'tonistiigi/binfmt/releases/download', TAG);
	mkdirSync(whole, { recursive: true });
	const archive = join(whole, 'qemu_v10.2.3_linux-amd64.tar.gz');
	const names = TARGETS.map((target) => `qemu-${target}`);
	execFileSync('tar', ['-czf', archive, '-C', EMULATORS, ...names]);
	const single = join(directory, 'mirror');
	mkdirSync(single);
	for (const target of TARGETS) {
		const file = join(single, `qemu-${target}-static.tar.gz`);
		execFileSync('tar', ['-czf', file, '-C', EMULATORS, `qemu-${target}`]);
	}
	return { archive, single };
}

async function serve(directory) {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'server.mjs'), directory], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const [line] = await once(child.stdout, 'data');
	return { url: `http://127.0.0.1:${String(line).trim()}`, stop: () => child.stdin.end() };
}

/** The floor: the same bytes by the programs that everybody has. */
async function floorMs(url) {
	const target = mkdtempSync(join(tmpdir(), 'xarch-bench-floor-'));
	try {
		const script = 'curl --silent --fail "$0" | gzip -dc | tar -x -C "$1"';
		return (await run('bash', ['-o', 'pipefail', '-c', script, url, target])).ms;
	} finally {
		rmSync(target, { recursive: true, force: true });
	}
}

async function cold(inputs, env = {}) {
	const fresh = job();
	try {
		const { ms, output } = await fresh.main(inputs, { NODE_OPTIONS: fresh.memoryHook, ...env });
		const memoryMb = fresh.memoryPeakMb();
		await fresh.post();
		// What apt downloads, only the step itself knows.
		const packageMb = /^Downloading package .* \((\d+) MB\)$/m.exec(output)?.[1];
		return { ms, memoryMb, bytes: Number(packageMb) * 1e6 };
	} finally {
		fresh.end();
	}
}

/**
 * @param {number} runs of each row, all rows in turn
 */
export async function benchCold(runs) {
	const directory = mkdtempSync(join(tmpdir(), 'xarch-bench-cold-'));
	const { archive, single } = makeReleases(directory);
	const server = await serve(directory);
	const image = await startRegistry(EMULATORS, TARGETS);
	const digests = (paths) => paths.map(sha256Of).join('\n');
	const archiveUrl = `${server.url}/tonistiigi/binfmt/releases/download/${TAG}/qemu_v10.2.3_linux-amd64.tar.gz`;
	const github = {
		source: 'github',
		checksum: digests([archive]),
		'github-url': server.url,
		'github-api-url': server.url,
	};
	const perTarget = {
		source: `${server.url}/mirror/qemu-{target}-static.tar.gz`,
		checksum: digests(readdirSync(single).map((name) => join(single, name))),
	};
	const rows = [
		[
			'curl | gzip -dc | tar -x',
			() => floorMs(archiveUrl).then((ms) => ({ ms })),
			statSync(archive).size,
		],
		['github, arm64', () => cold({ ...github, platforms: 'arm64' }), statSync(archive).size],
		['github, all', () => cold(github), statSync(archive).size],
		[
			'a file a target, arm64',
			() => cold({ ...perTarget, platforms: 'arm64' }),
			statSync(join(single, 'qemu-aarch64-static.tar.gz')).size,
		],
		['apt:sid, arm64', () => cold({ source: 'apt:sid', platforms: 'arm64' })],
		['apt:sid, all', () => cold({ source: 'apt:sid' })],
		['image, all', () => cold({ source: `image:${image.reference}` }, image.env), image.sizeBytes],
	];
	try {
		const results = rows.map(() => []);
		for (let round = 0; round < runs; round += 1) {
			for (const [index, [, measure]] of rows.entries()) results[index].push(await measure());
		}
		const floor = median(results[0].map(({ ms }) => ms));
		process.stdout.write(
			`\ncold, ${runs} runs of each in turn  median ms   of the floor   MB transferred   peak MB of main\n`,
		);
		for (const [index, [name, , sizeBytes]] of rows.entries()) {
			const bytes = sizeBytes ?? median(results[index].map((each) => each.bytes));
			const ms = median(results[index].map((each) => each.ms));
			const memory = median(results[index].map(({ memoryMb }) => memoryMb ?? 0));
			process.stdout.write(
				`${name.padEnd(30)} ${ms.toFixed(0).padStart(10)} ${(ms / floor).toFixed(2).padStart(14)} ${(bytes / 1e6).toFixed(1).padStart(16)} ${(memory === 0 ? '' : memory.toFixed(0)).padStart(17)}\n`,
			);
		}
	} finally {
		server.stop();
		await image.stop();
		rmSync(directory, { recursive: true, force: true });
	}
}
