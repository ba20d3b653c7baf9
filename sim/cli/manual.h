/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of commands and options → what other programs show of them. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include <skarn/status.h>
#include <stdio.h>

/* skarn(1), for man. */
void cli_write_man(FILE *stream);

/* Completion of commands, options, their words, keys and files, for bash.
 * Returns SK_OK, SK_ERR_IO, SK_ERR_MEMORY. */
sk_status cli_write_completion(FILE *stream);

#endif
