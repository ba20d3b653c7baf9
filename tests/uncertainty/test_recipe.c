/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/recipe: causes drawn, exchanged, off or forced, in a world and in what is expected of
 * it. */
#include "uncertainty/recipe.h"

#include "uncertainty/mine.h"

#include <math.h>
#include <string.h>

#define MINE "[\"sources.mine.capacity_tpy\"]"

/* One cause of each kind, two factors correlated. */
static const char mixture[] =
    "factors = { a = { process = \"fixed\"; targets = " MINE
    "; value = { dist = \"uniform\"; min = 0.5; max = 1.7; }; };"
    " b = { process = \"fixed\"; targets = " MINE
    "; value = { dist = \"lognormal\"; mean = 1.2; sd = 0.3; }; };"
    " c = { process = \"iid\"; targets = " MINE
    "; value = { dist = \"gamma\"; mean = 0.8; sd = 0.4; }; };"
    " d = { process = \"random_walk\"; targets = " MINE
    "; sd_per_year = 0.4; drift_per_year = 0.1; };"
    " e = { process = \"mean_reverting\"; targets = " MINE
    "; sd_per_year = 0.5; half_life_days = 120; start = 1.6; };"
    " h = { process = \"history\"; block_periods = 3; values = [0.5, 1.5, 0.7, 1.3]; targets "
    "= " MINE "; }; };"
    "correlations = ( { a = \"a\"; b = \"b\"; rho = 0.6; } );"
    "disruptions = { outage = { rate_per_year = 2; duration_days = { dist = \"exponential\";"
    " mean = 90; }; effects = ( { target = \"sources.mine.capacity_tpy\";"
    " factor = { dist = \"uniform\"; min = 0.0; max = 0.6; }; } ); };"
    " strike = { start = \"2025-06\"; probability = 0.7; duration_days = { dist = \"uniform\";"
    " min = 10; max = 300; }; recovery_days = 40; effects = ( { target ="
    " \"sources.mine.capacity_tpy\"; factor = 0.2; } ); }; };";

enum { FACTORS = 6, DISRUPTIONS = 2, STRIKE = 1 };

/* A recipe that the states of a test belong to. */
typedef struct {
    unsigned char factors[FACTORS], disruptions[DISRUPTIONS];
    ski_recipe recipe;
} states;

static void fill(states *of, uint32_t world, int factors, int disruptions) {
    memset(of->factors, factors, sizeof of->factors);
    memset(of->disruptions, disruptions, sizeof of->disruptions);
    of->recipe = ski_recipe_of_world(world);
    of->recipe.factors = of->factors;
    of->recipe.disruptions = of->disruptions;
}

static void expect_same_world(const mine *one, const mine *other) {
    assert_memory_equal(actual(one), actual(other), PERIODS * sizeof(double));
    assert_int_equal(one->world->event_count, other->world->event_count);
    assert_memory_equal(one->world->factor_paths, other->world->factor_paths,
                        FACTORS * PERIODS * sizeof(double));
    for (int i = 0; i < one->world->event_count; i++) {
        assert_near(one->world->events[i].start, other->world->events[i].start, 0, 0);
        assert_near(one->world->events[i].end, other->world->events[i].end, 0, 0);
    }
}

static void test_states__all_as_drawn_are_the_plain_world(void **state) {
    (void)state;
    mine plain = mine_of(mixture), listed = mine_of(mixture);
    for (uint32_t number = 0; number < 50; number++) {
        states of;
        fill(&of, number, SKI_AS_DRAWN, SKI_AS_DRAWN);
        draw(&plain, (int)number);
        draw_recipe(&listed, &of.recipe);
        expect_same_world(&plain, &listed);
    }
    mine_free(&plain);
    mine_free(&listed);
}

/* It is the plain world of a number that no sample has. */
static void test_exchange__of_all_causes_is_another_world(void **state) {
    (void)state;
    mine plain = mine_of(mixture), exchanged = mine_of(mixture);
    for (uint32_t number = 0; number < 50; number++) {
        states of;
        fill(&of, number, SKI_EXCHANGED, SKI_EXCHANGED);
        const ski_recipe second = ski_recipe_of_world(number | SKI_SECOND_SET);
        draw_recipe(&exchanged, &of.recipe);
        draw_recipe(&plain, &second);
        expect_same_world(&plain, &exchanged);
        draw(&plain, (int)number);
        assert_memory_not_equal(actual(&plain), actual(&exchanged), PERIODS * sizeof(double));
    }
    mine_free(&plain);
    mine_free(&exchanged);
}

/* What is by design is the set of samples, not the second one. */
static void test_exchange__is_at_random_under_a_design_too(void **state) {
    (void)state;
    char by_design[2048];
    snprintf(by_design, sizeof by_design, "%s simulation = { sampling = \"lhs\"; samples = 64; };",
             mixture);
    mine plain = mine_of(mixture), designed = mine_of(by_design);
    for (uint32_t number = 0; number < 64; number++) {
        states of;
        fill(&of, number, SKI_EXCHANGED, SKI_EXCHANGED);
        draw_recipe(&plain, &of.recipe);
        draw_recipe(&designed, &of.recipe);
        expect_same_world(&plain, &designed);
    }
    mine_free(&plain);
    mine_free(&designed);
}

static double correlation(const double *x, const double *y, int count) {
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (int i = 0; i < count; i++) {
        sx += x[i] / count;
        sy += y[i] / count;
        sxx += x[i] * x[i] / count;
        syy += y[i] * y[i] / count;
        sxy += x[i] * y[i] / count;
    }
    return (sxy - sx * sy) / sqrt((sxx - sx * sx) * (syy - sy * sy));
}

/* 4 standard errors of a correlation of nothing: 4 / √n. */
static void test_exchange__leaves_nothing_in_common_with_the_world_as_drawn(void **state) {
    (void)state;
    enum { WORLDS = 4000 };
    static double drawn[WORLDS], other[WORLDS];
    mine at = mine_of(mixture);
    for (uint32_t number = 0; number < WORLDS; number++) {
        states of;
        fill(&of, number, SKI_EXCHANGED, SKI_EXCHANGED);
        draw(&at, (int)number);
        drawn[number] = actual(&at)[7];
        draw_recipe(&at, &of.recipe);
        other[number] = actual(&at)[7];
    }
    assert_true(fabs(correlation(drawn, other, WORLDS)) < 4 / sqrt(WORLDS));
    mine_free(&at);
}

/* The linked pair goes together. */
static void test_exchange__of_one_cause_leaves_the_others_as_they_were(void **state) {
    (void)state;
    mine at = mine_of(mixture);
    double before[FACTORS * PERIODS];
    for (uint32_t number = 0; number < 20; number++) {
        states of;
        fill(&of, number, SKI_AS_DRAWN, SKI_AS_DRAWN);
        of.factors[0] = SKI_EXCHANGED;
        of.factors[1] = SKI_EXCHANGED;
        draw(&at, (int)number);
        memcpy(before, at.world->factor_paths, sizeof before);
        const int events = at.world->event_count;
        draw_recipe(&at, &of.recipe);
        assert_memory_equal(before + 2 * PERIODS, at.world->factor_paths + 2 * PERIODS,
                            (FACTORS - 2) * PERIODS * sizeof(double));
        assert_true(before[0] != at.world->factor_paths[0]);
        assert_true(before[PERIODS] != at.world->factor_paths[PERIODS]);
        assert_int_equal(at.world->event_count, events);
    }
    mine_free(&at);
}

/* Means: 1.1, 1.2, 0.8, 1.1^t, 1.6^(2^(-t/half life)), 1. */
static double mean_multiplier(int period) {
    const double years = period / 12.0;
    const double halvings = years * 365 / 120;
    return 1.1 * 1.2 * 0.8 * pow(1.1, years) * exp(log(1.6) * pow(2, -halvings));
}

static void test_off__factors_follow_their_means_in_world_and_forecast(void **state) {
    (void)state;
    mine at = mine_of(mixture);
    for (uint32_t number = 0; number < 10; number++) {
        states of;
        fill(&of, number, SKI_OFF, SKI_OFF);
        draw_recipe(&at, &of.recipe);
        assert_int_equal(at.world->event_count, 0);
        const double *path = expected(&at, 5);
        for (int period = 0; period < PERIODS; period++) {
            assert_near(actual(&at)[period], mean_multiplier(period), 0, 1e-12);
            assert_near(path[period], mean_multiplier(period), 0, 1e-12);
        }
    }
    mine_free(&at);
}

/* The mean of what is drawn is what off gives. */
static void test_off__is_the_mean_of_what_is_drawn(void **state) {
    (void)state;
    enum { WORLDS = 20000 };
    mine at = mine_of(mixture);
    static double sums[FACTORS][PERIODS], squares[FACTORS][PERIODS];
    for (int number = 0; number < WORLDS; number++) {
        draw(&at, number);
        for (int i = 0; i < FACTORS * PERIODS; i++) {
            const double x = at.world->factor_paths[i];
            sums[i / PERIODS][i % PERIODS] += x / WORLDS;
            squares[i / PERIODS][i % PERIODS] += x * x / WORLDS;
        }
    }
    states of;
    fill(&of, 0, SKI_OFF, SKI_OFF);
    draw_recipe(&at, &of.recipe);
    for (int i = 0; i < FACTORS * PERIODS; i++) {
        const double mean = sums[i / PERIODS][i % PERIODS];
        const double variance = squares[i / PERIODS][i % PERIODS] - mean * mean;
        assert_near(at.world->factor_paths[i], mean, 4.5 * sqrt(fmax(variance, 0) / WORLDS), 1e-9);
    }
    mine_free(&at);
}

/* Disruptions alone: the base, bit for bit, and nothing is feared. */
static void test_off__is_the_base_where_nothing_else_acts(void **state) {
    (void)state;
    mine alone = mine_of(strstr(mixture, "disruptions"));
    const unsigned char off[DISRUPTIONS] = {SKI_OFF, SKI_OFF};
    ski_recipe recipe = ski_recipe_of_world(3);
    recipe.disruptions = off;
    draw_recipe(&alone, &recipe);
    const double *path = expected(&alone, 2);
    for (int period = 0; period < PERIODS; period++) {
        assert_near(actual(&alone)[period], 1, 0, 0);
        assert_near(path[period], 1, 0, 0);
    }
    const size_t all = (size_t)alone.of.network->quantity_count * PERIODS;
    assert_memory_equal(alone.world->values, alone.of.network->base, all * sizeof(double));
    mine_free(&alone);
}

/* Down to 0.4 on average, then fading for a tenth of a year. */
static const char forceable[] =
    "disruptions = { ban = { rate_per_year = 2; recovery_days = 36.5;"
    " duration_days = { dist = \"exponential\"; mean = 60; };"
    " effects = ( { target = \"sources.mine.capacity_tpy\";"
    " factor = { dist = \"uniform\"; min = 0.2; max = 0.6; }; } ); }; };";

/* On for 3.5 months: full, full, full, then half a month at 0.4 and half of it fading from 0.4 by
 * 0.5 / 1.2 of the way, then fading to the end of month 4.7. */
static void test_forced__event_takes_part_of_a_period_in_proportion(void **state) {
    (void)state;
    mine at = mine_of(forceable);
    ski_recipe recipe = ski_recipe_of_world(5);
    recipe.forced = 0;
    recipe.forced_periods = 3.5;
    draw_recipe(&at, &recipe);
    const double length = 1.2;                     /* months of recovery */
    const double fade = 0.6 * (1 - 0.25 / length); /* lost on average in its first half month */
    assert_int_equal(at.world->event_count, 1);
    for (int period = 0; period < 3; period++) {
        assert_near(actual(&at)[period], 0.4, 0, 1e-12);
    }
    assert_near(actual(&at)[3], 0.5 * 0.4 + 0.5 * (1 - fade), 0, 1e-12);
    assert_near(actual(&at)[4], 1 - 0.6 * 0.7 * 0.7 / length / 2, 0, 1e-12);
    for (int period = 5; period < PERIODS; period++) {
        assert_near(actual(&at)[period], 1, 0, 0);
    }
    mine_free(&at);
}

/* Not even where its duration would be announced; once it has ended its fade is known, and no other
 * is feared. */
static void expect_prudent(const char *causes) {
    mine at = mine_of(causes);
    ski_recipe recipe = ski_recipe_of_world(5);
    recipe.forced = 0;
    recipe.forced_periods = 3.5;
    draw_recipe(&at, &recipe);
    for (int now = 0; now < PERIODS - 1; now++) {
        const double *path = expected(&at, now);
        for (int period = 0; period < PERIODS; period++) {
            const bool known = period <= now || now >= 3;
            assert_near(path[period], known ? actual(&at)[period] : 0.4, 0, 1e-12);
        }
    }
    mine_free(&at);
}

static void test_forced__event_is_expected_to_stay_while_it_is_on(void **state) {
    (void)state;
    expect_prudent(forceable);
    expect_prudent("disruptions = { ban = { rate_per_year = 2; duration_days = 40;"
                   " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.4; } ); };"
                   " };");
    expect_prudent("disruptions = { ban = { start = \"2025-07\"; duration_days = 40;"
                   " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.4; } ); };"
                   " };");
}

/* It is closed for 73 days of an event that lasts, 2.4 months. */
static void test_forced__effect_that_ends_by_itself_is_expected_to(void **state) {
    (void)state;
    mine at = mine_of("disruptions = { ban = { rate_per_year = 2; duration_days = 400;"
                      " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0;"
                      " until_days = 73; } ); }; };");
    ski_recipe recipe = ski_recipe_of_world(0);
    recipe.forced = 0;
    recipe.forced_periods = 12;
    draw_recipe(&at, &recipe);
    const double *path = expected(&at, 0);
    for (int period = 0; period < PERIODS; period++) {
        const double open = period < 2 ? 0 : period == 2 ? 0.6 : 1;
        assert_near(path[period], open, 1e-12, 1e-12);
        assert_near(actual(&at)[period], open, 1e-12, 1e-12);
    }
    mine_free(&at);
}

static void test_forced__others_stay_as_their_states_say(void **state) {
    (void)state;
    mine at = mine_of(mixture);
    states of;
    fill(&of, 9, SKI_OFF, SKI_OFF);
    of.recipe.forced = STRIKE;
    of.recipe.forced_periods = 2;
    draw_recipe(&at, &of.recipe);
    assert_int_equal(at.world->event_count, 1);
    assert_int_equal(at.world->events[0].disruption, STRIKE);
    for (int period = 0; period < 2; period++) {
        assert_near(actual(&at)[period], 0.2 * mean_multiplier(period), 0, 1e-12);
    }
    mine_free(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states__all_as_drawn_are_the_plain_world),
        cmocka_unit_test(test_exchange__of_all_causes_is_another_world),
        cmocka_unit_test(test_exchange__is_at_random_under_a_design_too),
        cmocka_unit_test(test_exchange__leaves_nothing_in_common_with_the_world_as_drawn),
        cmocka_unit_test(test_exchange__of_one_cause_leaves_the_others_as_they_were),
        cmocka_unit_test(test_off__factors_follow_their_means_in_world_and_forecast),
        cmocka_unit_test(test_off__is_the_mean_of_what_is_drawn),
        cmocka_unit_test(test_off__is_the_base_where_nothing_else_acts),
        cmocka_unit_test(test_forced__event_takes_part_of_a_period_in_proportion),
        cmocka_unit_test(test_forced__event_is_expected_to_stay_while_it_is_on),
        cmocka_unit_test(test_forced__effect_that_ends_by_itself_is_expected_to),
        cmocka_unit_test(test_forced__others_stay_as_their_states_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
