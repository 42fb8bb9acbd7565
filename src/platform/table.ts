/**
 * Every linux-user target of QEMU, and how the kernel recognises its programs.
 *
 * Sources of magic and mask: QEMU's `scripts/qemu-binfmt-conf.sh`; second witness: the
 * `/usr/lib/binfmt.d/qemu-*.conf` of Debian's qemu-user-binfmt (QEMU 11.1), which 31 rows equal
 * byte for byte. It lacks i386 and x86_64 (from QEMU's script alone: Debian leaves out the host's
 * family), cris (from Debian's QEMU 7.2) and nios2 (the common form with elf.h's EM_ALTERA_NIOS2).
 * The machine numbers are elf.h's EM_*; QEMU recognises alpha and microblaze by their unofficial
 * ones, 0x9026 and 0xbaab.
 */

/** What the ELF header of a target's programs says of the machine. */
export interface ElfIdentity {
	/** EI_CLASS. */
	readonly class: 32 | 64;
	/** EI_DATA: byte order. */
	readonly data: 'LE' | 'BE';
	/** e_machine. */
	readonly machine: number;
}

/** One architecture that QEMU emulates. */
export interface Target {
	/** QEMU's name: `aarch64`. */
	readonly target: string;
	readonly elf: ElfIdentity;
	/** First bytes of a program, lower-case hex as an entry of binfmt_misc shows it. */
	readonly magic: string;
	/** Which bits of them count; as long as the magic. */
	readonly mask: string;
	/** Canonical OCI platforms it serves, the most capable first; never empty. */
	readonly platforms: readonly string[];
	/** Whether container tools know it. */
	readonly container: boolean;
	/** Other names of the first platform, lower case, beyond `target` and OCI's own. */
	readonly aliases: readonly string[];
}

/** The platforms container tools know, in the order in which BuildKit lists them. */
export const CONTAINER_PLATFORMS: readonly string[] = Object.freeze([
	'linux/amd64',
	'linux/arm64',
	'linux/riscv64',
	'linux/ppc64le',
	'linux/s390x',
	'linux/386',
	'linux/mips64le',
	'linux/mips64',
	'linux/loong64',
	'linux/arm/v7',
	'linux/arm/v6',
]);

/*
 * Masks of e_ident, sixteen bytes. They differ in bytes 7 and 8, EI_OSABI and EI_ABIVERSION: any,
 * or 0 to 3 (System V to Linux), or exactly zero. x86 is laxer on byte order and version.
 */
const ANY_OSABI = 'ffffffffffffff00ffffffffffffffff';
const LINUX_OSABI = 'fffffffffffffffcffffffffffffffff';
const ANY_OSABI_ANY_VERSION = 'ffffffffffffff0000ffffffffffffff';
const LINUX_OSABI_ANY_VERSION = 'fffffffffffffffc00ffffffffffffff';
const X86 = 'fffffffffffefe00ffffffffffffffff';

/** e_type: the lowest bit does not count, so that ET_EXEC (2) and ET_DYN (3) both pass. */
const TYPE_MASK = { LE: 'feff', BE: 'fffe' } as const;

/** e_flags of the two 32-bit MIPS ABIs, told apart by EF_MIPS_ABI2. */
const MIPS_ABI2 = 0x20;
const MIPS_ABI = { o32: 0, n32: MIPS_ABI2 } as const;

/** An unsigned number in the target's byte order. */
function hex(value: number, bytes: 2 | 4, data: 'LE' | 'BE'): string {
	const buffer = Buffer.alloc(bytes);
	if (data === 'LE') buffer.writeUIntLE(value, 0, bytes);
	else buffer.writeUIntBE(value, 0, bytes);
	return buffer.toString('hex');
}

/** Sixteen bytes of e_ident, then e_type ET_EXEC, then e_machine. */
function magicOf(elf: ElfIdentity): string {
	const ident = `7f454c46${elf.class === 32 ? '01' : '02'}${elf.data === 'LE' ? '01' : '02'}01`;
	return ident.padEnd(32, '0') + hex(2, 2, elf.data) + hex(elf.machine, 2, elf.data);
}

/** One row: all follows from the ELF identity, the mask of e_ident and the names. */
function row(
	target: string,
	elf: ElfIdentity,
	identMask: string,
	platforms: readonly string[],
	...aliases: readonly string[]
): Target {
	return Object.freeze({
		target,
		elf: Object.freeze(elf),
		magic: magicOf(elf),
		mask: `${identMask}${TYPE_MASK[elf.data]}ffff`,
		platforms: Object.freeze(platforms),
		container: platforms.some((platform) => CONTAINER_PLATFORMS.includes(platform)),
		aliases: Object.freeze(aliases),
	});
}

