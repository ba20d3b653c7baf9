/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options and scenario → the results folder, its threads, and what is said of it. */
#include "keep.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *cli_policy_of(const cli_options *options) {
    bool is_none = options->policy == NULL || strcmp(options->policy, "baseline") == 0;
    return is_none ? NULL : options->policy;
}

char *cli_folder_path(const cli_options *options, const sk_scenario *scenario,
                      const char *command) {
    const char *const parts[] = {sk_scenario_name(scenario), cli_policy_of(options),
                                 strcmp(command, "run") == 0 ? NULL : command};
    char *path = NULL;
    size_t length = 0;
    if (options->folder != NULL) {
        return strdup(options->folder);
    }
    FILE *stream = open_memstream(&path, &length);
    if (stream == NULL) {
        return NULL;
    }
    fputs("results/", stream);
    for (int i = 0; i < 3; i++) {
        if (parts[i] != NULL) {
            fprintf(stream, "%s%s", i == 0 ? "" : "-", parts[i]);
        }
    }
    if (fclose(stream) != 0) {
        free(path);
        path = NULL;
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
int cli_threads_of(const cli_options *options) {
    int asked = from_environment("OMP_NUM_THREADS");
    int given = from_environment("SLURM_CPUS_PER_TASK");
    if (options->threads > 0) {
        return options->threads;
    }
    return asked == 0 || (given > 0 && given < asked) ? given : asked;
}

void cli_say_kept(const cli_folder *folder, const cli_options *options) {
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

int cli_say_stopped(const cli_folder *folder, const cli_progress *progress) {
    int kept = sk_results_kept(folder->results);
    if (progress->total > 0 && kept > 0) {
        cli_say("stopped with %d of %d samples kept in %s; run the same command again and it goes "
                "on from there",
                kept, progress->total, folder->path);
    } else {
        cli_say("stopped before any more samples were done; run the same command again");
    }
    return CLI_STOPPED;
}

int cli_say_failed(sk_status st, const cli_folder *folder, const sk_error *error,
                   const cli_options *options) {
    int status = cli_finish(st, error, options);
    if (st == SK_ERR_MEMORY) {
        cli_say("what is worked on grows with the samples: fewer of them (--samples N) need less");
    }
    if (st == SK_ERR_IO) {
        cli_say("%d samples are kept in %s; once it can be written to, the same command goes on "
                "from there",
                sk_results_kept(folder->results), folder->path);
    }
    return status;
}

sk_provenance cli_provenance(const cli_folder *folder, const cli_progress *progress,
                             char host[CLI_HOST_TEXT]) {
    memset(host, 0, CLI_HOST_TEXT);
    gethostname(host, CLI_HOST_TEXT - 1);
    return (sk_provenance){.seconds = cli_seconds(progress), .host = host, .folder = folder->path};
}
