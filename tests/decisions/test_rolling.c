/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decisions/rolling: what an operator who cannot see the future makes of a world. */
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/decided_world.h"
#include "support/random_scenario.h"
#include "support/solved_case.h"
#include "support/solver_limit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORLDS = 5 };

/* Every kind of cause on any scenario: two of the five factor processes that surprise, and outages
 * of known and of unknown length. */
static const char causes[] =
    "factors = {"
    " market = { process = \"mean_reverting\"; sd_per_year = 0.4; half_life_days = 90;"
    " targets = [\"materials.ore.price_usd_per_t\", \"routes.*.cost_usd_per_t\"]; };"
    " plants = { process = \"iid\"; value = { dist = \"uniform\"; min = 0.8; max = 1.05; };"
    " targets = [\"processes.*.yield\"]; };"
    " wants = { process = \"random_walk\"; sd_per_year = 0.3;"
    " targets = [\"demands.*.tpy\", \"demands.*.shortage_usd_per_t\"]; }; };"
    "disruptions = { strike = { rate_per_year = 2; recovery_days = 20;"
    " duration_days = { dist = \"exponential\"; mean = 40; };"
    " effects = ( { target = \"sources.*.capacity_tpy\"; factor = 0; },"
    " { target = \"processes.*.yield\"; factor = { dist = \"uniform\"; min = 0.5; max = 0.9; };"
    " until_days = 30; } ); };"
    " closure = { rate_per_year = 1; duration_days = 45;"
    " effects = ( { target = \"routes.*.capacity_tpy\"; factor = 0; },"
    " { target = \"demands.*.tpy\"; factor = 1.3; from_days = 20; } ); }; };";

/* A random chain with causes and a lookahead; free with free(). */
static char *text_of(unsigned seed, int lookahead, const char *with) {
    char *chain = random_scenario(seed, NULL);
    const size_t size = strlen(chain) + strlen(with) + 80;
    char *text = malloc(size);
    snprintf(text, size, "%s%ssimulation = { lookahead_periods = %d; };", chain, with, lookahead);
    free(chain);
    return text;
}

static solved_case case_of(unsigned seed, int lookahead, const char *with) {
    char *text = text_of(seed, lookahead, with);
    solved_case at = solve_text(text);
    free(text);
    return at;
}

static double plan_usd(const ski_case *chain) {
    return chain->optimum.objective_usd;
}

static void assert_same_cost(double actual_usd, double expected_usd) {
    assert_near(actual_usd, expected_usd, 1e-3, 1e-7);
}

static void test_window__over_a_horizon_without_chance_gives_the_plan(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= 30; seed++) {
        solved_case at = case_of(seed, 1200, "");
        decider made = decider_of(at.chain, SKI_ROLLING);
        assert_same_cost(decide_world(&made, 0), plan_usd(at.chain));
        decider_free(&made);
        solved_case_free(&at);
    }
}

/* A tonne a month at a price of 100, 100, 200 and 200; two can be bought in a month, and a tonne is
 * kept for 10 a month. */
static double price_rise_usd(int lookahead) {
    char text[2048];
    snprintf(text, sizeof text,
             "scenario = { name = \"rise\"; start = \"2025-01\"; periods = 4;"
             " initial_pipeline = \"empty\"; terminal = \"none\"; };"
             "materials = { m = { price_usd_per_t = { steps = ( (\"2025-01\", 100.0),"
             " (\"2025-03\", 200.0) ); }; }; };"
             "places = { town = { country = \"KR\"; }; };"
             "sources = { spot = { place = \"town\"; material = \"m\"; capacity_tpy = 24.0; }; };"
             "stocks = { k = { place = \"town\"; material = \"m\"; holding_usd_per_t_year = 120.0;"
             " }; };"
             "demands = { d = { place = \"town\"; material = \"m\"; tpy = 12.0;"
             " shortage_usd_per_t = 9000.0; }; };"
             "simulation = { lookahead_periods = %d; };",
             lookahead);
    solved_case at = solve_text(text);
    decider made = decider_of(at.chain, SKI_ROLLING);
    double usd = decide_world(&made, 0);
    decider_free(&made);
    solved_case_free(&at);
    return usd;
}

/* Bought are 1, 1, 1, 1; seeing the next month or two 1, 2, 0, 1; seeing all 2, 2, 0, 0. */
static void test_window__that_sees_further_comes_nearer_to_foresight(void **state) {
    (void)state;
    assert_near(price_rise_usd(1), 100 + 100 + 200 + 200, 1e-6, 0);
    assert_near(price_rise_usd(2), 100 + 200 + 200 + 10, 1e-6, 0);
    assert_near(price_rise_usd(3), 100 + 200 + 200 + 10, 1e-6, 0);
    assert_near(price_rise_usd(4), 200 + 200 + 10 + 20 + 10, 1e-6, 0);
}

