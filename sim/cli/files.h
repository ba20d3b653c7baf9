/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents → files that are whole or not there. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include <signal.h>
#include <skarn/status.h>
#include <stdbool.h>
#include <stdio.h>

/* FOLDER/NAMEending, ending being "" or ".csv"; NULL when out of memory. Free with free(). */
char *cli_path_in(const char *folder, const char *name, const char *ending);

/* Writes one document to a stream. */
typedef sk_status (*cli_writer)(const void *document, FILE *stream);

/* Makes signals that would end the program wait until they are let go, so that nothing half-written
 * is left behind; `before` receives what waited already. */
void cli_hold_signals(sigset_t *before);
void cli_let_signals_go(const sigset_t *before);

/* Writes a new file; its bytes have reached the disk on success. errno is set on SK_ERR_IO. */
sk_status cli_write_new(const char *path, cli_writer write, const void *document);

/* Whether two paths are one file, there already or still to be written. Devices and pipes are not
 * overwritten and never count. */
bool cli_same_file(const char *first, const char *second);

/* Writes a file under a temporary name beside it and renames it. Returns an exit status, failure is
 * said. */
int cli_write_file(const char *path, cli_writer write, const void *document);

#endif
