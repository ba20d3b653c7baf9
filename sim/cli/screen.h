/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is at the other end of standard output or error: how wide it is, and what it can show. */
#ifndef CLI_SCREEN_H
#define CLI_SCREEN_H

#include <skarn/run.h>

/* Columns of the terminal behind a descriptor; 0 when it is none. COLUMNS, when it is set, is
 * believed. */
int cli_columns(int descriptor);

/* How text is laid out on standard output: to fit the terminal, if it is one, and in characters
 * that the locale has. */
sk_text_style cli_text_style(void);

#endif
