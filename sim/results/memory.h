/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sink: samples → columns in memory, and the list of those that failed. */
#ifndef SKI_RESULTS_MEMORY_H
#define SKI_RESULTS_MEMORY_H

#include "engine/engine.h"

typedef struct {
    int index;
    char *reason;
} ski_failed_sample;

typedef struct {
    int samples, column_count;
    double *columns; /* column c of sample i at columns[c * samples + i]; NaN where it failed */
    int taken;       /* samples that came, failed ones too */
    int failed_count, failed_capacity;
    ski_failed_sample *failed; /* [failed_count] by index */
} ski_memory_sink;

/* Room for the first `column_count` numbers of `samples` rows. Free with ski_memory_sink_free(). */
sk_status ski_memory_sink_new(ski_memory_sink **out, int samples, int column_count);
void ski_memory_sink_free(ski_memory_sink *memory);

/* Keeps one sample: what a ski_sink's `take` is; context is the ski_memory_sink. */
sk_status ski_memory_sink_take(void *context, const ski_sample *sample);

#endif
