/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/memory: the arena, growing arrays, and what happens when memory runs out. */
#include "base/memory.h"
#include "support/allocation.h"
#include "support/assert_near.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static void test_arena__gives_zeroed_aligned_memory_of_any_size(void **state) {
    (void)state;
    ski_arena *arena = ski_arena_new();
    for (int size = 0; size < 40000; size = size * 2 + 1) {
        char *bytes = SKI_NEW(arena, char, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (int i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
        }
        memset(bytes, 0xAA, (size_t)size);
    }
    ski_arena_free(arena);
}

static void test_arena__a_large_item_leaves_the_open_block_in_use(void **state) {
    (void)state;
    ski_arena *arena = ski_arena_new();
    char *before = SKI_NEW(arena, char, 1);
    assert_non_null(SKI_NEW(arena, char, 100000));
    char *after = SKI_NEW(arena, char, 1);
    assert_int_equal(after - before, _Alignof(max_align_t));
    ski_arena_free(arena);
}

static void test_arena__refuses_counts_that_make_no_size(void **state) {
    (void)state;
    ski_arena *arena = ski_arena_new();
    assert_null(ski_arena_alloc(arena, -1, 8));
    assert_null(ski_arena_alloc(arena, INT_MAX, SIZE_MAX / 4));
    assert_non_null(ski_arena_alloc(arena, 0, 8));
    ski_arena_free(arena);
    ski_arena_free(NULL);
}

static void test_arena__copies_and_formats_text(void **state) {
    (void)state;
    ski_arena *arena = ski_arena_new();
    assert_string_equal(ski_arena_text(arena, "tungsten"), "tungsten");
    assert_string_equal(ski_arena_text_n(arena, "tungsten", 4), "tung");
    assert_string_equal(ski_arena_printf(arena, "%s.%d", "tiers", 2), "tiers.2");
    ski_arena_free(arena);
}

static void test_arena__says_so_when_memory_runs_out(void **state) {
    (void)state;
    fail_allocation(1);
    assert_null(ski_arena_new());
    fail_allocation(0);
    ski_arena *arena = ski_arena_new();
    fail_allocation(1);
    void *memory = ski_arena_alloc(arena, 1, 1);
    char *text = ski_arena_text(arena, "tungsten");
    char *formatted = ski_arena_printf(arena, "%d", 1);
    fail_allocation(0);
    assert_null(memory);
    assert_null(text);
    assert_null(formatted);
    assert_string_equal(ski_arena_text(arena, "tungsten"), "tungsten");
    ski_arena_free(arena);
}

static void test_grow__keeps_what_is_there_and_zeroes_the_rest(void **state) {
    (void)state;
    int *numbers = NULL;
    int capacity = 0;
    for (int count = 0; count < 1000; count++) {
        assert_int_equal(ski_grow((void **)&numbers, &capacity, count, sizeof *numbers), 0);
        assert_true(capacity > count);
        assert_int_equal(numbers[count], 0);
        numbers[count] = count;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(numbers[i], i);
    }
    free(numbers);
}

static void test_grow__leaves_the_array_alone_when_memory_runs_out(void **state) {
    (void)state;
    int *numbers = NULL;
    int capacity = 0;
    assert_int_equal(ski_grow((void **)&numbers, &capacity, 0, sizeof *numbers), 0);
    numbers[0] = 7;
    int full = capacity;
    fail_allocation(1);
    int result = ski_grow((void **)&numbers, &capacity, full, sizeof *numbers);
    fail_allocation(0);
    assert_int_equal(result, -1);
    assert_int_equal(capacity, full);
    assert_int_equal(numbers[0], 7);
    assert_int_equal(ski_grow((void **)&numbers, &capacity, INT_MAX, sizeof *numbers), -1);
    free(numbers);
}

static void test_alloc__gives_a_pointer_for_nothing_and_null_for_less(void **state) {
    (void)state;
    void *nothing = ski_alloc(0, 8);
    assert_non_null(nothing);
    free(nothing);
    assert_null(ski_alloc(-1, 8));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena__gives_zeroed_aligned_memory_of_any_size),
        cmocka_unit_test(test_arena__a_large_item_leaves_the_open_block_in_use),
        cmocka_unit_test(test_arena__refuses_counts_that_make_no_size),
        cmocka_unit_test(test_arena__copies_and_formats_text),
        cmocka_unit_test(test_arena__says_so_when_memory_runs_out),
        cmocka_unit_test(test_grow__keeps_what_is_there_and_zeroes_the_rest),
        cmocka_unit_test(test_grow__leaves_the_array_alone_when_memory_runs_out),
        cmocka_unit_test(test_alloc__gives_a_pointer_for_nothing_and_null_for_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
