/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shortage and stocks, period by period → a line each. */
#ifndef SKI_REPORT_OVER_TIME_TEXT_H
#define SKI_REPORT_OVER_TIME_TEXT_H

#include "study/run.h"

/* What the demands lack and the stocks hold in a plan, and in the mean of a run's worlds; demands
 * that lack nothing and stocks that are never filled are left out. */
sk_status ski_plan_over_time_text(const sk_plan *plan, const sk_text_style *style, FILE *stream);
sk_status ski_run_over_time_text(const sk_run *run, const sk_text_style *style, FILE *stream);

#endif
