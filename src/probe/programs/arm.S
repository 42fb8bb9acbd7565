/* arm, armeb (EABI). Linux arch/arm/tools/syscall.tbl: read 3, write 4, exit_group 248. */
	.text
	.arm
	ldr	r1, [sp, #4]
	mvn	r2, #0
1:	add	r2, r2, #1
	ldrb	r3, [r1, r2]
	cmp	r3, #0
	bne	1b
	mov	r0, #1
	mov	r7, #4
	swi	#0			/* write(1, argv[0], strlen(argv[0])) */
	mov	r0, #0
	mov	r1, sp
	mov	r2, #1
	mov	r7, #3
	swi	#0			/* read(0, sp, 1) */
	ldr	r0, [sp, #8]
	ldrb	r0, [r0]
	mov	r7, #248
	swi	#0			/* exit_group(argv[1][0]) */
