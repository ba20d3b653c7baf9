/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn export: results folder → CSV files, or one JSON document. */
#include "cli.h"
#include "files.h"

#include <errno.h>
#include <skarn/results.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ENDING_TEXT = 40 };

typedef struct {
    sk_export *from;
    const char *name;
    sk_error *error;
} table;

static sk_status write_csv(const void *document, FILE *stream) {
    const table *of = document;
    return sk_export_write_csv(of->from, of->name, stream, of->error);
}

/* Under a temporary name, then renamed: a table that cannot be read to its end replaces none. A
 * device or a pipe is written to as it stands. */
static sk_status write_beside(const char *path, const char *name, const table *of) {
    sigset_t before;
    struct stat info;
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
        return cli_write_new(path, write_csv, of);
    }
    cli_hold_signals(&before);
    sk_status st = cli_write_new(name, write_csv, of);
    if (st == SK_OK && rename(name, path) != 0) {
        st = SK_ERR_IO;
    }
    const int reason = errno;
    if (st != SK_OK) {
        (void)unlink(name);
    }
    cli_let_signals_go(&before);
    errno = reason;
    return st;
}

/* Reading may fail as well as writing: what is said is the one that did. */
static int write_table(table *of, const char *folder, const cli_options *options) {
    char ending[ENDING_TEXT];
    snprintf(ending, sizeof ending, ".csv.new-%ld", (long)getpid());
    char *path = cli_path_in(folder, of->name, ".csv");
    char *name = cli_path_in(folder, of->name, ending);
    sk_status st = path == NULL || name == NULL ? SK_ERR_MEMORY : write_beside(path, name, of);
    int status = CLI_FILES;
    if (st == SK_ERR_IO && sk_error_count(of->error, SK_SEVERITY_ERROR) == 0) {
        cli_say("cannot write %s: %s", path, strerror(errno));
    } else {
        status = cli_finish(st, of->error, options);
    }
    free(name);
    free(path);
    return status;
}

static int write_tables(sk_export *from, sk_error *error, const cli_options *options) {
    const char *folder = options->folder != NULL ? options->folder : options->argument;
    int status = CLI_DONE;
    int count = 0;
    const char *const *names = sk_export_tables(&count);
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        cli_say("cannot write %s: %s", folder, strerror(errno));
        return CLI_FILES;
    }
    for (int i = 0; i < count && status == CLI_DONE; i++) {
        table of = {from, names[i], error};
        status = sk_export_has(from, names[i]) ? write_table(&of, folder, options) : CLI_DONE;
    }
    return status;
}

static int write_all(sk_export *from, sk_error *error, const cli_options *options) {
    int status = CLI_DONE;
    if (options->csv) {
        status = write_tables(from, error, options);
    } else {
        sk_status st = sk_export_write_json(from, stdout, error);
        bool has_read = sk_error_count(error, SK_SEVERITY_ERROR) == 0;
        status = has_read ? cli_printed(st) : cli_finish(st, error, options);
    }
    if (status == CLI_DONE && !sk_export_is_complete(from)) {
        cli_say("%s is not complete: the run that fills it has not come to its end",
                options->argument);
        status = CLI_INCOMPLETE;
    }
    return status;
}

int cli_export(const cli_options *options) {
    sk_export *from = NULL;
    if (options->csv == options->json) {
        cli_say("export wants one of --csv and --json");
        return CLI_USAGE;
    }
    if (options->json && options->folder != NULL) {
        cli_say("--output goes with --csv: --json writes to standard output");
        return CLI_USAGE;
    }
    char *path = cli_path_in(options->argument, "results.db", "");
    sk_error *error = sk_error_new();
    sk_status st =
        path == NULL || error == NULL ? SK_ERR_MEMORY : sk_export_open(&from, path, error);
    int status = st == SK_OK ? write_all(from, error, options) : cli_finish(st, error, options);
    sk_export_close(from);
    sk_error_free(error);
    free(path);
    return status;
}
