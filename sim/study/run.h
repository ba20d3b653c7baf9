/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → plan, samples and their statistics: what `run` shows. */
#ifndef SKI_STUDY_RUN_H
#define SKI_STUDY_RUN_H

#include "metrics/statistics.h"
#include "study/plan.h"
#include "study/samples.h"
#include "study/series.h"

/* How often an event column (any_shortage, secure) is 1. */
typedef struct {
    int events, count;     /* of the samples in which it is defined */
    double value;          /* NaN when count is 0, and so is the interval */
    ski_interval interval; /* Wilson */
    bool few_events;       /* too few samples with trouble: any_shortage 1, secure 0 */
} ski_probability;

/* What the summary says of one demand; every number with its interval at the simulation's
 * confidence. */
typedef struct {
    int demand;
    double fill_rate, shortage_tpy, short_months_per_year;
    ski_interval fill_rate_interval, shortage_interval, short_months_interval;
    double worst_fill_rate; /* mean of the worst (1 - tail) of the samples: the fill rate's CVaR */
    ski_interval worst_fill_rate_interval;
    ski_probability any_shortage;
    bool few_events, worst_few_events; /* of the means; of the worst samples */
} ski_demand_summary;

typedef struct ski_supply_share {
    const char *symbol, *country;
    double mean_tpy, share; /* share of the element's purchases, of the sums over samples */
} ski_supply_share;

/* What it costs to decide as the scenario does rather than with perfect foresight, in the same
 * worlds: the price of not knowing the future. 0 under foresight itself. */
typedef struct {
    double foresight_usd; /* mean; NaN, as all below, when every sample failed */
    double usd;           /* mean of what is paid more */
    ski_interval usd_interval;
    double share; /* of the mean with foresight; NaN where that is no cost */
    ski_interval share_interval;
    bool few_events;
} ski_gap;

typedef struct ski_figures ski_figures;

struct sk_run {
    const sk_scenario *scenario; /* borrowed */
    sk_plan *plan;
    ski_metric_table *metrics;
    ski_design design;           /* how the worlds are spread */
    int designed_draws;          /* under "sobol": draws of each world that are */
    int samples;                 /* run */
    bool settled[SKI_HEADLINES]; /* with a precision: whether each metric is known to it */
    double confidence;           /* of every interval */
    int threads;                 /* used */
    int failed_count;
    ski_failure *failures;          /* [failed_count] */
    ski_series *series;             /* over time */
    ski_figures *figures;           /* what its report draws; NULL: none */
    ski_solves solves;              /* optima that stand behind the samples */
    ski_gap gap;                    /* to perfect foresight */
    double years;                   /* length of the horizon */
    ski_statistics *statistics;     /* [metrics->count] over the samples that did not fail */
    ski_probability *probabilities; /* [metrics->count]; meant for event columns, else zeroed */
    int demand_count;
    ski_demand_summary
        *demands; /* [demand_count] critical ones first, each group in scenario order */
    double mean_cost_lines[SKI_COST_LINES];
    /* Supply by country over all samples: mean purchased share of each element by country, by
     * element in scenario order, falling within each. */
    int supply_count;
    ski_supply_share *supply;
    ski_arena *arena;
};

#endif
