/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands that fill a results folder share: which folder, how many threads, and what is
 * said when there is something in it already or not all gets done. */
#ifndef CLI_KEEP_H
#define CLI_KEEP_H

#include "cli.h"
#include "folder.h"
#include "watch.h"

#include <skarn/study.h>

/* The policy applied; NULL for none ("baseline" is none). */
const char *cli_policy_of(const cli_options *options);

/* The folder asked for, else results/NAME, results/NAME-POLICY with a policy, with -COMMAND behind
 * it for any command but run. NULL when out of memory; free with free(). */
char *cli_folder_path(const cli_options *options, const sk_scenario *scenario, const char *command);

/* Threads asked for, by option or environment; 0: as OpenMP says. */
int cli_threads_of(const cli_options *options);

/* Says what was there already. */
void cli_say_kept(const cli_folder *folder, const cli_options *options);

/* Says what is kept of a command that was stopped; returns the exit status. */
int cli_say_stopped(const cli_folder *folder, const cli_progress *progress);

/* Says what there is to say of a step that failed, returns the exit status for it. */
int cli_say_failed(sk_status st, const cli_folder *folder, const sk_error *error,
                   const cli_options *options);

/* Reads the scenario of the options and does a study of it, in the folder of the command (of a
 * shard one of its own); asked->results is filled in. Returns an exit status. */
int cli_study(sk_study_kind kind, const char *command, sk_study_options *asked,
              const cli_options *options);

/* Facts of how and where it ran; `host` outlives them. */
enum { CLI_HOST_TEXT = 256 };
sk_provenance cli_provenance(const cli_folder *folder, const cli_progress *progress,
                             char host[CLI_HOST_TEXT]);

#endif
