/*
 * xtensa, xtensaeb. Linux arch/xtensa/kernel/syscalls/syscall.tbl: read 12, write 13,
 * exit_group 119.
 * Distributions package an assembler for one little-endian core only, and it leaves every branch
 * to the linker, so the instructions are encoded here, after the formats of the Xtensa ISA
 * reference manual: on a big-endian core each format has its fields in the opposite order.
 */
	.macro	rri8 op0, t, s, r, imm8
	.if	BIG
	.byte	(\op0 << 4) | \t, (\s << 4) | \r, \imm8 & 0xff
	.else
	.byte	(\t << 4) | \op0, (\r << 4) | \s, \imm8 & 0xff
	.endif
	.endm
	.macro	rrr op2, op1, r, s, t
	.if	BIG
	.byte	\t, (\s << 4) | \r, (\op1 << 4) | \op2
	.else
	.byte	\t << 4, (\r << 4) | \s, (\op2 << 4) | \op1
	.endif
	.endm
	.macro	bri12 n, m, s, imm12
	.if	BIG
	.byte	0x60 | (\n << 2) | \m, (\s << 4) | ((\imm12 >> 8) & 15), \imm12 & 0xff
	.else
	.byte	(\m << 6) | (\n << 4) | 6, ((\imm12 & 15) << 4) | \s, (\imm12 >> 4) & 0xff
	.endif
	.endm
	.macro	load32 t, s, words
	rri8	2, \t, \s, 2, \words		/* l32i */
	.endm
	.macro	load8 t, s
	rri8	2, \t, \s, 0, 0			/* l8ui */
	.endm
	.macro	addi t, s, imm
	rri8	2, \t, \s, 12, \imm
	.endm
	.macro	movi t, imm
	rri8	2, \t, ((\imm >> 8) & 15), 10, \imm
	.endm
	.macro	add_ r, s, t
	rrr	8, 0, \r, \s, \t
	.endm
	.macro	bnez s, distance
	bri12	1, 1, \s, (\distance - 4)
	.endm
	.macro	system_call
	rrr	0, 0, 5, 0, 0			/* syscall */
	.endm

	.text
	load32	3, 1, 1
	movi	4, -1
	addi	4, 4, 1
	add_	9, 3, 4
	load8	9, 9
	bnez	9, -9
	movi	6, 1
	movi	2, 13
	system_call			/* write(1, argv[0], strlen(argv[0])) */
	movi	6, 0
	addi	3, 1, 0
	movi	4, 1
	movi	2, 12
	system_call			/* read(0, sp, 1) */
	load32	6, 1, 2
	load8	6, 6
	movi	2, 119
	system_call			/* exit_group(argv[1][0]) */
