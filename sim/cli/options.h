/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command line → options, by one table that also makes the help. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <skarn/scenario.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char
        *argument; /* what is no option: the scenario file, or the word of `help`; NULL: none */
    const char **arguments; /* [argument_count] all of them; the strings are those of the line */
    int argument_count;     /* more than one for commands that join folders */
    sk_override
        *overrides; /* [override_count] in the order of the line; their texts are owned too */
    int override_count;
    const char *policy, *policies, *against, *metric, *folder, *mps, *lp; /* NULL: not given */
    int sample, threads, sbatch;                                          /* threads 0: not given */
    const char *shard; /* "I/N" or "auto"; NULL: not given */
    uint64_t given;    /* a bit for each option met */
    bool json, csv, quiet, force, no_color, sources, full, reference, man, completion, help,
        version, dry_run, allow_missing;
} cli_options;

/* Reads argv[1..] for the command with this bit. False when it makes no sense (said on standard
 * error). End with cli_options_free() either way. */
bool cli_options_parse(cli_options *options, int argc, char **argv, unsigned command);
void cli_options_free(cli_options *options);

/* One row of the option table, for help and completion. */
typedef struct {
    const char *name;
    const char *letter;       /* NULL: none */
    const char *argument;     /* "N"; NULL: takes none */
    unsigned commands;        /* bits of those it goes with */
    const char *const *words; /* what the argument may be, ended by NULL; NULL: anything */
    const char *help;
} cli_option;

int cli_option_count(void);
cli_option cli_option_at(int index);

#endif
