/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn run: scenario → plan and Monte Carlo → summary and results folder. */
#include "cli.h"
#include "failed.h"
#include "folder.h"
#include "screen.h"
#include "watch.h"

#include <skarn/run.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HOST_TEXT = 256 };

typedef struct {
    const sk_run *run;
    const sk_provenance *provenance;
} run_summary;

static sk_status write_summary(const void *document, FILE *stream) {
    const run_summary *summary = document;
    return sk_run_write_json(summary->run, summary->provenance, stream);
}

/* The policy applied; "baseline" is none. */
static const char *policy_of(const cli_options *options) {
    bool is_none = options->policy == NULL || strcmp(options->policy, "baseline") == 0;
    return is_none ? NULL : options->policy;
}

/* results/NAME, or results/NAME-POLICY, when no folder is given. NULL when out of memory; free with
 * free(). */
static char *folder_path(const cli_options *options, const sk_scenario *scenario) {
    const char *name = sk_scenario_name(scenario);
    const char *policy = policy_of(options);
    if (options->folder != NULL) {
        return strdup(options->folder);
    }
    size_t size = sizeof "results/-" + strlen(name) + (policy == NULL ? 0 : strlen(policy));
    char *path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "results/%s%s%s", name, policy == NULL ? "" : "-",
                 policy == NULL ? "" : policy);
    }
    return path;
}

/* A positive whole number from the environment, or 0. */
static int from_environment(const char *name) {
    const char *text = getenv(name);
    long value = text == NULL ? 0 : strtol(text, NULL, 10);
    return value > 0 && value < 1000000 ? (int)value : 0;
}

/* On a shared node a job has the cores it was given, not all there are. */
static int threads_of(const cli_options *options) {
    int asked = from_environment("OMP_NUM_THREADS");
    int given = from_environment("SLURM_CPUS_PER_TASK");
    if (options->threads > 0) {
        return options->threads;
    }
    return asked == 0 || (given > 0 && given < asked) ? given : asked;
}

static int stopped(const cli_folder *folder, const cli_progress *progress) {
    int kept = sk_results_kept(folder->results);
    if (progress->total > 0) {
        cli_say("stopped with %d of %d samples kept in %s; run the same command again and it goes "
                "on from there",
                kept, progress->total, folder->path);
    } else {
        cli_say("stopped before any more samples were done; run the same command again");
    }
    return CLI_STOPPED;
}

/* What is said when nothing had to be done, or not all of it. */
static void tell_what_was_there(const cli_folder *folder, const cli_options *options) {
    int kept = sk_results_kept(folder->results);
    if (options->quiet) {
        return;
    }
    if (sk_results_are_complete(folder->results)) {
        cli_say("%s is complete already: nothing is run again", folder->path);
    } else if (kept > 0) {
        cli_say("%s holds %d samples: the run goes on from there", folder->path, kept);
    }
}

/* The folder first: what is printed may be lost, what is stored is not. */
static int publish(const sk_run *run, const sk_scenario *scenario, cli_folder *folder,
                   double seconds, const cli_options *options) {
    char host[HOST_TEXT] = "";
    gethostname(host, sizeof host - 1);
    sk_provenance provenance = {.seconds = seconds, .host = host, .folder = folder->path};
    run_summary document = {run, &provenance};
    int stored = cli_folder_finish(folder, write_summary, &document);
    if (stored == CLI_DONE && !folder->is_done) {
        stored = cli_failed_write(run, scenario, folder->path);
    }
    if (stored != CLI_DONE) {
        provenance.folder = NULL;
    }
    const sk_text_style style = cli_text_style();
    int printed = cli_printed(options->json ? sk_run_write_json(run, &provenance, stdout)
                                            : sk_run_write_text(run, &provenance, &style, stdout));
    return stored != CLI_DONE ? stored : printed;
}

static int execute(const sk_scenario *scenario, cli_folder *folder, sk_error *error,
                   const cli_options *options) {
    sk_run *run = NULL;
    cli_progress progress;
    tell_what_was_there(folder, options);
    sk_watch watch = cli_watch(&progress, options->quiet);
    sk_run_options run_options = {.threads = threads_of(options), .results = folder->results};
    sk_status st = watch.should_stop(watch.context)
                       ? SK_ERR_STOPPED
                       : sk_run_execute(&run, scenario, &run_options, &watch, error);
    cli_watch_end(&progress);
    if (st == SK_ERR_STOPPED) {
        return stopped(folder, &progress);
    }
    int status = cli_finish(st, error, options);
    if (st == SK_ERR_MEMORY) {
        cli_say("what is worked on grows with the samples: fewer of them (--samples N) need less");
    }
    if (st == SK_ERR_IO) {
        cli_say("%d samples are kept in %s; once it can be written to, the same command goes on "
                "from there",
                sk_results_kept(folder->results), folder->path);
    }
    if (run != NULL) {
        int published = publish(run, scenario, folder, cli_seconds(&progress), options);
        status = published != CLI_DONE ? published : status;
    }
    sk_run_free(run);
    return status;
}

int cli_run(const cli_options *options) {
    sk_scenario *scenario = NULL;
    cli_folder folder = {0};
    char *path = NULL;
    sk_error *error = sk_error_new();
    cli_watch_signals();
    int status = cli_read(&scenario, options);
    if (status == CLI_DONE) {
        path = folder_path(options, scenario);
        status = path == NULL
                     ? cli_printed(SK_ERR_MEMORY)
                     : cli_folder_open(&folder, path, scenario, policy_of(options), options->force);
    }
    if (status == CLI_DONE) {
        status = execute(scenario, &folder, error, options);
    }
    cli_folder_free(&folder);
    free(path);
    sk_scenario_free(scenario);
    sk_error_free(error);
    return status;
}
