/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn compare, stress, sensitivity, risk: scenario → a study → its answer and results folder. */
#include "keep.h"
#include "screen.h"

#include <skarn/study.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const sk_study *study;
    const sk_provenance *provenance;
} study_summary;

static sk_status write_summary(const void *document, FILE *stream) {
    const study_summary *summary = document;
    return sk_study_write_json(summary->study, summary->provenance, stream);
}

/* The folder first: what is printed may be lost, what is stored is not. */
static int publish(const sk_study *study, cli_folder *folder, const cli_progress *progress,
                   const cli_options *options) {
    char host[CLI_HOST_TEXT];
    sk_provenance provenance = cli_provenance(folder, progress, host);
    study_summary document = {study, &provenance};
    int stored = cli_folder_finish(folder, write_summary, &document);
    if (stored != CLI_DONE) {
        provenance.folder = NULL;
    }
    const sk_text_style style = cli_text_style();
    int printed =
        cli_printed(options->json ? sk_study_write_json(study, &provenance, stdout)
                                  : sk_study_write_text(study, &provenance, &style, stdout));
    return stored != CLI_DONE ? stored : printed;
}

/* What it is going to take is said before it starts. */
static sk_status announce(sk_study_kind kind, const sk_scenario *scenario,
                          const sk_study_options *asked, bool quiet, sk_error *error) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return SK_ERR_MEMORY;
    }
    sk_status st = sk_study_announce(kind, scenario, asked, stream, error);
    if (fclose(stream) != 0) {
        st = SK_ERR_MEMORY;
    }
    if (st == SK_OK && !quiet && length > 0) {
        cli_say("%s", text);
    }
    free(text);
    return st;
}

static int execute(sk_study_kind kind, const sk_scenario *scenario, cli_folder *folder,
                   const sk_study_options *asked, sk_error *error, const cli_options *options) {
    sk_study *study = NULL;
    cli_progress progress;
    cli_say_kept(folder, options);
    sk_watch watch = cli_watch(&progress, options->quiet);
    sk_status st = watch.should_stop(watch.context)
                       ? SK_ERR_STOPPED
                       : sk_study_execute(&study, kind, scenario, asked, &watch, error);
    cli_watch_end(&progress);
    if (st == SK_ERR_STOPPED) {
        return cli_say_stopped(folder, &progress);
    }
    int status = cli_say_failed(st, folder, error, options);
    if (study != NULL) {
        /* a shard that is complete may be started any number of times: nothing is touched */
        int published = kind == SK_SWEEP ? CLI_DONE : cli_folder_renew(folder);
        published = published == CLI_DONE ? publish(study, folder, &progress, options) : published;
        status = published != CLI_DONE ? published : status;
    }
    sk_study_free(study);
    return status;
}

/* What was chosen beside the scenario and changes rows: the policies and the one compared with.
 * NULL when nothing was; SK_ERR_MEMORY. Free with free(). */
static sk_status choice_of(const cli_options *options, char **out) {
    size_t length = 0;
    *out = NULL;
    if (options->policies == NULL && options->against == NULL) {
        return SK_OK;
    }
    FILE *stream = open_memstream(out, &length);
    if (stream == NULL) {
        return SK_ERR_MEMORY;
    }
    /* with a blank, for a policy may be named "all" */
    fputs(options->policies == NULL ? "all of them" : options->policies, stream);
    if (options->against != NULL) {
        fprintf(stream, " against %s", options->against);
    }
    return fclose(stream) == 0 ? SK_OK : SK_ERR_MEMORY;
}

/* A shard has a folder of its own. */
static char *folder_path(const cli_options *options, const sk_scenario *scenario,
                         const char *command, const sk_study_options *asked) {
    char part[64];
    if (asked->shards == 0) {
        return cli_folder_path(options, scenario, command);
    }
    snprintf(part, sizeof part, "%s-%d-of-%d", command, asked->shard, asked->shards);
    return cli_folder_path(options, scenario, part);
}

/* Opens the folder and goes to work in it. */
static int work_in_folder(sk_study_kind kind, const char *command, const sk_scenario *scenario,
                          sk_study_options *asked, sk_error *error, const cli_options *options) {
    cli_folder folder = {0};
    char *choice = NULL;
    char *path = folder_path(options, scenario, command, asked);
    int status = CLI_DONE;
    if (path == NULL || choice_of(options, &choice) != SK_OK) {
        status = cli_printed(SK_ERR_MEMORY);
    } else {
        const cli_asked kept = {command,        choice,       cli_policy_of(options),
                                options->force, asked->shard, asked->shards};
        status = cli_folder_open(&folder, path, scenario, &kept);
    }
    if (status == CLI_DONE) {
        asked->results = folder.results;
        status = execute(kind, scenario, &folder, asked, error, options);
    }
    cli_folder_free(&folder);
    free(choice);
    free(path);
    return status;
}

int cli_study(sk_study_kind kind, const char *command, sk_study_options *asked,
              const cli_options *options) {
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    cli_watch_signals();
    int status = cli_read(&scenario, options);
    if (status == CLI_DONE) {
        sk_status st = announce(kind, scenario, asked, options->quiet, error);
        status = st == SK_OK ? CLI_DONE : cli_finish(st, error, options);
    }
    if (status == CLI_DONE) {
        status = work_in_folder(kind, command, scenario, asked, error, options);
    }
    sk_scenario_free(scenario);
    sk_error_free(error);
    return status;
}

static int study(sk_study_kind kind, const char *command, const cli_options *options) {
    sk_study_options asked = {.threads = cli_threads_of(options),
                              .policies = options->policies,
                              .against = options->against,
                              .metric = options->metric};
    return cli_study(kind, command, &asked, options);
}

int cli_compare(const cli_options *options) {
    return study(SK_COMPARE, "compare", options);
}

int cli_stress(const cli_options *options) {
    return study(SK_STRESS, "stress", options);
}

int cli_sensitivity(const cli_options *options) {
    return study(SK_SENSITIVITY, "sensitivity", options);
}

int cli_risk(const cli_options *options) {
    return study(SK_RISK, "risk", options);
}
