/* SPDX-License-Identifier: GPL-3.0-or-later */
/* optimizer/balance: a tonne from nowhere is found, whatever flow it is in. */
#include "optimizer/certificate.h"
#include "support/assert_near.h"
#include "support/random_scenario.h"
#include "support/solved_case.h"

#include <stdlib.h>

/* Whether a flow moves tonnes to or from a node within the horizon. Between periods a stock only
 * waits. */
static bool moves_mass(ski_column column, int periods) {
    switch (column.kind) {
    case SKI_STOCK:
        return column.period == periods - 1;
    case SKI_BELOW:
    case SKI_SHORT:
    case SKI_WAIT:
    case SKI_EXCESS:
    case SKI_CREDIT:
        return false;
    default:
        return true;
    }
}

static void test_balance__finds_a_tonne_too_many_in_any_flow(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= 10; seed++) {
        char *text = random_scenario(seed, NULL);
        solved_case at = solve_text(text);
        const sk_network *network = at.chain->network;
        double *flows = at.chain->flows;
        double *work = calloc((size_t)network->node_count, 2 * sizeof(double));
        assert_true(ski_balance_error(at.chain->program, network->base, flows, work, NULL) <= 1e-9);
        for (int column = 0; column < at.chain->program->column_count; column++) {
            double right = flows[column];
            flows[column] += 1;
            int node = -1;
            double error = ski_balance_error(at.chain->program, network->base, flows, work, &node);
            ski_column of = ski_column_of(at.chain->program, column);
            if (moves_mass(of, network->periods)) {
                assert_true(error > 1e-5 && node >= 0);
            } else if (of.kind != SKI_STOCK) {
                assert_true(error <= 1e-9);
            }
            flows[column] = right;
        }
        free(work);
        solved_case_free(&at);
        free(text);
    }
}

/* A tonne that decays on the way is no error: 100 t lose a tenth in a year, and 90 are served. */
static void test_balance__counts_decay_and_what_is_thrown_away(void **state) {
    (void)state;
    solved_case at = solve_text(
        "scenario = { name = \"decay\"; start = \"2025-01\"; period = \"year\"; periods = 1;"
        " initial_pipeline = \"empty\"; terminal = \"none\"; };"
        "materials = { oxide = { price_usd_per_t = 10; }; };"
        "places = { works = { country = \"KR\"; }; };"
        "sources = { must = { place = \"works\"; material = \"oxide\"; capacity_tpy = 50;"
        " min_tpy = 40; }; };"
        "stocks = { store = { place = \"works\"; material = \"oxide\"; initial_t = 100;"
        " capacity_t = 100; decay_per_year = 0.1; refill_tpy = 0; }; };"
        "demands = { works = { place = \"works\"; material = \"oxide\"; tpy = 20;"
        " shortage_usd_per_t = 1000; }; };");
    const ski_layout *layout = &at.chain->program->layout;
    double work[2];
    /* 40 t must be bought and 20 are wanted: 20 are thrown away, and the store keeps 90. */
    assert_near(flow_at(&at, layout->buy[0], 0), 40, 1e-12, 0);
    assert_near(served_at(&at, 0, 0), 20, 1e-12, 0);
    assert_near(flow_at(&at, layout->stock[0], 0) + flow_at(&at, layout->stock_discard[0], 0) +
                    flow_at(&at, layout->discard[0], 0),
                110, 1e-12, 0);
    assert_near(at.chain->optimum.objective_usd, 400, 1e-9, 0);
    assert_near(ski_balance_error(at.chain->program, at.chain->network->base, at.chain->flows, work,
                                  NULL),
                0, 1e-15, 0);
    solved_case_free(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_balance__finds_a_tonne_too_many_in_any_flow),
        cmocka_unit_test(test_balance__counts_decay_and_what_is_thrown_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
