/* m68k. Linux arch/m68k/kernel/syscalls/syscall.tbl: read 3, write 4, exit_group 247. */
	.text
	move.l	4(%sp), %d2
	move.l	%d2, %a0
	moveq	#-1, %d3
1:	addq.l	#1, %d3
	tst.b	(%a0)+
	bne.s	1b
	moveq	#1, %d1
	moveq	#4, %d0
	trap	#0			/* write(1, argv[0], strlen(argv[0])) */
	moveq	#0, %d1
	move.l	%sp, %d2
	moveq	#1, %d3
	moveq	#3, %d0
	trap	#0			/* read(0, sp, 1) */
	move.l	8(%sp), %a0
	moveq	#0, %d1
	move.b	(%a0), %d1
	move.l	#247, %d0
	trap	#0			/* exit_group(argv[1][0]) */
