/*
 * ppc, ppc64 (ELFv1), ppc64le (ELFv2).
 * Linux arch/powerpc/kernel/syscalls/syscall.tbl: read 3, write 4, exit_group 234.
 */
	.macro	ldptr reg, slot
	.if	ELFV == 0
	lwz	\reg, 4 * \slot(1)
	.else
	ld	\reg, 8 * \slot(1)
	.endif
	.endm

	.text
	.if	ELFV > 0
	.abiversion ELFV
	.endif
	.if	ELFV == 1
	/* In ELFv1 e_entry is the address of a function descriptor: code, TOC, environment. */
0:	.quad	ORIGIN + (3f - 0b), 0, 0
	.endif
3:	ldptr	4, 1
	li	5, -1
1:	addi	5, 5, 1
	lbzx	6, 4, 5
	cmpwi	6, 0
	bne	1b
	li	3, 1
	li	0, 4
	sc				/* write(1, argv[0], strlen(argv[0])) */
	li	3, 0
	mr	4, 1
	li	5, 1
	li	0, 3
	sc				/* read(0, sp, 1) */
	ldptr	3, 2
	lbz	3, 0(3)
	li	0, 234
	sc				/* exit_group(argv[1][0]) */
