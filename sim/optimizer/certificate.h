/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A solver's word → checked or not: primal and dual residuals, gap, boxes and mass balance computed
 * from the program and the network alone (model.md §6). */
#ifndef SKI_OPTIMIZER_CERTIFICATE_H
#define SKI_OPTIMIZER_CERTIFICATE_H

#include "optimizer/program.h"

/* All relative; see certificate.c for what each is relative to. */
typedef struct {
    double primal_residual;       /* of rows and bounds */
    double dual_residual;         /* of reduced costs and duals of rows: sign or complementarity */
    double gap;                   /* primal objective less dual objective */
    double balance_error;         /* the worst node's, over the horizon */
    int box_column;               /* a column that a derived box holds back, or -1 */
    int primal_place, dual_place; /* where the residuals are: a row, or row_count + a column; -1 */
    int balance_node;             /* where the balance error is; -1 */
} ski_certificate;

/* primal: [column_count]; row_dual: [row_count], of the costs with ranks; values: the table the
 * program was patched from; work: [2 * row_count]. */
ski_certificate ski_certify(const ski_program *program, const double *values, const double *primal,
                            const double *row_dual, double *work);

/* Whether all of it is within SKI_CERTIFICATE_TOL and SKI_BALANCE_TOL, and no box holds back. */
bool ski_certificate_holds(const ski_certificate *certificate);

/* Mass balance from the flows, the network and what the program starts with alone: initial + in =
 * out + decay + discarded + final at every node over the horizon. The largest relative error, and
 * its node (may be NULL). work: [2
 * * node_count]. */
double ski_balance_error(const ski_program *program, const double *values, const double *flows,
                         double *work, int *node);

/* What residuals of next to nothing are measured against ("one tonne", "one dollar"), `largest`
 * being the largest flow or cost of the program. */
double ski_least_scale(double largest);

#endif
