/*
 * aarch64. On entry: argc at [sp], then argv, NULL, envp, NULL and the auxiliary vector; x0 is
 * the program's own and stays. What is read at 9 is described in compose.ts.
 */
	.text
	adr	x9, 9f
	ldr	x10, [sp]
	add	x11, sp, x10, lsl #3
	add	x11, x11, #16
1:	ldr	x10, [x11], #8
	cbnz	x10, 1b			/* past the environment */
2:	ldr	x10, [x11]
	cbz	x10, 8f			/* AT_NULL */
	cmp	x10, #3
	b.ne	3f
	ldr	x12, [x9]
	add	x12, x12, x9
	str	x12, [x11, #8]		/* AT_PHDR */
3:	cmp	x10, #5
	b.ne	4f
	ldr	x12, [x9, #8]
	str	x12, [x11, #8]		/* AT_PHNUM */
4:	cmp	x10, #9
	b.ne	5f
	ldr	x12, [x9, #16]
	add	x12, x12, x9
	str	x12, [x11, #8]		/* AT_ENTRY */
5:	cmp	x10, #8
	b.ne	6f
	ldr	x12, [x11, #8]
	cbnz	x12, 6f
	ldr	x12, [x9, #24]
	str	x12, [x11, #8]		/* AT_FLAGS, when it is 0 */
6:	add	x11, x11, #16
	b	2b
8:	ldr	x12, [x9, #16]
	add	x16, x12, x9
	br	x16
	.p2align 3, 0
9:
