/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals and progress of a long command. */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include <skarn/run.h>
#include <time.h>

/* What is said of progress: a line that is written over on a terminal, else a line a minute. */
typedef struct {
    bool on_terminal, quiet;
    struct timespec start;
    double said_at;  /* seconds after the start */
    int first_done;  /* what the rate counts from: samples done when progress was first told, */
    double first_at; /* and when that was; a plan and earlier runs' samples are not in it */
    int width;       /* of the line on the terminal */
    int done, total;
} cli_progress;

/* SIGINT, SIGTERM, SIGUSR1 and SIGXCPU stop the command after the samples in hand, which is said; a
 * second one quits at once. Those ignored so far stay so. */
void cli_watch_signals(void);

/* A watch that asks for those signals and shows progress; `progress` must outlive it. */
sk_watch cli_watch(cli_progress *progress, bool quiet);

/* Ends the line on the terminal. */
void cli_watch_end(cli_progress *progress);

/* Seconds since the watch was made. */
double cli_seconds(const cli_progress *progress);

#endif
