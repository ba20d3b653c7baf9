/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simulation.precision → when to look at the samples, and whether they are enough (model.md §4). */
#ifndef SKI_STUDY_LOOKS_H
#define SKI_STUDY_LOOKS_H

#include "metrics/statistics.h"
#include "results/rows.h"
#include "uncertainty/design.h"

enum { SKI_HEADLINES = 4, SKI_FIRST_LOOK = 1000 };

/* Names of the headline metrics. */
extern const char *const ski_headlines[SKI_HEADLINES];

/* How the samples are read: run in one go, or look by look. */
typedef struct {
    const ski_simulation *simulation;
    const ski_design *design;
    const ski_metric_table *metrics;
} ski_watched;

/* Samples that stand at the next look: SKI_FIRST_LOOK (under "sobol" the least whole sets that are
 * as many), then doublings, design->worlds at the end, and at once without a precision. */
int ski_next_look(const ski_watched *of, int done);

/* Level of the intervals. To look until an interval is narrow picks samples whose spread is small
 * by chance: the more so the less is known of it. Where 95 % should be covered independent samples
 * cover 93 to 95 %, 8 to 15 replicates 90 to 95 %; so that intervals are made to miss a fifth, or
 * half, less than they say. Measured by tests/study/test_looks_slow. */
double ski_confidence(const ski_watched *of);

/* Whether each headline metric is known to simulation->precision by the first `samples` rows. work:
 * [2 * samples]. Fails as the rows do. */
sk_status ski_settle(const ski_watched *of, const ski_rows *rows, int samples, double *work,
                     bool settled[SKI_HEADLINES]);

bool ski_all_settled(const bool settled[SKI_HEADLINES]);

#endif
