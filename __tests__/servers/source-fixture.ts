import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { type ObtainContext, obtainContext } from '../../src/emulator/context.js';
import type { EmulatorRequest } from '../../src/emulator/emulator.js';
import { parseSources } from '../../src/emulator/source/source-spec.js';
import { parseVersion } from '../../src/emulator/version.js';
import { NO_PINS } from '../../src/emulator/vouching.js';
import { detectHost, type Host } from '../../src/platform/host.js';
import type { Reporter } from '../../src/report.js';

const REPOSITORY_ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A directory of real emulators, filled by scripts/lab/prepare. */
export function labDirectory(): string {
	const lab = process.env.XARCH_LAB ?? join(REPOSITORY_ROOT, '.lab');
	if (!existsSync(join(lab, 'qemu-11', 'usr', 'bin'))) {
		throw new Error(`There are no emulators in ${lab}: run scripts/lab/prepare first.`);
	}
	return lab;
}

/** The bytes of a real emulator of the lab. */
export function labEmulator(target: string, generation: 'qemu-11' | 'qemu-10' = 'qemu-11'): Buffer {
	return readFileSync(join(labDirectory(), generation, 'usr', 'bin', `qemu-${target}`));
}

/** A reporter that only remembers. */
export class Recorder implements Reporter {
	readonly infos: string[] = [];
	readonly warnings: string[] = [];
	progressed = 0;

	info(message: string): void {
		this.infos.push(message);
	}

	debug(): void {}

	warning(message: string): void {
		this.warnings.push(message);
	}

	group<T>(_title: string, work: () => Promise<T>): Promise<T> {
		return work();
	}

	progress(): void {
		this.progressed += 1;
	}

	/** Everything that was said. */
	text(): string {
		return [...this.infos, ...this.warnings].join('\n');
	}
}

/** A store and a temp directory of their own, and what obtaining needs of them. */
export class Sandbox {
	readonly root = mkdtempSync(join(tmpdir(), 'xarch-test-'));
	readonly storeRoot = join(this.root, 'tool-cache');
	readonly tempRoot = join(this.root, 'temp');
	reporter = new Recorder();

	constructor() {
		mkdirSync(this.tempRoot);
	}

	context(options: Partial<ObtainContext> = {}): ObtainContext {
		return obtainContext({
			storeRoot: this.storeRoot,
			tempRoot: this.tempRoot,
			reporter: this.reporter,
			retryDelayMs: 5,
			maxRetryDelayMs: 1_500,
			connectTimeoutMs: 2_000,
			stallTimeoutMs: 300,
			...options,
		});
	}

	/** Paths of all files below the store and the temp directory, without the note of setbacks. */
	files(): string[] {
		return [this.storeRoot, this.tempRoot].flatMap((directory) =>
			existsSync(directory)
				? readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
						(name) => name !== '.xarch-setbacks.json',
					)
				: [],
		);
	}

	remove(): void {
		rmSync(this.root, { recursive: true, force: true });
	}
}

/** The host the tests run on. */
export function thisHost(): Host {
	return detectHost(process.platform, process.arch);
}

/** A request for this host; `aarch64` is required unless told otherwise. */
export function requestOf(
	source: string,
	request: Partial<Omit<EmulatorRequest, 'version'>> & { version?: string } = {},
): EmulatorRequest {
	const { version, ...rest } = request;
	return {
		host: thisHost(),
		required: ['aarch64'],
		optional: [],
		version: parseVersion(version ?? 'default'),
		sources: parseSources(source),
		pinning: NO_PINS,
		offline: false,
		...rest,
	};
}

/** A member of a test archive. */
export interface TestMember {
	readonly name: string;
	readonly content?: Uint8Array;
	readonly type?: 'file' | 'symlink' | 'directory';
}

/** A gzip-compressed tar archive with these members. */
export async function tarball(members: readonly TestMember[]): Promise<Buffer> {
	const archive = pack();
	for (const { name, content, type } of members) {
		if (type === 'symlink') {
			archive.entry({ name, type, linkname: '/etc/passwd' });
		} else {
			archive.entry({ name, type: type ?? 'file', mode: 0o755 }, Buffer.from(content ?? []));
		}
	}
	archive.finalize();
	const chunks: Buffer[] = [];
	for await (const chunk of archive) {
		chunks.push(chunk as Buffer);
	}
	return gzipSync(Buffer.concat(chunks), { level: 1 });
}
