/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a sweep is dealt to shards: a partition, alike in cost, and the same whenever it is asked. */
#include "study/split.h"

#include "support/assert_near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    int points, policies, worlds, shards;
} sizes;

/* Small and odd ones, more shards than worlds, than cases, than both. */
static const sizes several[] = {{1, 1, 1, 1},     {1, 1, 1, 7},     {1, 1, 1000, 1},
                                {1, 1, 1000, 64}, {3, 2, 10, 64},   {9, 1, 200, 32},
                                {7, 3, 50, 5},    {125, 4, 30, 33}, {640, 1, 16, 10},
                                {641, 2, 9, 10},  {1000, 1, 1, 16}, {10, 10, 17, 100},
                                {2, 1, 3, 2},     {5, 1, 1000, 3},  {2500, 2, 8, 77}};

enum { SEVERAL = sizeof several / sizeof several[0] };

static ski_split split_by(sizes by) {
    return ski_split_of(by.points, by.policies, by.worlds, by.shards);
}

static void take_unit(const ski_split *split, const ski_unit *unit, unsigned char *taken) {
    assert_true(unit->point >= 0 && unit->point < split->points);
    assert_true(unit->policy >= 0 && unit->policy < split->policies);
    assert_true(unit->world_count > 0);
    assert_true(unit->first_world + unit->world_count <= split->worlds);
    for (int w = 0; w < unit->world_count; w++) {
        taken[((size_t)unit->policy * split->points + unit->point) * split->worlds +
              unit->first_world + w]++;
    }
}

static void test_shards__run_every_world_of_every_case_once(void **state) {
    (void)state;
    for (int i = 0; i < SEVERAL; i++) {
        const ski_split split = split_by(several[i]);
        const size_t rows = (size_t)split.points * split.policies * split.worlds;
        unsigned char *taken = calloc(rows, 1);
        int64_t units = 0;
        assert_non_null(taken);
        for (int shard = 1; shard <= split.shards; shard++) {
            units += ski_shard_units(&split, shard);
            for (int64_t k = 0; k < ski_shard_units(&split, shard); k++) {
                const ski_unit unit = ski_shard_unit(&split, shard, k);
                take_unit(&split, &unit, taken);
            }
        }
        assert_true(units == ski_split_units(&split));
        for (size_t row = 0; row < rows; row++) {
            assert_int_equal(taken[row], 1);
        }
        free(taken);
    }
}

static void test_units_of_a_shard__stand_in_order_and_one_more_at_most_than_anothers(void **state) {
    (void)state;
    for (int i = 0; i < SEVERAL; i++) {
        const ski_split split = split_by(several[i]);
        const int64_t fewest = ski_split_units(&split) / split.shards;
        for (int shard = 1; shard <= split.shards; shard++) {
            const int64_t count = ski_shard_units(&split, shard);
            int64_t before = -1;
            assert_true(count == fewest || count == fewest + 1);
            for (int64_t k = 0; k < count; k++) {
                const ski_unit unit = ski_shard_unit(&split, shard, k);
                const int64_t place =
                    ((int64_t)unit.policy * split.points + unit.point) * split.worlds +
                    unit.first_world;
                assert_true(place > before);
                before = place;
            }
        }
    }
}

/* Asked anew, in any order, as after a kill: the answer is made of the numbers alone. */
static void test_units__are_the_same_whenever_they_are_asked(void **state) {
    (void)state;
    const ski_split split = ski_split_of(125, 4, 30, 33);
    for (int shard = 33; shard >= 1; shard--) {
        for (int64_t k = ski_shard_units(&split, shard) - 1; k >= 0; k -= 3) {
            const ski_split again = ski_split_of(125, 4, 30, 33);
            const ski_unit one = ski_shard_unit(&split, shard, k);
            const ski_unit other = ski_shard_unit(&again, shard, k);
            assert_memory_equal(&one, &other, sizeof one);
        }
    }
}

/* Kept for good: what a shard runs may not change while the results revision does not. */
static void test_units__are_those_of_every_build(void **state) {
    (void)state;
    static const ski_unit expected[] = {{0, 0, 75, 25}, {1, 0, 0, 25}, {2, 0, 75, 25}};
    const ski_split split = ski_split_of(6, 2, 100, 4);
    for (int k = 0; k < 3; k++) {
        const ski_unit unit = ski_shard_unit(&split, 2, k);
        assert_memory_equal(&unit, &expected[k], sizeof unit);
    }
}

static void test_one_shard__runs_whole_cases(void **state) {
    (void)state;
    const ski_split split = ski_split_of(3, 2, 1000, 1);
    assert_int_equal(split.blocks, 1);
    assert_true(ski_shard_units(&split, 1) == 6);
    for (int k = 0; k < 6; k++) {
        const ski_unit unit = ski_shard_unit(&split, 1, k);
        assert_int_equal(unit.policy, k / 3);
        assert_int_equal(unit.point, k % 3);
        assert_int_equal(unit.first_world, 0);
        assert_int_equal(unit.world_count, 1000);
    }
}

/* Where there are cases enough none is built twice; where there are few, each is shared by all. */
static void test_cases__are_cut_no_more_than_shards_need(void **state) {
    (void)state;
    assert_int_equal(ski_split_of(6400, 1, 1000, 100).blocks, 1);
    assert_int_equal(ski_split_of(3200, 1, 1000, 100).blocks, 2);
    assert_int_equal(ski_split_of(32, 100, 1000, 100).blocks, 2);
    assert_int_equal(ski_split_of(9, 1, 1000, 32).blocks, 32);
    assert_int_equal(ski_split_of(9, 1, 20, 32).blocks, 20);
}

