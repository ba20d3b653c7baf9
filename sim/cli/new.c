/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn new: a name → a scenario to start from. */
#include "cli.h"
#include "files.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { NAME_TEXT = 65 };

typedef struct {
    char name[NAME_TEXT];
    bool full;
} new_scenario;

static sk_status write_scenario(const void *document, FILE *stream) {
    const new_scenario *scenario = document;
    return sk_scenario_write_new(scenario->name, scenario->full, stream);
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The file's own name, so that the results of two new scenarios go to two folders: without .cfg,
 * and with _ for what no name may hold. */
static void name_after(const char *path, char name[NAME_TEXT]) {
    const char *slash = strrchr(path, '/');
    const char *base = slash == NULL ? path : slash + 1;
    size_t length = strlen(base);
    if (length > 4 && strcmp(base + length - 4, ".cfg") == 0) {
        length -= 4;
    }
    snprintf(name, NAME_TEXT, "%s%.*s", is_letter(base[0]) ? "" : "new_", (int)length, base);
    for (char *at = name; *at != '\0'; at++) {
        bool is_fit = is_letter(*at) || isdigit((unsigned char)*at) || *at == '_' || *at == '-';
        if (!is_fit) {
            *at = '_';
        }
    }
}

/* Whether the file may be written. */
static int examine(const char *path, bool force) {
    struct stat info;
    if (strcmp(path, "-") == 0) {
        cli_say("new writes a file: give it a name, such as first.cfg (got -)");
        return CLI_USAGE;
    }
    if (path[strlen(path) - 1] == '/' || (stat(path, &info) == 0 && S_ISDIR(info.st_mode))) {
        cli_say("cannot write %s: it is a folder", path);
        return CLI_FILES;
    }
    if (!force && lstat(path, &info) == 0) {
        cli_say("%s is there already; --force replaces it", path);
        return CLI_FILES;
    }
    return CLI_DONE;
}

int cli_new(const cli_options *options) {
    const char *path = options->argument;
    new_scenario scenario = {.full = options->full};
    if (path[0] == '\0') {
        cli_say("new: FILE is empty");
        return CLI_USAGE;
    }
    name_after(path, scenario.name);
    int status = examine(path, options->force);
    if (status == CLI_DONE) {
        status = cli_write_file(path, write_scenario, &scenario);
    }
    if (status == CLI_DONE && !options->quiet) {
        printf("%s is written. Change it, then: skarn check %s\n", path, path);
    }
    return status;
}
