import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { pack } from 'tar-stream';
import type { ObtainContext } from '../../src/emulator/context.js';
import { downloadEmulators, type FileRequest } from '../../src/emulator/transfer/download.js';
import { NO_PINS } from '../../src/emulator/vouching.js';
import { XarchError } from '../../src/errors.js';
import { FaultyServer } from './faulty-server.js';
import { labEmulator, Sandbox } from './source-fixture.js';

/** The first part of a real emulator: compresses as a whole one does, in less time. */
export const PROGRAM = labEmulator('arm').subarray(0, 300_000);

/** A tar header's type and what goes with it. */
export interface TarMember {
	readonly name: string;
	readonly content?: Uint8Array;
	readonly type?:
		| 'file'
		| 'link'
		| 'symlink'
		| 'character-device'
		| 'block-device'
		| 'fifo'
		| 'directory';
}

/** An archive that is not compressed. */
export async function tar(members: readonly TarMember[]): Promise<Buffer> {
	const archive = pack();
	for (const { name, content, type = 'file' } of members) {
		if (type === 'file') archive.entry({ name, type, mode: 0o755 }, Buffer.from(content ?? []));
		else archive.entry({ name, type, linkname: 'qemu-aarch64', devmajor: 1, devminor: 3 });
	}
	archive.finalize();
	const chunks: Buffer[] = [];
	for await (const chunk of archive) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** A server with faults, and a fresh store and directory for each test. */
export class TransferBench {
	readonly server = new FaultyServer();
	sandbox = new Sandbox();

	/** Registers the hooks that keep the bench; to be called at the top of a test file. */
	install(): this {
		beforeAll(async () => {
			this.sandbox.remove();
			await this.server.start();
		});
		afterAll(() => this.server.stop());
		beforeEach(() => {
			this.sandbox = new Sandbox();
			this.server.clear();
		});
		afterEach(() => this.sandbox.remove());
		return this;
	}

	/** Asks for aarch64, of a file for which nobody states a digest. */
	request(request: Partial<FileRequest> = {}): FileRequest {
		return {
			url: `${this.server.origin}/files/release`,
			known: undefined,
			otherwise: 'connection',
			policy: NO_PINS,
			required: ['aarch64'],
			optional: [],
			...request,
		};
	}

	/** Downloads, and returns the bytes of each emulator. */
	async download(
		request: Partial<FileRequest> = {},
		options: Partial<ObtainContext> = {},
	): Promise<Record<string, Buffer>> {
		const { files } = await downloadEmulators(
			this.request(request),
			this.sandbox.tempRoot,
			this.sandbox.context(options),
		);
		return Object.fromEntries(files.map(({ target, path }) => [target, readFileSync(path)]));
	}

	/** Downloads, expecting a named error that leaves nothing behind. */
	async failure(
		request: Partial<FileRequest> = {},
		options: Partial<ObtainContext> = {},
	): Promise<XarchError> {
		const error = await this.download(request, options).then(
			() => undefined,
			(reason: unknown) => reason,
		);
		expect(error).toBeInstanceOf(XarchError);
		expect(this.sandbox.files()).toEqual([]);
		expect((error as XarchError).remedy).toMatch(/\.$/);
		return error as XarchError;
	}
}
