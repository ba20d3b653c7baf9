/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results folder: whole or not there, and never written over by another study unasked. */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include "files.h"

#include <skarn/scenario.h>
#include <stdbool.h>

/* What a results folder stands for, as its scenario.cfg says it. */
typedef struct {
    char *path;     /* without a trailing slash */
    char *identity; /* text of scenario.cfg: what made it, and the canonical scenario */
    bool exists;
} cli_folder;

/* Makes the folders above `path` and finds out, before anything long is begun, that the results can
 * be written there. policy: the one applied, NULL for none. Returns an exit status, failure is
 * said. End with cli_folder_free(). */
int cli_folder_open(cli_folder *folder, const char *path, const sk_scenario *scenario,
                    const char *policy, bool force);

/* Puts scenario.cfg and summary.json there. Returns an exit status, failure is said. */
int cli_folder_write(const cli_folder *folder, cli_writer write_summary, const void *document);

void cli_folder_free(cli_folder *folder);

#endif
