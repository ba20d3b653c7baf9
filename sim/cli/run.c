/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn run: scenario → plan and Monte Carlo → summary and results folder. */
#include "failed.h"
#include "keep.h"
#include "screen.h"

#include <stdlib.h>

typedef struct {
    const sk_run *run;
    const sk_provenance *provenance;
} run_summary;

static sk_status write_summary(const void *document, FILE *stream) {
    const run_summary *summary = document;
    return sk_run_write_json(summary->run, summary->provenance, stream);
}

/* The folder first: what is printed may be lost, what is stored is not. */
static int publish(const sk_run *run, const sk_scenario *scenario, cli_folder *folder,
                   const cli_progress *progress, const cli_options *options) {
    char host[CLI_HOST_TEXT];
    sk_provenance provenance = cli_provenance(folder, progress, host);
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
    cli_say_kept(folder, options);
    sk_watch watch = cli_watch(&progress, options->quiet);
    sk_run_options run_options = {.threads = cli_threads_of(options), .results = folder->results};
    sk_status st = watch.should_stop(watch.context)
                       ? SK_ERR_STOPPED
                       : sk_run_execute(&run, scenario, &run_options, &watch, error);
    cli_watch_end(&progress);
    if (st == SK_ERR_STOPPED) {
        return cli_say_stopped(folder, &progress);
    }
    int status = cli_say_failed(st, folder, error, options);
    if (run != NULL) {
        int published = publish(run, scenario, folder, &progress, options);
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
        const cli_asked asked = {.command = "run",
                                 .policy = cli_policy_of(options),
                                 .force = options->force};
        path = cli_folder_path(options, scenario, asked.command);
        status = path == NULL ? cli_printed(SK_ERR_MEMORY)
                              : cli_folder_open(&folder, path, scenario, &asked);
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
