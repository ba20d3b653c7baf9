/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths → the text of files, with all they include: read once, checked for what is no text. */
#include "base/text.h"
#include "scenario/document.h"
#include "scenario/scan.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CHUNK = 65536, LONGEST_SHOWN = 120, CHAIN_TEXT = 512 };

const char *ski_folder_of(ski_arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return ski_arena_text(arena, ".");
    }
    return ski_arena_text_n(arena, path, slash == path ? 1 : (int)(slash - path));
}

const char *ski_include_path(ski_arena *arena, const char *folder, const char *name, int length) {
    return strcmp(folder, ".") == 0 ? ski_arena_text_n(arena, name, length)
                                    : ski_arena_printf(arena, "%s/%.*s", folder, length, name);
}

/* Reads all of `file`, or as far as the first zero byte: what follows in a binary file is of no
 * use. */
static sk_status read_all(ski_arena *arena, FILE *file, ski_text_file *into) {
    char *chunk = ski_alloc(CHUNK, 1);
    char *bytes = NULL;
    int count = 0;
    size_t got = 0;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(chunk);
    errno = 0;
    while ((got = fread(chunk, 1, CHUNK, file)) > 0) {
        char *grown = count > INT_MAX - 2 * CHUNK ? NULL : realloc(bytes, (size_t)count + got);
        SK_CHECK_MEMORY(grown);
        bytes = grown;
        memcpy(bytes + count, chunk, got);
        count += (int)got;
        if (memchr(chunk, '\0', got) != NULL) {
            break;
        }
    }
    if (ferror(file)) {
        st = SK_ERR_IO;
        goto done;
    }
    into->length = count;
    into->text = ski_arena_text_n(arena, count == 0 ? "" : bytes, count);
    SK_CHECK_MEMORY(into->text);
done:
    free(bytes);
    free(chunk);
    return st;
}

/* A device or a pipe may never end, or never begin. A folder is said by who opens it. */
static bool is_endless(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

static const char *reason_text(void) {
    return errno == 0 ? "not a regular file" : strerror(errno);
}

/* Opens and reads `path`; SK_ERR_IO leaves the reason in errno, 0 for a device or pipe. */
static sk_status read_file(ski_scan *scan, const char *path, ski_text_file **out) {
    ski_text_file **end = &scan->files;
    ski_text_file *read = SKI_NEW(scan->arena, ski_text_file, 1);
    if (read == NULL) {
        return SK_ERR_MEMORY;
    }
    if (is_endless(path)) {
        errno = 0;
        return SK_ERR_IO;
    }
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return SK_ERR_IO;
    }
    read->path = path;
    sk_status st = read_all(scan->arena, file, read);
    int reason = errno;
    fclose(file);
    errno = reason;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = st == SK_OK ? read : NULL;
    *out = read;
    return st;
}

/* Number of the line in which `at` stands. */
static int line_of(const char *text, const char *at) {
    int line = 1;
    for (; text < at; text++) {
        line += *text == '\n';
    }
    return line;
}

/* Number of the line of the first byte that is not UTF-8; 0 when all are. */
static int wrong_line(const ski_scan *scan, const ski_text_file *file, sk_status *st) {
    if (ski_is_utf8(file->text)) {
        return 0;
    }
    char *line = ski_arena_text(scan->arena, file->text);
    int number = 1;
    if (line == NULL) {
        *st = SK_ERR_MEMORY;
        return 0;
    }
    for (char *end = NULL; (end = strchr(line, '\n')) != NULL; line = end + 1, number++) {
        *end = '\0';
        if (!ski_is_utf8(line)) {
            break;
        }
    }
    return number;
}

/* Complains of a file; of one that is included where it is. */
static void complain(ski_scan *scan, const ski_text_file *file, int line, ski_where included,
                     const char *complaint) {
    scan->wrong = true;
    if (included.file == NULL) {
        ski_error_at(scan->error, (ski_where){file->path, line}, NULL, "%s", complaint);
    } else if (line == 0) {
        ski_error_at(scan->error, included, NULL, "includes %s: %s", file->path, complaint);
    } else {
        ski_error_at(scan->error, included, NULL, "includes %s:%d: %s", file->path, line,
                     complaint);
    }
}

