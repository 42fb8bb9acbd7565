/*
 * hppa. Linux arch/parisc/kernel/syscalls/syscall.tbl: read 3, write 4, exit_group 222.
 * The kernel starts a program with argv in r24 (the stack grows upwards), and system calls
 * enter through its gateway page at 0x100 in space sr2, the number set in the delay slot.
 */
	.text
	.level	1.1
	copy	%r24, %r3
	ldw	0(%r3), %r25
	ldi	0, %r24
1:	ldbx	%r24(%r25), %r21
	comib,<> 0, %r21, 1b
	ldo	1(%r24), %r24
	ldo	-1(%r24), %r24
	ldi	1, %r26
	ble	0x100(%sr2, %r0)
	ldi	4, %r20			/* write(1, argv[0], strlen(argv[0])) */
	ldi	0, %r26
	copy	%r30, %r25
	ldi	1, %r24
	ble	0x100(%sr2, %r0)
	ldi	3, %r20			/* read(0, sp, 1) */
	ldw	4(%r3), %r26
	ldb	0(%r26), %r26
	ble	0x100(%sr2, %r0)
	ldi	222, %r20		/* exit_group(argv[1][0]) */
