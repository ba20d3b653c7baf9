/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/errors: how an entry reads, what is kept and what is counted. */
#include "base/errors.h"
#include "support/allocation.h"
#include "support/assert_near.h"

static const ski_where nowhere = {NULL, 0};

static void test_entry__is_place_path_and_complaint(void **state) {
    (void)state;
    sk_error *error = sk_error_new();
    ski_where line = {"data/mo.cfg", 12};
    ski_where option = {"--set", 0};
    assert_int_equal(ski_error_at(error, line, "stocks.a.initial_t", "is %s (got %d)", "low", -3),
                     SK_ERR_SCENARIO);
    ski_error_at(error, option, "stocks.a", "no such key");
    ski_warning_at(error, nowhere, "demands.b", "no source reaches it");
    ski_error_at(error, line, NULL, "syntax error");
    assert_int_equal(ski_fail(error, SK_ERR_IO, "%s: no such file", "x.cfg"), SK_ERR_IO);
    assert_string_equal(sk_error_text(error, 0),
                        "data/mo.cfg:12: stocks.a.initial_t: is low (got -3)");
    assert_string_equal(sk_error_text(error, 1), "--set: stocks.a: no such key");
    assert_string_equal(sk_error_text(error, 2), "demands.b: no source reaches it");
    assert_string_equal(sk_error_text(error, 3), "data/mo.cfg:12: syntax error");
    assert_string_equal(sk_error_text(error, 4), "x.cfg: no such file");
    assert_int_equal(sk_error_severity(error, 2), SK_SEVERITY_WARNING);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), 4);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_WARNING), 1);
    sk_error_free(error);
}

static void test_list__keeps_100_of_101_errors_and_counts_all(void **state) {
    (void)state;
    sk_error *error = sk_error_new();
    for (int i = 1; i <= 101; i++) {
        ski_error_at(error, nowhere, NULL, "entry %d", i);
    }
    assert_int_equal(sk_error_kept(error), 100);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), 101);
    assert_string_equal(sk_error_text(error, 99), "entry 100");
    sk_error_free(error);
}

static void test_list__an_error_takes_the_place_of_a_warning_when_full(void **state) {
    (void)state;
    sk_error *error = sk_error_new();
    ski_error_at(error, nowhere, NULL, "first");
    for (int i = 0; i < 150; i++) {
        ski_warning_at(error, nowhere, NULL, "warning %d", i);
    }
    ski_error_at(error, nowhere, NULL, "last");
    assert_int_equal(sk_error_kept(error), 100);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_WARNING), 150);
    assert_string_equal(sk_error_text(error, 0), "first");
    assert_string_equal(sk_error_text(error, 98), "warning 97");
    assert_string_equal(sk_error_text(error, 99), "last");
    assert_int_equal(sk_error_severity(error, 99), SK_SEVERITY_ERROR);
    sk_error_free(error);
}

static void test_list__none_given_is_legal(void **state) {
    (void)state;
    assert_int_equal(ski_error_at(NULL, nowhere, "a", "b"), SK_ERR_SCENARIO);
    ski_warning_at(NULL, nowhere, "a", "b");
    assert_int_equal(ski_fail(NULL, SK_ERR_MEMORY, "out of memory"), SK_ERR_MEMORY);
    assert_int_equal(sk_error_kept(NULL), 0);
    assert_int_equal(sk_error_count(NULL, SK_SEVERITY_ERROR), 0);
    sk_error_free(NULL);
}

static void test_list__cannot_be_made_without_memory(void **state) {
    (void)state;
    fail_allocation(1);
    sk_error *error = sk_error_new();
    fail_allocation(0);
    assert_null(error);
}

static sk_status second_of_two_fails(int *steps) {
    sk_status st = SK_OK;
    SK_TRY((*steps)++ >= 0 ? SK_OK : SK_ERR_INTERNAL);
    SK_TRY((*steps)++ >= 0 ? SK_ERR_IO : SK_OK);
    (*steps)++;
done:
    return st;
}

static void test_try__leaves_at_the_first_failure(void **state) {
    (void)state;
    int steps = 0;
    assert_int_equal(second_of_two_fails(&steps), SK_ERR_IO);
    assert_int_equal(steps, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entry__is_place_path_and_complaint),
        cmocka_unit_test(test_list__keeps_100_of_101_errors_and_counts_all),
        cmocka_unit_test(test_list__an_error_takes_the_place_of_a_warning_when_full),
        cmocka_unit_test(test_list__none_given_is_legal),
        cmocka_unit_test(test_list__cannot_be_made_without_memory),
        cmocka_unit_test(test_try__leaves_at_the_first_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
