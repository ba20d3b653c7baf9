/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db: where a run keeps its rows, so that it can be stopped and go on, and others can read
 * them (docs/results.md). */
#ifndef SKARN_RESULTS_H
#define SKARN_RESULTS_H

#include <skarn/scenario.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A database of results, open for one run; nobody else writes or reads it meanwhile. */
typedef struct sk_results sk_results;

/** Opens the results of a run of `scenario`, or makes new ones. What an earlier run of the same
 * scenario, policy, seed and revision left is kept, and a larger number of samples adds to it.
 * @param out      end with sk_results_close(); untouched on failure
 * @param path     of the file
 * @param scenario borrowed: outlives the results
 * @param replace  whatever else is there is given up
 * @param error    says what differs; may be NULL
 * @return SK_OK; SK_ERR_FOREIGN when results of something else, a newer schema or no results at
 * all are there; SK_ERR_IO when the file cannot be read or written, or another process has it;
 * SK_ERR_MEMORY */
sk_status sk_results_open(sk_results **out, const char *path, const sk_scenario *scenario,
                          bool replace, sk_error *error);

/** Closes them; NULL is allowed. All that was stored stands in the one file. */
void sk_results_close(sk_results *results);

/** Samples that are stored. */
int sk_results_kept(const sk_results *results);

/** Whether they are all that was asked for, with everything made of them. */
bool sk_results_are_complete(const sk_results *results);

#ifdef __cplusplus
}
#endif
#endif
