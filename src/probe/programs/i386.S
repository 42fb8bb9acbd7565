/* i386. Linux arch/x86/entry/syscalls/syscall_32.tbl: read 3, write 4, exit_group 252. */
	.text
	mov	4(%esp), %ecx
	xor	%edx, %edx
	jmp	2f
1:	inc	%edx
2:	cmpb	$0, (%ecx,%edx)
	jne	1b
	mov	$1, %ebx
	mov	$4, %eax
	int	$0x80			/* write(1, argv[0], strlen(argv[0])) */
	xor	%ebx, %ebx
	mov	%esp, %ecx
	mov	$1, %edx
	mov	$3, %eax
	int	$0x80			/* read(0, sp, 1) */
	mov	8(%esp), %ebx
	movzbl	(%ebx), %ebx
	mov	$252, %eax
	int	$0x80			/* exit_group(argv[1][0]) */
