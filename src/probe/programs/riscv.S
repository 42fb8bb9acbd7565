/*
 * riscv32, riscv64. Linux include/uapi/asm-generic/unistd.h: read 63, write 64, exit_group 94.
 * The one branch is encoded here, since the assembler leaves every branch to the linker.
 */
	.option	norvc
	.option	norelax
	.macro	ldptr reg, slot
	.if	XLEN == 64
	ld	\reg, (8 * \slot)(sp)
	.else
	lw	\reg, (4 * \slot)(sp)
	.endif
	.endm

	.text
	ldptr	a1, 1
	li	a2, -1
	addi	a2, a2, 1
	add	t0, a1, a2
	lbu	t0, 0(t0)
	.word	0xfe029ae3		/* bnez t0, back 12 bytes */
	li	a0, 1
	li	a7, 64
	ecall				/* write(1, argv[0], strlen(argv[0])) */
	li	a0, 0
	mv	a1, sp
	li	a2, 1
	li	a7, 63
	ecall				/* read(0, sp, 1) */
	ldptr	a0, 2
	lbu	a0, 0(a0)
	li	a7, 94
	ecall				/* exit_group(argv[1][0]) */
