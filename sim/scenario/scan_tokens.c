/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text → its tokens (comments, strings, numbers, words), walked to find what libconfig takes in
 * silence or reports badly, and passed on to it, with includes and numbers in the place of words
 * that lack their quotes. The grammar is left to libconfig. */
#include "scenario/scan.h"

#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Where the walk through one text is. */
typedef struct {
    ski_scan *scan;
    const char *at;
    ski_where where;
    char before;      /* the last byte of the token before; blanks and comments do not count */
    const char *from; /* what is not passed on yet */
    ski_where from_where;
    const char *bracket; /* of the array open, or NULL */
    bool as_list;        /* the array is passed on as a list */
} walk;

static bool is_value(const walk *w) {
    return w->scan->folder == NULL;
}

/* Passes on what stands before `to`. */
static sk_status pass_on(walk *w, const char *to) {
    int length = (int)(to - w->from);
    const char *from = w->from;
    w->from = to;
    return is_value(w) ? SK_OK : ski_splice_add(&w->scan->splice, &w->from_where, from, length);
}

/* Passes on `text` instead of what stands between `from` and `to`, on one line. */
static sk_status pass_instead(walk *w, const char *from, const char *to, const char *text) {
    sk_status st = SK_OK;
    SK_TRY(pass_on(w, from));
    w->from = to;
    SK_TRY(ski_splice_add(&w->scan->splice, &w->from_where, text, (int)strlen(text)));
done:
    return st;
}

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '*' || c == '-';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static void complain(walk *w, int line, const char *complaint) {
    w->scan->wrong = true;
    ski_error_at(w->scan->error, (ski_where){w->where.file, line}, NULL, "%s", complaint);
}

/* A line break counts in a file; an override's value has no lines. */
static void count_line(walk *w) {
    w->where.line += w->where.line > 0 && *w->at == '\n';
}

/* ---- numbers ---- */

/* A word where a value should be. A file's is kept, and a number stands in for it that no one
 * writes; an array, whose items must be alike, becomes a list with it. */
static sk_status take_bad_word(walk *w, const char *word, int length) {
    char number[32];
    ski_bad_literal bad = {.kind = SKI_BAD_WORD, .integer = INT64_MIN + 1 + w->scan->bad_words++};
    sk_status st = SK_OK;
    SK_TRY(ski_keep_bad_literal(w->scan, w->where, word, length, bad));
    if (is_value(w)) {
        ski_report_bad_literal(w->scan, w->scan->bad_literals, NULL);
        goto done;
    }
    if (w->bracket != NULL && w->bracket >= w->from) {
        SK_TRY(pass_instead(w, w->bracket, w->bracket + 1, "("));
        w->as_list = true;
    }
    snprintf(number, sizeof number, "%lldL", bad.integer);
    SK_TRY(pass_instead(w, word, word + length, number));
done:
    return st;
}

/* A run that starts like a number. */
static sk_status walk_number(walk *w) {
    const char *from = w->at++;
    while (is_word_byte(*w->at) || *w->at == '.' || *w->at == '+') {
        bool sign = *w->at == '+' || *w->at == '-';
        if (sign && (w->at[-1] | 32) != 'e') {
            break;
        }
        w->at++;
    }
    int length = (int)(w->at - from);
    bool digit = is_digit(from[0]) || from[0] == '.' || is_digit(from[1]) || from[1] == '.';
    if (!digit) {
        return take_bad_word(w, from, length);
    }
    return ski_check_number(w->scan, w->where, from, length);
}

/* ---- words, strings, comments ---- */

static bool is_true_or_false(const char *word, int length) {
    const char *known = length == 4 ? "true" : length == 5 ? "false" : "";
    for (int i = 0; i < length; i++) {
        if (known[0] == '\0' || (word[i] | 32) != known[i]) {
            return false;
        }
    }
    return true;
}

/* A name, or a word where a value should be: true, false, or text that lacks its quotes. */
static sk_status walk_word(walk *w) {
    const char *from = w->at;
    while (is_word_byte(*w->at)) {
        w->at++;
    }
    int length = (int)(w->at - from);
    char after = w->at[strspn(w->at, " \t\r\n")];
    bool for_value = w->before != '\0' && strchr("=:([,", w->before) != NULL && after != '=' &&
                     after != ':' && after != '{';
    return for_value && !is_true_or_false(from, length) ? take_bad_word(w, from, length) : SK_OK;
}

