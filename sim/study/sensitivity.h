/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → which cause the spread of a metric comes from, and which the shortage is due to: group
 * Sobol' indices and Shapley values (model.md §5). */
#ifndef SKI_STUDY_SENSITIVITY_H
#define SKI_STUDY_SENSITIVITY_H

#include "decisions/case.h"
#include "metrics/indices.h"
#include "study/sensitivity_rows.h"

#include <skarn/study.h>

/* The mean of a column over worlds. */
typedef struct {
    double mean;
    ski_interval interval; /* Student t */
    bool few_events;       /* the interval rests on too few worlds, or too uneven ones */
} ski_world_mean;

/* What one group does. NaN where undefined. */
typedef struct {
    ski_index index;        /* of the metric */
    ski_world_mean without; /* shortage with every group but this one */
    ski_world_mean saved;   /* how much less that is than with all, world by world */
    ski_world_mean shapley; /* its share of the shortage */
} ski_input;

typedef struct {
    const sk_scenario *scenario; /* borrowed */
    ski_arena *arena;
    int threads;
    double confidence;
    ski_groups groups;
    ski_sensitivity_cost cost;
    int worlds, samples, failed_count; /* samples: decided in all sets together */
    ski_set_failure *failures;         /* [failed_count] */
    ski_solves solves;                 /* optima that stand behind them */
    int column;                        /* of the metric */
    ski_metric metric;                 /* what the indices are of */
    ski_spread spread;
    bool few_events; /* fewer than SKI_FEW_EVENTS worlds of a set differ from the harmless value */
    ski_input *inputs;   /* [groups.count] */
    int *by_total;       /* [groups.count] inputs by falling total index, undefined ones last */
    int *by_shapley;     /* [groups.count] inputs by falling share of the shortage */
    ski_metric shortage; /* what the attribution is of */
    int short_worlds;    /* of the first set, in which there is some of it */
    int attributed, left_out; /* worlds behind the attribution; those in which a sample failed */
    ski_world_mean all;       /* shortage with every group */
    double none_t;            /* with none: what stays when nothing is uncertain */
    double causes_t;          /* sum of the inputs' shares: all less none */
    sk_scenario at_random;    /* the scenario, but for sampling */
    ski_case *chain;
    ski_metric_table *metrics;
} ski_sensitivity;

/* What the study is going to be: metric, groups and cost; nothing is run. Free with
 * ski_sensitivity_free(). SK_ERR_USAGE when there is no such metric. */
sk_status ski_sensitivity_foresee(ski_sensitivity **out, const sk_scenario *scenario,
                                  const sk_study_options *options, sk_error *error);

/* Fails as sk_study_execute(). The scenario is borrowed: it outlives the study. */
sk_status ski_sensitivity_execute(ski_sensitivity **out, const sk_scenario *scenario,
                                  const sk_study_options *options, const sk_watch *watch,
                                  sk_error *error);
void ski_sensitivity_free(ski_sensitivity *study);

#endif
