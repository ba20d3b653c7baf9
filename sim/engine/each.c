/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of work → done in parallel, whichever thread is free. Each thread gives back what the
 * solver holds for it. */
#include "engine/each.h"

#include "engine/engine.h"

void ski_engine_each(int count, int threads, void (*work)(void *context, int index),
                     void *context) {
#pragma omp parallel num_threads(threads < 1 ? 1 : threads)
    {
#pragma omp for schedule(dynamic, 1)
        for (int i = 0; i < count; i++) {
            work(context, i);
        }
        ski_solver_end_thread();
    }
}
