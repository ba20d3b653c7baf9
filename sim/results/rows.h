/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a job, wherever they are kept: taken one after the other, read by column. Studies see
 * no more of it. */
#ifndef SKI_RESULTS_ROWS_H
#define SKI_RESULTS_ROWS_H

#include "engine/engine.h"

typedef struct {
    int sample; /* its world's number, as `worlds --sample` takes it */
    const char *reason;
} ski_failure;

/* What goes with a row and is given back when a run goes on: bytes that only their study reads. */
typedef struct {
    const void *bytes; /* NULL: none */
    int size;
} ski_beside;

typedef struct ski_rows ski_rows;
struct ski_rows {
    int taken, failed; /* samples that are kept, failed ones too; of them failed */
    sk_status (*take)(ski_rows *rows, const ski_sample *sample, ski_beside beside);
    /* What was taken so far shall last. */
    sk_status (*end_block)(ski_rows *rows);
    /* values[i]: metric `column` of sample i, NaN where it is undefined or the sample failed;
     * samples <= taken. */
    sk_status (*read)(const ski_rows *rows, int column, int samples, double *values);
    /* failures: [failed] by sample, their reasons in the arena. */
    sk_status (*name_failed)(const ski_rows *rows, ski_failure *failures, ski_arena *arena);
};

#endif