/* ---- cost ---- */

/* A grid of up to three parameters, the last fastest: each multiplies the cost by up to `steps`
 * from its first value to its last, a policy by 1, 1 + jump, 1, … */
typedef struct {
    int sizes[3];
    double slopes[3];
    double jump;
} costs;

static double cost_of(const costs *of, const ski_unit *unit) {
    double power = 0;
    for (int i = 2, rest = unit->point; i >= 0; rest /= of->sizes[i--]) {
        const int digit = rest % of->sizes[i];
        power += of->sizes[i] == 1 ? 0 : of->slopes[i] * digit / (of->sizes[i] - 1);
    }
    return exp(power) * (1 + of->jump * (unit->policy % 2)) * unit->world_count;
}

/* The slowest shard's cost over their mean. */
static double slowest(const ski_split *split, const costs *of) {
    double sum = 0, most = 0;
    for (int shard = 1; shard <= split->shards; shard++) {
        double own = 0;
        for (int64_t k = 0; k < ski_shard_units(split, shard); k++) {
            const ski_unit unit = ski_shard_unit(split, shard, k);
            own += cost_of(of, &unit);
        }
        sum += own;
        most = own > most ? own : most;
    }
    return most / (sum / split->shards);
}

/* Grids of 6 to some 1,700 points, 1 to 4 policies, 2 to 128 shards; from one end of each parameter
 * to the other the cost rises or falls by up to the half, and policies jump by the half. */
static void test_shards__take_about_the_same_time_where_points_differ_smoothly(void **state) {
    (void)state;
    static const int shards[] = {2, 3, 4, 8, 10, 16, 21, 32, 42, 64, 100, 128};
    uint32_t random = 12345;
    double worst = 0;
    for (int trial = 0; trial < 600; trial++) {
        costs of = {.jump = 0.5};
        int draws[8];
        for (int i = 0; i < 8; i++) {
            random = random * 1664525u + 1013904223u;
            draws[i] = (int)(random >> 16);
        }
        for (int i = 0; i < 3; i++) {
            of.sizes[i] = i == 0 ? 6 + draws[0] % 7 : 1 + draws[i] % 12;
            of.slopes[i] = log(1.5) * (draws[3 + i] % 201 - 100) / 100;
        }
        const ski_split split = ski_split_of(of.sizes[0] * of.sizes[1] * of.sizes[2],
                                             1 + draws[6] % 4, 1000, shards[draws[7] % 12]);
        const double ratio = slowest(&split, &of);
        worst = ratio > worst ? ratio : worst;
    }
    assert_true(worst < 1.15);
}

/* Where every shard has a share of every case, costs of any kind are shared out evenly. */
static void test_few_cases__are_shared_out_evenly_whatever_they_cost(void **state) {
    (void)state;
    const costs of = {.sizes = {3, 3, 1}, .slopes = {5, -7, 0}, .jump = 9};
    const ski_split split = ski_split_of(9, 2, 3200, 32);
    assert_near(slowest(&split, &of), 1, 1e-12, 0);
}

/* A parameter of as many values as there are shards, or of two, would beat in time with dealing in
 * turn. */
static void test_values_of_a_parameter__are_not_dealt_in_step_with_shards(void **state) {
    (void)state;
    const costs halves = {.sizes = {2048, 2, 1}, .slopes = {0, log(2), 0}};
    const costs fours = {.sizes = {1024, 4, 1}, .slopes = {0, log(2), 0}};
    const ski_split split = ski_split_of(4096, 1, 100, 4);
    assert_true(slowest(&split, &halves) < 1.05);
    assert_true(slowest(&split, &fours) < 1.05);
}

/* The largest there can be: found at once, nothing overflows. */
static void test_ten_million_points_of_many_policies__are_dealt_without_a_table(void **state) {
    (void)state;
    const ski_split split = ski_split_of(10000000, 1000, 100000000, 1000000);
    const int64_t count = ski_shard_units(&split, 999999);
    const ski_unit last = ski_shard_unit(&split, 999999, count - 1);
    assert_true(ski_split_units(&split) == INT64_C(10000000000));
    assert_true(count == 10000);
    assert_int_equal(last.policy, 999);
    assert_true(last.point > 10000000 - 1000001 && last.point < 10000000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shards__run_every_world_of_every_case_once),
        cmocka_unit_test(test_units_of_a_shard__stand_in_order_and_one_more_at_most_than_anothers),
        cmocka_unit_test(test_units__are_the_same_whenever_they_are_asked),
        cmocka_unit_test(test_units__are_those_of_every_build),
        cmocka_unit_test(test_one_shard__runs_whole_cases),
        cmocka_unit_test(test_cases__are_cut_no_more_than_shards_need),
        cmocka_unit_test(test_shards__take_about_the_same_time_where_points_differ_smoothly),
        cmocka_unit_test(test_few_cases__are_shared_out_evenly_whatever_they_cost),
        cmocka_unit_test(test_values_of_a_parameter__are_not_dealt_in_step_with_shards),
        cmocka_unit_test(test_ten_million_points_of_many_policies__are_dealt_without_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
