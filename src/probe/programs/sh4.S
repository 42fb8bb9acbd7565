/*
 * sh4, sh4eb. Linux arch/sh/kernel/syscalls/syscall.tbl: exit 1, read 3, write 4.
 * The low bits of the trap number are the count of arguments.
 */
	.text
	mov.l	@(4, r15), r5
	mov	r5, r6
1:	mov.b	@r6+, r0
	tst	r0, r0
	bf	1b
	sub	r5, r6
	add	#-1, r6
	mov	#1, r4
	mov	#4, r3
	trapa	#0x13			/* write(1, argv[0], strlen(argv[0])) */
	mov	#0, r4
	mov	r15, r5
	mov	#1, r6
	mov	#3, r3
	trapa	#0x13			/* read(0, sp, 1) */
	mov.l	@(8, r15), r4
	mov.b	@r4, r4
	extu.b	r4, r4
	mov	#1, r3
	trapa	#0x11			/* exit(argv[1][0]) */
	nop
