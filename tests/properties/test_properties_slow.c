/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random scenarios: what must hold of any chain, whatever its optimum is. */
#include "support/assert_near.h"
#include "support/random_scenario.h"
#include "support/solved_case.h"

#include <math.h>
#include <stdlib.h>

enum { SEEDS = 60 };

static solved_case solve_seed(unsigned seed, const random_scenario_options *options) {
    char *text = random_scenario(seed, options);
    solved_case at = solve_text(text);
    free(text);
    return at;
}

static double objective_of(unsigned seed, const random_scenario_options *options, double *size) {
    solved_case at = solve_seed(seed, options);
    double lines[SKI_COST_LINES], objective = at.chain->optimum.objective_usd;
    cost_lines_of(&at, lines);
    *size = 0;
    for (int line = 0; line < SKI_COST_LINES; line++) {
        *size += fabs(lines[line]);
    }
    solved_case_free(&at);
    return objective;
}

static double largest_flow(const solved_case *at) {
    double largest = 0;
    for (int i = 0; i < at->chain->program->column_count; i++) {
        largest = fmax(largest, fabs(at->chain->flows[i]));
    }
    return largest;
}

/* Flows of `other` are `factor` times those of `at`. */
static void assert_flows_scaled(const solved_case *at, const solved_case *other, double factor) {
    assert_int_equal(at->chain->program->column_count, other->chain->program->column_count);
    double largest = largest_flow(at);
    for (int i = 0; i < at->chain->program->column_count; i++) {
        assert_near(other->chain->flows[i] / factor, at->chain->flows[i], 1e-7 * largest, 0);
    }
}

static void test_cost_lines__add_up_to_the_objective(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        solved_case at = solve_seed(seed, NULL);
        double lines[SKI_COST_LINES], sum = 0, size = 0;
        cost_lines_of(&at, lines);
        for (int line = 0; line < SKI_COST_LINES; line++) {
            sum += line == SKI_TERMINAL_VALUE ? -lines[line] : lines[line];
            size += fabs(lines[line]);
        }
        assert_near(sum, at.chain->optimum.objective_usd, 1e-12 * size, 0);
        solved_case_free(&at);
    }
}

static void test_mass__is_neither_made_nor_lost_at_any_node(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        solved_case at = solve_seed(seed, NULL);
        const sk_network *network = at.chain->network;
        double *work = calloc((size_t)network->node_count, 2 * sizeof(double));
        assert_true(ski_balance_error(at.chain->program, network->base, at.chain->flows, work,
                                      NULL) <= 1e-9);
        free(work);
        solved_case_free(&at);
    }
}

static void test_money__scaled_by_1000_scales_the_cost_and_no_flow(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        solved_case at = solve_seed(seed, NULL);
        solved_case dear = solve_seed(seed, &(random_scenario_options){.money = 1000});
        assert_near(dear.chain->optimum.objective_usd, 1000 * at.chain->optimum.objective_usd, 0,
                    1e-9);
        assert_flows_scaled(&at, &dear, 1);
        solved_case_free(&at);
        solved_case_free(&dear);
    }
}

static void test_tonnes__scaled_by_100_scale_the_cost_and_every_flow(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        solved_case at = solve_seed(seed, NULL);
        solved_case big = solve_seed(seed, &(random_scenario_options){.tonnes = 100});
        assert_near(big.chain->optimum.objective_usd, 100 * at.chain->optimum.objective_usd, 0,
                    1e-9);
        assert_flows_scaled(&at, &big, 100);
        solved_case_free(&at);
        solved_case_free(&big);
    }
}

static void test_more_capacity__never_raises_the_cost(void **state) {
    (void)state;
    int cheaper = 0;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        random_scenario_options options = {.no_ends = true};
        double size, last = objective_of(seed, &options, &size), first = last;
        for (options.capacity = 1.1; options.capacity < 3; options.capacity *= 1.6) {
            double now = objective_of(seed, &options, &size);
            assert_true(now <= last + 1e-9 * size);
            last = now;
        }
        cheaper += last < first - 1e-6 * size;
    }
    assert_true(cheaper > SEEDS / 2);
}

static void test_a_year__costs_the_same_in_1_4_and_12_periods_where_nothing_links_them(
    void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        random_scenario_options options = {.no_time = true, .period = "year", .periods = 1};
        double size, year = objective_of(seed, &options, &size);
        options.period = "quarter";
        options.periods = 4;
        assert_near(objective_of(seed, &options, &size), year, 1e-9 * size, 0);
        options.period = "month";
        options.periods = 12;
        assert_near(objective_of(seed, &options, &size), year, 1e-9 * size, 0);
    }
}

/* Anything may be thrown away, so one more tonne is never worth less than nothing. */
static void test_a_tonne__is_never_worth_less_than_nothing(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        solved_case at = solve_seed(seed, NULL);
        const ski_program *program = at.chain->program;
        for (int row = 0; row < program->row_count; row++) {
            if (program->rows[row].kind == SKI_ROW_BALANCE) {
                assert_true(at.chain->row_dual[row] >= -1e-3);
            }
        }
        solved_case_free(&at);
    }
}

static void test_generator__every_cost_line_and_every_row_occurs(void **state) {
    (void)state;
    int lines_seen[SKI_COST_LINES] = {0}, rows_seen[SKI_ROW_CREDIT + 1] = {0};
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        solved_case at = solve_seed(seed, NULL);
        double lines[SKI_COST_LINES];
        cost_lines_of(&at, lines);
        for (int line = 0; line < SKI_COST_LINES; line++) {
            lines_seen[line] += fabs(lines[line]) > 1e-6;
        }
        for (int row = 0; row < at.chain->program->row_count; row++) {
            /* That it decides something. */
            rows_seen[at.chain->program->rows[row].kind] += fabs(at.chain->row_dual[row]) > 1e-3;
        }
        solved_case_free(&at);
    }
    for (int line = 0; line < SKI_COST_LINES; line++) {
        assert_true(lines_seen[line] > 0);
    }
    for (int kind = 0; kind <= SKI_ROW_CREDIT; kind++) {
        assert_true(rows_seen[kind] > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cost_lines__add_up_to_the_objective),
        cmocka_unit_test(test_mass__is_neither_made_nor_lost_at_any_node),
        cmocka_unit_test(test_money__scaled_by_1000_scales_the_cost_and_no_flow),
        cmocka_unit_test(test_tonnes__scaled_by_100_scale_the_cost_and_every_flow),
        cmocka_unit_test(test_more_capacity__never_raises_the_cost),
        cmocka_unit_test(
            test_a_year__costs_the_same_in_1_4_and_12_periods_where_nothing_links_them),
        cmocka_unit_test(test_a_tonne__is_never_worth_less_than_nothing),
        cmocka_unit_test(test_generator__every_cost_line_and_every_row_occurs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
