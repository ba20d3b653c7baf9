/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case: a scenario after its overrides, with all that its samples share: network, causes, program
 * template, and the verified base optimum with its basis, from which every sample's solve starts.
 * Const once built, shared by workers. */
#ifndef SKI_DECISIONS_CASE_H
#define SKI_DECISIONS_CASE_H

#include "optimizer/optimum.h"
#include "uncertainty/world.h"

typedef struct ski_case ski_case;
struct ski_case {
    const sk_scenario *scenario; /* borrowed */
    sk_network *network;
    ski_uncertainty *uncertainty; /* NULL in a window */
    ski_program *program;
    ski_basis *basis; /* of the base optimum */
    double *flows;    /* [column_count] base optimum */
    double *row_dual; /* [row_count] of the true costs: without tie-breaking ranks */
    ski_optimum optimum;
    /* The same over the first lookahead periods, what windows are made from; NULL until
     * ski_case_open_window(). */
    ski_case *window;
};

/* Free with ski_case_free(). watch: asked whether to stop, may be NULL. SK_ERR_INTERNAL: the base
 * program has no verified optimum. SK_ERR_STOPPED: as watch asked. */
sk_status ski_case_build(ski_case **out, const sk_scenario *scenario, const sk_watch *watch,
                         sk_error *error);

/* Makes the window that the rolling rule needs, of a scenario whose decisions are rolling. Statuses
 * as above. */
sk_status ski_case_open_window(ski_case *chain, const sk_watch *watch, sk_error *error);
void ski_case_free(ski_case *chain);

/* A case for the rolling rule that differs from `chain`, which has a window, in its first stocks
 * alone: initial_t[stocks]. It borrows all else. Free with ski_case_free_varied(). */
sk_status ski_case_vary_stocks(ski_case **out, const ski_case *chain, const double *initial_t);
void ski_case_free_varied(ski_case *varied);

#endif
