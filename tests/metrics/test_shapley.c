/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/shapley: games worked out by hand, and what Shapley values must be. */
#include "metrics/shapley.h"

#include "support/assert_near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CAUSES = 3, COALITIONS = 8 };

/* v of the coalitions by number, causes 1, 2 and 3 being bits 0, 1 and 2. */
static const double game[COALITIONS] = {6, 12, 18, 60, 0, 24, 30, 90};

/* Mean of the marginal contributions over the six orders, written out. */
static void by_all_orders(const double *v, double *mean) {
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int i = 0; i < CAUSES; i++) {
        mean[i] = 0;
    }
    for (int o = 0; o < 6; o++) {
        int coalition = 0;
        for (int step = 0; step < CAUSES; step++) {
            const int with = coalition | 1 << orders[o][step];
            mean[orders[o][step]] += (v[with] - v[coalition]) / 6;
            coalition = with;
        }
    }
}

/* Three causes by hand. 1: (12-6)/3 + (60-18)/6 + (24-0)/6 + (90-30)/3 = 2 + 7 + 4 + 20 = 33.
 * 2: (18-6)/3 + (60-12)/6 + (30-0)/6 + (90-24)/3 = 4 + 8 + 5 + 22 = 39.
 * 3: (0-6)/3 + (24-12)/6 + (30-18)/6 + (90-60)/3 = -2 + 2 + 2 + 10 = 12. Together 84 = 90 - 6. */
static void test_three_causes__are_as_by_hand(void **state) {
    (void)state;
    double values[CAUSES], mean[CAUSES];
    ski_shapley_exact(CAUSES, 1, game, values);
    by_all_orders(game, mean);
    const double by_hand[CAUSES] = {33, 39, 12};
    for (int i = 0; i < CAUSES; i++) {
        assert_near(values[i], by_hand[i], 0, 1e-14);
        assert_near(mean[i], by_hand[i], 0, 1e-14);
    }
}

/* Numbers of no order. */
static void fill_worlds(double *values, int coalitions, int worlds) {
    for (int i = 0; i < coalitions * worlds; i++) {
        values[i] = fmod(7919.0 * (i + 1) * (i + 3), 1009);
    }
}

static void test_values__add_up_in_every_world(void **state) {
    (void)state;
    enum { WORLDS = 50 };
    double values[COALITIONS * WORLDS], contributions[CAUSES * WORLDS];
    fill_worlds(values, COALITIONS, WORLDS);
    ski_shapley_exact(CAUSES, WORLDS, values, contributions);
    for (int i = 0; i < WORLDS; i++) {
        const double sum =
            contributions[i] + contributions[WORLDS + i] + contributions[2 * WORLDS + i];
        assert_near(sum, values[7 * WORLDS + i] - values[i], 1e-10, 0);
    }
}

/* Causes 1 and 2 change places; the third never matters. */
static void test_values__are_alike_for_like_causes_and_nothing_for_a_null_one(void **state) {
    (void)state;
    const double v[COALITIONS] = {0.1, 0.7, 0.7, 5.3, 0.1, 0.7, 0.7, 5.3};
    double values[CAUSES];
    ski_shapley_exact(CAUSES, 1, v, values);
    assert_near(values[0], values[1], 0, 1e-15);
    assert_near(values[0], 2.6, 0, 1e-14);
    assert_near(values[2], 0, 0, 0);
}

static void test_values__of_a_sum_of_games_are_the_sums(void **state) {
    (void)state;
    double other[COALITIONS], sum[COALITIONS], of_game[CAUSES], of_other[CAUSES], of_sum[CAUSES];
    fill_worlds(other, COALITIONS, 1);
    for (int c = 0; c < COALITIONS; c++) {
        sum[c] = game[c] + other[c];
    }
    ski_shapley_exact(CAUSES, 1, game, of_game);
    ski_shapley_exact(CAUSES, 1, other, of_other);
    ski_shapley_exact(CAUSES, 1, sum, of_sum);
    for (int i = 0; i < CAUSES; i++) {
        assert_near(of_sum[i], of_game[i] + of_other[i], 1e-10, 0);
    }
}

static void test_additive_game__gives_each_cause_its_own(void **state) {
    (void)state;
    enum { MANY = 12 };
    double *v = calloc(1 << MANY, sizeof *v), values[MANY];
    for (int c = 0; c < 1 << MANY; c++) {
        for (int i = 0; i < MANY; i++) {
            v[c] += (c >> i & 1) * (i + 1);
        }
    }
    ski_shapley_exact(MANY, 1, v, values);
    for (int i = 0; i < MANY; i++) {
        assert_near(values[i], i + 1, 0, 1e-12);
    }
    free(v);
}

