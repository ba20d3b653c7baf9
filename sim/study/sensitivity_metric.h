/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --metric NAME → a column that indices can be of. */
#ifndef SKI_STUDY_SENSITIVITY_METRIC_H
#define SKI_STUDY_SENSITIVITY_METRIC_H

#include "metrics/metrics.h"

/* Whether some demand is critical. */
bool ski_has_critical(const sk_scenario *scenario);

/* The column of shortage that an attribution is of: of critical demands, where there are any. */
int ski_shortage_column(const sk_scenario *scenario);

/* The column of a metric that every world has a number for; NULL: the shortage. SK_ERR_USAGE, with
 * the allowed ones, when there is none of this name, or it is an event, another rule's, or of
 * critical demands where none is. */
sk_status ski_sensitivity_metric(int *column, const ski_metric_table *table,
                                 const sk_scenario *scenario, const char *name, sk_error *error);

#endif
