/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks find errors by what they compare; who mends a file goes down its lines. The place is read
 * back from the message, of which it is the first part: `file:line: …`. */
#include "scenario/in_order.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *text;
    sk_severity severity;
    int length; /* of the file's name; 0: none is named */
    int file;   /* its rank */
    int line;
    int number; /* as found */
} message;

/* Reads the place of a message: `file:line: `, or `file: ` for the file as a whole. */
static void find_place(message *m, const char *path) {
    const char *end = strstr(m->text, ": ");
    const char *colon = end;
    size_t length = strlen(path);
    if (end == NULL || strncmp(m->text, "--", 2) == 0) {
        return;
    }
    while (colon > m->text && colon[-1] >= '0' && colon[-1] <= '9') {
        colon--;
    }
    if (colon < end && colon > m->text && colon[-1] == ':') {
        m->length = (int)(colon - m->text) - 1;
        m->line = (int)strtol(colon, NULL, 10);
    } else if (strncmp(m->text, path, length) == 0 && m->text + length == end) {
        m->length = (int)length;
    }
}

static bool same_file(const message *m, const char *name, int length) {
    return m->length == length && strncmp(m->text, name, (size_t)length) == 0;
}

/* Ranks the files: 0 for none, 1 for the scenario's own, then each as it is met. */
static void rank_files(message *messages, int count, const char *path) {
    int ranks = 1;
    for (int i = 0; i < count; i++) {
        message *m = &messages[i];
        int same = 0;
        while (same < i && !same_file(m, messages[same].text, messages[same].length)) {
            same++;
        }
        if (m->length > 0) {
            m->file = same_file(m, path, (int)strlen(path)) ? 1
                      : same < i                            ? messages[same].file
                                                            : ++ranks;
        }
    }
}

static int by_place(const void *a, const void *b) {
    const message *one = a;
    const message *other = b;
    if (one->file != other->file) {
        return one->file < other->file ? -1 : 1;
    }
    if (one->line != other->line) {
        return one->line < other->line ? -1 : 1;
    }
    return one->number < other->number ? -1 : one->number > other->number;
}

static void pass_on(sk_error *error, sk_severity severity, const char *text) {
    const ski_where nowhere = {NULL, 0};
    if (severity == SK_SEVERITY_ERROR) {
        ski_error_at(error, nowhere, NULL, "%s", text);
    } else {
        ski_warning_at(error, nowhere, NULL, "%s", text);
    }
}

sk_status ski_pass_in_order(const sk_error *found, const char *path, sk_error *error) {
    static const sk_severity severities[] = {SK_SEVERITY_ERROR, SK_SEVERITY_WARNING};
    int kept = sk_error_kept(found);
    int passed[2] = {0, 0};
    message *messages = ski_alloc(kept, sizeof *messages);
    if (messages == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < kept; i++) {
        messages[i] = (message){.text = sk_error_text(found, i),
                                .severity = sk_error_severity(found, i),
                                .number = i};
        find_place(&messages[i], path);
    }
    rank_files(messages, kept, path);
    qsort(messages, (size_t)kept, sizeof *messages, by_place);
    for (int i = 0; i < kept; i++) {
        pass_on(error, messages[i].severity, messages[i].text);
        passed[messages[i].severity == severities[1]]++;
    }
    for (int i = 0; i < 2; i++) { /* those that were counted and not kept */
        for (; passed[i] < sk_error_count(found, severities[i]); passed[i]++) {
            pass_on(error, severities[i], "");
        }
    }
    free(messages);
    return SK_OK;
}
