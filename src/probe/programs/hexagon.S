/* hexagon. Linux include/uapi/asm-generic/unistd.h: read 63, write 64, exit_group 94. */
	.text
	{ r1 = memw(r29+#4) }
	{ r2 = #-1 }
.Lnext:
	{ r2 = add(r2, #1) }
	{ r3 = memub(r1+r2<<#0) }
	{ p0 = cmp.eq(r3, #0) }
	{ if (!p0) jump .Lnext }
	{ r0 = #1 }
	{ r6 = #64 }
	{ trap0(#1) }			/* write(1, argv[0], strlen(argv[0])) */
	{ r0 = #0 }
	{ r1 = r29 }
	{ r2 = #1 }
	{ r6 = #63 }
	{ trap0(#1) }			/* read(0, sp, 1) */
	{ r0 = memw(r29+#8) }
	{ r0 = memub(r0+#0) }
	{ r6 = #94 }
	{ trap0(#1) }			/* exit_group(argv[1][0]) */
