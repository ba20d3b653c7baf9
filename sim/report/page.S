/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that tools/make-page puts together at build time → ski_page, ended by a NUL. PAGE is its
 * file, as a string. */
    .section .rodata
    .global ski_page
    .hidden ski_page
    .type ski_page, %object
ski_page:
    .incbin PAGE
    .byte 0
    .size ski_page, . - ski_page
    .section .note.GNU-stack, "", %progbits
