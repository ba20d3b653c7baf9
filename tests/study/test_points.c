/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points of a sweep: grids by hand, Latin hypercubes and Sobol' sets by what defines them. */
#include "study/points.h"

#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUES_MOST = 40, TEXT_MOST = 8192 };

typedef struct {
    sk_scenario *scenario;
    ski_points *points;
} swept;

/* Two mines and a demand, swept as the text says. */
static swept swept_by(const char *sweep) {
    char text[TEXT_MOST];
    swept of = {NULL, NULL};
    snprintf(text, sizeof text,
             "scenario = { name = \"x\"; start = \"2025-01\"; periods = 3; };\n"
             "materials = { m = { price_usd_per_t = 1; }; };\n"
             "places = { p = { country = \"KR\"; }; };\n"
             "sources = { a = { place = \"p\"; material = \"m\"; };\n"
             "            b = { place = \"p\"; material = \"m\"; }; };\n"
             "demands = { d = { place = \"p\"; material = \"m\"; tpy = 1; critical = true;\n"
             "                  shortage_usd_per_t = 9; }; };\n"
             "%s",
             sweep);
    of.scenario = scenario_of_text(text, NULL);
    assert_int_equal(ski_points_new(&of.points, of.scenario), SK_OK);
    return of;
}

static void end(swept of) {
    ski_points_free(of.points);
    sk_scenario_free(of.scenario);
}

static double value_of(const ski_points *points, int point, int parameter) {
    ski_value_at values[VALUES_MOST];
    ski_point_at(points, point, values);
    return values[parameter].value;
}

/* ---- grids ---- */

static const char small_grid[] =
    "sweep = { parameters = (\n"
    "    { path = \"sources.a.capacity_tpy\"; values = [600.0, 200.0]; },\n"
    "    { path = \"materials.m.price_usd_per_t\"; from = 0.1; to = 0.5; points = 5; },\n"
    "    { path = \"demands.d.tpy\"; from = 1.0; to = 100.0; points = 3; scale = \"log\"; } ); "
    "};\n";

static void test_grid__has_every_combination_the_last_parameter_fastest(void **state) {
    (void)state;
    static const double capacity[] = {600, 200}, price[] = {0.1, 0.2, 0.3, 0.4, 0.5},
                        tpy[] = {1, 10, 100};
    swept of = swept_by(small_grid);
    assert_int_equal(ski_points_count(of.points), 30);
    assert_int_equal(ski_points_values(of.points), 3);
    for (int point = 0; point < 30; point++) {
        ski_value_at values[3];
        ski_point_at(of.points, point, values);
        assert_string_equal(values[0].path, "sources.a.capacity_tpy");
        assert_string_equal(values[2].path, "demands.d.tpy");
        assert_near(values[0].value, capacity[point / 15], 0, 0);
        assert_near(values[1].value, price[point / 3 % 5], 0, 1e-15);
        assert_near(values[2].value, tpy[point % 3], 0, 1e-14);
    }
    end(of);
}

/* Nothing is left of rounding at the ends: they are what the file says. */
static void test_range__meets_both_ends_exactly(void **state) {
    (void)state;
    swept of =
        swept_by("sweep = { parameters = (\n"
                 "    { path = \"sources.a.capacity_tpy\"; from = 0.1; to = 0.7; points = 7; },\n"
                 "    { path = \"demands.d.tpy\"; from = 0.3; to = 7.7; points = 11;\n"
                 "      scale = \"log\"; } ); };\n");
    assert_true(value_of(of.points, 0, 0) == 0.1);
    assert_true(value_of(of.points, 76, 0) == 0.7);
    assert_true(value_of(of.points, 0, 1) == 0.3);
    assert_true(value_of(of.points, 76, 1) == 7.7);
    end(of);
}

static void test_names__say_as_much_of_a_path_as_tells_it_from_the_others(void **state) {
    (void)state;
    swept of =
        swept_by("sweep = { parameters = (\n"
                 "    { path = \"sources.a.capacity_tpy\"; values = [1200000.0]; },\n"
                 "    { path = \"sources.b.capacity_tpy\"; from = 1.0; to = 2.0; points = 4; },\n"
                 "    { path = \"materials.*.price_usd_per_t\"; values = [1.2, 2.0]; } ); };\n");
    char *text = malloc((size_t)ski_points_name_size(of.points));
    assert_non_null(text);
    assert_string_equal(ski_point_name(of.points, 3, text),
                        "a.capacity_tpy=1200000, b.capacity_tpy=1.33333, price_usd_per_t=2");
    free(text);
    end(of);
}

/* ---- designs ---- */

static const char designed[] =
    "simulation = { seed = %d; };\n"
    "sweep = { design = \"%s\"; points = %d; parameters = (\n"
    "    { path = \"sources.a.capacity_tpy\"; from = -1.0; to = 3.0; },\n"
    "    { path = \"demands.d.tpy\"; from = 1.0; to = 16.0; scale = \"log\"; },\n"
    "    { path = \"sources.b.capacity_tpy\"; values = [7.0, 5.0, 6.0, 8.0]; } ); };\n";

static swept designed_by(const char *design, int points, int seed) {
    char text[TEXT_MOST];
    snprintf(text, sizeof text, designed, seed, design, points);
    return swept_by(text);
}

