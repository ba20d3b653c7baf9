/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results folder: whole or not there. A new one is filled under a temporary name and renamed.
 * In one that is there already the summary goes first and comes last, so that it never stands
 * beside another scenario. */
#include "folder.h"

#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <skarn/version.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCENARIO_FILE "scenario.cfg"
#define SUMMARY_FILE "summary.json"

/* `first``second``third`; NULL when out of memory. Free with free(). */
static char *join(const char *first, const char *second, const char *third) {
    size_t size = strlen(first) + strlen(second) + strlen(third) + 1;
    char *text = malloc(size);
    if (text != NULL) {
        snprintf(text, size, "%s%s%s", first, second, third);
    }
    return text;
}

static int fail(const char *path) {
    cli_say("cannot write %s: %s", path, strerror(errno));
    return CLI_FILES;
}

static int fail_memory(void) {
    return cli_printed(SK_ERR_MEMORY);
}

/* What scenario.cfg says: the version and policy are part of what was run. NULL when out of memory.
 */
static char *identity_of(const sk_scenario *scenario, const char *policy) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return NULL;
    }
    fprintf(stream, "# What skarn %s ran%s%s: includes and overrides folded in.\n", SK_VERSION,
            policy == NULL ? "" : " with --policy ", policy == NULL ? "" : policy);
    sk_status st = sk_scenario_write(scenario, stream);
    if (fclose(stream) != 0 || st != SK_OK) {
        free(text);
        return NULL;
    }
    return text;
}