/* Largest primal residual of a path in the program over the whole horizon, and what that program
 * costs with the path fixed in it. */
static double residual_of_path(const ski_case *chain, const ski_world *world, const double *flows,
                               double *fixed_usd) {
    ski_program *program = NULL;
    ski_changes *changes = NULL;
    ski_solver *solver = NULL;
    ski_optimum optimum;
    assert_int_equal(ski_program_copy(&program, chain->program), SK_OK);
    assert_int_equal(ski_changes_new(&changes, program), SK_OK);
    assert_int_equal(ski_program_patch(program, world->values, ski_touched(chain->uncertainty),
                                       ski_touched_count(chain->uncertainty), changes, NULL),
                     SK_OK);
    double *work = calloc((size_t)program->row_count, 3 * sizeof *work);
    double *primal = calloc((size_t)program->column_count, sizeof *primal);
    double residual =
        ski_certify(program, world->values, flows, work + 2 * program->row_count, work)
            .primal_residual;
    for (int column = 0; column < program->column_count; column++) {
        program->lower[column] = program->upper[column] = flows[column];
        program->boxed[column] = false;
    }
    assert_int_equal(ski_solver_new(&solver, program, NULL), SK_OK);
    assert_int_equal(ski_optimum_find(solver, program, world->values, SKI_COLD, NULL, true, primal,
                                      work + 2 * program->row_count, work, &optimum, NULL),
                     SK_OK);
    *fixed_usd = optimum.objective_usd;
    ski_solver_free(solver);
    ski_changes_free(changes);
    ski_program_free(program);
    free(work);
    free(primal);
    return residual;
}

static void test_path__is_feasible_with_foresight_and_never_cheaper(void **state) {
    (void)state;
    double gaps_usd = 0;
    for (unsigned seed = 1; seed <= 40; seed++) {
        solved_case at = case_of(seed, 1 + (int)seed % 7, causes);
        decider rolling = decider_of(at.chain, SKI_ROLLING);
        decider foresight = decider_of(at.chain, SKI_FORESIGHT);
        for (int number = 0; number < WORLDS; number++) {
            double usd = decide_world(&rolling, number), fixed_usd = 0;
            double bound_usd = decide_world(&foresight, number);
            assert_true(usd >= bound_usd - 1e-3 - 1e-7 * fabs(bound_usd));
            gaps_usd += usd - bound_usd;
            assert_true(residual_of_path(at.chain, rolling.world, rolling.ledger->flows,
                                         &fixed_usd) <= 1e-7);
            assert_same_cost(fixed_usd, usd);
        }
        decider_free(&rolling);
        decider_free(&foresight);
        solved_case_free(&at);
    }
    assert_true(gaps_usd > 0);
}

/* `world` as it is, but with another future after the period `now`: other numbers and paths, what
 * is on lasts otherwise, and what was to strike does not. */
static void change_future(const ski_case *chain, ski_world *world, const ski_world *other,
                          int now) {
    const sk_network *network = chain->network;
    const int periods = network->periods;
    int kept = 0;
    for (int quantity = 0; quantity < network->quantity_count; quantity++) {
        for (int period = now + 1; period < periods; period++) {
            world->values[quantity * periods + period] = other->values[quantity * periods + period];
        }
    }
    for (int factor = 0; factor < chain->scenario->factor_count; factor++) {
        for (int period = now + 1; period < periods; period++) {
            world->factor_paths[factor * periods + period] *= 1.5;
        }
    }
    for (int i = 0; i < world->event_count; i++) {
        ski_event event = world->events[i];
        const bool announced =
            chain->scenario->disruptions[event.disruption].duration_days.kind == SKI_DIST_CONSTANT;
        if (event.start < now + 1) {
            if (event.end > now + 1 && !announced) {
                event.end += 2.5;
                event.recovered += 2.5;
            }
            world->events[kept++] = event;
        }
    }
    world->event_count = kept;
}

static void assert_same_until(const ski_case *chain, const double *a, const double *b, int now) {
    const ski_layout *layout = &chain->program->layout;
    for (int group = 0; group < layout->group_count; group++) {
        const int first = group * layout->periods;
        assert_memory_equal(a + first, b + first, (size_t)(now + 1) * sizeof *a);
    }
}

static void test_decisions__until_a_period_do_not_know_what_comes_after_it(void **state) {
    (void)state;
    bool differed = false;
    for (unsigned seed = 1; seed <= 20; seed++) {
        solved_case at = case_of(seed, 5, causes);
        decider made = decider_of(at.chain, SKI_ROLLING), other = decider_of(at.chain, SKI_ROLLING);
        const int periods = at.chain->network->periods;
        for (int now = 0; now < periods; now += 2) {
            decide_world(&other, 100 + now);
            ski_world *future = other.world;
            decide_world(&made, now);
            const size_t bytes = (size_t)at.chain->program->column_count * sizeof(double);
            double *known = malloc(bytes);
            memcpy(known, made.ledger->flows, bytes);
            change_future(at.chain, made.world, future, now);
            decide_again(&made);
            assert_same_until(at.chain, known, made.ledger->flows, now);
            differed = differed || memcmp(known, made.ledger->flows, bytes) != 0;
            free(known);
        }
        decider_free(&made);
        decider_free(&other);
        solved_case_free(&at);
    }
    assert_true(differed);
}

static void test_decision__does_not_depend_on_the_worlds_decided_before(void **state) {
    (void)state;
    solved_case at = case_of(3, 4, causes);
    expect_independent_worlds(at.chain, SKI_ROLLING, 8);
    solved_case_free(&at);
}

static void test_rolling__says_so_when_memory_runs_out_and_then_takes_none(void **state) {
    (void)state;
    solved_case at = case_of(3, 4, causes);
    ski_rule *rule = NULL;
    bool failed = true;
    for (int nth = 1; failed; nth++) {
        fail_allocation(nth);
        sk_status st = ski_rule_new(&rule, SKI_ROLLING, at.chain, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        assert_true(failed == (rule == NULL));
    }
    ski_rule_free(rule);
    expect_no_allocation(at.chain, SKI_ROLLING, 20);
    solved_case_free(&at);
}

/* 10 t a month are wanted, 6 come in the first two months, 20 in the others; who is not served
 * waits at 12 USD a tonne and month. */
static void test_waiting__is_what_is_not_served_though_a_window_of_one_would_lose_it(void **state) {
    (void)state;
    for (int lookahead = 1; lookahead <= 4; lookahead++) {
        char text[2048];
        snprintf(text, sizeof text,
                 "scenario = { name = \"wait\"; start = \"2025-01\"; periods = 4;"
                 " initial_pipeline = \"empty\"; terminal = \"none\"; };"
                 "materials = { m = { price_usd_per_t = 1.0; }; };"
                 "places = { town = { country = \"KR\"; }; };"
                 "sources = { spot = { place = \"town\"; material = \"m\"; capacity_tpy = { steps ="
                 " ( (\"2025-01\", 72.0), (\"2025-03\", 240.0) ); }; }; };"
                 "demands = { d = { place = \"town\"; material = \"m\"; tpy = 120.0;"
                 " shortage_usd_per_t = 900.0; backlog_usd_per_t_year = 144.0; }; };"
                 "simulation = { lookahead_periods = %d; };",
                 lookahead);
        solved_case at = solve_text(text);
        decider made = decider_of(at.chain, SKI_ROLLING);
        assert_near(decide_world(&made, 0), 40 * 1.0 + (4 + 8) * 12.0, 1e-6, 0);
        decider_free(&made);
        solved_case_free(&at);
    }
}

/* Twenty tonnes in a reserve at 1 USD a tonne and year beside a source at 100: the mine closes from
 * August on for three months, unforeseen. */
static const char reserve_text[] =
    "scenario = { name = \"reserve\"; start = \"2025-01\"; periods = 12;"
    " initial_pipeline = \"empty\"; terminal = \"none\"; };"
    "materials = { m = { price_usd_per_t = 100.0; }; };"
    "places = { town = { country = \"KR\"; }; };"
    "sources = { mine = { place = \"town\"; material = \"m\"; capacity_tpy = 240.0; }; };"
    "stocks = { reserve = { place = \"town\"; material = \"m\"; initial_t = 30.0;"
    " holding_usd_per_t_year = 60.0;%s }; };"
    "demands = { fab = { place = \"town\"; material = \"m\"; tpy = 120.0; critical = true;"
    " shortage_usd_per_t = 5000.0; }; };"
    "disruptions = { closure = { start = \"2025-08\"; duration_days = 91.25;"
    " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.0; } ); }; };"
    "simulation = { lookahead_periods = 6; };";

/* Tonnes short over the year, and in the reserve at the end of July. */
static double short_with(const char *target, ski_rule_kind kind, double *reserve_t) {
    char text[4096];
    snprintf(text, sizeof text, reserve_text, target);
    solved_case at = solve_text(text);
    decider made = decider_of(at.chain, kind);
    decide_world(&made, 0);
    const ski_layout *layout = &at.chain->program->layout;
    double short_t = 0;
    for (int period = 0; period < 12; period++) {
        short_t += made.ledger->flows[layout->shortage[0] + period];
    }
    *reserve_t = made.ledger->flows[layout->stock[0] + 6];
    decider_free(&made);
    solved_case_free(&at);
    return short_t;
}

static void test_reserve__without_a_target_is_eaten_before_it_is_needed(void **state) {
    (void)state;
    double reserve_t = 0;
    assert_near(short_with("", SKI_ROLLING, &reserve_t), 30, 1e-9, 0);
    assert_near(reserve_t, 0, 1e-9, 0);
    assert_near(short_with("", SKI_FORESIGHT, &reserve_t), 0, 1e-9, 0);
    assert_near(reserve_t, 30, 1e-9, 0);
    const char *kept = " target_t = 30.0; below_target_usd_per_t_year = 1200.0;";
    assert_near(short_with(kept, SKI_ROLLING, &reserve_t), 0, 1e-9, 0);
    assert_near(reserve_t, 30, 1e-9, 0);
}

static void test_world__in_which_nothing_works_is_decided_too(void **state) {
    (void)state;
    solved_case at = case_of(2, 4,
                             "disruptions = { end = { start = \"2000-01\";"
                             " duration_days = 1000000; effects = ("
                             " { target = \"*.*.capacity_tpy\"; factor = 0; } ); }; };");
    decider made = decider_of(at.chain, SKI_ROLLING), bound = decider_of(at.chain, SKI_FORESIGHT);
    double usd = decide_world(&made, 0);
    assert_true(usd >= decide_world(&bound, 0) * (1 - 1e-9));
    for (int source = 0; source < at.chain->network->block_count; source++) {
        for (int period = 0; period < at.chain->network->periods; period++) {
            assert_near(made.ledger->flows[at.chain->program->layout.buy[source] + period], 0, 0,
                        0);
        }
    }
    decider_free(&made);
    decider_free(&bound);
    solved_case_free(&at);
}

/* 10 t a month are wanted and 30 lie in a reserve. In January a tonne costs 90, which is what one
 * is worth in the steady state; from February on it costs 80. */
static const char credit_text[] =
    "scenario = { name = \"credit\"; start = \"2025-01\"; periods = 6;"
    " initial_pipeline = \"empty\"; terminal = \"none\"; };"
    "materials = { m = { price_usd_per_t = 100.0; }; };"
    "places = { town = { country = \"KR\"; }; };"
    "sources = { mine = { place = \"town\"; material = \"m\"; capacity_tpy = 480.0;"
    " price_usd_per_t = { steps = ( (\"2025-01\", 90.0), (\"2025-02\", 80.0) ); }; }; };"
    "stocks = { reserve = { place = \"town\"; material = \"m\"; initial_t = 30.0; }; };"
    "demands = { fab = { place = \"town\"; material = \"m\"; tpy = 120.0;"
    " shortage_usd_per_t = 5000.0; }; };"
    "simulation = { lookahead_periods = 1; };";

/* At the end of a window of one month a tonne in the reserve is credited 90: it is bought for 80
 * and kept. In June, with which the horizon ends without credit, the month's need is drawn. */
static void test_window__that_ends_early_is_credited_though_the_horizon_is_not(void **state) {
    (void)state;
    solved_case at = solve_text(credit_text);
    decider made = decider_of(at.chain, SKI_ROLLING);
    const double *reserve_t = made.ledger->flows + at.chain->program->layout.stock[0];
    decide_world(&made, 0);
    assert_near(reserve_t[1], 30, 1e-9, 0);
    assert_near(reserve_t[4], 30, 1e-9, 0);
    assert_near(reserve_t[5], 20, 1e-9, 0);
    decider_free(&made);
    solved_case_free(&at);
}

/* After two years without a mine what is left of recycling is 1e-10 of a tonne: it is no error when
 * the solver cannot tell that from nothing. */
static void test_window__in_which_next_to_nothing_moves_is_verified(void **state) {
    (void)state;
    solved_case at = solve_text(
        "scenario = { name = \"remnant\"; start = \"2025-01\"; periods = 36; };"
        "materials = { m = { price_usd_per_t = 100.0; }; };"
        "places = { a = { country = \"KR\"; }; b = { country = \"CN\"; }; };"
        "sources = { s = { place = \"b\"; material = \"m\"; capacity_tpy = 1000.0; }; };"
        "routes = { r = { from = \"b\"; to = \"a\"; materials = [\"m\"]; capacity_tpy = 1000.0;"
        " lead_time_days = 20.0; }; };"
        "stocks = { k = { place = \"a\"; material = \"m\"; initial_t = 50.0; capacity_t = 100.0;"
        " decay_per_year = 0.2; target_t = 50.0; below_target_usd_per_t_year = 500.0; }; };"
        "demands = { d = { place = \"a\"; material = \"m\"; tpy = 900.0; critical = true;"
        " shortage_usd_per_t = 5000.0;"
        " returns = { place = \"a\"; material = \"m\"; share = 0.2; lag_days = 20.0; }; }; };"
        "disruptions = { x = { rate_per_year = 0.3;"
        " duration_days = { dist = \"exponential\"; mean = 700.0; };"
        " effects = ( { target = \"sources.s.capacity_tpy\"; factor = 0.0; } ); }; };"
        "simulation = { lookahead_periods = 3; };");
    decider made = decider_of(at.chain, SKI_ROLLING);
    for (int number = 0; number < 100; number++) {
        decide_world(&made, number);
    }
    decider_free(&made);
    solved_case_free(&at);
}

/* A window whose solve reaches its limit is solved otherwise, and counted there; where every way
 * does, the sample fails, and the next one is as it was. */
static void test_solver__that_reaches_its_limit_is_helped_or_said(void **state) {
    (void)state;
    static const ski_solve_method helps[] = {SKI_COLD, SKI_OTHERWISE, SKI_EXACTLY};
    solved_case at = case_of(3, 4, causes);
    decider made = decider_of(at.chain, SKI_ROLLING);
    sk_error *error = sk_error_new();
    double usd = decide_world(&made, 0);
    const long warm = made.ledger->solves.by_method[SKI_WARM];
    for (int cut = 1; cut <= 2; cut++) {
        limit_solves(cut);
        assert_same_cost(decide_world(&made, 0), usd);
        assert_int_equal(made.ledger->solves.by_method[SKI_WARM], warm - 1);
        assert_int_equal(made.ledger->solves.by_method[helps[cut - 1]], 1);
    }
    limit_solves(1000);
    assert_int_equal(ski_rule_run(made.rule, made.world, made.ledger, error), SK_ERR_INTERNAL);
    assert_non_null(strstr(sk_error_text(error, 0), "none of the solver's methods"));
    assert_ptr_equal(made.rule->program->network, at.chain->window->network);
    limit_solves(0);
    assert_near(decide_world(&made, 0), usd, 0, 0);
    sk_error_free(error);
    decider_free(&made);
    solved_case_free(&at);
}

static void test_number__that_is_none_fails_the_sample_and_not_the_next(void **state) {
    (void)state;
    solved_case at = case_of(3, 4, causes);
    decider made = decider_of(at.chain, SKI_ROLLING);
    double usd = decide_world(&made, 0);
    const int quantity = ski_touched(at.chain->uncertainty)[0];
    const int last = at.chain->network->periods - 1;
    sk_error *error = sk_error_new();
    made.world->values[quantity * (last + 1) + last] = NAN;
    assert_int_equal(ski_rule_run(made.rule, made.world, made.ledger, error), SK_ERR_INTERNAL);
    assert_int_equal(made.ledger->periods_done, last);
    assert_non_null(strstr(sk_error_text(error, 0), "nan"));
    assert_near(decide_world(&made, 0), usd, 0, 0);
    sk_error_free(error);
    decider_free(&made);
    solved_case_free(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_window__over_a_horizon_without_chance_gives_the_plan),
        cmocka_unit_test(test_window__that_sees_further_comes_nearer_to_foresight),
        cmocka_unit_test(test_path__is_feasible_with_foresight_and_never_cheaper),
        cmocka_unit_test(test_decisions__until_a_period_do_not_know_what_comes_after_it),
        cmocka_unit_test(test_decision__does_not_depend_on_the_worlds_decided_before),
        cmocka_unit_test(test_rolling__says_so_when_memory_runs_out_and_then_takes_none),
        cmocka_unit_test(test_waiting__is_what_is_not_served_though_a_window_of_one_would_lose_it),
        cmocka_unit_test(test_reserve__without_a_target_is_eaten_before_it_is_needed),
        cmocka_unit_test(test_world__in_which_nothing_works_is_decided_too),
        cmocka_unit_test(test_window__that_ends_early_is_credited_though_the_horizon_is_not),
        cmocka_unit_test(test_window__in_which_next_to_nothing_moves_is_verified),
        cmocka_unit_test(test_solver__that_reaches_its_limit_is_helped_or_said),
        cmocka_unit_test(test_number__that_is_none_fails_the_sample_and_not_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
