/*
 * x86_64. On entry (psABI 3.4.1): argc at (%rsp), then argv, NULL, envp, NULL and the auxiliary
 * vector; %rdx is the program's own and stays. What is read at 9 is described in compose.ts.
 */
	.text
	lea	9f(%rip), %rsi
	mov	(%rsp), %rax
	lea	16(%rsp, %rax, 8), %rdi
1:	mov	(%rdi), %rax
	add	$8, %rdi
	test	%rax, %rax
	jnz	1b			/* past the environment */
2:	mov	(%rdi), %rax
	test	%rax, %rax
	jz	8f			/* AT_NULL */
	cmp	$3, %rax
	jne	3f
	mov	(%rsi), %rcx
	add	%rsi, %rcx
	mov	%rcx, 8(%rdi)		/* AT_PHDR */
3:	cmp	$5, %rax
	jne	4f
	mov	8(%rsi), %rcx
	mov	%rcx, 8(%rdi)		/* AT_PHNUM */
4:	cmp	$9, %rax
	jne	5f
	mov	16(%rsi), %rcx
	add	%rsi, %rcx
	mov	%rcx, 8(%rdi)		/* AT_ENTRY */
5:	cmp	$8, %rax
	jne	6f
	cmpq	$0, 8(%rdi)
	jne	6f
	mov	24(%rsi), %rcx
	mov	%rcx, 8(%rdi)		/* AT_FLAGS, when it is 0 */
6:	add	$16, %rdi
	jmp	2b
8:	add	16(%rsi), %rsi
	jmp	*%rsi
	.p2align 3, 0
9:
