/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn sweep: which shard is meant → the study of that; skarn merge: folders of shards → the study
 * of all of them. */
#include "keep.h"
#include "screen.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { SHARDS_MOST = 1000000 };

/* A whole number below the most, read up to *end; -1: there is none. */
static int whole(const char *text, const char **end) {
    char *after = NULL;
    errno = 0;
    long value = text != NULL && *text >= '0' && *text <= '9' ? strtol(text, &after, 10) : -1;
    *end = after == NULL ? text : after;
    return errno == 0 && value >= 0 && value <= SHARDS_MOST ? (int)value : -1;
}

static int slurm(const char *name) {
    const char *end = NULL;
    const char *text = getenv(name);
    int value = whole(text, &end);
    return value >= 0 && *end == '\0' ? value : -1;
}

/* An array that is a part of another one says nothing of how many there were. */
static bool shard_of_array(sk_study_options *asked) {
    int id = slurm("SLURM_ARRAY_TASK_ID");
    int count = slurm("SLURM_ARRAY_TASK_COUNT");
    int first = slurm("SLURM_ARRAY_TASK_MIN");
    int last = slurm("SLURM_ARRAY_TASK_MAX");
    if (id < 0 || count < 1 || first < 0 || last < 0) {
        cli_say("--shard auto: this is no job of a Slurm array (SLURM_ARRAY_TASK_ID, _COUNT, _MIN "
                "and _MAX say which it is); say --shard I/N");
        return false;
    }
    if (first > 1 || last - first + 1 != count || id < first || id > last) {
        cli_say(
            "--shard auto: the array of %d jobs from %d to %d is not one from 0 or 1 on without "
            "gaps, so it is no whole split; say --shard I/N",
            count, first, last);
        return false;
    }
    asked->shard = id - first + 1;
    asked->shards = count;
    return true;
}

static bool shard_of(const char *text, sk_study_options *asked) {
    const char *end = NULL;
    if (text == NULL) {
        return true;
    }
    if (strcmp(text, "auto") == 0) {
        return shard_of_array(asked);
    }
    asked->shard = whole(text, &end);
    asked->shards = asked->shard >= 0 && *end == '/' ? whole(end + 1, &end) : -1;
    if (asked->shards < 1 || *end != '\0' || asked->shard < 1 || asked->shard > asked->shards) {
        cli_say("--shard %s: I/N is wanted, I from 1 to N, N at most %d, or auto", text,
                SHARDS_MOST);
        return false;
    }
    return true;
}

static int write_plan(const sk_study_options *asked, const cli_options *options) {
    sk_scenario *scenario = NULL;
    cli_progress progress;
    sk_error *error = sk_error_new();
    if (options->json) {
        cli_say("--dry-run writes for people alone: not with --json");
        sk_error_free(error);
        return CLI_USAGE;
    }
    cli_watch_signals();
    int status = cli_read(&scenario, options);
    if (status == CLI_DONE) {
        const sk_watch watch = cli_watch(&progress, true);
        const sk_text_style style = cli_text_style();
        sk_status st = sk_sweep_write_plan(scenario, asked, &watch, &style, stdout, error);
        status = st == SK_ERR_IO ? cli_printed(st) : cli_finish(st, error, options);
    }
    sk_scenario_free(scenario);
    sk_error_free(error);
    return status;
}

/* A word for the shell, whatever is in it. */
static void put_quoted(const char *text) {
    putchar('\'');
    for (; text != NULL && *text != '\0'; text++) {
        fputs(*text == '\'' ? "'\\''" : (char[]){*text, '\0'}, stdout);
    }
    putchar('\'');
}

/* The options that say what the sweep is, again. */
static void put_overrides(const cli_options *options) {
    for (int i = 0; i < options->override_count; i++) {
        fputs(options->overrides[i].kind == SK_SET ? " --set " : " --scale ", stdout);
        put_quoted(options->overrides[i].text);
    }
}

/* As docs/clusters.md has it. */
static int write_sbatch(const cli_options *options) {
    sk_scenario *scenario = NULL;
    int status = cli_read(&scenario, options);
    char *folder = status == CLI_DONE ? cli_folder_path(options, scenario, "sweep") : NULL;
    if (status == CLI_DONE && folder == NULL) {
        status = cli_printed(SK_ERR_MEMORY);
    }
    if (status == CLI_DONE) {
        int shards = options->sbatch;
        printf("#!/bin/sh\n"
               "# Submit: first=$(sbatch --parsable THIS)\n"
               "# The same again goes on with what was stopped: sbatch THIS\n"
               "# Then: sbatch --dependency=afterany:$first --cpus-per-task=1 --wrap \\\n"
               "#     \"skarn merge %s-[0-9]*-of-%d -o %s\"\n"
               "#SBATCH --job-name=sweep --array=1-%d\n"
               "#SBATCH --cpus-per-task=1 --time=60\n"
               "#SBATCH --signal=B:USR1@120\n"
               "#SBATCH --output=sweep-%%a.log --open-mode=append\n"
               "exec skarn sweep ",
               folder, shards, folder, shards);
        put_quoted(options->argument);
        put_overrides(options);
        printf(" --shard $SLURM_ARRAY_TASK_ID/%d -o ", shards);
        put_quoted(folder);
        printf("-$SLURM_ARRAY_TASK_ID-of-%d\n", shards);
    }
    free(folder);
    sk_scenario_free(scenario);
    return status;
}

int cli_sweep(const cli_options *options) {
    sk_study_options asked = {.threads = cli_threads_of(options)};
    if (options->sbatch > 0) {
        return write_sbatch(options);
    }
    if (!shard_of(options->shard, &asked)) {
        return CLI_USAGE;
    }
    return options->dry_run ? write_plan(&asked, options)
                            : cli_study(SK_SWEEP, "sweep", &asked, options);
}

/* --- merge --- */

static void free_paths(char **paths) {
    for (int i = 0; paths != NULL && paths[i] != NULL; i++) {
        free(paths[i]);
    }
    free(paths);
}

/* DIR/NAME of every folder; NULL when out of memory. */
static char **paths_in(const cli_options *options, const char *name) {
    char **paths = calloc((size_t)options->argument_count + 1, sizeof *paths);
    for (int i = 0; paths != NULL && i < options->argument_count; i++) {
        paths[i] = cli_path_in(options->arguments[i], name, "");
        if (paths[i] == NULL) {
            free_paths(paths);
            return NULL;
        }
    }
    return paths;
}

/* The sweep is that of the first folder; the others are compared with it. */
int cli_merge(const cli_options *options) {
    if (options->folder == NULL) {
        cli_say("merge needs --output DIR: where the results of all shards are to go");
        return CLI_USAGE;
    }
    char *scenario = cli_path_in(options->argument, "scenario.cfg", "");
    char **parts = paths_in(options, "results.db");
    int status = CLI_DONE;
    if (scenario == NULL || parts == NULL) {
        status = cli_printed(SK_ERR_MEMORY);
    } else {
        cli_options of_sweep = *options;
        sk_study_options asked = {.threads = 1,
                                  .kept_only = options->allow_missing,
                                  .parts = (const char *const *)parts,
                                  .part_count = options->argument_count};
        of_sweep.argument = scenario;
        status = cli_study(SK_SWEEP, "sweep", &asked, &of_sweep);
    }
    free_paths(parts);
    free(scenario);
    return status;
}
