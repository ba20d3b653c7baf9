/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A basis kept apart from the solver that found it. */
#include "base/memory.h"
#include "optimizer/solver.h"

#include <stdlib.h>

sk_status ski_basis_new(ski_basis **out, int row_count, int column_count) {
    sk_status st = SK_OK;
    ski_basis *basis = ski_alloc(1, sizeof *basis);
    SK_CHECK_MEMORY(basis);
    basis->row_count = row_count;
    basis->column_count = column_count;
    basis->status = ski_alloc(row_count + column_count, 1);
    SK_CHECK_MEMORY(basis->status);
    *out = basis;
    basis = NULL;
done:
    ski_basis_free(basis);
    return st;
}

void ski_basis_free(ski_basis *basis) {
    if (basis != NULL) {
        free(basis->status);
        free(basis);
    }
}
