/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One target: what was found so far → which runs of the chain to ask for next. First every outage;
 * then, side by side, by bisection: the longest outage survived, and the least stocks that ride the
 * longest outage out. It asks the same whatever else is asked meanwhile. */
#ifndef SKI_STUDY_STRESS_SEARCH_H
#define SKI_STUDY_STRESS_SEARCH_H

#include "study/stress.h"

/* What a run came to: numbers at these places, then SKI_STRESS_OF_DEMAND of each demand. */
enum {
    SKI_STRESS_COST_USD,
    SKI_STRESS_SPEND_USD,
    SKI_STRESS_SHORTAGE_T,
    SKI_STRESS_CRITICAL_T,
    SKI_STRESS_BELOW, /* the last period, from 1, in which a watched demand is not recovered; 0 */
    SKI_STRESS_IS_SHORT, /* 1: some watched demand is short in some period */
    SKI_STRESS_DEMANDS
};
enum {
    SKI_STRESS_DEMAND_T,       /* short */
    SKI_STRESS_DEMAND_PERIODS, /* short */
    SKI_STRESS_RESERVE_T,      /* drawn from its reserve */
    SKI_STRESS_OF_DEMAND
};

static inline double ski_stress_of(const double *outcome, int demand, int place) {
    return outcome[SKI_STRESS_DEMANDS + demand * SKI_STRESS_OF_DEMAND + place];
}

/* A run asked for. */
typedef struct {
    int target;
    double days;
    const double *reserve_t; /* [reserves] with these beside the watched demands; NULL: none */
} ski_stress_ask;

typedef enum {
    SKI_STOCK_OPEN,   /* the outages are not known yet */
    SKI_STOCK_SIZE,   /* with more than enough: what is drawn */
    SKI_STOCK_VERIFY, /* with that, and with less of each */
    SKI_STOCK_BISECT, /* where that does not hold at once: one after the other */
    SKI_STOCK_DONE
} ski_stock_phase;

typedef struct {
    const ski_stress *stress;
    int target;
    char *failure;        /* NULL: none */
    double **outages;     /* [outage_count] outcomes; NULL: not known yet */
    bool has_outages;     /* all of them are known */
    bool survives;        /* the horizon */
    int whole, not_whole; /* days: the longest known to be survived, the shortest known not to be;
                             -1: none */
    int horizon;          /* days */
    ski_stock_phase phase;
    double stock_days;
    int reserve_count;
    const int *reserve_of; /* [reserve_count] demands */
    double *now_t;         /* [reserve_count] known to be enough, together */
    double *tried_t;       /* [reserve_count] asked for */
    double *less_t;        /* [reserve_count] the same less SKI_STOCK_TOL */
    bool *verified;        /* [reserve_count] */
    bool is_enough;        /* of SKI_STOCK_VERIFY: tried_t is */
    int at;                /* of SKI_STOCK_BISECT: the reserve at hand */
    double too_little_t;   /* of it; < 0: not even none was tried */
    ski_stress_ask *asks;  /* [asks_most] asked for and not told yet */
    int ask_count;
} ski_stress_search;

/* reserve_of: outlives the search. Its memory is the arena's, but for failure (free). */
sk_status ski_stress_search_begin(ski_stress_search *search, const ski_stress *stress, int target,
                                  const int *reserve_of, int reserve_count, ski_arena *arena);

/* Fills asks and ask_count; none: it is done. */
void ski_stress_search_ask(ski_stress_search *search);

/* Tells what ask `index`, in order, came to; NULL: it failed, why. The outcome [width] is borrowed
 * for as long as the search lives. SK_ERR_MEMORY. */
sk_status ski_stress_search_tell(ski_stress_search *search, int index, double *outcome,
                                 const char *failure);

#endif
