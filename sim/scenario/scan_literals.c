/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Literals → those that are not what they look like, kept until the tree knows their paths, and
 * what is said of them. */
#include "scenario/scan.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A literal with this exponent, or as many digits, may be beyond the largest double, 1.8e308. */
enum { LONGEST_SHOWN = 60, HUGE_EXPONENT = 300 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Whether a literal is of digits alone (after a sign or 0x) with at most two L behind. */
static bool is_integer(const char *literal, int length) {
    int at = literal[0] == '-' || literal[0] == '+';
    bool hex = length > at + 2 && literal[at] == '0' && (literal[at + 1] | 32) == 'x';
    at += hex ? 2 : 0;
    int first = at;
    while (at < length &&
           (is_digit(literal[at]) || (hex && strchr("abcdefABCDEF", literal[at]) != NULL))) {
        at++;
    }
    int digits = at - first;
    while (at < length && literal[at] == 'L') {
        at++;
    }
    return at == length && digits > 0 && at - first - digits <= 2;
}

sk_status ski_keep_bad_literal(ski_scan *scan, ski_where where, const char *literal, int length,
                               ski_bad_literal bad) {
    ski_arena *arena = scan->arena;
    ski_bad_literal *kept = SKI_NEW(arena, ski_bad_literal, 1);
    const char *shown =
        ski_arena_text_n(arena, literal, length < LONGEST_SHOWN ? length : LONGEST_SHOWN);
    if (kept == NULL || shown == NULL) {
        return SK_ERR_MEMORY;
    }
    *kept = bad;
    kept->at = where;
    kept->literal = shown;
    kept->next = scan->bad_literals;
    scan->bad_literals = kept;
    return SK_OK;
}

/* Keeps an integer literal that does not fit what libconfig makes of it. */
static sk_status check_integer(ski_scan *scan, ski_where where, const char *literal, int length) {
    bool is_long = literal[length - 1] == 'L';
    bool negative = literal[0] == '-';
    bool has_sign = negative || literal[0] == '+';
    int base = literal[has_sign] == '0' && (literal[has_sign + 1] | 32) == 'x' ? 16 : 10;
    unsigned long long most = is_long ? (unsigned long long)INT64_MAX : INT32_MAX;
    errno = 0;
    unsigned long long size = strtoull(literal + has_sign, NULL, base);
    if (errno != ERANGE && size <= most + negative) {
        return SK_OK;
    }
    long long saturated = strtoll(literal, NULL, base);
    long long wrapped = is_long ? saturated : (int32_t)(uint32_t)saturated;
    return ski_keep_bad_literal(scan, where, literal, length,
                                (ski_bad_literal){.kind = SKI_BAD_INTEGER, .integer = wrapped});
}

/* Keeps a real literal whose exponent, or whose length, may be more than a double holds. */
static sk_status check_real(ski_scan *scan, ski_where where, const char *literal, int length) {
    const char *exponent = memchr(literal, 'e', (size_t)length);
    if (exponent == NULL) {
        exponent = memchr(literal, 'E', (size_t)length);
    }
    if (length < HUGE_EXPONENT &&
        (exponent == NULL || strtol(exponent + 1, NULL, 10) < HUGE_EXPONENT)) {
        return SK_OK;
    }
    return ski_keep_bad_literal(scan, where, literal, length,
                                (ski_bad_literal){.kind = SKI_BAD_REAL});
}

sk_status ski_check_number(ski_scan *scan, ski_where where, const char *literal, int length) {
    return is_integer(literal, length) ? check_integer(scan, where, literal, length)
                                       : check_real(scan, where, literal, length);
}

void ski_report_bad_literal(ski_scan *scan, ski_bad_literal *bad, const char *path) {
    bool is_long = strchr(bad->literal, 'L') != NULL;
    bool real = bad->kind == SKI_BAD_REAL;
    const char *allowed = real      ? "finite numbers: a limit that does not exist is left out"
                          : is_long ? "up to 9223372036854775807L"
                                    : "up to 2147483647; a larger number takes a decimal point, "
                                      "3000000000.0, or a larger integer an L, 3000000000L";
    bad->reported = true;
    scan->wrong = true;
    if (bad->kind == SKI_BAD_WORD) {
        ski_error_at(scan->error, bad->at, path,
                     "neither a number nor text in quotes (got %s; allowed a finite number, "
                     "\"text\", true, false, [ … ], ( … ), { … })",
                     bad->literal);
    } else {
        ski_error_at(scan->error, bad->at, path, "%s too large (got %s; allowed %s)",
                     real ? "number" : "integer", bad->literal, allowed);
    }
}

void ski_report_other_literals(ski_scan *scan) {
    ski_bad_literal *first = NULL; /* they were kept from the last to the first */
    while (scan->bad_literals != NULL) {
        ski_bad_literal *bad = scan->bad_literals;
        scan->bad_literals = bad->next;
        bad->next = first;
        first = bad;
    }
    for (scan->bad_literals = first; first != NULL; first = first->next) {
        if (!first->reported && first->kind != SKI_BAD_REAL) {
            ski_report_bad_literal(scan, first, NULL);
        }
    }
}
