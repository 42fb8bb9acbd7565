import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lab, MACHINES } from './lab.js';

/** Platforms of foreign images, and what `uname -m` says on each. */
export const FOREIGN_MACHINES: Readonly<Record<string, string>> = Object.fromEntries(
	foreign().map(({ platform, machine }) => [platform, machine]),
);

/**
 * `docker import` calls every image the host's, so foreign ones are built: nothing but a real
 * busybox, which has run once when they are done.
 */
const DOCKERFILE = `FROM scratch
ARG TARGETARCH
ARG TARGETVARIANT
COPY \${TARGETARCH}\${TARGETVARIANT}/busybox /busybox
RUN ["/busybox", "uname", "-m"]
RUN ["/busybox", "sh", "-c", "/busybox uname -m >/machine"]
CMD ["/busybox", "cat", "/machine"]
`;

/**
 * Writes a build context for every foreign platform of the lab. Built for one, the log shows what
 * `uname -m` says, and so does the image's file `machine`, which it also prints when it is run.
 */
export function writeForeignContext(directory: string): void {
	for (const { arch, platform } of foreign()) {
		const under = join(directory, platform.replace('linux/', '').replace('/', ''));
		mkdirSync(under, { recursive: true });
		copyFileSync(lab('busybox', arch, 'busybox'), join(under, 'busybox'));
	}
	writeFileSync(join(directory, 'Dockerfile'), DOCKERFILE);
}

function foreign() {
	return ['arm64', 'armhf', 'riscv64', 's390x', 'ppc64el'].map((arch) => {
		const { platform = '', machine = '' } = MACHINES[arch] ?? {};
		return { arch, platform, machine };
	});
}
