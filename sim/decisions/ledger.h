/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger: what was carried out in one world, period by period, and the state it has led the
 * chain to. Every rule writes the same ledger; metrics are measured on its flows alone. */
#ifndef SKI_DECISIONS_LEDGER_H
#define SKI_DECISIONS_LEDGER_H

#include "decisions/case.h"

typedef struct {
    const ski_case *chain; /* borrowed */
    double *flows;         /* [column_count] in the layout of the case's program */
    int periods_done;      /* carried out: the state is that at the end of the last of them */
    double *stock_t;       /* [stocks] */
    double *waiting_t;     /* [demands] */
    int arrival_periods;   /* the horizon and the longest lag after it */
    double *arrivals_t;    /* [nodes * arrival_periods] what reaches each node in each period: from
                              before the start, and of what was carried out */
    ski_solves solves;     /* optima that stand behind it */
    double *work;          /* [2 * nodes] */
} ski_ledger;

/* Room for the worlds of a case; made once by each worker. Free with ski_ledger_free(). */
sk_status ski_ledger_new(ski_ledger **out, const ski_case *chain);
void ski_ledger_free(ski_ledger *ledger);

/* The state before the first period; nothing is carried out yet. */
void ski_ledger_begin(ski_ledger *ledger);

/* Carries out the next period as period `from_period` of the flows [column_count] of a program with
 * the same elements. With the last period of the horizon comes what is credited at its end. */
void ski_ledger_carry_out(ski_ledger *ledger, const ski_program *program, const double *flows,
                          int from_period);

/* Whether mass was kept at every node over the whole horizon, whatever plans it was carried out
 * from (model.md §6). SK_ERR_INTERNAL, with the node, when not. values: of the world. */
sk_status ski_ledger_check(const ski_ledger *ledger, const double *values, sk_error *error);

#endif
