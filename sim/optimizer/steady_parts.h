/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files share that turn a steady optimum into a network's beginning and end. */
#ifndef SKI_OPTIMIZER_STEADY_PARTS_H
#define SKI_OPTIMIZER_STEADY_PARTS_H

#include "optimizer/program.h"
#include "optimizer/solver.h"

/* A steady network with its optimum. */
typedef struct {
    sk_network *network; /* NULL: nothing was solved */
    ski_program *program;
    ski_solver *solver;
    ski_basis *basis; /* of the optimum */
    double *flows;    /* [column_count] */
    double *row_dual; /* [row_count] without ranks */
    double *work;     /* [2 * row_count] */
} ski_steady;

/* --- steady_pipeline.c --- */

/* Fills the arrivals of `network` with what was under way in `origin`, whose steady optimum is
 * `pipeline`, but for routes whose in_transit_tpy the network's own policy changes; and what that
 * adds is priced. origin: the network before the policy, or `network` itself. */
sk_status ski_steady_arrivals(sk_network *network, const sk_network *origin,
                              const ski_steady *pipeline);

/* --- steady_values.c --- */

/* Fills the terminal values of `network`, whose terminal_start_t is there, with the marginal values
 * at `value`, the steady optimum of `origin` with its demands cut. */
sk_status ski_steady_values(sk_network *network, const sk_network *origin, ski_steady *value,
                            sk_error *error);

#endif
