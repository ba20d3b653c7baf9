/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the program in a process of its own, its output thrown away. */
#ifndef BENCH_SPAWN_H
#define BENCH_SPAWN_H

#include "parts.h"

/* peak_mb is never below what the bench itself held when it started the program: Linux counts that
 * too. */
typedef struct {
    double seconds, peak_mb;
} bench_usage;

/* words: the program's path and its arguments, NULL at the end. */
bench_usage bench_spawn(const char *const *words);

/* skarn run of a scenario, with more words [count]. */
bench_usage bench_spawn_run(const bench_plan *plan, const char *scenario, const char *const *more,
                            int count);

#endif
