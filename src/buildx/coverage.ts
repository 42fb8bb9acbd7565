/**
 * The platforms that a builder cannot build for.
 * @param wanted canonical
 * @param offered as BuildKit lists them
 */
export function uncovered(wanted: readonly string[], offered: readonly string[]): string[] {
	return wanted.filter((platform) => !offered.some((each) => covers(each, platform)));
}

/**
 * Whether who builds for one platform builds for another: the same, or a lower level of the same
 * architecture (containerd's platforms package: arm/v7 runs v6 and v5, amd64/v3 runs v2 and amd64).
 */
function covers(offered: string, wanted: string): boolean {
	const [os, architecture, variant] = partsOf(offered);
	const [wantedOs, wantedArchitecture, wantedVariant] = partsOf(wanted);
	return (
		os === wantedOs &&
		architecture === wantedArchitecture &&
		levelOf(variant) >= levelOf(wantedVariant)
	);
}

function partsOf(platform: string): [string, string, string | undefined] {
	const [os = '', architecture = '', variant] = platform.replace(/\*$/, '').split('/');
	return [os, architecture, variant ?? IMPLIED[architecture]];
}

/** What a platform without a variant means. */
const IMPLIED: Readonly<Record<string, string>> = { amd64: 'v1', arm: 'v7', arm64: 'v8' };

function levelOf(variant: string | undefined): number {
	return Number(/^v(\d+)/.exec(variant ?? '')?.[1] ?? 0);
}
