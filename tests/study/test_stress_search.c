/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/stress_search against a chain whose answers are a formula: what is asked, and what is
 * concluded. */
#include "base/tolerances.h"
#include "study/stress_search.h"
#include "support/assert_near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESERVES = 2, WIDTH = SKI_STRESS_DEMANDS + RESERVES * SKI_STRESS_OF_DEMAND };

/* Two demands of 1,000 t each. The chain stands for `stands` days. In a longer outage each demand
 * needs need_t of its reserve, and draws draw_t when there is plenty. */
typedef struct {
    double stands, need_t[RESERVES], draw_t[RESERVES];
} oracle;

static void answer(const oracle *chain, const ski_stress_ask *asked, double *outcome) {
    const bool lasts = asked->days <= chain->stands;
    memset(outcome, 0, WIDTH * sizeof *outcome);
    for (int d = 0; d < RESERVES; d++) {
        double *of = outcome + SKI_STRESS_DEMANDS + d * SKI_STRESS_OF_DEMAND;
        const double reserve_t = asked->reserve_t == NULL ? 0 : asked->reserve_t[d];
        const bool is_short = !lasts && reserve_t < chain->need_t[d];
        of[SKI_STRESS_DEMAND_PERIODS] = is_short;
        of[SKI_STRESS_RESERVE_T] = lasts ? 0 : fmin(reserve_t, chain->draw_t[d]);
        outcome[SKI_STRESS_IS_SHORT] = outcome[SKI_STRESS_IS_SHORT] != 0 || is_short;
    }
}

typedef struct {
    ski_arena *arena;
    ski_stress stress;
    sk_scenario scenario;
    double days[2], most_t[RESERVES];
    ski_stress_search search;
    int runs;
} searched;

/* Searches to the end; free with search_close(). */
static searched *search_in(const oracle *chain, double horizon_days) {
    static const int reserve_of[RESERVES] = {0, 1};
    searched *of = calloc(1, sizeof *of);
    of->arena = ski_arena_new();
    of->days[0] = 30;
    of->days[1] = 365;
    of->most_t[0] = of->most_t[1] = 1000;
    of->scenario.periods = 12;
    of->stress = (ski_stress){.scenario = &of->scenario,
                              .horizon_days = horizon_days,
                              .outage_count = 2,
                              .outage_days = of->days,
                              .reserve_most_t = of->most_t};
    assert_int_equal(ski_stress_search_begin(&of->search, &of->stress, 0, reserve_of, RESERVES,
                                             of->arena),
                     SK_OK);
    for (ski_stress_search_ask(&of->search); of->search.ask_count > 0;
         ski_stress_search_ask(&of->search)) {
        for (int i = 0; i < of->search.ask_count; i++) {
            double *outcome = SKI_NEW(of->arena, double, WIDTH);
            answer(chain, &of->search.asks[i], outcome);
            assert_int_equal(ski_stress_search_tell(&of->search, i, outcome, NULL), SK_OK);
            assert_true(++of->runs < 200);
        }
    }
    return of;
}

static void search_close(searched *of) {
    ski_arena_free(of->arena);
    free(of->search.failure);
    free(of);
}

static void test_time_to_survive__is_found_whatever_it_is(void **state) {
    (void)state;
    for (int stands = 0; stands < 400; stands += stands < 357 ? 7 : 10) {
        const oracle chain = {stands, {0}, {0}};
        oracle needy = chain;
        needy.need_t[0] = needy.draw_t[0] = 5;
        searched *of = search_in(&needy, 360);
        assert_int_equal(of->search.survives, stands >= 360);
        if (stands < 360) {
            assert_int_equal(of->search.whole, stands);
            assert_int_equal(of->search.not_whole, stands + 1);
        }
        search_close(of);
    }
}

/* What is drawn is what is needed: three runs say so. */
static void test_stock__that_is_what_is_drawn_takes_three_runs(void **state) {
    (void)state;
    const oracle chain = {0.5, {200, 0}, {200, 0}};
    searched *of = search_in(&chain, 1);
    assert_int_equal(of->runs, 2 + 3);
    assert_near(of->search.now_t[0], 200, 0, 0);
    assert_near(of->search.now_t[1], 0, 0, 0);
    assert_true(of->search.verified[0]);
    assert_near(of->search.stock_days, 365, 0, 0);
    search_close(of);
}

static void assert_bisected(double need_t, double draw_t) {
    const oracle chain = {0.5, {need_t, 300}, {draw_t, 250}};
    searched *of = search_in(&chain, 1);
    assert_true(of->search.now_t[0] >= need_t);
    assert_true(of->search.now_t[0] <= need_t * (1 + 1.01 * SKI_STOCK_TOL));
    assert_true(of->search.now_t[1] >= 300);
    assert_true(of->search.now_t[1] <= 300 * (1 + 1.01 * SKI_STOCK_TOL));
    assert_true(of->search.verified[0] && of->search.verified[1]);
    search_close(of);
}

static void test_stock__that_is_more_or_less_than_drawn_is_bisected(void **state) {
    (void)state;
    assert_bisected(200, 150);
    assert_bisected(200, 250);
    assert_bisected(999, 10);
    assert_bisected(0.5, 400);
}

/* A shortage that costs nothing is not made good by any reserve. */
static void test_stock__that_nobody_draws_is_none(void **state) {
    (void)state;
    const oracle chain = {0.5, {2000, 0}, {0, 0}};
    searched *of = search_in(&chain, 1);
    assert_true(isnan(of->search.stock_days));
    search_close(of);
}

static void test_failed_run__ends_the_search_with_its_reason(void **state) {
    (void)state;
    const oracle chain = {50, {0}, {0}};
    searched *of = search_in(&chain, 360);
    search_close(of);
    of = calloc(1, sizeof *of);
    of->arena = ski_arena_new();
    of->stress =
        (ski_stress){.scenario = &of->scenario, .outage_count = 1, .outage_days = of->days};
    assert_int_equal(ski_stress_search_begin(&of->search, &of->stress, 0, NULL, 0, of->arena),
                     SK_OK);
    ski_stress_search_ask(&of->search);
    assert_int_equal(of->search.ask_count, 1);
    assert_int_equal(ski_stress_search_tell(&of->search, 0, NULL, "why"), SK_OK);
    assert_string_equal(of->search.failure, "why");
    ski_stress_search_ask(&of->search);
    assert_int_equal(of->search.ask_count, 0);
    search_close(of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_to_survive__is_found_whatever_it_is),
        cmocka_unit_test(test_stock__that_is_what_is_drawn_takes_three_runs),
        cmocka_unit_test(test_stock__that_is_more_or_less_than_drawn_is_bisected),
        cmocka_unit_test(test_stock__that_nobody_draws_is_none),
        cmocka_unit_test(test_failed_run__ends_the_search_with_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
