/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the run's document. */
#ifndef SKI_REPORT_RUN_JSON_H
#define SKI_REPORT_RUN_JSON_H

#include "report/json.h"
#include "study/run.h"

/* Adds `design` under "lhs" and "sobol", and `precision` where one is asked for. */
void ski_run_worlds_json(ski_json *json, const sk_run *run);

#endif