/** A 32-bit MIPS row: goes on through e_version to e_flags at byte 36, for the ABI stands there. */
function mips32(abi: 'o32' | 'n32', base: Target): Target {
	const { data } = base.elf;
	const addresses = '00'.repeat(12);
	return Object.freeze({
		...base,
		magic: base.magic + hex(1, 4, data) + addresses + hex(MIPS_ABI[abi], 4, data),
		mask: `${base.mask}ffffffff${addresses}${hex(MIPS_ABI2, 4, data)}`,
	});
}

/** A row whose mask leaves out the last byte, as QEMU has it for ppc64le. */
function lastByteOpen(base: Target): Target {
	return Object.freeze({ ...base, mask: `${base.mask.slice(0, -2)}00` });
}

const le32 = (machine: number): ElfIdentity => ({ class: 32, data: 'LE', machine });
const be32 = (machine: number): ElfIdentity => ({ class: 32, data: 'BE', machine });
const le64 = (machine: number): ElfIdentity => ({ class: 64, data: 'LE', machine });
const be64 = (machine: number): ElfIdentity => ({ class: 64, data: 'BE', machine });

const MIPS = ANY_OSABI_ANY_VERSION;
const ARM_PLATFORMS = ['linux/arm/v7', 'linux/arm/v6', 'linux/arm/v5'];

/**
 * All targets. Platforms are GOARCH's names, which OCI uses, where Go has or reserves one, else
 * `linux/<target>`.
 */
export const TARGETS: readonly Target[] = Object.freeze([
	row('i386', le32(3), X86, ['linux/386'], 'i486', 'i586', 'i686', 'x86'),
	row('x86_64', le64(62), X86, ['linux/amd64'], 'x86-64', 'x64'),
	row('alpha', le64(0x9026), ANY_OSABI, ['linux/alpha']),
	row('arm', le32(40), ANY_OSABI, ARM_PLATFORMS, 'arm32'),
	row('armeb', be32(40), ANY_OSABI, ['linux/armbe']),
	row('aarch64', le64(183), ANY_OSABI, ['linux/arm64']),
	row('aarch64_be', be64(183), ANY_OSABI, ['linux/arm64be']),
	row('cris', le32(76), ANY_OSABI, ['linux/cris']),
	row('hexagon', le32(164), ANY_OSABI, ['linux/hexagon']),
	row('hppa', be32(15), ANY_OSABI, ['linux/hppa'], 'parisc'),
	row('loongarch64', le64(258), LINUX_OSABI_ANY_VERSION, ['linux/loong64']),
	row('m68k', be32(4), ANY_OSABI, ['linux/m68k']),
	row('microblaze', be32(0xbaab), ANY_OSABI, ['linux/microblaze']),
	row('microblazeel', le32(0xbaab), ANY_OSABI, ['linux/microblazeel']),
	mips32('o32', row('mips', be32(8), MIPS, ['linux/mips'])),
	mips32('o32', row('mipsel', le32(8), MIPS, ['linux/mipsle'])),
	row('mips64', be64(8), MIPS, ['linux/mips64']),
	row('mips64el', le64(8), MIPS, ['linux/mips64le']),
	mips32('n32', row('mipsn32', be32(8), MIPS, ['linux/mips64p32'])),
	mips32('n32', row('mipsn32el', le32(8), MIPS, ['linux/mips64p32le'], 'mipsn32le')),
	row('nios2', le32(113), ANY_OSABI, ['linux/nios2']),
	row('or1k', be32(92), ANY_OSABI, ['linux/or1k'], 'openrisc'),
	row('ppc', be32(20), LINUX_OSABI, ['linux/ppc'], 'powerpc'),
	row('ppc64', be64(21), LINUX_OSABI, ['linux/ppc64'], 'powerpc64'),
	lastByteOpen(row('ppc64le', le64(21), LINUX_OSABI, ['linux/ppc64le'], 'ppc64el', 'powerpc64le')),
	row('riscv32', le32(243), ANY_OSABI, ['linux/riscv32']),
	row('riscv64', le64(243), ANY_OSABI, ['linux/riscv64']),
	row('s390x', be64(22), LINUX_OSABI, ['linux/s390x']),
	row('sh4', le32(42), LINUX_OSABI, ['linux/sh4']),
	row('sh4eb', be32(42), LINUX_OSABI, ['linux/sh4eb']),
	row('sparc', be32(2), LINUX_OSABI, ['linux/sparc']),
	row('sparc32plus', be32(18), LINUX_OSABI, ['linux/sparc32plus']),
	row('sparc64', be64(43), LINUX_OSABI, ['linux/sparc64']),
	row('xtensa', le32(94), ANY_OSABI, ['linux/xtensa']),
	row('xtensaeb', be32(94), ANY_OSABI, ['linux/xtensaeb']),
]);

const BY_NAME: ReadonlyMap<string, Target> = new Map(TARGETS.map((each) => [each.target, each]));

/** The row of a target by QEMU's exact name, else undefined. */
export function targetByName(name: string): Target | undefined {
	return BY_NAME.get(name);
}