static sk_status write_identity(const void *document, FILE *stream) {
    return fputs(document, stream) >= 0 ? SK_OK : SK_ERR_IO;
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

/* Says the first line in which a stored scenario differs from the one to be run; CLI_DONE when
 * there is none. */
static int compare(const cli_folder *folder, FILE *stored) {
    const char *expected = folder->identity;
    char *line = NULL;
    size_t size = 0;
    int number = 1;
    ssize_t length = getline(&line, &size, stored);
    while (length > 0 && strncmp(line, expected, (size_t)length) == 0) {
        expected += length;
        length = getline(&line, &size, stored);
        number++;
    }
    int status = CLI_DONE;
    if (length > 0 || *expected != '\0') {
        cli_say("%s holds results of another scenario, seed or version; nothing was run.",
                folder->path);
        fprintf(stderr, "  its %s, line %d: %.*s\n", SCENARIO_FILE, number,
                length > 0 ? (int)strcspn(line, "\n") : 0, length > 0 ? line : "");
        fprintf(stderr, "  now: %.*s\n", (int)strcspn(expected, "\n"), expected);
        fputs("  --force replaces them, -o DIR writes elsewhere.\n", stderr);
        status = CLI_FILES;
    }
    free(line);
    return status;
}

/* Whether our own files in the folder, if they are there, can be read and replaced. */
static int examine_files(const cli_folder *folder) {
    static const char *const files[] = {SCENARIO_FILE, SUMMARY_FILE};
    for (int i = 0; i < 2; i++) {
        struct stat info;
        char *path = join(folder->path, "/", files[i]);
        if (path == NULL) {
            return fail_memory();
        }
        bool wrong = stat(path, &info) == 0 && !S_ISREG(info.st_mode);
        if (wrong) {
            cli_say("cannot write %s: it is there and no regular file", path);
        }
        free(path);
        if (wrong) {
            return CLI_FILES;
        }
    }
    return CLI_DONE;
}

/* Whether what is there may be written over. */
static int examine(cli_folder *folder, bool force) {
    struct stat info;
    if (stat(folder->path, &info) != 0) {
        if (errno == ENOENT && lstat(folder->path, &info) == 0) {
            cli_say("cannot write %s: it is a link to a folder that is not there", folder->path);
            return CLI_FILES;
        }
        return errno == ENOENT ? CLI_DONE : fail(folder->path);
    }
    folder->exists = true;
    if (!S_ISDIR(info.st_mode)) {
        errno = ENOTDIR;
        return fail(folder->path);
    }
    int status = examine_files(folder);
    if (status != CLI_DONE || force || is_empty(folder->path)) {
        return status;
    }
    char *path = join(folder->path, "/", SCENARIO_FILE);
    if (path == NULL) {
        return fail_memory();
    }
    FILE *stored = fopen(path, "r");
    status = CLI_FILES;
    if (stored != NULL) {
        status = compare(folder, stored);
        fclose(stored);
    } else if (errno == ENOENT) {
        cli_say("%s holds files that are not results of skarn; -o DIR writes elsewhere, --force "
                "adds the results to them",
                folder->path);
    } else {
        cli_say("cannot read %s: %s", path, strerror(errno));
    }
    free(path);
    return status;
}

/* Makes a folder with a name of its own, inside the one that is there or beside the one that will
 * be. */
static char *make_temporary(const cli_folder *folder) {
    char *path = join(folder->path, folder->exists ? "/" : "", ".new-XXXXXX");
    if (path != NULL && mkdtemp(path) == NULL) {
        int reason = errno;
        free(path);
        errno = reason;
        return NULL;
    }
    return path;
}

static void remove_temporary(const char *temporary) {
    static const char *const files[] = {SCENARIO_FILE, SUMMARY_FILE};
    for (int i = 0; i < 2; i++) {
        char *path = join(temporary, "/", files[i]);
        if (path != NULL) {
            (void)unlink(path);
        }
        free(path);
    }
    (void)rmdir(temporary);
}

static sk_status write_in(const char *temporary, const char *name, cli_writer write,
                          const void *document) {
    char *path = join(temporary, "/", name);
    sk_status st = path == NULL ? SK_ERR_MEMORY : cli_write_new(path, write, document);
    free(path);
    return st;
}

/* Moves one file from the temporary folder into the one that is there. */
static bool move_in(const cli_folder *folder, const char *temporary, const char *name) {
    char *from = join(temporary, "/", name);
    char *to = join(folder->path, "/", name);
    bool moved = from != NULL && to != NULL && rename(from, to) == 0;
    free(from);
    free(to);
    return moved;
}

static bool replace(const cli_folder *folder, const char *temporary) {
    char *summary = join(folder->path, "/", SUMMARY_FILE);
    bool removed = summary != NULL && (unlink(summary) == 0 || errno == ENOENT);
    free(summary);
    return removed && move_in(folder, temporary, SCENARIO_FILE) &&
           move_in(folder, temporary, SUMMARY_FILE) && rmdir(temporary) == 0;
}

/* mkdtemp() makes folders for their owner alone; results are made as any folder is. */
static bool publish(const cli_folder *folder, const char *temporary) {
    mode_t mask = umask(0);
    umask(mask);
    return chmod(temporary, 0777 & ~mask) == 0 && rename(temporary, folder->path) == 0;
}

/* With no summary the folder is only tried out. */
static int fill_held(const cli_folder *folder, cli_writer write_summary, const void *document) {
    char *temporary = make_temporary(folder);
    if (temporary == NULL) {
        return fail(folder->path);
    }
    sk_status st = write_in(temporary, SCENARIO_FILE, write_identity, folder->identity);
    if (st == SK_OK && write_summary != NULL) {
        st = write_in(temporary, SUMMARY_FILE, write_summary, document);
        if (st == SK_OK &&
            !(folder->exists ? replace(folder, temporary) : publish(folder, temporary))) {
            st = SK_ERR_IO;
        }
    }
    int status = st == SK_ERR_IO ? fail(folder->path) : cli_printed(st);
    if (write_summary == NULL || st != SK_OK) {
        remove_temporary(temporary);
    }
    free(temporary);
    return status;
}

/* A second signal quits at once: not between making the temporary folder and removing it. */
static int fill(const cli_folder *folder, cli_writer write_summary, const void *document) {
    sigset_t before;
    cli_hold_signals(&before);
    int status = fill_held(folder, write_summary, document);
    cli_let_signals_go(&before);
    return status;
}

int cli_folder_open(cli_folder *folder, const char *path, const sk_scenario *scenario,
                    const char *policy, bool force) {
    *folder = (cli_folder){.path = strdup(path), .identity = identity_of(scenario, policy)};
    if (folder->path == NULL || folder->identity == NULL) {
        return fail_memory();
    }
    for (size_t length = strlen(path); length > 1 && path[length - 1] == '/'; length--) {
        folder->path[length - 1] = '\0';
    }
    int status = make_parents(folder->path);
    if (status == CLI_DONE) {
        status = examine(folder, force);
    }
    return status == CLI_DONE ? fill(folder, NULL, NULL) : status;
}

int cli_folder_write(const cli_folder *folder, cli_writer write_summary, const void *document) {
    return fill(folder, write_summary, document);
}

void cli_folder_free(cli_folder *folder) {
    free(folder->path);
    free(folder->identity);
}
