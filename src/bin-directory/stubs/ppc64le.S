/*
 * ppc64le (ELFv2). On entry: argc at 0(%r1), then argv, NULL, envp, NULL and the auxiliary vector;
 * %r12 must be the address of the program's entry, from which it finds its TOC. What is read at 9
 * is described in compose.ts.
 */
	.abiversion 2
	.text
	bcl	20, 31, 0f
0:	mflr	9
	addi	9, 9, 9f - 0b
	ld	10, 0(1)
	sldi	10, 10, 3
	add	11, 10, 1
	addi	11, 11, 16
1:	ld	10, 0(11)
	addi	11, 11, 8
	cmpdi	10, 0
	bne	1b			/* past the environment */
2:	ld	10, 0(11)
	cmpdi	10, 0
	beq	8f			/* AT_NULL */
	cmpdi	10, 3
	bne	3f
	ld	12, 0(9)
	add	12, 12, 9
	std	12, 8(11)		/* AT_PHDR */
3:	cmpdi	10, 5
	bne	4f
	ld	12, 8(9)
	std	12, 8(11)		/* AT_PHNUM */
4:	cmpdi	10, 9
	bne	5f
	ld	12, 16(9)
	add	12, 12, 9
	std	12, 8(11)		/* AT_ENTRY */
5:	cmpdi	10, 8
	bne	6f
	ld	12, 8(11)
	cmpdi	12, 0
	bne	6f
	ld	12, 24(9)
	std	12, 8(11)		/* AT_FLAGS, when it is 0 */
6:	addi	11, 11, 16
	b	2b
8:	ld	12, 16(9)
	add	12, 12, 9
	mtctr	12
	bctr
	.p2align 3, 0
9:
