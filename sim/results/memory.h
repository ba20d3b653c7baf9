/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows → columns in memory, and the list of those that failed. */
#ifndef SKI_RESULTS_MEMORY_H
#define SKI_RESULTS_MEMORY_H

#include "results/rows.h"

typedef struct {
    ski_rows rows; /* first: a pointer to it is one to this */
    int samples, column_count;
    double *columns; /* column c of sample i at columns[c * samples + i]; NaN where it failed */
    int failed_capacity;
    struct {
        int index;
        char *reason;
    } * failed; /* [rows.failed] by index */
} ski_memory_sink;

/* Room for the first `column_count` numbers of `samples` rows. Free with ski_memory_sink_free(). */
sk_status ski_memory_sink_new(ski_memory_sink **out, int samples, int column_count);
void ski_memory_sink_free(ski_memory_sink *memory);

/* Keeps one sample: what a ski_sink's `take` is; context is the ski_memory_sink. */
sk_status ski_memory_sink_take(void *context, const ski_sample *sample);

#endif
