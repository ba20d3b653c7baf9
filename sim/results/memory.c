/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples → columns in memory, one after the other, and the list of those that failed. */
#include "results/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static sk_status keep_failure(ski_memory_sink *memory, const ski_sample *sample) {
    if (ski_grow((void **)&memory->failed, &memory->failed_capacity, memory->rows.failed,
                 sizeof *memory->failed) != 0) {
        return SK_ERR_MEMORY;
    }
    char *reason = strdup(sample->failure);
    if (reason == NULL) {
        return SK_ERR_MEMORY;
    }
    memory->failed[memory->rows.failed].index = sample->index;
    memory->failed[memory->rows.failed++].reason = reason;
    return SK_OK;
}

sk_status ski_memory_sink_take(void *context, const ski_sample *sample) {
    ski_memory_sink *memory = context;
    for (int c = 0; c < memory->column_count; c++) {
        double *at = &memory->columns[(size_t)c * (size_t)memory->samples + (size_t)sample->index];
        *at = sample->row == NULL ? NAN : sample->row[c];
    }
    memory->rows.taken++;
    return sample->row == NULL ? keep_failure(memory, sample) : SK_OK;
}

static sk_status take(ski_rows *rows, const ski_sample *sample, ski_beside beside) {
    (void)beside; /* nobody goes on with what is in memory alone */
    return ski_memory_sink_take(rows, sample);
}

static sk_status end_block(ski_rows *rows) {
    (void)rows;
    return SK_OK;
}

static sk_status read(const ski_rows *rows, int column, int samples, double *values) {
    const ski_memory_sink *memory = (const ski_memory_sink *)rows;
    memcpy(values, memory->columns + (size_t)column * (size_t)memory->samples,
           (size_t)samples * sizeof *values);
    return SK_OK;
}

static sk_status name_failed(const ski_rows *rows, ski_failure *failures, ski_arena *arena) {
    const ski_memory_sink *memory = (const ski_memory_sink *)rows;
    for (int i = 0; i < rows->failed; i++) {
        failures[i] =
            (ski_failure){memory->failed[i].index, ski_arena_text(arena, memory->failed[i].reason)};
        if (failures[i].reason == NULL) {
            return SK_ERR_MEMORY;
        }
    }
    return SK_OK;
}

sk_status ski_memory_sink_new(ski_memory_sink **out, int samples, int column_count) {
    sk_status st = SK_OK;
    ski_memory_sink *memory = ski_alloc(1, sizeof *memory);
    SK_CHECK_MEMORY(memory);
    memory->rows =
        (ski_rows){.take = take, .end_block = end_block, .read = read, .name_failed = name_failed};
    memory->samples = samples;
    memory->column_count = column_count;
    memory->columns = ski_alloc(samples, (size_t)column_count * sizeof *memory->columns);
    SK_CHECK_MEMORY(memory->columns);
    *out = memory;
    memory = NULL;
done:
    ski_memory_sink_free(memory);
    return st;
}

void ski_memory_sink_free(ski_memory_sink *memory) {
    if (memory == NULL) {
        return;
    }
    for (int i = 0; i < memory->rows.failed; i++) {
        free(memory->failed[i].reason);
    }
    free(memory->failed);
    free(memory->columns);
    free(memory);
}
