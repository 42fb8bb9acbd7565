import { composeHead } from '../../src/bin-directory/compose.js';
import { detectHost } from '../../src/platform/host.js';

/** AT_FLAGS_PRESERVE_ARGV0 of Linux's include/uapi/linux/binfmts.h. */
const PRESERVED = 1;

/**
 * A real emulator as tonistiigi/binfmt patches it: where the kernel set nothing in AT_FLAGS, it
 * goes on as if that told it of flag P. Everything else is the emulator's own doing.
 */
export function assumingEmulator(emulator: Buffer): Buffer {
	const host = detectHost(process.platform, process.arch);
	return Buffer.concat([composeHead(emulator, host.target, PRESERVED), emulator]);
}
