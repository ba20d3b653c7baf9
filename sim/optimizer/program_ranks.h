/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that rank ties share: who may go short, and the ranks in the making. */
#ifndef SKI_OPTIMIZER_PROGRAM_RANKS_H
#define SKI_OPTIMIZER_PROGRAM_RANKS_H

#include "base/tolerances.h"
#include "optimizer/program_parts.h"

/* A demand and its tier, as something to be served. */
typedef struct {
    int demand, tier;
    bool critical;
    double usd_per_t; /* mean shortage value over the horizon */
} ski_claim;

typedef struct {
    const ski_program *program;
    ski_rank_level level;
    double largest_usd_per_t, unit_usd_per_t;
    int claim_count;
    ski_claim *claims;   /* last to be served first */
    int *flow_rank;      /* [column_count] in steps of flows */
    int *flow_rank_most; /* [column_count] the largest at the node a flow goes to */
    double weight;
    double *usd_per_t; /* [claim_count] work space */
} ski_ranking;

/* Units of a shortage, by the claim's place (0: last to be served). */
double ski_rank_units(const ski_ranking *of, int place, int period);

/* What flows and waits of neighbouring ranks differ by, USD per tonne. */
static inline double ski_flow_step(const ski_ranking *of) {
    return of->unit_usd_per_t * (SKI_FLOW_RANK_STEP / SKI_RANK_STEP);
}

/* program_rank_room.c: whether the program's ranks keep within their bounds. flows: of the base
 * optimum, or NULL. */
bool ski_ranks_have_room(const ski_ranking *of, const double *flows);

#endif
