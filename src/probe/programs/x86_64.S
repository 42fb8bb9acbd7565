/* x86_64. Linux arch/x86/entry/syscalls/syscall_64.tbl: read 0, write 1, exit_group 231. */
	.text
	mov	8(%rsp), %rsi
	xor	%edx, %edx
	jmp	2f
1:	inc	%edx
2:	cmpb	$0, (%rsi,%rdx)
	jne	1b
	mov	$1, %edi
	mov	$1, %eax
	syscall				/* write(1, argv[0], strlen(argv[0])) */
	xor	%edi, %edi
	mov	%rsp, %rsi
	mov	$1, %edx
	xor	%eax, %eax
	syscall				/* read(0, sp, 1) */
	mov	16(%rsp), %rdi
	movzbl	(%rdi), %edi
	mov	$231, %eax
	syscall				/* exit_group(argv[1][0]) */
