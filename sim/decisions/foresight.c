/* SPDX-License-Identifier: GPL-3.0-or-later */
/* World → patch of a private program → verified optimum, from the case's basis → the ledger. */
#include "decisions/foresight.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    ski_rule rule; /* first: a foresight is a rule */
    const ski_case *chain;
    ski_program *program;
    ski_solver *solver;
    ski_changes *changes;
    double *flows;           /* [column_count] of the world's optimum */
    double *row_dual, *work; /* [row_count], [2 * row_count] */
} foresight;

/* Whether the world is the base in every number. */
static bool is_base(const ski_case *chain, const ski_world *world) {
    const sk_network *network = chain->network;
    const int *touched = ski_touched(chain->uncertainty);
    for (int i = 0; i < ski_touched_count(chain->uncertainty); i++) {
        for (int period = 0; period < network->periods; period++) {
            if (ski_value(network, world->values, touched[i], period) !=
                ski_value(network, network->base, touched[i], period)) {
                return false;
            }
        }
    }
    return true;
}

static bool costs_moved(const foresight *self) {
    const ski_program *base = self->chain->program;
    return memcmp(self->program->cost, base->cost, (size_t)base->column_count * sizeof(double)) !=
           0;
}

static sk_status solve(foresight *self, const ski_world *world, ski_optimum *optimum,
                       sk_error *error) {
    const ski_case *chain = self->chain;
    self->rule.program = NULL;
    sk_status patched =
        ski_program_patch(self->program, world->values, ski_touched(chain->uncertainty),
                          ski_touched_count(chain->uncertainty), self->changes, error);
    /* Also after a failed patch, so that program and solver stay alike. */
    sk_status st = ski_solver_patch(self->solver, self->changes, error);
    if (patched != SK_OK || st != SK_OK) {
        return patched != SK_OK ? patched : st;
    }
    self->rule.program = self->program;
    return ski_optimum_find(self->solver, self->program, world->values, SKI_WARM, chain->basis,
                            costs_moved(self), self->flows, self->row_dual, self->work, optimum,
                            error);
}

/* The plan is made before the first period. */
static sk_status decide(ski_rule *rule, const ski_world *world, ski_ledger *ledger,
                        sk_error *error) {
    sk_status st = SK_OK;
    foresight *self = (foresight *)rule;
    const ski_case *chain = self->chain;
    if (ledger->periods_done == 0) {
        ski_optimum optimum = chain->optimum;
        if (is_base(chain, world)) {
            optimum.method = SKI_WARM; /* where it starts is where it ends */
            memcpy(self->flows, chain->flows,
                   (size_t)chain->program->column_count * sizeof(double));
        } else {
            SK_TRY(solve(self, world, &optimum, error));
        }
        ski_solves_add(&ledger->solves, &optimum);
    }
    ski_ledger_carry_out(ledger, chain->program, self->flows, ledger->periods_done);
done:
    return st;
}

static void foresight_free(ski_rule *rule) {
    foresight *self = (foresight *)rule;
    ski_solver_free(self->solver);
    ski_changes_free(self->changes);
    ski_program_free(self->program);
    free(self->flows);
    free(self->row_dual);
    free(self->work);
    free(self);
}

sk_status ski_foresight_new(ski_rule **out, const ski_case *chain, sk_error *error) {
    sk_status st = SK_OK;
    const ski_program *program = chain->program;
    foresight *self = ski_alloc(1, sizeof *self);
    SK_CHECK_MEMORY(self);
    self->rule = (ski_rule){.decide = decide, .free = foresight_free};
    self->chain = chain;
    SK_TRY(ski_program_copy(&self->program, program));
    SK_TRY(ski_changes_new(&self->changes, program));
    SK_CHECK_MEMORY(self->flows = ski_alloc(program->column_count, sizeof(double)));
    SK_CHECK_MEMORY(self->row_dual = ski_alloc(program->row_count, sizeof(double)));
    SK_CHECK_MEMORY(self->work = ski_alloc(program->row_count, 2 * sizeof(double)));
    SK_TRY(ski_solver_new(&self->solver, self->program, error));
    *out = &self->rule;
    self = NULL;
done:
    ski_rule_free(self == NULL ? NULL : &self->rule);
    return st;
}
