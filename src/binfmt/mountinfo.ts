/** One line of /proc/<pid>/mountinfo (format: proc_pid_mountinfo(5)). */
export interface Mount {
	readonly id: string;
	/** Of the mount it is mounted on. */
	readonly parentId: string;
	readonly mountPoint: string;
	readonly fileSystem: string;
	/** Of this mount: `ro`, `noexec`. */
	readonly options: readonly string[];
	/** Of the file system: `hidepid=invisible`. */
	readonly superOptions: readonly string[];
	/** `major:minor`; two mounts of one instance have the same. */
	readonly device: string;
	/** The directory within its file system that is mounted. */
	readonly root: string;
}

/** All mounts of a mount namespace, in no meaningful order. */
export function parseMountinfo(text: string): Mount[] {
	return text.split('\n').flatMap((line): Mount[] => {
		const [before, after] = line.split(' - ');
		const [id = '', parentId = '', device = '', root, mountPoint, options] =
			before?.split(' ') ?? [];
		const [fileSystem, , superOptions] = after?.split(' ') ?? [];
		if (mountPoint === undefined || fileSystem === undefined) return [];
		return [
			{
				mountPoint: unescaped(mountPoint),
				fileSystem,
				options: options?.split(',') ?? [],
				superOptions: superOptions?.split(',') ?? [],
				...{ id, parentId, device },
				root: unescaped(root ?? ''),
			},
		];
	});
}

/** What is seen at a place, if something is mounted right there. */
export function mountAt(mounts: readonly Mount[], place: string): Mount | undefined {
	const over = mountOver(mounts, place);
	return over?.mountPoint === place ? over : undefined;
}

/**
 * The mount that a path lies on. The way there goes from the root from mount to mount, at
 * each through the first mount point on the way; what lies under that cannot be seen.
 */
export function mountOver(mounts: readonly Mount[], path: string): Mount | undefined {
	const ids = new Set(mounts.map(({ id }) => id));
	const onTheWay = mounts.filter(
		({ mountPoint }) =>
			path === mountPoint || path.startsWith(mountPoint === '/' ? '/' : `${mountPoint}/`),
	);
	const next = (isNext: (mount: Mount) => boolean) =>
		onTheWay
			.filter(isNext)
			.sort((a, b) => a.mountPoint.length - b.mountPoint.length)
			.at(0);
	let at = next(({ parentId }) => !ids.has(parentId));
	for (let below = at; below !== undefined; ) {
		at = below;
		const { id } = at;
		below = next((mount) => mount.parentId === id && mount.id !== id);
	}
	return at;
}

/** Spaces, tabs, line ends and backslashes are written as octal numbers. */
function unescaped(text: string): string {
	return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
		String.fromCharCode(Number.parseInt(digits, 8)),
	);
}
