/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean flows over a span → the origins of what leaves each pool.
 *
 * A node of the network is a pool: what leaves it has the origins of what came in, in proportion
 * (input-output accounting's proportional mixing). Shares of origins therefore solve a linear
 * system over the lanes between pools, here by repeated sweeps. Lead times are left out: a span is
 * long beside them, and what was under way before it counts as stock. */
#ifndef SKI_STUDY_FIGURES_MIXING_H
#define SKI_STUDY_FIGURES_MIXING_H

#include "study/figures.h"

/* What a pool gives to: an input of a process, or a demand with its own material or another. */
typedef struct {
    ski_end end;
    int node;
    int first_column; /* of the flow, by period */
    double amount;    /* t per unit of it */
} ski_outlet;

/* The mixing of a span. Origins: countries, then stocks and returns, then processes. */
typedef struct {
    const sk_network *network;
    const ski_layout *layout;
    const double *flows; /* mean, in the case's layout */
    ski_flows *out;
    int *block_countries; /* [blocks] */
    int origin_count, outlet_count;
    ski_outlet *outlets;
    double *outlet_t;     /* [outlets] taken over the span */
    double *in_t, *out_t; /* [nodes] over the span */
    double *direct_t;     /* [nodes * origins] what origins bring */
    double *share, *next; /* [nodes * origins] */
    double *lane_t;       /* [lanes] arriving */
    double *total_t;      /* [origins * outlets] over the horizon */
} ski_mixing;

/* What is kept goes into `kept`, the rest into `work`. */
sk_status ski_mixing_prepare(ski_mixing *of, const sk_run *run, ski_flows *out, ski_arena *kept,
                             ski_arena *work);

/* Finds the shares of origins in every pool over a span. */
void ski_mix(ski_mixing *of, ski_span span);

/* What an outlet took from an origin over the span mixed last, t. */
double ski_mixed_t(const ski_mixing *of, int origin, int outlet);

/* Sum of a flow's periods over a span; first: its first column. */
double ski_flow_in(const ski_mixing *of, int first, ski_span span);

#endif
