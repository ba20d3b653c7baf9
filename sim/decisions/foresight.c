/* SPDX-License-Identifier: GPL-3.0-or-later */
/* World → patch of a private program → verified optimum, from the case's basis. */
#include "decisions/foresight.h"

#include <stdlib.h>
#include <string.h>

struct ski_foresight {
    const ski_case *chain;
    ski_program *program;
    ski_solver *solver;
    ski_changes *changes;
    double *row_dual, *work; /* [row_count], [2 * row_count] */
};

sk_status ski_foresight_new(ski_foresight **out, const ski_case *chain, sk_error *error) {
    sk_status st = SK_OK;
    ski_foresight *rule = ski_alloc(1, sizeof *rule);
    SK_CHECK_MEMORY(rule);
    rule->chain = chain;
    SK_TRY(ski_program_copy(&rule->program, chain->program));
    SK_TRY(ski_changes_new(&rule->changes, chain->program));
    rule->row_dual = ski_alloc(chain->program->row_count, sizeof(double));
    SK_CHECK_MEMORY(rule->row_dual);
    rule->work = ski_alloc(chain->program->row_count, 2 * sizeof(double));
    SK_CHECK_MEMORY(rule->work);
    SK_TRY(ski_solver_new(&rule->solver, rule->program, error));
    *out = rule;
    rule = NULL;
done:
    ski_foresight_free(rule);
    return st;
}

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

static bool costs_moved(const ski_foresight *rule) {
    const ski_program *base = rule->chain->program;
    return memcmp(rule->program->cost, base->cost, (size_t)base->column_count * sizeof(double)) !=
           0;
}

sk_status ski_foresight_decide(ski_foresight *rule, const ski_world *world, double *flows,
                               ski_optimum *optimum, sk_error *error) {
    const ski_case *chain = rule->chain;
    if (is_base(chain, world)) {
        memcpy(flows, chain->flows, (size_t)chain->program->column_count * sizeof(double));
        *optimum = chain->optimum;
        return SK_OK;
    }
    sk_status patched =
        ski_program_patch(rule->program, world->values, ski_touched(chain->uncertainty),
                          ski_touched_count(chain->uncertainty), rule->changes, error);
    /* Also after a failed patch, so that program and solver stay alike. */
    sk_status st = ski_solver_patch(rule->solver, rule->changes, error);
    if (patched != SK_OK || st != SK_OK) {
        return patched != SK_OK ? patched : st;
    }
    return ski_optimum_find(rule->solver, rule->program, world->values, chain->basis,
                            costs_moved(rule), flows, rule->row_dual, rule->work, optimum, error);
}

void ski_foresight_free(ski_foresight *rule) {
    if (rule == NULL) {
        return;
    }
    ski_solver_free(rule->solver);
    ski_changes_free(rule->changes);
    ski_program_free(rule->program);
    free(rule->row_dual);
    free(rule->work);
    free(rule);
}
