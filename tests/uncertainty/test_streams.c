/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams against Random123's published answers, and as uniform numbers. */
#include "uncertainty/streams.h"

#include "support/assert_near.h"

#include <math.h>

/* The uniform that the first two words of an answer make: their upper 52 bits, and a half. */
static double uniform_of(uint32_t first, uint32_t second) {
    uint64_t bits = ((uint64_t)first << 32 | second) >> 12;
    return ((double)bits + 0.5) / 4503599627370496.0;
}

static void test_philox__known_answers_of_random123(void **state) {
    (void)state;
    ski_stream zeros = {{0, 0}, {0, 0, 0}, NULL};
    ski_stream ones = {{UINT32_MAX, UINT32_MAX}, {UINT32_MAX, UINT32_MAX, UINT32_MAX}, NULL};
    ski_stream digits = {{0xa4093822, 0x299f31d0}, {0x85a308d3, 0x13198a2e, 0x03707344}, NULL};
    assert_true(ski_stream_uniform(&zeros, 0) == uniform_of(0x6627e8d5, 0xe169c58d));
    assert_true(ski_stream_uniform(&ones, UINT32_MAX) == uniform_of(0x408f276d, 0x41c83b0e));
    assert_true(ski_stream_uniform(&digits, 0x243f6a88) == uniform_of(0xd16cfe09, 0x94fdcceb));
}

static void test_stream__seed_is_the_key_and_world_follows_the_place(void **state) {
    (void)state;
    ski_stream stream = ski_stream_of(UINT64_C(0x1122334455667788), 7, "a", "wait");
    assert_int_equal(stream.key[0], 0x55667788);
    assert_int_equal(stream.key[1], 0x11223344);
    assert_int_equal(stream.counter[0], 7);
    ski_stream moved = ski_stream_in(ski_stream_of(0, 0, "a", "wait"), 5, 9);
    ski_stream there = ski_stream_of(5, 9, "a", "wait");
    assert_memory_equal(moved.key, there.key, sizeof there.key);
    assert_memory_equal(moved.counter, there.counter, sizeof there.counter);
}

static void test_stream__name_and_purpose_are_hashed_by_fnv_1a(void **state) {
    (void)state;
    /* FNV-1a of "" is its offset; of two zero bytes (no name, no purpose) offset · prime². */
    uint64_t prime = UINT64_C(1099511628211);
    uint64_t expected = UINT64_C(14695981039346656037) * prime * prime;
    ski_stream stream = ski_stream_of(0, 0, "", "");
    assert_true(((uint64_t)stream.counter[2] << 32 | stream.counter[1]) == expected);
}

static void test_stream__every_part_of_the_address_counts(void **state) {
    (void)state;
    ski_stream streams[] = {
        ski_stream_of(1, 0, "ab", "c"), ski_stream_of(2, 0, "ab", "c"),
        ski_stream_of(1, 1, "ab", "c"), ski_stream_of(1, 0, "a", "bc"),
        ski_stream_of(1, 0, "ab", "d"), ski_stream_of(UINT64_C(1) << 32 | 1, 0, "ab", "c"),
    };
    for (int i = 0; i < 6; i++) {
        for (int j = 0; j < i; j++) {
            assert_true(ski_stream_uniform(&streams[i], 0) != ski_stream_uniform(&streams[j], 0));
        }
    }
    assert_true(ski_stream_uniform(&streams[0], 0) != ski_stream_uniform(&streams[0], 1));
}

/* Bounds are 4.5 standard errors. */
static void test_uniforms__mean_variance_and_serial_correlation(void **state) {
    (void)state;
    enum { COUNT = 200000 };
    ski_stream stream = ski_stream_of(1, 0, "x", "value");
    double sum = 0, squares = 0, products = 0, before = 0;
    for (uint32_t place = 0; place < COUNT; place++) {
        double centred = ski_stream_uniform(&stream, place) - 0.5;
        assert_true(centred > -0.5 && centred < 0.5);
        sum += centred;
        squares += centred * centred;
        products += centred * before;
        before = centred;
    }
    assert_near(sum / COUNT, 0, 4.5 * sqrt(1 / 12.0 / COUNT), 0);
    assert_near(squares / COUNT, 1 / 12.0, 4.5 * sqrt(1 / 180.0 / COUNT), 0);
    assert_near(products / COUNT, 0, 4.5 / 12.0 / sqrt(COUNT), 0);
}

/* Chi-square of 100 cells over worlds at one place; 171 is its 99.999 % quantile. */
static void test_uniforms__worlds_fill_cells_evenly(void **state) {
    (void)state;
    enum { CELLS = 100, EACH = 1000 };
    int cells[CELLS] = {0};
    double statistic = 0;
    for (uint32_t world = 0; world < CELLS * EACH; world++) {
        ski_stream stream = ski_stream_of(1, world, "mine", "wait");
        cells[(int)(ski_stream_uniform(&stream, 0) * CELLS)]++;
    }
    for (int cell = 0; cell < CELLS; cell++) {
        statistic += (cells[cell] - EACH) * (double)(cells[cell] - EACH) / EACH;
    }
    assert_true(statistic < 171);
    assert_true(statistic > 46); /* 0.001 % quantile: neither is it too even */
}

static void test_normals__are_the_inverse_of_the_uniforms(void **state) {
    (void)state;
    ski_stream stream = ski_stream_of(3, 4, "x", "value");
    for (uint32_t place = 0; place < 1000; place++) {
        double normal = ski_stream_normal(&stream, place);
        double uniform = ski_stream_uniform(&stream, place);
        assert_near(0.5 * erfc(-normal / sqrt(2)), uniform, 0, 1e-13);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_philox__known_answers_of_random123),
        cmocka_unit_test(test_stream__seed_is_the_key_and_world_follows_the_place),
        cmocka_unit_test(test_stream__name_and_purpose_are_hashed_by_fnv_1a),
        cmocka_unit_test(test_stream__every_part_of_the_address_counts),
        cmocka_unit_test(test_uniforms__mean_variance_and_serial_correlation),
        cmocka_unit_test(test_uniforms__worlds_fill_cells_evenly),
        cmocka_unit_test(test_normals__are_the_inverse_of_the_uniforms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
