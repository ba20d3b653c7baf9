/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Failed samples → failed/sample-N.lp and failed/sample-N.json in the results folder. */
#include "failed.h"

#include "cli.h"
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A program may take megabytes, and samples fail alike. */
enum { SHOWN_MOST = 10, NAME_TEXT = 64 };

typedef struct {
    const sk_run *run;
    const sk_scenario *scenario;
    int index;
} failed_sample;

static sk_status write_lp(const void *document, FILE *stream) {
    const failed_sample *failed = document;
    return sk_run_write_failed_lp(failed->run, failed->index, stream);
}

static sk_status write_world(const void *document, FILE *stream) {
    const failed_sample *failed = document;
    return sk_world_write_json(failed->scenario, sk_run_failed_sample(failed->run, failed->index),
                               stream, NULL);
}

/* sample-DIGITS.lp or sample-DIGITS.json. */
static bool is_ours(const char *name) {
    const size_t start = strlen("sample-");
    if (strncmp(name, "sample-", start) != 0) {
        return false;
    }
    const size_t digits = strspn(name + start, "0123456789");
    const char *ending = name + start + digits;
    return digits > 0 && (strcmp(ending, ".lp") == 0 || strcmp(ending, ".json") == 0);
}

/* Takes away what is ours in the folder, and the folder if nothing else is in it. A link leads to
 * somebody else's. */
static void clear(const char *folder) {
    struct stat info;
    DIR *entries = lstat(folder, &info) == 0 && S_ISDIR(info.st_mode) ? opendir(folder) : NULL;
    for (struct dirent *entry = entries == NULL ? NULL : readdir(entries); entry != NULL;
         entry = readdir(entries)) {
        if (is_ours(entry->d_name)) {
            char *path = cli_path_in(folder, entry->d_name, "");
            if (path != NULL) {
                (void)unlink(path);
            }
            free(path);
        }
    }
    if (entries != NULL) {
        closedir(entries);
        (void)rmdir(folder);
    }
}

static int write_one(const char *folder, const failed_sample *failed, const char *ending,
                     cli_writer write) {
    char name[NAME_TEXT];
    snprintf(name, sizeof name, "sample-%d.%s", sk_run_failed_sample(failed->run, failed->index),
             ending);
    char *path = cli_path_in(folder, name, "");
    int status = path == NULL ? cli_printed(SK_ERR_MEMORY) : cli_write_file(path, write, failed);
    free(path);
    return status;
}

static int write_all(const sk_run *run, const sk_scenario *scenario, const char *folder) {
    int status = CLI_DONE;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        cli_say("cannot write %s: %s", folder, strerror(errno));
        return CLI_FILES;
    }
    for (int i = 0; i < sk_run_failed_count(run) && i < SHOWN_MOST && status == CLI_DONE; i++) {
        const failed_sample failed = {run, scenario, i};
        status = write_one(folder, &failed, "lp", write_lp);
        if (status == CLI_DONE) {
            status = write_one(folder, &failed, "json", write_world);
        }
    }
    return status;
}

int cli_failed_write(const sk_run *run, const sk_scenario *scenario, const char *folder) {
    char *path = cli_path_in(folder, "failed", "");
    if (path == NULL) {
        return cli_printed(SK_ERR_MEMORY);
    }
    clear(path);
    int status = sk_run_failed_count(run) == 0 ? CLI_DONE : write_all(run, scenario, path);
    if (status == CLI_DONE && sk_run_failed_count(run) > SHOWN_MOST) {
        cli_say("%s has the worlds and programs of the first %d failed samples", path, SHOWN_MOST);
    }
    free(path);
    return status;
}
