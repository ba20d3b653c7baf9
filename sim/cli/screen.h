/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is at the other end of standard output or error: how wide it is, and what it can show. */
#ifndef CLI_SCREEN_H
#define CLI_SCREEN_H

#include <stdbool.h>

/* Columns of the terminal behind a descriptor; 0 when it is none. COLUMNS, when it is set, is
 * believed. */
int cli_columns(int descriptor);

/* Whether the locale's characters are those of UTF-8. */
bool cli_has_utf8(void);

#endif
