/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and numbers as text: what every table, document and message is written with. */
#ifndef SKI_BASE_TEXT_H
#define SKI_BASE_TEXT_H

#include <stdbool.h>

enum { SKI_NUMBER_TEXT = 32, SKI_NAME_MOST = 64 };

/* Writes the shortest of 15, 16 or 17 digits that reads back as `value`; returns `text`.
 * A whole number below 1e15 is written without exponent or fraction ("36"). */
char *ski_number_text(char text[SKI_NUMBER_TEXT], double value);

/* Whether `text` matches [A-Za-z][A-Za-z0-9_]* of at most 64 characters. */
bool ski_is_name(const char *text);

/* Whether path `text` matches `glob` segment by segment: `*` and `?` never cross a dot. */
bool ski_glob_matches(const char *glob, const char *text);

/* The name nearest to `word` when it looks like a slip (edit distance at most a third of the
 * length), else NULL. names: [count]. */
const char *ski_nearest(const char *word, const char *const *names, int count);

/* Whether `text` is valid UTF-8. */
bool ski_is_utf8(const char *text);

#endif
