/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results folder: complete or marked as not, and never written over by another study unasked.
 * results.db is filled as the run goes; summary.json comes last, and a folder without it is not
 * complete. */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include "files.h"

#include <skarn/results.h>
#include <stdbool.h>

typedef struct {
    char *path;          /* without a trailing slash */
    sk_results *results; /* its results.db; NULL once it is closed */
    bool is_done;        /* all that was asked for was there when it was opened */
} cli_folder;

/* What is to be put there. */
typedef struct {
    const char *command;
    const char *choice; /* as sk_results_open() */
    const char *policy; /* the one applied, NULL for none */
    bool force;         /* whatever else is there is given up */
    int shard, shards;  /* of a sweep; 0, 0: all of it */
} cli_asked;

/* Makes the folder with those above it, or finds it, and opens results.db before anything long is
 * begun. Puts scenario.cfg there: what is run, with includes and overrides folded in. Returns an
 * exit status, failure is said. End with cli_folder_free(). */
int cli_folder_open(cli_folder *folder, const char *path, const sk_scenario *scenario,
                    const cli_asked *asked);

/* Takes away what was made of complete results, for they are summed up anew. Returns an exit
 * status, failure is said. */
int cli_folder_renew(cli_folder *folder);

/* Closes results.db and puts summary.json beside it, unless all was there. Returns an exit status,
 * failure is said. */
int cli_folder_finish(cli_folder *folder, cli_writer write_summary, const void *document);

void cli_folder_free(cli_folder *folder);

#endif