/* Checks a file's encoding, then its tokens; `included`: where it is (a NULL file: nowhere). */
static sk_status check_file(ski_scan *scan, ski_text_file *file, ski_where included) {
    sk_status st = SK_OK;
    int line = wrong_line(scan, file, &st);
    const char *control = ski_control_in(file->text, "\n\t\r\f\v");
    if (st != SK_OK) {
        return st;
    }
    if (strlen(file->text) < (size_t)file->length) {
        complain(scan, file, 0, included,
                 "not a text file (it holds a zero byte; allowed UTF-8 text)");
    } else if (strncmp(file->text, "\xEF\xBB\xBF", 3) == 0) {
        complain(scan, file, 1, included,
                 "starts with a byte order mark (allowed UTF-8 without one)");
    } else if (line > 0) {
        complain(scan, file, line, included, "a byte that is not UTF-8 (allowed UTF-8 text)");
    } else if (control != NULL) {
        complain(scan, file, line_of(file->text, control), included,
                 "a control character (allowed UTF-8 text, line breaks and tabs)");
    } else {
        scan->open[scan->depth++] = file;
        st = ski_scan_text(scan, (ski_where){file->path, 1}, file->text);
        scan->depth--;
    }
    return st;
}

/* Reports the files that include one another, "a -> b -> a", when `path` is open already. */
static bool is_loop(ski_scan *scan, ski_where where, const char *path) {
    char chain[CHAIN_TEXT] = "";
    bool within = false;
    for (int i = 0; i < scan->depth; i++) {
        size_t length = strlen(chain);
        within = within || strcmp(scan->open[i]->path, path) == 0;
        if (within) {
            snprintf(chain + length, sizeof chain - length, "%s -> ", scan->open[i]->path);
        }
    }
    if (within) {
        scan->wrong = true;
        ski_error_at(scan->error, where, NULL, "include loop (%s%s)", chain, path);
    }
    return within;
}

sk_status ski_scan_include(ski_scan *scan, ski_where where, const char *name, int length) {
    ski_text_file *file = NULL;
    if (length > 0 && name[0] == '/') {
        scan->wrong = true;
        ski_error_at(scan->error, where, NULL,
                     "an include's path is relative to the scenario's folder, not absolute "
                     "(got \"%.*s\")",
                     length, name);
        return SK_OK;
    }
    const char *path = ski_include_path(scan->arena, scan->folder, name, length);
    if (path == NULL) {
        return SK_ERR_MEMORY;
    }
    if (is_loop(scan, where, path)) {
        return SK_OK;
    }
    if (scan->depth == SKI_NESTING_MOST) {
        scan->wrong = true;
        ski_error_at(scan->error, where, NULL, "includes nested more than %d deep (at %s)",
                     SKI_NESTING_MOST, path);
        return SK_OK;
    }
    sk_status st = read_file(scan, path, &file);
    if (st == SK_ERR_IO) {
        scan->wrong = true;
        ski_error_at(scan->error, where, NULL,
                     "cannot read the included file \"%.*s\" (%s: %s; includes are relative to the "
                     "scenario's folder)",
                     length, name, path, reason_text());
        return SK_OK;
    }
    return st == SK_OK ? check_file(scan, file, where) : st;
}

sk_status ski_scan_file(ski_scan *scan, const char *path) {
    ski_text_file *file = NULL;
    sk_status st = read_file(scan, path, &file);
    if (st == SK_ERR_IO) {
        return ski_fail(scan->error, SK_ERR_IO, "%s: cannot be read (%s)", path, reason_text());
    }
    st = st == SK_OK ? check_file(scan, file, (ski_where){NULL, 0}) : st;
    if (st == SK_OK && scan->wrong) {
        ski_report_other_literals(scan);
    }
    return st == SK_OK && scan->wrong ? SK_ERR_SCENARIO : st;
}

const char *ski_text_line(ski_arena *arena, const ski_text_file *files, const char *path,
                          int line) {
    while (files != NULL && strcmp(files->path, path) != 0) {
        files = files->next;
    }
    const char *at = files == NULL ? "" : files->text;
    for (int i = 1; i < line && *at != '\0'; i++) {
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    at += strspn(at, " \t");
    int length = (int)strcspn(at, "\r\n");
    return ski_arena_text_n(arena, at, length < LONGEST_SHOWN ? length : LONGEST_SHOWN);
}
