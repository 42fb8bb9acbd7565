import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { processOwner } from '../../src/binfmt/owner.js';
import type { LeaseRequest } from '../../src/binfmt/request.js';
import { type Buildx, type BuildxRequest, installBuildx } from '../../src/buildx/install.js';
import { withdrawPlugin } from '../../src/buildx/plugin.js';
import type { PinnedRelease } from '../../src/buildx/release.js';
import { NO_PINS } from '../../src/emulator/vouching.js';
import { XarchError } from '../../src/errors.js';
import { lab } from '../machine/lab.js';
import { GithubReleases, sha256Of } from './github-releases.js';
import { Sandbox, thisHost } from './source-fixture.js';

const TOKEN = 'token-that-nobody-may-see';
const NO_PINNED: PinnedRelease = { tag: 'v0.29.1', digests: {} };

/** The file of buildx 0.29.1 for this host. */
export const ASSET = `buildx-v0.29.1.linux-${thisHost().architecture}`;

/** The lease of a job that this process, or another, is. */
export function leaseOf(id: string, pid = process.pid): LeaseRequest {
	return { id, label: `job ${id}`, owner: processOwner(pid) };
}

/** Gives up what a job was given, which has to be something. */
export async function withdraw({ provided }: Buildx): Promise<void> {
	if (provided === undefined) throw new Error('nothing was provided');
	await withdrawPlugin(provided);
}

/** A GitHub with real buildx programs, and for each test a home and a PATH with docker alone. */
export class BuildxBench {
	readonly github = new GithubReleases();
	sandbox = new Sandbox();
	/** buildx 0.29.1 */
	newer: Buffer = Buffer.alloc(0);
	/** buildx 0.13.1 */
	older: Buffer = Buffer.alloc(0);
	env: NodeJS.ProcessEnv = {};

	/** Registers the hooks that keep the bench; to be called at the top of a test file. */
	install(): this {
		beforeAll(async () => {
			this.sandbox.remove();
			await this.github.start();
			this.newer = readFileSync(lab('buildx-0.29', 'docker-buildx'));
			this.older = readFileSync(lab('buildx-0.13', 'docker-buildx'));
		});
		afterAll(() => this.github.stop());
		beforeEach(() => {
			this.sandbox = new Sandbox();
			this.github.clear();
			const bin = join(this.sandbox.root, 'bin');
			for (const directory of [this.home, bin]) mkdirSync(directory);
			const docker = execFileSync('which', ['docker'], { encoding: 'utf8' }).trim();
			symlinkSync(docker, join(bin, 'docker'));
			this.env = { PATH: bin, HOME: this.home, DOCKER_CONFIG: join(this.home, 'config') };
		});
		afterEach(() => this.sandbox.remove());
		return this;
	}

	get home(): string {
		return join(this.sandbox.root, 'home');
	}

	/** The user's plugins. */
	get plugins(): string {
		return join(this.home, 'config', 'cli-plugins');
	}

	/** What was asked of GitHub, `web /docker/buildx/…`. */
	get paths(): string[] {
		return this.github.seen.map(({ role, path }) => `${role} ${path.replace(/\?.*/, '')}`);
	}

	/** That 0.29.1 is pinned, with the digest that it has. */
	get pinned(): PinnedRelease {
		return { tag: 'v0.29.1', digests: { [thisHost().architecture]: sha256Of(this.newer) } };
	}

	/**
	 * Offers 0.29.1 and 0.13.1.
	 * @param digest of the first, as the API says in place of the true one; null for nothing
	 * @param list its checksums.txt
	 */
	offer({ digest, list }: { digest?: string | null; list?: string } = {}): void {
		const assets = new Map([[ASSET, this.newer]]);
		if (list !== undefined) assets.set('checksums.txt', Buffer.from(list));
		this.offerAs('v0.29.1', assets, digest);
		const asset = `buildx-v0.13.1.linux-${thisHost().architecture}`;
		this.offerAs('v0.13.1', new Map([[asset, this.older]]));
	}

	offerAs(tag: string, assets: ReadonlyMap<string, Buffer>, digest?: string | null): void {
		this.github.releases.push({
			...{ repository: 'docker/buildx', tag, assets },
			...(digest === undefined ? {} : { digest }),
		});
	}

	/** Asks for a buildx as a job does. */
	ask(request: Partial<BuildxRequest> = {}, pinned = NO_PINNED): Promise<Buildx> {
		const context = this.sandbox.context({
			githubUrl: this.github.url('web'),
			githubApiUrl: this.github.url('api'),
			token: TOKEN,
			tokenOrigin: this.github.url('api'),
			stallTimeoutMs: 5_000,
			env: this.env,
		});
		return installBuildx(
			{
				...{ version: undefined, installIfMissing: true, pinning: NO_PINS, offline: false },
				lease: leaseOf('one'),
				...request,
			},
			thisHost(),
			context,
			pinned,
		);
	}

	/** Asks, expecting an error that tells no secret. */
	async failure(request: Partial<BuildxRequest> = {}, pinned = NO_PINNED): Promise<XarchError> {
		const error = await this.ask(request, pinned).then(
			() => undefined,
			(reason: unknown) => reason,
		);
		expect(error).toBeInstanceOf(XarchError);
		const { message, remedy } = error as XarchError;
		expect(`${message} ${remedy} ${this.sandbox.reporter.text()}`).not.toContain(TOKEN);
		expect(remedy).toMatch(/\.$/);
		return error as XarchError;
	}

	/** What the user's `docker buildx version` says. */
	version(): string {
		const args = ['buildx', 'version'];
		return spawnSync('docker', args, { env: this.env, encoding: 'utf8' }).stdout;
	}
}
