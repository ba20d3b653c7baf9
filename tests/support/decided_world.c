/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Case and rule → worlds decided. */
#include "support/decided_world.h"

#include "support/allocation.h"
#include "support/assert_near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

decider decider_of(const ski_case *chain, ski_rule_kind kind) {
    decider made = {.chain = chain};
    assert_int_equal(ski_rule_new(&made.rule, kind, chain, NULL), SK_OK);
    assert_int_equal(ski_ledger_new(&made.ledger, chain), SK_OK);
    assert_int_equal(ski_world_new(&made.world, chain->uncertainty), SK_OK);
    return made;
}

void decider_free(decider *made) {
    ski_rule_free(made->rule);
    ski_ledger_free(made->ledger);
    ski_world_free(made->world);
}

double cost_in_world(const ski_case *chain, const ski_world *world, const double *flows) {
    double lines[SKI_COST_LINES];
    ski_cost_lines(chain->network, &chain->program->layout, world->values, flows, lines);
    double cost = -lines[SKI_TERMINAL_VALUE];
    for (int line = 0; line < SKI_TERMINAL_VALUE; line++) {
        cost += lines[line];
    }
    return cost;
}

double decide_again(decider *made) {
    sk_error *error = sk_error_new();
    sk_status st = ski_rule_run(made->rule, made->world, made->ledger, error);
    for (int i = 0; i < sk_error_kept(error); i++) {
        fprintf(stderr, "%s\n", sk_error_text(error, i));
    }
    sk_error_free(error);
    assert_int_equal(st, SK_OK);
    return cost_in_world(made->chain, made->world, made->ledger->flows);
}

double decide_world(decider *made, int number) {
    const ski_recipe recipe = ski_recipe_of_world((uint32_t)number);
    assert_int_equal(ski_world_draw(made->chain->uncertainty, 1, &recipe, made->world), SK_OK);
    return decide_again(made);
}

void expect_independent_worlds(const ski_case *chain, ski_rule_kind kind, int count) {
    decider made = decider_of(chain, kind), other = decider_of(chain, kind);
    size_t columns = (size_t)chain->program->column_count, bytes = columns * sizeof(double);
    double *first = calloc((size_t)count, bytes);
    for (int number = 0; number < count; number++) {
        decide_world(&made, number);
        memcpy(first + (size_t)number * columns, made.ledger->flows, bytes);
    }
    for (int i = 0; i < 3 * count; i++) {
        int number = (i * 7 + i / count) % count;
        decide_world(&made, number);
        assert_memory_equal(made.ledger->flows, first + (size_t)number * columns, bytes);
    }
    for (int number = count - 1; number >= 0; number--) {
        decide_world(&other, number);
        assert_memory_equal(other.ledger->flows, first + (size_t)number * columns, bytes);
    }
    free(first);
    decider_free(&made);
    decider_free(&other);
}

void expect_no_allocation(const ski_case *chain, ski_rule_kind kind, int count) {
    decider made = decider_of(chain, kind);
    int struck = 0;
    for (uint32_t number = 0; number < (uint32_t)count; number++) {
        const ski_recipe recipe = ski_recipe_of_world(number);
        assert_int_equal(ski_world_draw(chain->uncertainty, 1, &recipe, made.world), SK_OK);
        struck += made.world->event_count > 0;
        fail_allocation(1);
        sk_status st = ski_rule_run(made.rule, made.world, made.ledger, NULL);
        bool asked = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, SK_OK);
        assert_false(asked);
    }
    assert_true(struck > 0);
    decider_free(&made);
}
