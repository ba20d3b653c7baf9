/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn report: results folders → report.html in the first of them. */
#include "cli.h"
#include "files.h"

#include <skarn/report.h>
#include <stdlib.h>
#include <string.h>

static sk_status write_page(const void *document, FILE *stream) {
    return sk_report_write_html(document, stream);
}

static int write_report(const sk_report *report, const char *folder, const cli_options *options) {
    const size_t size = strlen(folder) + sizeof "/report.html";
    char *path = malloc(size);
    if (path == NULL) {
        return cli_printed(SK_ERR_MEMORY);
    }
    snprintf(path, size, "%s/report.html", folder);
    int status = cli_write_file(path, write_page, report);
    if (status == CLI_DONE && !options->quiet) {
        printf("%s\n", path);
    }
    free(path);
    return status;
}

int cli_report(const cli_options *options) {
    sk_report *report = NULL;
    sk_error *error = sk_error_new();
    int status =
        cli_finish(sk_report_read(&report, options->arguments, options->argument_count, error),
                   error, options);
    if (status == CLI_DONE) {
        status = write_report(report, options->arguments[0], options);
    }
    sk_report_free(report);
    sk_error_free(error);
    return status;
}