/* Where a point lies within each range, 0 to 1. */
static double share_of(const ski_points *points, int point, int parameter) {
    const double value = value_of(points, point, parameter);
    return parameter == 0 ? (value + 1) / 4 : log(value) / log(16);
}

/* Points of each of `strata` equal parts of a range. */
static void count_strata(const ski_points *points, int parameter, int strata, int *counts) {
    memset(counts, 0, (size_t)strata * sizeof *counts);
    for (int i = 0; i < ski_points_count(points); i++) {
        const double share = share_of(points, i, parameter);
        assert_true(share > 0 && share < 1);
        counts[(int)(share * strata)]++;
    }
}

static void assert_one_in_each(const ski_points *points, int parameter) {
    int counts[256];
    count_strata(points, parameter, ski_points_count(points), counts);
    for (int i = 0; i < ski_points_count(points); i++) {
        assert_int_equal(counts[i], 1);
    }
}

/* Four values in 4n points: each n times. */
static void assert_values_alike(const ski_points *points) {
    int counts[4] = {0};
    for (int i = 0; i < ski_points_count(points); i++) {
        counts[(int)value_of(points, i, 2) - 5]++;
    }
    for (int i = 0; i < 4; i++) {
        assert_int_equal(counts[i], ski_points_count(points) / 4);
    }
}

static void test_lhs__has_one_point_in_each_stratum_of_each_range(void **state) {
    (void)state;
    static const int sizes[] = {4, 12, 100};
    for (int i = 0; i < 3; i++) {
        swept of = designed_by("lhs", sizes[i], 5);
        assert_one_in_each(of.points, 0);
        assert_one_in_each(of.points, 1);
        assert_values_alike(of.points);
        end(of);
    }
}

/* 64 points: one in each of 64 strata of every range, and of 8 × 8 boxes of the first two. */
static void test_sobol__lies_evenly_in_each_range_and_in_both(void **state) {
    (void)state;
    int boxes[8][8] = {{0}};
    swept of = designed_by("sobol", 64, 5);
    assert_one_in_each(of.points, 0);
    assert_one_in_each(of.points, 1);
    assert_values_alike(of.points);
    for (int i = 0; i < 64; i++) {
        boxes[(int)(8 * share_of(of.points, i, 0))][(int)(8 * share_of(of.points, i, 1))]++;
    }
    for (int i = 0; i < 64; i++) {
        assert_int_equal(boxes[i / 8][i % 8], 1);
    }
    end(of);
}

static bool same_point(const ski_points *one, const ski_points *other, int point) {
    for (int i = 0; i < 3; i++) {
        if (value_of(one, point, i) != value_of(other, point, i)) {
            return false;
        }
    }
    return true;
}

static void test_sobol__with_more_points_goes_on_from_those_there_were(void **state) {
    (void)state;
    swept few = designed_by("sobol", 20, 5);
    swept many = designed_by("sobol", 1000, 5);
    for (int i = 0; i < 20; i++) {
        assert_true(same_point(few.points, many.points, i));
    }
    end(few);
    end(many);
}

static void test_designs__are_the_same_for_a_seed_and_others_for_another(void **state) {
    (void)state;
    static const char *const designs[] = {"lhs", "sobol"};
    for (int k = 0; k < 2; k++) {
        swept one = designed_by(designs[k], 50, 5);
        swept same = designed_by(designs[k], 50, 5);
        swept other = designed_by(designs[k], 50, 6);
        int alike = 0;
        for (int i = 49; i >= 0; i--) {
            assert_true(same_point(one.points, same.points, i));
            alike += same_point(one.points, other.points, i);
        }
        assert_true(alike < 5);
        end(one);
        end(same);
        end(other);
    }
}

static void test_one_point__is_one_anywhere_in_the_ranges(void **state) {
    (void)state;
    static const char *const designs[] = {"lhs", "sobol"};
    for (int k = 0; k < 2; k++) {
        swept of = designed_by(designs[k], 1, 5);
        assert_true(share_of(of.points, 0, 0) > 0 && share_of(of.points, 0, 0) < 1);
        end(of);
    }
}

/* Millions of points are asked for one by one: what is known of them beforehand fits anywhere. */
static void test_ten_million_points__are_made_from_their_numbers(void **state) {
    (void)state;
    static const char *const designs[] = {"lhs", "sobol"};
    for (int k = 0; k < 2; k++) {
        swept of = designed_by(designs[k], SKI_SWEEP_POINTS_MOST, 5);
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += share_of(of.points, i * 9999, 0);
        }
        assert_near(sum / 1000, 0.5, 0.05, 0);
        end(of);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grid__has_every_combination_the_last_parameter_fastest),
        cmocka_unit_test(test_range__meets_both_ends_exactly),
        cmocka_unit_test(test_names__say_as_much_of_a_path_as_tells_it_from_the_others),
        cmocka_unit_test(test_lhs__has_one_point_in_each_stratum_of_each_range),
        cmocka_unit_test(test_sobol__lies_evenly_in_each_range_and_in_both),
        cmocka_unit_test(test_sobol__with_more_points_goes_on_from_those_there_were),
        cmocka_unit_test(test_designs__are_the_same_for_a_seed_and_others_for_another),
        cmocka_unit_test(test_one_point__is_one_anywhere_in_the_ranges),
        cmocka_unit_test(test_ten_million_points__are_made_from_their_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
