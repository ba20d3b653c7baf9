/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Program → lists with room for all that a patch may change in it. */
#include "optimizer/program_parts.h"

#include <stdlib.h>

sk_status ski_changes_new(ski_changes **out, const ski_program *program) {
    sk_status st = SK_OK;
    ski_changes *changes = ski_alloc(1, sizeof *changes);
    SK_CHECK_MEMORY(changes);
    changes->column_bounds = ski_alloc(program->column_count, sizeof(int));
    SK_CHECK_MEMORY(changes->column_bounds);
    changes->column_costs = ski_alloc(program->column_count, sizeof(int));
    SK_CHECK_MEMORY(changes->column_costs);
    changes->rows = ski_alloc(program->row_count, sizeof(int));
    SK_CHECK_MEMORY(changes->rows);
    changes->entries = ski_alloc(program->patches->moving_count, sizeof(int));
    SK_CHECK_MEMORY(changes->entries);
    *out = changes;
    changes = NULL;
done:
    ski_changes_free(changes);
    return st;
}

void ski_changes_free(ski_changes *changes) {
    if (changes == NULL) {
        return;
    }
    free(changes->column_bounds);
    free(changes->column_costs);
    free(changes->rows);
    free(changes->entries);
    free(changes);
}
