/*
 * s390x. On entry: argc at 0(%r15), then argv, NULL, envp, NULL and the auxiliary vector; %r14 is
 * the program's own and stays. What is read at 9 is described in compose.ts.
 */
	.text
	larl	%r1, 9f
	lg	%r2, 0(%r15)
	sllg	%r2, %r2, 3
	la	%r3, 16(%r2,%r15)
1:	lg	%r2, 0(%r3)
	la	%r3, 8(%r3)
	ltgr	%r2, %r2
	jne	1b			/* past the environment */
2:	lg	%r2, 0(%r3)
	ltgr	%r2, %r2
	je	8f			/* AT_NULL */
	lghi	%r4, 3
	cgr	%r2, %r4
	jne	3f
	lg	%r5, 0(%r1)
	agr	%r5, %r1
	stg	%r5, 8(%r3)		/* AT_PHDR */
3:	lghi	%r4, 5
	cgr	%r2, %r4
	jne	4f
	lg	%r5, 8(%r1)
	stg	%r5, 8(%r3)		/* AT_PHNUM */
4:	lghi	%r4, 9
	cgr	%r2, %r4
	jne	5f
	lg	%r5, 16(%r1)
	agr	%r5, %r1
	stg	%r5, 8(%r3)		/* AT_ENTRY */
5:	lghi	%r4, 8
	cgr	%r2, %r4
	jne	6f
	lg	%r5, 8(%r3)
	ltgr	%r5, %r5
	jne	6f
	lg	%r5, 24(%r1)
	stg	%r5, 8(%r3)		/* AT_FLAGS, when it is 0 */
6:	la	%r3, 16(%r3)
	j	2b
8:	lg	%r5, 16(%r1)
	agr	%r1, %r5
	br	%r1
	.p2align 3, 0
9:
