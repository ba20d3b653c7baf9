/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn report: results folders → report.html in the first of them. */
#include "cli.h"
#include "files.h"

#include <skarn/report.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static sk_status write_page(const void *document, FILE *stream) {
    return sk_report_write_html(document, stream);
}

/* Whether FOLDER/NAME is there; false too when out of memory. */
static bool is_there(const char *folder, const char *name) {
    struct stat info;
    char *path = cli_path_in(folder, name, "");
    const bool found = path != NULL && stat(path, &info) == 0;
    free(path);
    return found;
}

/* Names the folders that a run has begun to fill, and has not come to its end. */
static int refuse_incomplete(const char *const *folders, int count) {
    int status = CLI_DONE;
    for (int i = 0; i < count; i++) {
        if (is_there(folders[i], "results.db") && !is_there(folders[i], "summary.json")) {
            cli_say("%s: no results to report on: it is not complete: run the same command again",
                    folders[i]);
            status = CLI_FILES;
        }
    }
    return status;
}

static int write_report(const sk_report *report, const char *folder, const cli_options *options) {
    char *path = cli_path_in(folder, "report.html", "");
    if (path == NULL) {
        return cli_printed(SK_ERR_MEMORY);
    }
    int status = cli_write_file(path, write_page, report);
    if (status == CLI_DONE && !options->quiet) {
        printf("%s\n", path);
    }
    free(path);
    return status;
}

int cli_report(const cli_options *options) {
    sk_report *report = NULL;
    int status = refuse_incomplete(options->arguments, options->argument_count);
    if (status != CLI_DONE) {
        return status;
    }
    sk_error *error = sk_error_new();
    status = cli_finish(sk_report_read(&report, options->arguments, options->argument_count, error),
                        error, options);
    if (status == CLI_DONE) {
        status = write_report(report, options->arguments[0], options);
    }
    sk_report_free(report);
    sk_error_free(error);
    return status;
}
