/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a call can come to, and the list of what went wrong: shared by every other header. */
#ifndef SKARN_STATUS_H
#define SKARN_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

/** What a call came to. The comment gives the program's exit status. */
typedef enum {
    SK_OK = 0,
    SK_ERR_MEMORY,     /* exit 1: an allocation failed */
    SK_ERR_INTERNAL,   /* exit 1: the solver or the program itself failed */
    SK_ERR_USAGE,      /* exit 2: the call makes no sense */
    SK_ERR_SCENARIO,   /* exit 3: the scenario is wrong; every error is in the list */
    SK_ERR_INCOMPLETE, /* exit 4: some samples failed, and are named */
    SK_ERR_IO,         /* exit 5: a file could not be read or written */
    SK_ERR_FOREIGN,    /* exit 5: the results that are there are not of this study */
    SK_ERR_STOPPED     /* exit 75: the caller asked to stop before the end */
} sk_status;

typedef enum { SK_SEVERITY_ERROR, SK_SEVERITY_WARNING } sk_severity;

/** A list of errors and warnings, in the order found; owned by the caller. At most 100 are kept,
 * all are counted. */
typedef struct sk_error sk_error;

/** Makes an empty list. Returns NULL when out of memory. Free with sk_error_free(). */
sk_error *sk_error_new(void);

/** Frees a list; NULL is allowed. */
void sk_error_free(sk_error *error);

/** Number of entries of one severity, kept or not. */
int sk_error_count(const sk_error *error, sk_severity severity);

/** Number of entries kept (at most 100): the range of `index` below. */
int sk_error_kept(const sk_error *error);

/** Text of entry `index` (0-based), `file:line: path: what is wrong (got X; allowed Y)`. Borrowed.
 */
const char *sk_error_text(const sk_error *error, int index);

/** Severity of entry `index` (0-based). */
sk_severity sk_error_severity(const sk_error *error, int index);

/** The name nearest to `word` when it looks like a slip for it, else NULL: for "did you mean".
 * @param names [count] */
const char *sk_nearest(const char *word, const char *const *names, int count);

#ifdef __cplusplus
}
#endif
#endif
