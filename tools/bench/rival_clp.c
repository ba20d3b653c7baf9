/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patched program → CLP's dual simplex, from CLP's basis of the base optimum. */
#include "measure.h"
#include "rival.h"

#include <coin/Clp_C_Interface.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    bench_rival rival; /* first: a clp is a rival */
    Clp_Simplex *model;
    unsigned char *status; /* [columns, then rows] of the base optimum */
} clp;

/* Column of an entry of the compressed matrix. */
static int column_of(const ski_program *program, int entry) {
    int low = 0, high = program->column_count - 1;
    while (low < high) {
        const int middle = low + (high - low + 1) / 2;
        if (program->column_start[middle] <= entry) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

static double solve(bench_rival *rival, const ski_program *program, const ski_changes *changes) {
    const clp *self = (const clp *)rival;
    Clp_chgColumnLower(self->model, program->lower);
    Clp_chgColumnUpper(self->model, program->upper);
    Clp_chgRowLower(self->model, program->row_lower);
    Clp_chgRowUpper(self->model, program->row_upper);
    if (changes->column_cost_count > 0) {
        Clp_chgObjCoefficients(self->model, program->cost);
    }
    for (int i = 0; i < changes->entry_count; i++) {
        const int entry = changes->entries[i];
        Clp_modifyCoefficient(self->model, program->entry_row[entry], column_of(program, entry),
                              program->entry_value[entry], true);
    }
    Clp_copyinStatus(self->model, self->status);
    return Clp_dual(self->model, 0) == 0 ? Clp_objectiveValue(self->model) : NAN;
}

static void clp_free(bench_rival *rival) {
    clp *self = (clp *)rival;
    Clp_deleteModel(self->model);
    free(self->status);
    free(self);
}

bench_rival *bench_clp_new(const ski_program *base) {
    const size_t size = (size_t)base->row_count + (size_t)base->column_count;
    clp *self = calloc(1, sizeof *self);
    unsigned char *status = malloc(size);
    if (self == NULL || status == NULL) {
        bench_fail("out of memory", NULL);
    }
    self->rival = (bench_rival){.solve = solve, .free = clp_free};
    self->model = Clp_newModel();
    self->status = status;
    Clp_setLogLevel(self->model, 0);
    Clp_loadProblem(self->model, base->column_count, base->row_count, base->column_start,
                    base->entry_row, base->entry_value, base->lower, base->upper, base->cost,
                    base->row_lower, base->row_upper);
    if (Clp_initialSolve(self->model) != 0 || Clp_status(self->model) != 0) {
        bench_fail("CLP finds no optimum of the base", NULL);
    }
    memcpy(status, Clp_statusArray(self->model), size);
    return &self->rival;
}
