/* s390x. Linux arch/s390/kernel/syscalls/syscall.tbl: read 3, write 4, exit_group 248. */
	.text
	lg	%r3, 8(%r15)
	lghi	%r4, -1
1:	aghi	%r4, 1
	llgc	%r5, 0(%r4,%r3)
	ltgr	%r5, %r5
	jne	1b
	lghi	%r2, 1
	svc	4			/* write(1, argv[0], strlen(argv[0])) */
	lghi	%r2, 0
	lgr	%r3, %r15
	lghi	%r4, 1
	svc	3			/* read(0, sp, 1) */
	lg	%r2, 16(%r15)
	llgc	%r2, 0(%r2)
	svc	248			/* exit_group(argv[1][0]) */
	nopr	%r7			/* or the assembler pads with one of its choice */
