/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the library reports: one status and one list of messages, each with its place. */
#ifndef SKI_BASE_ERRORS_H
#define SKI_BASE_ERRORS_H

#include <skarn/status.h>

/* Where a value was written: a file and its line, or, with line 0, the override it came from. */
typedef struct {
    const char *file; /* NULL: nowhere (a default) */
    int line;
} ski_where;

/* Evaluates a step; on failure leaves it in `st` and jumps to the one exit. */
#define SK_TRY(step)                  \
    do {                              \
        if ((st = (step)) != SK_OK) { \
            goto done;                \
        }                             \
    } while (0)

/* Leaves SK_ERR_MEMORY in `st` and jumps to the one exit when an allocation came back NULL. */
#define SK_CHECK_MEMORY(pointer) \
    do {                         \
        if ((pointer) == NULL) { \
            st = SK_ERR_MEMORY;  \
            goto done;           \
        }                        \
    } while (0)

/* Adds an error `file:line: path: text` (parts that are NULL are left out). Returns
 * SK_ERR_SCENARIO, so that a check can `return ski_error_at(…)`. */
sk_status ski_error_at(sk_error *error, ski_where where, const char *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds a warning in the same form. */
void ski_warning_at(sk_error *error, ski_where where, const char *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds an error without a place and returns `status`. */
sk_status ski_fail(sk_error *error, sk_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