static void walk_string(walk *w) {
    int first_line = w->where.line;
    for (w->at++; *w->at != '"'; w->at++) {
        if (*w->at == '\0') {
            complain(w, first_line, "text that never ends: no closing quote");
            return;
        }
        if (strncmp(w->at, "\\x00", 4) == 0) {
            complain(w, w->where.line, "text with a zero byte (got \\x00; allowed UTF-8 text)");
        }
        if (*w->at == '\\' && w->at[1] != '\0') {
            w->at++;
        }
        count_line(w);
    }
    w->at++;
}

static void walk_comment(walk *w) {
    int first_line = w->where.line;
    if (*w->at == '#' || w->at[1] == '/') {
        w->at += strcspn(w->at, "\n");
        return;
    }
    for (w->at += 2; w->at[0] != '*' || w->at[1] != '/'; w->at++) {
        if (*w->at == '\0') {
            complain(w, first_line, "comment that never ends");
            return;
        }
        count_line(w);
    }
    w->at += 2;
}

/* Whether only blanks stand before a place on its line, as libconfig has it for an include. */
static bool starts_line(const walk *w, const char *text) {
    const char *at = w->at;
    while (at > text && (at[-1] == ' ' || at[-1] == '\t')) {
        at--;
    }
    return at == text || at[-1] == '\n';
}

/* `@include "file"`: the file goes in its place. Anything else with an @ is left to libconfig. */
static sk_status walk_include(walk *w, const char *text) {
    const char *name = w->at + strlen("@include");
    sk_status st = SK_OK;
    if (strncmp(w->at, "@include", strlen("@include")) != 0 || name[strspn(name, " \t")] != '"' ||
        !starts_line(w, text)) {
        w->at++;
        return SK_OK;
    }
    name += strspn(name, " \t") + 1;
    int length = (int)strcspn(name, "\"\n");
    if (is_value(w)) {
        complain(w, w->where.line, "a value cannot include a file");
    } else {
        SK_TRY(pass_on(w, w->at));
        SK_TRY(ski_splice_end_line(&w->scan->splice));
        SK_TRY(ski_scan_include(w->scan, w->where, name, length));
    }
    w->at = name + length + (name[length] == '"');
    w->from = w->at;
done:
    return st;
}

/* ---- one after the other ---- */

/* Takes one token; what stands before it is kept for the next. */
static sk_status walk_token(walk *w) {
    sk_status st = SK_OK;
    char c = *w->at;
    if ((c == ')' || c == ']') && w->before == ',') {
        complain(w, w->where.line, "a comma after the last item (allowed between items only)");
    }
    w->bracket = c == '[' ? w->at : w->bracket;
    if (c == ']' && w->as_list) {
        st = pass_instead(w, w->at, w->at + 1, ")");
    }
    if (c == ']') {
        w->bracket = NULL;
        w->as_list = false;
    }
    if (st != SK_OK) {
        return st;
    }
    if (c == '"') {
        walk_string(w);
    } else if (is_digit(c) || c == '.' || c == '+' || c == '-') {
        st = walk_number(w);
    } else if (is_word_byte(c)) {
        st = walk_word(w);
    } else {
        w->at++;
    }
    w->before = w->at[-1];
    return st;
}

sk_status ski_scan_text(ski_scan *scan, ski_where where, const char *text) {
    walk w = {.scan = scan, .at = text, .where = where, .from = text, .from_where = where};
    sk_status st = SK_OK;
    w.before = is_value(&w) ? '=' : '\0';
    while (*w.at != '\0' && st == SK_OK) {
        char c = *w.at;
        if (c == '#' || (c == '/' && (w.at[1] == '/' || w.at[1] == '*'))) {
            walk_comment(&w);
        } else if (strchr(" \t\r\n\f\v", c) != NULL) {
            count_line(&w);
            w.at++;
        } else if (c == '@') {
            st = walk_include(&w, text);
        } else {
            st = walk_token(&w);
        }
    }
    if (st == SK_OK && !is_value(&w)) {
        st = pass_on(&w, w.at);
        st = st == SK_OK ? ski_splice_end_line(&scan->splice) : st;
    }
    return st;
}
