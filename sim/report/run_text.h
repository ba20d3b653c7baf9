/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the run's summary. */
#ifndef SKI_REPORT_RUN_TEXT_H
#define SKI_REPORT_RUN_TEXT_H

#include "study/run.h"

/* Fill rates, shortage and chances, first of the critical demands, then of the others. */
sk_status ski_run_demands_text(const sk_run *run, const sk_text_style *style, FILE *stream);

/* Cost by line: the plan's and the mean over worlds; then the range of the total and of what is
 * spent. */
sk_status ski_run_costs_text(const sk_run *run, const sk_text_style *style, FILE *stream);

/* Purchases by country with HHI. */
sk_status ski_run_supply_text(const sk_run *run, const sk_text_style *style, FILE *stream);

/* What the words and figures of the summary mean, and how decisions are taken. */
void ski_run_terms_text(const sk_run *run, const sk_text_style *style, FILE *stream);

/* How worlds were spread where not at random, and whether a precision was reached. */
void ski_run_worlds_text(const sk_run *run, const sk_text_style *style, FILE *stream);

#endif
