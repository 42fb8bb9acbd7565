/**
 * True when `version` is what `wanted` asks for: each component that `wanted` names is equal,
 * so `10.2` takes every 10.2.x.
 * @param wanted `default` (any), `10.2` or `10.2.3`
 * @param version a version as an emulator or a release tag states it, `10.2.3`
 */
export function satisfiesVersion(wanted: string, version: string): boolean {
	return wanted === 'default' || agree(wanted, version) === wanted.split('.').length;
}

/**
 * True when the two do not contradict each other; a package may name fewer components (`7.2`)
 * than the emulator inside (`7.2.22`).
 */
export function mayBeVersion(wanted: string, version: string): boolean {
	const shorter = Math.min(wanted.split('.').length, version.split('.').length);
	return wanted === 'default' || agree(wanted, version) === shorter;
}

/** Orders versions by their numeric components, lowest first. */
export function compareVersions(left: string, right: string): number {
	const leftParts = left.split('.').map(Number);
	const rightParts = right.split('.').map(Number);
	for (let index = 0; index < Math.max(leftParts.length, rightParts.length); index += 1) {
		const difference = (leftParts[index] ?? 0) - (rightParts[index] ?? 0);
		if (difference !== 0) {
			return difference;
		}
	}
	return 0;
}

/** How many leading components are equal. */
function agree(left: string, right: string): number {
	const leftParts = left.split('.');
	const rightParts = right.split('.');
	const differing = leftParts.findIndex((part, index) => part !== rightParts[index]);
	return differing === -1 ? leftParts.length : differing;
}
