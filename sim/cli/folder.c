/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results folder: complete or marked as not, and never written over by another study unasked.
 */
#include "folder.h"

#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <skarn/version.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char DATABASE_FILE[] = "results.db";
static const char SCENARIO_FILE[] = "scenario.cfg";
static const char SUMMARY_FILE[] = "summary.json";
static const char REPORT_FILE[] = "report.html";

enum { TABLE_FILE_TEXT = 64 };

static int fail(const char *path) {
    cli_say("cannot write %s: %s", path, strerror(errno));
    return CLI_FILES;
}

static int fail_memory(void) {
    return cli_printed(SK_ERR_MEMORY);
}

/* Makes every folder above `path`. */
static int make_parents(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int failed = mkdir(path, 0777) != 0 && errno != EEXIST ? fail(path) : CLI_DONE;
        *slash = '/';
        if (failed != CLI_DONE) {
            return failed;
        }
    }
    return CLI_DONE;
}

static bool is_empty(const char *path) {
    DIR *folder = opendir(path);
    int entries = 0;
    while (folder != NULL && readdir(folder) != NULL) {
        entries++;
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return entries <= 2; /* . and .. */
}

typedef enum { MISSING, REGULAR, OTHER } file_kind;

/* What one of our own files in the folder is. */
static file_kind kind_of(const cli_folder *folder, const char *name) {
    struct stat info;
    char *path = cli_path_in(folder->path, name, "");
    bool found = path != NULL && stat(path, &info) == 0;
    free(path);
    return !found ? MISSING : S_ISREG(info.st_mode) ? REGULAR : OTHER;
}

/* Whether our own files in the folder, if they are there, can be read and replaced. */
static int examine_files(const cli_folder *folder) {
    const char *const files[] = {DATABASE_FILE, SCENARIO_FILE, SUMMARY_FILE};
    for (int i = 0; i < 3; i++) {
        if (kind_of(folder, files[i]) == OTHER) {
            cli_say("cannot write %s/%s: it is there and no regular file", folder->path, files[i]);
            return CLI_FILES;
        }
    }
    return CLI_DONE;
}

/* Whether a folder that is there may be written to; what results.db holds is not looked at. */
static int examine(const cli_folder *folder, bool force) {
    int status = examine_files(folder);
    /* In this order: a run that is just starting makes the database first. */
    if (status == CLI_DONE && !force && !is_empty(folder->path) &&
        kind_of(folder, DATABASE_FILE) == MISSING) {
        cli_say("%s holds files that are not results of skarn; -o DIR writes elsewhere, --force "
                "adds the results to them",
                folder->path);
        status = CLI_FILES;
    }
    return status;
}

/* Makes the folder, or finds it. */
static int make(const cli_folder *folder, bool force) {
    struct stat info;
    int status = make_parents(folder->path);
    if (status != CLI_DONE || mkdir(folder->path, 0777) == 0) {
        return status;
    }
    if (errno != EEXIST) {
        return fail(folder->path);
    }
    if (stat(folder->path, &info) != 0) {
        cli_say("cannot write %s: it is a link to a folder that is not there", folder->path);
        return CLI_FILES;
    }
    if (!S_ISDIR(info.st_mode)) {
        errno = ENOTDIR;
        return fail(folder->path);
    }
    return examine(folder, force);
}

static int open_database(cli_folder *folder, const sk_scenario *scenario, const cli_asked *asked) {
    char *path = cli_path_in(folder->path, DATABASE_FILE, "");
    sk_error *error = sk_error_new();
    sk_status st = SK_ERR_MEMORY;
    if (path != NULL && error != NULL) {
        st = asked->shards > 0
                 ? sk_results_open_shard(&folder->results, path, scenario, asked->shard,
                                         asked->shards, asked->force, error)
                 : sk_results_open(&folder->results, path, asked->command, asked->choice, scenario,
                                   asked->force, error);
    }
    for (int i = 0; i < sk_error_kept(error); i++) {
        cli_say("%s", sk_error_text(error, i));
    }
    if (st == SK_ERR_FOREIGN) {
        fputs("  Nothing was run. --force replaces what is there, -o DIR writes elsewhere.\n",
              stderr);
    }
    sk_error_free(error);
    free(path);
    return st == SK_ERR_MEMORY ? fail_memory() : st == SK_OK ? CLI_DONE : CLI_FILES;
}

static bool begins_with(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

/* Takes away the temporary files of a run that was killed while it wrote one. */
static void clear_temporary(const cli_folder *folder) {
    DIR *entries = opendir(folder->path);
    for (struct dirent *entry = entries == NULL ? NULL : readdir(entries); entry != NULL;
         entry = readdir(entries)) {
        if (begins_with(entry->d_name, "scenario.cfg.new-") ||
            begins_with(entry->d_name, "summary.json.new-")) {
            char *path = cli_path_in(folder->path, entry->d_name, "");
            if (path != NULL) {
                (void)unlink(path);
            }
            free(path);
        }
    }
    if (entries != NULL) {
        closedir(entries);
    }
}

typedef struct {
    const sk_scenario *scenario;
    const cli_asked *asked;
} run_scenario;

/* The version and policy are part of what was run. */
static sk_status write_scenario(const void *document, FILE *stream) {
    const run_scenario *of = document;
    const char *policy = of->asked->policy, *command = of->asked->command;
    const bool is_run = strcmp(command, "run") == 0;
    fprintf(stream, "# What skarn %s%s %s%s%s: includes and overrides folded in.\n", SK_VERSION,
            is_run ? "" : " took to", is_run ? "ran" : command,
            policy == NULL ? "" : " with --policy ", policy == NULL ? "" : policy);
    return sk_scenario_write(of->scenario, stream);
}

static int put(const cli_folder *folder, const char *name, cli_writer write, const void *document) {
    char *path = cli_path_in(folder->path, name, "");
    int status = path == NULL ? fail_memory() : cli_write_file(path, write, document);
    free(path);
    return status;
}

static int take_away(const cli_folder *folder, const char *name) {
    char *path = cli_path_in(folder->path, name, "");
    if (path == NULL) {
        return fail_memory();
    }
    int status = unlink(path) == 0 || errno == ENOENT ? CLI_DONE : fail(path);
    free(path);
    return status;
}

/* What report and export made of the results before. */
static int take_away_derived(const cli_folder *folder) {
    int count = 0;
    const char *const *tables = sk_export_tables(&count);
    int status =
        kind_of(folder, REPORT_FILE) == REGULAR ? take_away(folder, REPORT_FILE) : CLI_DONE;
    for (int i = 0; i < count && status == CLI_DONE; i++) {
        char name[TABLE_FILE_TEXT];
        snprintf(name, sizeof name, "%s.csv", tables[i]);
        if (kind_of(folder, name) == REGULAR) {
            status = take_away(folder, name);
        }
    }
    return status;
}

/* A folder that is being filled has no summary, nor anything else that was made of earlier results;
 * where there were none, files of such names are somebody's own. */
static int mark_incomplete(const cli_folder *folder, bool had_results) {
    int status = take_away(folder, SUMMARY_FILE);
    if (status == CLI_DONE && had_results && !sk_results_are_complete(folder->results)) {
        status = take_away_derived(folder);
    }
    return status;
}

int cli_folder_open(cli_folder *folder, const char *path, const sk_scenario *scenario,
                    const cli_asked *asked) {
    run_scenario document = {scenario, asked};
    *folder = (cli_folder){.path = strdup(path)};
    if (folder->path == NULL) {
        return fail_memory();
    }
    for (size_t length = strlen(path); length > 1 && path[length - 1] == '/'; length--) {
        folder->path[length - 1] = '\0';
    }
    int status = make(folder, asked->force);
    const bool had_results = kind_of(folder, DATABASE_FILE) == REGULAR;
    if (status == CLI_DONE) {
        status = open_database(folder, scenario, asked);
    }
    if (status != CLI_DONE) {
        return status;
    }
    clear_temporary(folder);
    folder->is_done = sk_results_are_complete(folder->results) &&
                      kind_of(folder, SCENARIO_FILE) == REGULAR &&
                      kind_of(folder, SUMMARY_FILE) == REGULAR;
    if (!folder->is_done) {
        status = mark_incomplete(folder, had_results);
        status =
            status == CLI_DONE ? put(folder, SCENARIO_FILE, write_scenario, &document) : status;
    }
    return status;
}

int cli_folder_renew(cli_folder *folder) {
    folder->is_done = false;
    return take_away_derived(folder);
}

int cli_folder_finish(cli_folder *folder, cli_writer write_summary, const void *document) {
    /* The database keeps others out until the summary stands. */
    int status = folder->is_done ? CLI_DONE : put(folder, SUMMARY_FILE, write_summary, document);
    sk_results_close(folder->results);
    folder->results = NULL;
    return status;
}

void cli_folder_free(cli_folder *folder) {
    sk_results_close(folder->results);
    free(folder->path);
    *folder = (cli_folder){0};
}
