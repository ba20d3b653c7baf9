/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flows in a world → one row of metrics. One table says of each metric its name, unit, which side
 * is better and when it is undefined (model.md §4). */
#ifndef SKI_METRICS_METRICS_H
#define SKI_METRICS_METRICS_H

#include "optimizer/program.h"

typedef enum { SKI_LOW_IS_BAD, SKI_HIGH_IS_BAD } ski_bad_side;

/* Columns of the whole chain, in order. Those marked * are of the critical demands together and
 * undefined when no demand is critical; the others count every demand. */
enum {
    SKI_COL_COST_USD,
    SKI_COL_SPEND_USD,
    SKI_COL_FORESIGHT_COST_USD, /* of deciding the same world with foresight; undefined when that
                                   was not asked for, as is the next */
    SKI_COL_FORESIGHT_GAP_USD,  /* cost_usd less that; 0 when it is within SKI_EQUAL_TOL */
    SKI_COL_SHORTAGE_T,
    SKI_COL_SHORTAGE_CRITICAL_T, /* * */
    SKI_COL_FILL_RATE,
    SKI_COL_FILL_RATE_CRITICAL,       /* * */
    SKI_COL_SHORTAGE_PERIODS,         /* * in which some critical demand is short */
    SKI_COL_LONGEST_SHORTAGE_PERIODS, /* * */
    SKI_COL_FIRST_SHORTAGE_PERIOD,    /* * */
    SKI_COL_LOWEST_COVER_DAYS,        /* * */
    SKI_COL_ANY_SHORTAGE,
    SKI_COL_ANY_SHORTAGE_CRITICAL, /* * */
    SKI_COL_ANY_SHORTAGE_OTHER,    /* of those not critical; undefined when there is none */
    SKI_COL_SECURE,                /* * */
    SKI_CHAIN_COLUMNS /* the hhi_<element> follow, undefined where nothing was bought */
};

/* Columns of one demand, in order; they stand at first_demand + demand * SKI_DEMAND_COLUMNS. */
enum {
    SKI_OF_DEMAND_T,
    SKI_OF_SERVED_T,
    SKI_OF_SHORTAGE_T,
    SKI_OF_FILL_RATE,
    SKI_OF_SHORTAGE_PERIODS,
    SKI_OF_LONGEST_SHORTAGE_PERIODS,
    SKI_OF_FIRST_SHORTAGE_PERIOD,
    SKI_OF_LOWEST_COVER_DAYS,
    SKI_OF_ANY_SHORTAGE,
    SKI_DEMAND_COLUMNS
};

/* One column of a row of metrics. */
typedef struct {
    const char *name; /* as in outputs.md: "cost_usd", "fill_rate_critical", "hhi_W" */
    const char *unit; /* for people: "USD", "t", "", "days", "periods" */
    int demand;       /* of one demand; -1: of the whole chain */
    ski_bad_side bad_side;
    bool is_event;    /* 0 or 1: any_shortage and its parts, secure */
    bool is_censored; /* first_shortage_period: T + 1 stands for "not within the horizon" */
    double harmless;  /* what a world without trouble has: 0; 1 for fill rates and secure; T + 1 */
} ski_metric;

/* The purchases of one element from one country: what hhi_<element> is made of. */
typedef struct {
    const char *symbol, *country;
    int block_count;
    const int *blocks;
} ski_purchase;

/* The columns of a scenario's rows: the chain's metrics first, then each demand's. A row goes on
 * after them with what only means are wanted of: the cost lines, USD, then the purchases, t. */
typedef struct {
    int count;
    const ski_metric *metrics; /* [count] */
    int element_count;         /* of hhi columns */
    int first_demand;          /* column */
    int first_cost_line, first_purchase;
    int width; /* of a row */
    int purchase_count;
    const ski_purchase *purchases; /* [purchase_count] by element, then country, as first met */
    const int *element_purchases;  /* [element_count + 1] first purchase of each element */
    ski_arena *arena;
} ski_metric_table;

/* The network is borrowed: it outlives the table. */
sk_status ski_metric_table_build(ski_metric_table **out, const sk_network *network);
void ski_metric_table_free(ski_metric_table *table);

/* The metrics of one demand, whichever it is: there even where a scenario has none. */
extern const ski_metric ski_demand_metrics[SKI_DEMAND_COLUMNS];

/* Column of a metric, -1 when there is none. demand -1: of the whole chain. */
int ski_metric_find(const ski_metric_table *table, const char *name, int demand);

/* What the applied policy itself costs over the horizon, USD discounted, its includes with it; 0
 * without a policy. SK_ERR_MEMORY is the only failure. */
sk_status ski_policy_cost(const sk_network *network, double *usd);

/* Waiting and what is lost of a demand in a period make it *short* when either exceeds
 * SKI_SHORT_SHARE of the period's demand (of the horizon's mean where the period has none). Less is
 * the solver's rounding and counts as no shortage. */
typedef struct {
    double demand_t, shortage_t;
    bool is_short;
} ski_served;
ski_served ski_served_in(const sk_network *network, const ski_layout *layout, const double *values,
                         const double *flows, int demand, int period);

/* Writes rows; made once by each worker: it holds what is worked out once and a work space. */
typedef struct ski_measure ski_measure;
sk_status ski_measure_new(ski_measure **out, const sk_network *network, const ski_layout *layout,
                          const ski_metric_table *table);

/* Writes the row of one world, [table->width]; NaN where a metric is undefined. */
void ski_measure_row(ski_measure *measure, const double *values, const double *flows, double *row);
/* What each demand lacks and is covered for, period by period, as its row counts it: [demand_count
 * * periods] each; cover is NaN in a period without demand. */
void ski_measure_series(ski_measure *measure, const double *values, const double *flows,
                        double *shortage_t, double *cover_days);

/* Adds to a row what the world costs when it is decided with foresight. */
void ski_measure_bound(const ski_measure *measure, const double *values,
                       const double *foresight_flows, double *row);
void ski_measure_free(ski_measure *measure);

#endif
