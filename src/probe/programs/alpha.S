/*
 * alpha. Linux arch/alpha/kernel/syscalls/syscall.tbl: read 3, write 4, exit_group 405.
 * Bytes are taken with ldq_u and extbl: the first processors have no byte loads.
 */
	.text
	.set	noat
	.set	noreorder
	ldq	$17, 8($30)
	lda	$18, -1($31)
1:	lda	$18, 1($18)
	addq	$17, $18, $2
	ldq_u	$1, 0($2)
	extbl	$1, $2, $1
	bne	$1, 1b
	lda	$16, 1($31)
	lda	$0, 4($31)
	callsys				/* write(1, argv[0], strlen(argv[0])) */
	mov	$31, $16
	mov	$30, $17
	lda	$18, 1($31)
	lda	$0, 3($31)
	callsys				/* read(0, sp, 1) */
	ldq	$2, 16($30)
	ldq_u	$1, 0($2)
	extbl	$1, $2, $16
	lda	$0, 405($31)
	callsys				/* exit_group(argv[1][0]) */
