import { describe, expect, test } from '@jest/globals';
import { detectHost } from '../../../src/platform/host.js';
import {
	amd64Levels,
	compatibleTargets,
	nativePlatforms,
	readCpuinfo,
} from '../../../src/platform/native.js';

/** The flags line of /proc/cpuinfo, as Linux prints it for these CPUs. */
const CPUS = {
	// Core 2 Duo E6600 (2006): no SSE4.
	conroe:
		'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush dts acpi mmx fxsr sse sse2 ss ht tm pbe syscall nx lm constant_tsc arch_perfmon pebs bts rep_good nopl cpuid aperfmperf pni dtes64 monitor ds_cpl vmx est tm2 ssse3 cx16 xtpr pdcm lahf_lm pti tpr_shadow dtherm',
	// Xeon E5-2670 (2012): AVX, no AVX2.
	sandyBridge:
		'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush dts acpi mmx fxsr sse sse2 ss ht tm pbe syscall nx pdpe1gb rdtscp lm constant_tsc arch_perfmon pebs bts rep_good nopl xtopology nonstop_tsc cpuid aperfmperf pni pclmulqdq dtes64 monitor ds_cpl vmx smx est tm2 ssse3 cx16 xtpr pdcm pcid dca sse4_1 sse4_2 x2apic popcnt tsc_deadline_timer aes xsave avx lahf_lm epb pti ssbd ibrs ibpb stibp tpr_shadow flexpriority ept vpid xsaveopt dtherm ida arat pln pts',
	// EPYC 7763, as GitHub's runners have it: AVX2, no AVX-512.
	milan:
		'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ht syscall nx mmxext fxsr_opt pdpe1gb rdtscp lm constant_tsc rep_good nopl tsc_reliable nonstop_tsc cpuid extd_apicid aperfmperf tsc_known_freq pni pclmulqdq ssse3 fma cx16 pcid sse4_1 sse4_2 movbe popcnt aes xsave avx f16c rdrand hypervisor lahf_lm cmp_legacy svm cr8_legacy abm sse4a misalignsse 3dnowprefetch osvw topoext vmmcall fsgsbase bmi1 avx2 smep bmi2 erms invpcid rdseed adx smap clflushopt clwb sha_ni xsaveopt xsavec xgetbv1 xsaves user_shstk clzero xsaveerptr rdpru arat npt nrip_save tsc_scale vmcb_clean flushbyasid decodeassists pausefilter pfthreshold v_vmsave_vmload umip vaes vpclmulqdq rdpid fsrm',
	// Xeon Platinum 8370C.
	iceLake:
		'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ss ht syscall nx pdpe1gb rdtscp lm constant_tsc rep_good nopl xtopology cpuid tsc_known_freq pni pclmulqdq vmx ssse3 fma cx16 pcid sse4_1 sse4_2 x2apic movbe popcnt aes xsave avx f16c rdrand hypervisor lahf_lm abm 3dnowprefetch fsgsbase bmi1 hle avx2 smep bmi2 erms invpcid rtm avx512f avx512dq rdseed adx smap avx512ifma clflushopt clwb avx512cd sha_ni avx512bw avx512vl xsaveopt xsavec xsaves avx512vbmi umip avx512_vbmi2 gfni vaes vpclmulqdq avx512_vnni avx512_bitalg avx512_vpopcntdq rdpid fsrm',
} as const;
const cpuinfo = (flags: string) =>
	`processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: ${flags}\nvmx flags\t: vnmi\nbogomips\t: 4800.00\n\nprocessor\t: 1\nflags\t\t: fpu\n`;

test.each([
	['conroe', []],
	['sandyBridge', ['v2']],
	['milan', ['v2', 'v3']],
	['iceLake', ['v2', 'v3', 'v4']],
] as const)('a %s reaches %j', (cpu, levels) => {
	expect(amd64Levels(cpuinfo(CPUS[cpu]))).toEqual(levels);
});

test('a level needs all of those below', () => {
	expect(amd64Levels(cpuinfo(CPUS.iceLake.replace(' movbe', '')))).toEqual(['v2']);
	expect(amd64Levels(cpuinfo(CPUS.iceLake.replace(' popcnt', '')))).toEqual([]);
});

test('without /proc/cpuinfo no level is claimed', () => {
	expect(readCpuinfo('/nonexistent')).toBe('');
	expect(amd64Levels('')).toEqual([]);
	expect(readCpuinfo()).toMatch(/processor|cpu/);
});

describe('nativePlatforms', () => {
	test.each([
		['x64', ['i386'], CPUS.milan, ['amd64', 'amd64/v2', 'amd64/v3', '386']],
		['x64', [], CPUS.conroe, ['amd64']],
		['x64', [], '', ['amd64']],
		['arm64', ['arm'], CPUS.milan, ['arm64', 'arm/v7', 'arm/v6', 'arm/v5']],
		['arm64', [], '', ['arm64']],
		['s390x', [], '', ['s390x']],
		['ppc64', [], '', ['ppc64le']],
	])('%s: what the CPU and its probe say', (nodeArch, compatible, flags, platforms) => {
		const host = detectHost('linux', nodeArch);
		expect(nativePlatforms(host, compatible, cpuinfo(flags))).toEqual(
			platforms.map((each) => `linux/${each}`),
		);
	});

	test('only a family of two needs a probe', () => {
		expect(compatibleTargets(detectHost('linux', 'x64'))).toEqual(['i386']);
		expect(compatibleTargets(detectHost('linux', 'arm64'))).toEqual(['arm']);
		expect(compatibleTargets(detectHost('linux', 'riscv64'))).toEqual([]);
	});
});
