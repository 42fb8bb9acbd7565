/* aarch64, aarch64_be. Linux include/uapi/asm-generic/unistd.h: read 63, write 64, exit_group 94. */
	.text
	ldr	x1, [sp, #8]
	mov	x2, #-1
1:	add	x2, x2, #1
	ldrb	w3, [x1, x2]
	cbnz	w3, 1b
	mov	x0, #1
	mov	x8, #64
	svc	#0			/* write(1, argv[0], strlen(argv[0])) */
	mov	x0, #0
	mov	x1, sp
	mov	x2, #1
	mov	x8, #63
	svc	#0			/* read(0, sp, 1) */
	ldr	x0, [sp, #16]
	ldrb	w0, [x0]
	mov	x8, #94
	svc	#0			/* exit_group(argv[1][0]) */