static void test_one_cause__takes_all(void **state) {
    (void)state;
    const double v[] = {3, 10};
    double value;
    int work;
    ski_shapley_exact(1, 1, v, &value);
    assert_near(value, 7, 0, 0);
    ski_shapley_by_order(1, 1, 1, v, &work, &value);
    assert_near(value, 7, 0, 0);
}

static void test_failed_world__is_undefined_for_all_causes_and_alone(void **state) {
    (void)state;
    double values[COALITIONS * 2], contributions[CAUSES * 2];
    int work[CAUSES];
    fill_worlds(values, COALITIONS, 2);
    values[3 * 2 + 1] = NAN;
    ski_shapley_exact(CAUSES, 2, values, contributions);
    for (int i = 0; i < CAUSES; i++) {
        assert_false(isnan(contributions[2 * i]));
        assert_true(isnan(contributions[2 * i + 1]));
    }
    ski_shapley_by_order(1, CAUSES, 2, values, work, contributions);
    for (int i = 0; i < CAUSES; i++) {
        assert_false(isnan(contributions[2 * i]));
        assert_true(isnan(contributions[2 * i + 1]));
    }
}

/* χ² of 24 orders at 23 degrees of freedom: above 58 in one case of 10,000. */
static void test_orders__are_all_alike_to_come_up(void **state) {
    (void)state;
    enum { WORLDS = 24000 };
    int counts[256] = {0}, order[4];
    for (uint32_t world = 0; world < WORLDS; world++) {
        ski_shapley_order(9, world, 4, order);
        int key = 0, seen = 0;
        for (int step = 0; step < 4; step++) {
            key = 4 * key + order[step];
            seen |= 1 << order[step];
        }
        assert_int_equal(seen, 15);
        counts[key]++;
    }
    double chi = 0;
    int kinds = 0;
    for (int key = 0; key < 256; key++) {
        kinds += counts[key] > 0;
        chi += counts[key] > 0 ? (counts[key] - 1000.0) * (counts[key] - 1000.0) / 1000 : 0;
    }
    assert_int_equal(kinds, 24);
    assert_true(chi < 58);
}

/* The same game in many worlds: within 4.5 standard errors of what all orders give, and adding up
 * in every world. */
static void test_orders__give_the_values_on_average(void **state) {
    (void)state;
    enum { WORLDS = 4000 };
    static double values[(CAUSES + 1) * WORLDS], contributions[CAUSES * WORLDS];
    int order[CAUSES];
    for (uint32_t i = 0; i < WORLDS; i++) {
        int coalition = 0;
        ski_shapley_order(4, i, CAUSES, order);
        values[i] = game[0];
        for (int step = 0; step < CAUSES; step++) {
            coalition |= 1 << order[step];
            values[(step + 1) * WORLDS + i] = game[coalition];
        }
    }
    ski_shapley_by_order(4, CAUSES, WORLDS, values, order, contributions);
    const double by_hand[CAUSES] = {33, 39, 12};
    for (int cause = 0; cause < CAUSES; cause++) {
        double sum = 0, squares = 0;
        for (int i = 0; i < WORLDS; i++) {
            const double x = contributions[cause * WORLDS + i];
            sum += x / WORLDS;
            squares += x * x / WORLDS;
        }
        assert_near(sum, by_hand[cause], 4.5 * sqrt((squares - sum * sum) / WORLDS), 0);
    }
    for (int i = 0; i < WORLDS; i++) {
        assert_near(contributions[i] + contributions[WORLDS + i] + contributions[2 * WORLDS + i],
                    84, 0, 1e-13);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_three_causes__are_as_by_hand),
        cmocka_unit_test(test_values__add_up_in_every_world),
        cmocka_unit_test(test_values__are_alike_for_like_causes_and_nothing_for_a_null_one),
        cmocka_unit_test(test_values__of_a_sum_of_games_are_the_sums),
        cmocka_unit_test(test_additive_game__gives_each_cause_its_own),
        cmocka_unit_test(test_one_cause__takes_all),
        cmocka_unit_test(test_failed_world__is_undefined_for_all_causes_and_alone),
        cmocka_unit_test(test_orders__are_all_alike_to_come_up),
        cmocka_unit_test(test_orders__give_the_values_on_average),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
