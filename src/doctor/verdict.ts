import { faultOf, type Service } from '../binfmt/service.js';
import type { NamedPlatform, Sight, Verdict } from './sight.js';

/** Whether a platform runs on this machine, and thanks to whom. */
export function verdictOf({ platform, target }: NamedPlatform, { machine, host }: Sight): Verdict {
	if (machine.native.includes(platform)) return { runs: true, how: 'runs natively' };
	if (target === host.target) {
		return { runs: false, how: `does not run: this CPU lacks what ${platform} asks for` };
	}
	const service = machine.services.get(target);
	if (service === undefined) return { runs: false, how: 'does not run: no entry takes it' };
	const fault = faultOf(service);
	return fault === undefined
		? { runs: true, how: `runs, by ${describeService(service)}` }
		: { runs: false, how: `does not run by ${describeService(service)}: ${fault.detail}` };
}

/** `qemu-aarch64 (QEMU 10.2.3, flags POCF)` */
export function describeService({ entry, version }: Service): string {
	const flags = entry === undefined ? '' : `, flags ${entry.flags || 'none'}`;
	return `${entry?.name ?? 'an entry that is not seen from here'} (QEMU ${version ?? 'unknown'}${flags})`;
}

/** Whether a set-up from here would get through to the kernel, as far as that can be seen. */
export function mayRegister({ privilege, traps }: Sight): boolean {
	const { uid, maySysAdmin, sudoFailure } = privilege;
	const isBarred = traps.some(({ name }) => name === 'read-only' || name === 'user-namespace');
	return !isBarred && (uid === 0 ? maySysAdmin : sudoFailure === undefined);
}
