/*
 * mips, mipsel (o32), mipsn32, mipsn32el, mips64, mips64el.
 * Linux arch/mips/kernel/syscalls: o32 read 4003, write 4004, exit_group 4246;
 * n64 read 5000, write 5001, exit_group 5205; n32 read 6000, write 6001, exit_group 6205.
 */
	.if	ABI == 32
	.set	SYS_read, 4003
	.set	SYS_write, 4004
	.set	SYS_exit_group, 4246
	.endif
	.if	ABI == 64
	.set	SYS_read, 5000
	.set	SYS_write, 5001
	.set	SYS_exit_group, 5205
	.endif
	.if	ABI == 6432
	.set	SYS_read, 6000
	.set	SYS_write, 6001
	.set	SYS_exit_group, 6205
	.endif

	.macro	ldptr reg, slot
	.if	ABI == 64
	ld	\reg, 8 * \slot($sp)
	.else
	lw	\reg, 4 * \slot($sp)
	.endif
	.endm
	.macro	addptr dst, a, b
	.if	ABI == 64
	daddu	\dst, \a, \b
	.else
	addu	\dst, \a, \b
	.endif
	.endm

	.text
	.set	noreorder
	ldptr	$5, 1
	li	$6, -1
1:	addiu	$6, $6, 1
	addptr	$8, $5, $6
	lbu	$8, 0($8)
	nop
	bnez	$8, 1b
	nop
	li	$4, 1
	li	$2, SYS_write
	syscall				/* write(1, argv[0], strlen(argv[0])) */
	li	$4, 0
	addptr	$5, $29, $0
	li	$6, 1
	li	$2, SYS_read
	syscall				/* read(0, sp, 1) */
	ldptr	$4, 2
	nop
	lbu	$4, 0($4)
	li	$2, SYS_exit_group
	syscall				/* exit_group(argv[1][0]) */
	.balign	16			/* as the assembler would, were it not said */
