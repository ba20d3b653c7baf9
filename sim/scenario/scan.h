/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw text of a scenario and of all it includes → one text for libconfig, and what libconfig
 * would pass over in silence or report without a name: integers that wrap, words without quotes,
 * files that are missing or include each other, binary files, text that never ends. */
#ifndef SKI_SCENARIO_SCAN_H
#define SKI_SCENARIO_SCAN_H

#include "base/errors.h"
#include "base/memory.h"

#include <stdbool.h>

/* The files read, the scenario's own first. */
typedef struct ski_text_file ski_text_file;
struct ski_text_file {
    const char *path; /* as messages show it */
    const char *text;
    int length; /* bytes of `text`; more than strlen() when it holds a zero byte */
    ski_text_file *next;
};

/* A literal that is not what it looks like: an integer that wraps and a real number that may be too
 * large, which libconfig takes without a word; a word without quotes, in whose place it is given a
 * number. */
typedef enum { SKI_BAD_INTEGER, SKI_BAD_REAL, SKI_BAD_WORD } ski_bad_kind;
typedef struct ski_bad_literal ski_bad_literal;
struct ski_bad_literal {
    ski_where at;
    const char *literal;
    ski_bad_kind kind;
    long long integer; /* all but a real number: what libconfig makes of it */
    bool reported;
    ski_bad_literal *next;
};

/* Files with what they include in its place, and where each line of that stands. */
typedef struct {
    char *text;
    int length, capacity;
    ski_where *lines;
    int line_count, line_capacity;
} ski_splice;

/* libconfig's own limit of nested includes. */
enum { SKI_NESTING_MOST = 10 };

/* What is said of a control character; of U+0080 to U+009F the first byte is shown. */
#define SKI_CONTROL_COMPLAINT                                                                   \
    "a control character in text (got \\x%02x; allowed none, but line breaks and tabs in note " \
    "and "                                                                                      \
    "cite)"

/* One scan; the caller sets arena and error, and for a file that may include others `folder`. End
 * with ski_splice_free() of `splice`. */
typedef struct {
    ski_arena *arena;
    sk_error *error;
    const char *folder; /* what includes are relative to; NULL: nothing may be included */
    ski_text_file *files;
    ski_bad_literal *bad_literals; /* not reported yet: their paths are known to the tree alone */
    int bad_words;
    ski_splice splice; /* of files alone */
    ski_text_file *open[SKI_NESTING_MOST];
    int depth;
    bool wrong; /* something was reported */
} ski_scan;

/* The folder of `path`: "." when it has none; NULL when out of memory. */
const char *ski_folder_of(ski_arena *arena, const char *path);

/* Path of an include as messages show it; NULL when out of memory. */
const char *ski_include_path(ski_arena *arena, const char *folder, const char *name, int length);

/* Reads the file and all that it includes, and checks their text. SK_ERR_IO when the file itself
 * cannot be read, SK_ERR_SCENARIO when something was reported. */
sk_status ski_scan_file(ski_scan *scan, const char *path);

/* Reads and checks a file that `where` includes by `name`, `length` bytes long. */
sk_status ski_scan_include(ski_scan *scan, ski_where where, const char *name, int length);

/* Checks a text token by token; `where` is its place, whose line counts on when it is a file. */
sk_status ski_scan_text(ski_scan *scan, ski_where where, const char *text);

/* Keeps a bad literal; `bad` says what kind it is. */
sk_status ski_keep_bad_literal(ski_scan *scan, ski_where where, const char *literal, int length,
                               ski_bad_literal bad);

/* Keeps a number that is, or may be, too large. */
sk_status ski_check_number(ski_scan *scan, ski_where where, const char *literal, int length);

/* Reports a bad literal as wrong at `path` (NULL: not known). */
void ski_report_bad_literal(ski_scan *scan, ski_bad_literal *bad, const char *path);

/* Reports those bad literals that are wrong in any case and were not reported, without a path. */
void ski_report_other_literals(ski_scan *scan);

/* Appends `length` bytes that begin in line where->line, which is left where they end. */
sk_status ski_splice_add(ski_splice *splice, ski_where *where, const char *text, int length);

/* Ends the line, unless nothing stands on it. */
sk_status ski_splice_end_line(ski_splice *splice);
void ski_splice_free(ski_splice *splice);

/* Line `line` (from 1) of a file that was read, without blanks around it; "" when there is none.
 * NULL: no memory. */
const char *ski_text_line(ski_arena *arena, const ski_text_file *files, const char *path, int line);

#endif
