/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → what each target's outage does to the chain, how long it survives one, and which stock
 * would ride it out (docs/stress.md). */
#ifndef SKI_STUDY_STRESS_H
#define SKI_STUDY_STRESS_H

#include "scenario/scenario.h"

#include <skarn/study.h>

typedef struct {
    int demand;
    double shortage_t; /* may be 0 where it only waits */
    int short_periods;
} ski_stress_short;

typedef struct {
    double days;
    bool is_whole; /* no watched demand is short */
    double shortage_t, shortage_critical_t;
    double extra_cost_usd, extra_spend_usd; /* against the undisturbed run */
    double recovery_days; /* from its end until every watched demand is back; NaN: not within the
                             horizon */
    int short_count;
    const ski_stress_short *shorts; /* [short_count] by falling tonnes, then in scenario order */
} ski_stress_outage;

typedef struct {
    int demand;
    double tonnes;
    bool is_verified; /* re-solved: with it whole, with SKI_STOCK_TOL less of it not */
} ski_stress_stock;

typedef enum {
    SKI_STRESS_SOURCE,
    SKI_STRESS_PROCESS,
    SKI_STRESS_ROUTE,
    SKI_STRESS_CHOKEPOINT,
    SKI_STRESS_GROUP
} ski_stress_kind;

typedef struct {
    const ski_outage_target *of; /* its name and members */
    const char *title;           /* NULL: none */
    ski_stress_kind kind;
    const char *failure;              /* NULL: none; else why the rest is not there */
    const ski_stress_outage *outages; /* [outage_count] */
    double survives_days; /* the longest outage, in whole days, that leaves every watched demand
                             whole; NaN where it outlasts the horizon, and where the undisturbed
                             chain is short */
    bool survives_horizon;
    double stock_days; /* the outage the stock is for: the longest of those looked at that leaves a
                          watched demand short, the longest of all where none does; NaN where the
                          undisturbed chain is short */
    double stock_t;    /* of all together; NaN as stock_days */
    int stock_count;
    const ski_stress_stock *stocks; /* [stock_count] in scenario order: those that are not 0 */
} ski_stress_target;

typedef struct {
    const sk_scenario *scenario; /* borrowed */
    ski_arena *arena;
    double factor, horizon_days;
    bool has_critical;      /* else every demand is watched as if it were */
    bool *watched;          /* [demands] */
    double *demand_t;       /* [demands] over the horizon */
    double watched_t;       /* of all watched */
    double *reserve_most_t; /* [demands] looked at as a stock to ride an outage out: all the demand
                               of a watched one; 0 of others */
    bool is_short;          /* the undisturbed chain leaves a watched demand short */
    double cost_usd, spend_usd, shortage_t, shortage_critical_t; /* undisturbed */
    int outage_count, target_count;
    const double *outage_days;  /* [outage_count] */
    ski_stress_target *targets; /* [target_count] as in the scenario */
    const int *by_harm; /* [target_count] targets by time to survive, then by falling shortage of
                           critical demands, of all, and extra cost, in the longest outage */
    int failed_count;   /* of targets */
    int runs;           /* of the chain, all together */
    int threads;
} ski_stress;

/* Free with ski_stress_free(). SK_ERR_INCOMPLETE: some targets failed, each named. */
sk_status ski_stress_execute(ski_stress **out, const sk_scenario *scenario,
                             const sk_study_options *options, const sk_watch *watch,
                             sk_error *error);
void ski_stress_free(ski_stress *stress);

/* Says what is going to be done. SK_ERR_IO, SK_ERR_USAGE. */
sk_status ski_stress_announce(const sk_scenario *scenario, const sk_study_options *options,
                              FILE *stream, sk_error *error);

#endif
