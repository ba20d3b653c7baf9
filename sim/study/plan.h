/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Case → the deterministic plan with its marginal values: what `optimize` shows. */
#ifndef SKI_STUDY_PLAN_H
#define SKI_STUDY_PLAN_H

#include "decisions/case.h"

#include <skarn/run.h>

/* What one more tonne (balance) or one more tonne of capacity is worth, USD/t, undiscounted. */
typedef struct {
    const char *path;    /* "balance.chirchik.mo_oxide", "routes.x.capacity_tpy", … */
    ski_section section; /* of the element; SKI_SECTIONS: a balance, of a node */
    int element;         /* its index in the section, or the node */
    int period;
    double usd_per_t; /* > 0 */
} ski_marginal;

/* The marginal values of one path over the horizon: what a table for people has room for. */
typedef struct {
    const char *path;
    ski_section section; /* as above */
    int element;
    int periods;           /* with a positive value */
    int first_period;      /* the first of them, 0-based */
    double mean_usd_per_t; /* over the whole horizon */
    double highest_usd_per_t;
} ski_worth;

typedef struct {
    double demand_t, served_t, shortage_t, fill_rate;
} ski_plan_demand;

typedef struct {
    double initial_t, final_t, lowest_t; /* lowest of the ends of periods */
} ski_plan_stock;

struct sk_plan {
    ski_case *chain;
    double cost_lines[SKI_COST_LINES]; /* USD, discounted; less TERMINAL_VALUE they sum to the
                                          objective */
    double policy_cost_usd;            /* of the applied policy, beside the objective; 0: none */

    /* Totals over the horizon, by element in the scenario's order. */
    ski_plan_demand *demands; /* [demands] */
    double *purchased_t;      /* [sources] */
    double *throughput_t;     /* [processes] */
    double *shipped_t;        /* [routes] all materials, at departure */
    ski_plan_stock *stocks;   /* [stocks] */
    double *discarded_t;      /* [nodes] discarded there, from the stocks too */

    /* By period: [element * periods + period]. */
    double *period_shortage_t; /* [demands * periods] */
    double *period_stock_t;    /* [stocks * periods] at the period's end */

    int marginal_count;
    ski_marginal *marginals; /* by falling worth, then by path and period */
    /* One a path, by falling mean, then by path: of the limits, which say what holds the chain
     * back, and of the nodes, where what a tonne is worth is largely its price. */
    int limit_worth_count, node_worth_count;
    ski_worth *limit_worths, *node_worths;
    ski_arena *arena;
};

#endif
