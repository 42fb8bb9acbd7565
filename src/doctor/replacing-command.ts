import type { Service } from '../binfmt/service.js';
import { isKept } from '../claims.js';
import { DEFAULT_VERSION } from '../emulator/catalog.js';
import { compareVersions } from '../emulator/version.js';
import type { Sight } from './sight.js';

/**
 * The command that brings another QEMU than what serves now. Without a version, setup leaves its own
 * entries as they are, and newer ones of others; what is kept, only another --keep replaces.
 * @param platforms as they are typed
 */
export function replacingCommand(
	services: readonly Service[],
	{ machine }: Sight,
	platforms: string,
	version = DEFAULT_VERSION,
): string {
	const isEnough = ({ owned, version: serving = '0' }: Service) =>
		owned !== undefined || compareVersions(serving, DEFAULT_VERSION) >= 0;
	const keep = services.some(({ owned }) => owned !== undefined && isKept(owned, machine));
	const names = version !== DEFAULT_VERSION || services.some(isEnough);
	return [
		...['xarch', 'setup', ...(keep ? ['--keep'] : [])],
		...(names ? ['--version', version] : []),
		platforms,
	].join(' ');
}
