/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers → text that reads back; names and paths → whether they are legal, match, or are a slip
 * for another. */
#include "base/text.h"

#include <skarn/status.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A longer word is never taken for a slip. */
enum { SLIP_MOST = 128 };

char *ski_number_text(char text[SKI_NUMBER_TEXT], double value) {
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, SKI_NUMBER_TEXT, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    char *comma = strchr(text, ','); /* an embedder's locale must not reach a document */
    if (comma != NULL) {
        *comma = '.';
    }
    return text;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ski_is_name(const char *text) {
    if (!is_letter(text[0])) {
        return false;
    }
    int length = 1;
    while (is_letter(text[length]) || text[length] == '_' ||
           (text[length] >= '0' && text[length] <= '9')) {
        length++;
    }
    return text[length] == '\0' && length <= SKI_NAME_MOST;
}

bool ski_glob_matches(const char *glob, const char *text) {
    const char *after_star = NULL; /* in `glob`, of the last star of this segment */
    const char *taken = NULL;      /* in `text`, where that star's share ends */
    while (*text != '\0') {
        if (*glob == '*') {
            after_star = ++glob;
            taken = text;
        } else if (*glob == *text || (*glob == '?' && *text != '.')) {
            if (*glob == '.') {
                after_star = NULL;
            }
            glob++;
            text++;
        } else if (after_star != NULL && *taken != '.') {
            glob = after_star;
            text = ++taken;
        } else {
            return false;
        }
    }
    while (*glob == '*') {
        glob++;
    }
    return *glob == '\0';
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* Insertions, deletions, exchanges and swaps of neighbours that turn `a` into `b`, both of at most
 * SLIP_MOST bytes (optimal string alignment). Rows of the table are kept in turn in three arrays.
 */
static int edit_distance(const char *a, int a_length, const char *b, int b_length) {
    int rows[3][SLIP_MOST + 1];
    for (int j = 0; j <= b_length; j++) {
        rows[0][j] = j;
    }
    for (int i = 1; i <= a_length; i++) {
        int *row = rows[i % 3];
        const int *above = rows[(i + 2) % 3];
        const int *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= b_length; j++) {
            int exchange = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(exchange, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = least(row[j], two_above[j - 2] + 1);
            }
        }
    }
    return rows[a_length % 3][b_length];
}

const char *ski_nearest(const char *word, const char *const *names, int count) {
    size_t length = strlen(word);
    if (length > SLIP_MOST) {
        return NULL;
    }
    const char *nearest = NULL;
    int nearest_distance = (int)length / 3 + 1;
    for (int i = 0; i < count; i++) {
        size_t name_length = strlen(names[i]);
        if (name_length > SLIP_MOST) {
            continue;
        }
        int distance = edit_distance(word, (int)length, names[i], (int)name_length);
        if (distance < nearest_distance) {
            nearest = names[i];
            nearest_distance = distance;
        }
    }
    return nearest;
}

const char *sk_nearest(const char *word, const char *const *names, int count) {
    return ski_nearest(word, names, count);
}

/* Bytes of the well-formed sequence at `at` (Unicode, table 3-7), or 0. */
static int utf8_length(const unsigned char *at) {
    unsigned char first = at[0];
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (int i = 1; i < length; i++) {
        if (at[i] < low || at[i] > high) {
            return 0;
        }
        low = 0x80;
        high = 0xBF;
    }
    return length;
}

bool ski_is_utf8(const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    while (*at != '\0') {
        int length = utf8_length(at);
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}
