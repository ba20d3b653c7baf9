/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share: exit statuses, the command table, messages, standard output. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "options.h"

#include <skarn/scenario.h>

/* What the program exits with. */
enum {
    CLI_DONE = 0,
    CLI_INTERNAL = 1,
    CLI_USAGE = 2,
    CLI_SCENARIO = 3,
    CLI_INCOMPLETE = 4,
    CLI_FILES = 5,
    CLI_STOPPED = 75 /* EX_TEMPFAIL: run it again */
};

/* What one of them means. */
typedef struct {
    int status;
    const char *meaning;
} cli_exit;

/* All of them; `count` receives how many. */
const cli_exit *cli_exits(int *count);

/* A command, and its bit in the option table. */
typedef struct {
    const char *name;
    unsigned bit;
    const char *argument; /* "FILE"; in brackets when it may be left out, with "…" several */
    const char *summary;
    int (*run)(const cli_options *options); /* returns the exit status */
} cli_command;

enum {
    CLI_CHECK = 1,
    CLI_OPTIMIZE = 2,
    CLI_RUN = 4,
    CLI_WORLDS = 8,
    CLI_HELP = 16,
    CLI_NEW = 32,
    CLI_EXPORT = 64,
    CLI_REPORT = 128,
    CLI_COMPARE = 256,
    CLI_STRESS = 512,
    CLI_SENSITIVITY = 1024,
    CLI_RISK = 2048,
    CLI_SWEEP = 4096,
    CLI_MERGE = 8192
};

/* The table; `count` receives its length. */
const cli_command *cli_commands(int *count);
/* NULL when there is none of this name. */
const cli_command *cli_command_find(const char *name);
/* The name of the command that was meant, when it looks like a slip for one, else NULL. */
const char *cli_command_nearest(const char *name);

int cli_check(const cli_options *options);
int cli_optimize(const cli_options *options);
int cli_run(const cli_options *options);
int cli_report(const cli_options *options);
int cli_compare(const cli_options *options);
int cli_stress(const cli_options *options);
int cli_sensitivity(const cli_options *options);
int cli_risk(const cli_options *options);
int cli_sweep(const cli_options *options);
int cli_merge(const cli_options *options);
int cli_worlds(const cli_options *options);
int cli_export(const cli_options *options);
int cli_new(const cli_options *options);
int cli_help(const cli_options *options);

/* Writes the help of one command, or with NULL of the program. */
void cli_write_help(const cli_command *command, FILE *stream);

/* Reads the scenario of the options, with their overrides and policy, and prints its errors and
 * warnings. Returns an exit status; *out is set on CLI_DONE. */
int cli_read(sk_scenario **out, const cli_options *options);

/* "skarn: …" and a line end, on standard error. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints every entry of a list (no warnings with quiet) and its totals. */
void cli_print_errors(const sk_error *error, const cli_options *options);

/* Prints why a step failed, if it did, and returns the exit status for it. */
int cli_finish(sk_status st, const sk_error *error, const cli_options *options);

/* The exit status after writing to standard output came to `st`; errno says why it failed. */
int cli_printed(sk_status st);

#endif
