/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db of shards → the rows of the whole sweep. */
#ifndef SKI_RESULTS_MERGE_H
#define SKI_RESULTS_MERGE_H

#include "results/database.h"

/* Copies the rows of shards into results that are begun, in order; what stands there already stays.
 * Nothing of it is held in memory. paths: [count] of results.db. *missing: how many shards of the
 * sweep are not there or not complete.
 * SK_ERR_FOREIGN: some are of another sweep or split, or no shard, or the same twice: each is
 * named. SK_ERR_INCOMPLETE: some are missing or not complete, and not allowed to: each is named,
 * and nothing is copied. */
sk_status ski_results_merge(sk_results *results, const char *const *paths, int count,
                            bool allow_missing, int *missing, sk_error *error);

#endif
