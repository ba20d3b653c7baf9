/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Place and complaint → one line of text, kept in the caller's list. */
#include "base/errors.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_MOST = 100, SEVERITIES = 2 };

typedef struct {
    sk_severity severity;
    char *text;
} entry;

struct sk_error {
    entry entries[KEPT_MOST];
    int kept;
    int count[SEVERITIES];
};

sk_error *sk_error_new(void) {
    return calloc(1, sizeof(sk_error));
}

void sk_error_free(sk_error *error) {
    if (error == NULL) {
        return;
    }
    for (int i = 0; i < error->kept; i++) {
        free(error->entries[i].text);
    }
    free(error);
}

int sk_error_count(const sk_error *error, sk_severity severity) {
    return error == NULL ? 0 : error->count[severity];
}

int sk_error_kept(const sk_error *error) {
    return error == NULL ? 0 : error->kept;
}

const char *sk_error_text(const sk_error *error, int index) {
    return error->entries[index].text;
}

sk_severity sk_error_severity(const sk_error *error, int index) {
    return error->entries[index].severity;
}

/* `file:line: path: complaint`; NULL when out of memory. */
static char *compose(ski_where where, const char *path, const char *format, va_list args) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return NULL;
    }
    if (where.file != NULL && where.line > 0) {
        fprintf(stream, "%s:%d: ", where.file, where.line);
    } else if (where.file != NULL) {
        fprintf(stream, "%s: ", where.file);
    }
    if (path != NULL) {
        fprintf(stream, "%s: ", path);
    }
    vfprintf(stream, format, args);
    bool failed = ferror(stream) != 0;
    if (fclose(stream) != 0 || failed) {
        free(text);
        return NULL;
    }
    return text;
}

/* Drops the last warning of a full list, so that no flood of warnings hides the error that stopped
 * the run. */
static void make_room(sk_error *error) {
    for (int i = error->kept - 1; i >= 0; i--) {
        if (error->entries[i].severity == SK_SEVERITY_WARNING) {
            free(error->entries[i].text);
            error->kept--;
            memmove(&error->entries[i], &error->entries[i + 1],
                    (size_t)(error->kept - i) * sizeof(entry));
            return;
        }
    }
}

static void add(sk_error *error, sk_severity severity, ski_where where, const char *path,
                const char *format, va_list args) {
    if (error == NULL) {
        return;
    }
    error->count[severity]++;
    if (error->kept == KEPT_MOST && severity == SK_SEVERITY_ERROR) {
        make_room(error);
    }
    if (error->kept == KEPT_MOST) {
        return;
    }
    char *text = compose(where, path, format, args);
    if (text != NULL) {
        error->entries[error->kept++] = (entry){severity, text};
    }
}

sk_status ski_error_at(sk_error *error, ski_where where, const char *path, const char *format,
                       ...) {
    va_list args;
    va_start(args, format);
    add(error, SK_SEVERITY_ERROR, where, path, format, args);
    va_end(args);
    return SK_ERR_SCENARIO;
}

void ski_warning_at(sk_error *error, ski_where where, const char *path, const char *format, ...) {
    va_list args;
    va_start(args, format);
    add(error, SK_SEVERITY_WARNING, where, path, format, args);
    va_end(args);
}

sk_status ski_fail(sk_error *error, sk_status status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    add(error, SK_SEVERITY_ERROR, (ski_where){NULL, 0}, NULL, format, args);
    va_end(args);
    return status;
}
