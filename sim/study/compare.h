/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario and policies → every option in the same worlds, and what sets them apart: what `compare`
 * shows (model.md §5). */
#ifndef SKI_STUDY_COMPARE_H
#define SKI_STUDY_COMPARE_H

#include "metrics/avoided.h"
#include "metrics/dominance.h"
#include "metrics/ranking.h"
#include "study/choice.h"
#include "study/figures.h"

#include <skarn/study.h>

/* A world in which an option failed: it is left out for all of them. */
typedef struct {
    int option;
    ski_failure failure;
} ski_option_failure;

/* Another option that dominates one, and at which order. */
typedef struct {
    int option, order; /* 1 or 2 */
} ski_dominating;

enum { SKI_OPTION_CURVES = 2 }; /* exceedance of cost, and of shortage */

/* One option: what it comes to over the worlds in which no option failed, and against the
 * reference; of the reference itself all differences are zeroed. */
typedef struct {
    int policy;               /* -1: the baseline */
    const char *name, *title; /* title: NULL where it has none */
    sk_scenario *scenario;    /* with the policy applied; NULL: it is the baseline */
    ski_case *chain;
    ski_metric_table *metrics;
    double own_cost_usd, own_cost_usd_per_year; /* a year: what, paid evenly over the horizon, has
                                                   that value */
    ski_solves solves;                          /* optima that stand behind it */

    ski_statistics *statistics;     /* [metric_count] */
    ski_probability *probabilities; /* [metric_count] of events; else zeroed */
    ski_paired *differences;        /* [metric_count] */
    bool changes_nothing;           /* what is carried out is the same in every world */
    bool changes_cost_alone;        /* all but what the option costs is */
    ski_avoided avoided;            /* USD spent per tonne of shortage avoided */
    ski_regret regret;              /* on cost_usd */
    int dominating_count;
    ski_dominating *dominated_by; /* [dominating_count] on cost_usd, in the order of options */
    bool on_front;                /* Pareto: mean of spend_usd, CVaR of shortage */
    int rank;                     /* on mean cost_usd */
    ski_gap gap;                  /* to perfect foresight */
    int curve_count;
    ski_exceedance curves[SKI_OPTION_CURVES];
} ski_option;

typedef struct {
    const sk_scenario *scenario; /* the baseline, borrowed */
    ski_design design;
    int samples;       /* of each option */
    int good;          /* worlds of them that stand behind all figures */
    double confidence; /* of every interval but those of pairs */
    int threads;
    int option_count;
    ski_option *options;       /* [option_count] the reference first */
    int metric_count;          /* of the whole chain */
    const ski_metric *metrics; /* [metric_count] */
    int shortage_column;       /* of critical demands together; of all where none is critical */
    double pair_level, dominance_level;
    ski_pair *pairs; /* [ski_pair_count(option_count)] on mean cost_usd */
    bool settled;    /* whether every pair is told apart or identical, or known to the precision */
    int failure_count;
    ski_option_failure *failures; /* [failure_count] by option, then world */
    ski_arena *arena;
} ski_compare;

/* Free with ski_compare_free(). options may be NULL, here and below. Statuses as
 * sk_study_execute(). */
sk_status ski_compare_execute(ski_compare **out, const sk_scenario *scenario,
                              const sk_study_options *options, const sk_watch *watch,
                              sk_error *error);
void ski_compare_free(ski_compare *compare);

/* Whether a metric's difference is given: that of the gap to foresight is rounding where there is
 * none, and follows from two others. */
bool ski_is_compared(int column);

/* --- compare_options.c, compare_rows.c, compare_fill.c, compare_costs.c: parts of it --- */

/* The chosen options, each with its case. */
sk_status ski_compare_prepare(ski_compare *compare, const sk_study_options *options,
                              const sk_watch *watch, sk_error *error);

/* Where rows are kept, and room for one column of each option. */
typedef struct {
    ski_rows **rows; /* [option_count] in which some may stand before */
    double **costs;  /* [option_count][design.worlds] */
} ski_compare_rows;

/* Runs the samples of every option until they are enough. Sets compare->samples, confidence and
 * settled. */
sk_status ski_compare_run(ski_compare *compare, const ski_compare_rows *kept, const sk_watch *watch,
                          sk_error *error);

/* Whether no more samples are wanted of any pair; half_width: that would do for those that are not
 * told apart, below 0: none would. */
bool ski_compare_is_settled(const ski_compare *compare, double half_width);

/* Reads `samples` costs of each option, NaN in worlds where any failed; how many are left: *good.
 */
sk_status ski_compare_costs(const ski_compare *compare, const ski_compare_rows *kept, int samples,
                            int *good);

/* Fills all that rests on samples. */
sk_status ski_compare_fill(ski_compare *compare, const ski_compare_rows *kept);

/* Of that what goes by cost_usd: ranks, regret, dominance. kept->costs are there. */
sk_status ski_compare_fill_costs(ski_compare *compare, const ski_compare_rows *kept);

#endif
