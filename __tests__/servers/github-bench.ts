import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Catalog } from '../../src/emulator/catalog.js';
import type { ObtainContext } from '../../src/emulator/context.js';
import type { EmulatorRequest } from '../../src/emulator/emulator.js';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { XarchError } from '../../src/errors.js';
import { GithubReleases, sha256Of } from './github-releases.js';
import { labEmulator, requestOf, Sandbox, tarball, thisHost } from './source-fixture.js';

export const TOKEN = 'token-that-nobody-may-see';
export const TAG = 'deploy/v10.2.1-65';
export const PINNED_TAG = 'deploy/v10.2.3-68';

/** The asset of a QEMU version for this host. */
export function assetOf(version: string): string {
	return `qemu_v${version}_linux-${thisHost().architecture}.tar.gz`;
}

/** For release 10.2.1, whose digest is not pinned. */
export const request = requestOf('github', { version: '10.2.1' });

/** A GitHub of its own, a fresh store for each test, and an archive of real emulators. */
export class GithubBench {
	readonly github = new GithubReleases();
	sandbox = new Sandbox();
	/** What `good` holds as qemu-aarch64. */
	aarch64: Buffer = Buffer.alloc(0);
	/** An archive with emulators for aarch64 and arm. */
	good: Buffer = Buffer.alloc(0);

	/** Registers the hooks that keep the bench; to be called at the top of a test file. */
	install(): this {
		beforeAll(async () => {
			this.sandbox.remove();
			await this.github.start();
			this.aarch64 = labEmulator('aarch64');
			this.good = await tarball([
				{ name: 'qemu-aarch64', content: this.aarch64 },
				{ name: 'qemu-arm', content: labEmulator('arm') },
			]);
		}, 60_000);
		afterAll(() => this.github.stop());
		beforeEach(() => {
			this.sandbox = new Sandbox();
			this.github.clear();
		});
		afterEach(() => this.sandbox.remove());
		return this;
	}

	context(options: Partial<ObtainContext> = {}): ObtainContext {
		return this.sandbox.context({
			githubUrl: this.github.url('web'),
			githubApiUrl: this.github.url('api'),
			token: TOKEN,
			tokenOrigin: this.github.url('api'),
			...options,
		});
	}

	/** A catalog that has 10.2.3, the default, with these bytes as this host's asset. */
	catalog(bytes: Buffer): Catalog {
		const path = `tonistiigi/binfmt/releases/download/${PINNED_TAG}/${assetOf('10.2.3')}`;
		const asset = {
			host: thisHost().architecture,
			address: `https://github.com/${path}`,
			sha256: sha256Of(bytes),
		};
		const repository = 'tonistiigi/binfmt';
		return {
			default: PINNED_TAG,
			releases: [{ repository, version: '10.2.3', tag: PINNED_TAG, assets: [asset] }],
		};
	}

	/**
	 * Offers bytes as the release 10.2.1.
	 * @param digest what the API says in place of the true one; null for nothing
	 */
	offer(bytes: Buffer, digest?: string | null): void {
		this.github.releases.push({
			tag: TAG,
			assets: new Map([[assetOf('10.2.1'), bytes]]),
			...(digest === undefined ? {} : { digest }),
		});
	}

	/** Obtains, expecting an error that leaves nothing behind and tells no secret. */
	async failure(
		asked: EmulatorRequest = request,
		options: Partial<ObtainContext> = {},
	): Promise<XarchError> {
		const error = await obtainEmulators(asked, this.context(options)).then(
			() => undefined,
			(reason: unknown) => reason,
		);
		expect(error).toBeInstanceOf(XarchError);
		expect(this.sandbox.files()).toEqual([]);
		const { message, remedy } = error as XarchError;
		expect(`${message} ${remedy} ${this.sandbox.reporter.text()}`).not.toContain(TOKEN);
		expect(remedy).toMatch(/\.$/);
		return error as XarchError;
	}
}
