/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/text: names, globs, numbers as text, UTF-8. */
#include "base/text.h"
#include "support/assert_near.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void assert_number_text(double value, const char *expected) {
    char text[SKI_NUMBER_TEXT];
    assert_string_equal(ski_number_text(text, value), expected);
    double back = strtod(text, NULL);
    assert_memory_equal(&back, &value, sizeof value);
}

static void test_number__reads_back_bit_for_bit_from_the_shortest_text(void **state) {
    (void)state;
    assert_number_text(0.1, "0.1");
    assert_number_text(0.1 + 0.2, "0.30000000000000004");
    assert_number_text(1e300, "1e+300");
    assert_number_text(5e-324, "4.94065645841247e-324");
    assert_number_text(DBL_MAX, "1.7976931348623157e+308");
    assert_number_text(-0.0, "-0");
    assert_number_text(2.0 / 3.0, "0.6666666666666666");
}

static void test_number__whole_has_no_fraction_or_exponent(void **state) {
    (void)state;
    assert_number_text(0, "0");
    assert_number_text(36, "36");
    assert_number_text(-1200000, "-1200000");
    assert_number_text(999999999999999.0, "999999999999999");
}

static void test_name__starts_with_a_letter_and_has_at_most_64_characters(void **state) {
    (void)state;
    char longest[SKI_NAME_MOST + 2];
    memset(longest, 'a', sizeof longest);
    longest[SKI_NAME_MOST] = '\0';
    assert_true(ski_is_name(longest));
    longest[SKI_NAME_MOST] = 'a';
    longest[SKI_NAME_MOST + 1] = '\0';
    assert_false(ski_is_name(longest));
    assert_true(ski_is_name("kr_pps_W2"));
    assert_true(ski_is_name("x"));
    const char *const wrong[] = {"", "_a", "2a", "a-b", "a*", "a.b", "a b", "\xC3\xA9t\xC3\xA9"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(ski_is_name(wrong[i]));
    }
}

static void test_glob__star_and_question_mark_never_cross_a_dot(void **state) {
    (void)state;
    assert_true(ski_glob_matches("stocks.*.initial_t", "stocks.kr_pps_w.initial_t"));
    assert_false(ski_glob_matches("stocks.*", "stocks.kr_pps_w.initial_t"));
    assert_false(ski_glob_matches("*", "a.b"));
    assert_false(ski_glob_matches("a?b", "a.b"));
    assert_false(ski_glob_matches("*c.x", "ab.c.x"));
    assert_true(ski_glob_matches("*.*", "a.b"));
    assert_false(ski_glob_matches("*.*", "a.b.c"));
}

static void test_glob__matches_within_a_segment(void **state) {
    (void)state;
    assert_true(ski_glob_matches("routes.cn_*_w.cost", "routes.cn_kr_x_w.cost"));
    assert_true(ski_glob_matches("*_w*", "a_w_w"));
    assert_true(ski_glob_matches("a*b*c", "aXbXbXc"));
    assert_false(ski_glob_matches("a*b*c", "aXbXb"));
    assert_true(ski_glob_matches("a*", "a"));
    assert_true(ski_glob_matches("tiers.?", "tiers.1"));
    assert_false(ski_glob_matches("tiers.?", "tiers."));
    assert_false(ski_glob_matches("tiers.?", "tiers.12"));
    assert_true(ski_glob_matches("plain.path", "plain.path"));
    assert_false(ski_glob_matches("plain.path", "plain.paths"));
    assert_false(ski_glob_matches("", "a"));
}

static void test_nearest__finds_slips_and_leaves_other_words_alone(void **state) {
    (void)state;
    const char *const names[] = {"capacity_tpy", "price_usd_per_t", "place", "country", "cite"};
    assert_string_equal(ski_nearest("capcity_tpy", names, 5), "capacity_tpy");
    assert_string_equal(ski_nearest("price_usd", names + 2, 0) == NULL ? "none" : "", "none");
    assert_string_equal(ski_nearest("palce", names, 5), "place");
    assert_string_equal(ski_nearest("contry", names, 5), "country");
    assert_null(ski_nearest("yield", names, 5));
    assert_null(ski_nearest("", names, 5));
    assert_null(ski_nearest("xx", names, 5));
}

static void test_nearest__a_very_long_word_is_no_slip(void **state) {
    (void)state;
    char word[400];
    memset(word, 'a', sizeof word);
    word[399] = '\0';
    const char *names[] = {word, "place"};
    assert_null(ski_nearest(word, names, 2));
    assert_string_equal(ski_nearest("plcae", names, 2), "place");
}

static void test_utf8__refuses_what_unicode_refuses(void **state) {
    (void)state;
    const char *const good[] = {"",
                                "plain",
                                "\xEC\x9B\x90\xEC\x9E\x90",
                                "\xF0\x9F\x9A\xA2",
                                "\xED\x9F\xBF",
                                "\xF4\x8F\xBF\xBF",
                                "\xC2\x80"};
    const char *const bad[] = {"\xFF",
                               "\xC3",
                               "a\x80",
                               "\xC0\xAF",
                               "\xE0\x80\x80",
                               "\xED\xA0\x80",
                               "\xF4\x90\x80\x80",
                               "\xE2\x82",
                               "\xF0\x82\x82\xAC",
                               "\xE2\x28\xA1"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(ski_is_utf8(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(ski_is_utf8(bad[i]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number__reads_back_bit_for_bit_from_the_shortest_text),
        cmocka_unit_test(test_number__whole_has_no_fraction_or_exponent),
        cmocka_unit_test(test_name__starts_with_a_letter_and_has_at_most_64_characters),
        cmocka_unit_test(test_glob__star_and_question_mark_never_cross_a_dot),
        cmocka_unit_test(test_glob__matches_within_a_segment),
        cmocka_unit_test(test_nearest__finds_slips_and_leaves_other_words_alone),
        cmocka_unit_test(test_nearest__a_very_long_word_is_no_slip),
        cmocka_unit_test(test_utf8__refuses_what_unicode_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
