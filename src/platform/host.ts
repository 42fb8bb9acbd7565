import { XarchError } from '../errors.js';

/** What this machine is, as each party that must be told spells it. */
export interface Host {
	/** QEMU's name: `x86_64`, `aarch64`, … */
	readonly target: string;
	/** OCI architecture, also the `<host>` of tonistiigi/binfmt's assets: `amd64`, `arm64`, … */
	readonly architecture: string;
	/** Node's `process.arch`, the last folder of the runner's tool-cache. */
	readonly nodeArch: string;
	/** Debian's architecture name: `amd64`, `ppc64el`, … */
	readonly debianArch: string;
}

const HOSTS: readonly Host[] = [
	{ target: 'x86_64', architecture: 'amd64', nodeArch: 'x64', debianArch: 'amd64' },
	{ target: 'aarch64', architecture: 'arm64', nodeArch: 'arm64', debianArch: 'arm64' },
	{ target: 'riscv64', architecture: 'riscv64', nodeArch: 'riscv64', debianArch: 'riscv64' },
	{ target: 'ppc64le', architecture: 'ppc64le', nodeArch: 'ppc64', debianArch: 'ppc64el' },
	{ target: 's390x', architecture: 's390x', nodeArch: 's390x', debianArch: 's390x' },
];

/**
 * The host this process runs on.
 * @param platform `process.platform`
 * @param nodeArch `process.arch`
 * @throws E_NOT_LINUX, E_HOST
 */
export function detectHost(platform: string, nodeArch: string): Host {
	if (platform !== 'linux') {
		throw new XarchError(
			'E_NOT_LINUX',
			`setup-xarch needs a Linux kernel; this runner is "${platform}".`,
			"Use a Linux runner (runs-on: ubuntu-latest), or skip the step with if: runner.os == 'Linux'.",
		);
	}
	const host = HOSTS.find((candidate) => candidate.nodeArch === nodeArch);
	if (host === undefined) {
		throw new XarchError(
			'E_HOST',
			`No emulators exist for this host architecture, "${nodeArch}" (supported: ${HOSTS.map((h) => h.nodeArch).join(', ')}).`,
			'Run the job on one of the supported architectures.',
		);
	}
	return host;
}
