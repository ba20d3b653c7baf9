/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flows over a span → the origins of what leaves each pool.
 *
 * A node of the network is a pool: what leaves it has the origins of what came in, in proportion
 * (input-output accounting's proportional mixing). Shares of origins therefore solve a linear
 * system over the lanes between pools, and over processes where those pass origins on, here by
 * repeated sweeps. Lead times are left out: a span is long beside them, and what was under way
 * before it counts as stock. */
#ifndef SKI_STUDY_MIXING_H
#define SKI_STUDY_MIXING_H

#include "optimizer/program.h"

/* A run of periods. */
typedef struct {
    int first, count;
} ski_span;

/* Where a flow begins or ends. A country is a number among those of the mixing. */
typedef enum {
    SKI_END_COUNTRY,
    SKI_END_STOCKS,  /* held or under way at the start of the span */
    SKI_END_RETURNS, /* come back from demands */
    SKI_END_PROCESS,
    SKI_END_DEMAND
} ski_end_kind;

typedef struct {
    ski_end_kind kind;
    int element;
} ski_end;

/* What an origin is, and with it their numbers. */
typedef enum {
    /* Who gave it last: the countries of sources, then stocks, returns, and each process. */
    SKI_MIX_MADE,
    /* Where it entered the chain, through every process: for each country what its sources sell,
     * then for each country what came back there, then stocks. */
    SKI_MIX_EXTRACTED,
    /* The country of the last process it went through, else as above. What came back stays told
     * apart. */
    SKI_MIX_PROCESSED
} ski_mix_kind;

/* What a pool gives to: an input of a process, or a demand with its own material or another. */
typedef struct {
    ski_end end;
    int node;
    int first_column; /* of the flow, by period */
    double amount;    /* t per unit of it */
} ski_outlet;

/* The mixing of a span. */
typedef struct {
    const sk_network *network;
    const ski_layout *layout;
    const double *flows; /* in the layout */
    ski_mix_kind kind;
    int country_count;
    const char **countries; /* [country_count] as first met: of sources, then of returns and
                               processes where those have one */
    int *block_countries;   /* [blocks] */
    int *return_countries, *process_countries; /* [demands], [processes]; not under MADE */
    int origin_count, outlet_count;
    ski_outlet *outlets;
    double *outlet_t;     /* [outlets] taken over the span */
    double *in_t, *out_t; /* [nodes] over the span */
    double *direct_t;     /* [nodes * origins] what origins bring */
    double *share, *next; /* [nodes * origins] */
    double *lane_t;       /* [lanes] arriving */
    double *units;        /* [processes] throughput times yield */
} ski_mixing;

/* All of it in `arena`; the rest is borrowed. */
sk_status ski_mixing_prepare(ski_mixing *of, const sk_network *network, const ski_layout *layout,
                             const double *flows, ski_mix_kind kind, ski_arena *arena);

/* Finds the shares of origins in every pool over a span. Where sweeps end before the last of a
 * long circulation is told, shares of a pool add up to less than 1. */
void ski_mix(ski_mixing *of, ski_span span);

/* What an outlet took from an origin over the span mixed last, t. */
double ski_mixed_t(const ski_mixing *of, int origin, int outlet);

/* Sum of a flow's periods over a span; first: its first column. */
double ski_flow_in(const ski_mixing *of, int first, ski_span span);

#endif
