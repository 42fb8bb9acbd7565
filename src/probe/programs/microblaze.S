/*
 * microblaze, microblazeel.
 * Linux arch/microblaze/kernel/syscalls/syscall.tbl: read 3, write 4, exit_group 252.
 * Distributions package no MicroBlaze assembler, so the instructions are encoded here, after the
 * formats of the MicroBlaze processor reference guide.
 */
	.macro	insn word
	.if	BIG
	.byte	(\word >> 24) & 0xff, (\word >> 16) & 0xff, (\word >> 8) & 0xff, \word & 0xff
	.else
	.byte	\word & 0xff, (\word >> 8) & 0xff, (\word >> 16) & 0xff, (\word >> 24) & 0xff
	.endif
	.endm
	.macro	type_a opcode, rd, ra, rb
	insn	((\opcode << 26) | (\rd << 21) | (\ra << 16) | (\rb << 11))
	.endm
	.macro	type_b opcode, rd, ra, imm
	insn	((\opcode << 26) | (\rd << 21) | (\ra << 16) | (\imm & 0xffff))
	.endm
	.macro	addik rd, ra, imm
	type_b	0x0c, \rd, \ra, \imm
	.endm
	.macro	lwi rd, ra, imm
	type_b	0x3a, \rd, \ra, \imm
	.endm
	.macro	lbui rd, ra, imm
	type_b	0x38, \rd, \ra, \imm
	.endm
	.macro	lbu rd, ra, rb
	type_a	0x30, \rd, \ra, \rb
	.endm
	.macro	bnei ra, words
	type_b	0x2f, 1, \ra, (\words * 4)
	.endm
	.macro	system_call
	type_b	0x2e, 14, 12, 8		/* brki r14, 8 */
	.endm

	.text
	lwi	6, 1, 4
	addik	7, 0, -1
	addik	7, 7, 1
	lbu	11, 6, 7
	bnei	11, -2
	addik	5, 0, 1
	addik	12, 0, 4
	system_call			/* write(1, argv[0], strlen(argv[0])) */
	addik	5, 0, 0
	addik	6, 1, 0
	addik	7, 0, 1
	addik	12, 0, 3
	system_call			/* read(0, sp, 1) */
	lwi	5, 1, 8
	lbui	5, 5, 0
	addik	12, 0, 252
	system_call			/* exit_group(argv[1][0]) */
