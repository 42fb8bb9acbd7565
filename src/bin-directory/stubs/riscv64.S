/*
 * riscv64. On entry: argc at (sp), then argv, NULL, envp, NULL and the auxiliary vector; a0 is the
 * program's own and stays. What is read at 9 is described in compose.ts.
 * Every instruction is four bytes long. Branches are encoded here, in bytes from their own place,
 * since the assembler leaves all of them to the linker.
 */
	.option	norvc
	.option	norelax
	/* beq (0) or bne (1) of the registers with these numbers: x0 is 0, t1 x6, t3 x28, t4 x29. */
	.macro	branch kind, first, second, to
	.set	low, ((\to & 0x1e) << 7) | ((\to >> 11 & 1) << 7)
	.set	high, ((\to >> 5 & 0x3f) << 25) | ((\to >> 12 & 1) << 31)
	.word	0x63 | (\kind << 12) | (\first << 15) | (\second << 20) | low | high
	.endm

	.text
	auipc	t0, 0
	addi	t0, t0, 144		/* 9 */
	ld	t1, 0(sp)
	slli	t1, t1, 3
	add	t2, t1, sp
	addi	t2, t2, 16
	ld	t1, 0(t2)		/* 1 */
	addi	t2, t2, 8
	branch	1, 6, 0, -8		/* 1: past the environment */
	ld	t1, 0(t2)		/* 2 */
	branch	0, 6, 0, 92		/* 8: AT_NULL */
	li	t3, 3
	branch	1, 6, 28, 16		/* 3 */
	ld	t4, 0(t0)
	add	t4, t4, t0
	sd	t4, 8(t2)		/* AT_PHDR */
	li	t3, 5			/* 3 */
	branch	1, 6, 28, 12		/* 4 */
	ld	t4, 8(t0)
	sd	t4, 8(t2)		/* AT_PHNUM */
	li	t3, 9			/* 4 */
	branch	1, 6, 28, 16		/* 5 */
	ld	t4, 16(t0)
	add	t4, t4, t0
	sd	t4, 8(t2)		/* AT_ENTRY */
	li	t3, 8			/* 5 */
	branch	1, 6, 28, 20		/* 6 */
	ld	t4, 8(t2)
	branch	1, 29, 0, 12		/* 6 */
	ld	t4, 24(t0)
	sd	t4, 8(t2)		/* AT_FLAGS, when it is 0 */
	addi	t2, t2, 16		/* 6 */
	branch	0, 0, 0, -92		/* 2 */
	ld	t4, 16(t0)		/* 8 */
	add	t4, t4, t0
	jr	t4
