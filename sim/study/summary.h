/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of samples → the statistics, chances, demand lines and supply shares that `run` shows. */
#ifndef SKI_STUDY_SUMMARY_H
#define SKI_STUDY_SUMMARY_H

#include "study/run.h"

/* Fills everything of `run` that rests on samples, from its arena: run->metrics, samples,
 * failed_count and years stand already. sums: [metrics->width] of the rows that did not fail. */
sk_status ski_summarise(sk_run *run, const ski_rows *rows, const double *sums);

/* How often an event's column, [samples], is 1; its statistics are known. */
ski_probability ski_probability_of(const double *column, const ski_statistics *statistics,
                                   int samples, double confidence);

#endif
