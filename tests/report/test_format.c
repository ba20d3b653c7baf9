/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures for people: separators, digits that follow the interval, and what is no number. */
#include "report/format.h"
#include "support/assert_near.h"

#include <math.h>
#include <string.h>

static void test_figure__thousands_are_separated_by_commas(void **state) {
    (void)state;
    char text[SKI_FIGURE_TEXT];
    assert_string_equal(ski_figure_text(text, 1234567.891, 2), "1,234,567.89");
    assert_string_equal(ski_figure_text(text, -123456, 0), "-123,456");
    assert_string_equal(ski_figure_text(text, 999, 0), "999");
}

static void test_figure__negative_decimals_round_to_tens_and_hundreds(void **state) {
    (void)state;
    char text[SKI_FIGURE_TEXT];
    assert_string_equal(ski_figure_text(text, 12345, -1), "12,350");
    assert_string_equal(ski_figure_text(text, 12345, -3), "12,000");
}

static void test_figure__zero_has_no_sign(void **state) {
    (void)state;
    char text[SKI_FIGURE_TEXT];
    assert_string_equal(ski_figure_text(text, -0.0001, 2), "0.00");
    assert_string_equal(ski_figure_text(text, -0.0, 0), "0");
}

static void test_figure__what_is_no_number_is_said_in_words(void **state) {
    (void)state;
    char text[SKI_FIGURE_TEXT];
    assert_string_equal(ski_figure_text(text, NAN, 2), "-");
    assert_string_equal(ski_figure_text(text, INFINITY, 2), "unlimited");
}

static void test_figure__every_double_fits(void **state) {
    (void)state;
    char text[SKI_FIGURE_TEXT];
    assert_string_equal(ski_figure_text(text, 1.7e308, 3), "1.7e+308");
    assert_string_equal(ski_figure_text(text, -999999999999999.0, 0), "-999,999,999,999,999");
    assert_true(strlen(ski_figure_text(text, 123456789012345.0, 300)) < SKI_FIGURE_TEXT);
    assert_true(strlen(ski_amount_text(text, 1e-300)) < SKI_FIGURE_TEXT);
}

static void test_amount__small_numbers_keep_two_digits(void **state) {
    (void)state;
    char text[SKI_FIGURE_TEXT];
    assert_string_equal(ski_amount_text(text, 12345.6), "12,346");
    assert_string_equal(ski_amount_text(text, 153.675), "153.7");
    assert_string_equal(ski_amount_text(text, 1.234), "1.23");
    assert_string_equal(ski_amount_text(text, 0.01234), "0.012");
    assert_string_equal(ski_amount_text(text, 0), "0");
}

static void test_percent__what_is_not_whole_never_reads_100(void **state) {
    (void)state;
    char text[SKI_FIGURE_TEXT];
    assert_string_equal(ski_percent_text(text, 1), "100");
    assert_string_equal(ski_percent_text(text, 1 - 1e-9), "100");
    assert_string_equal(ski_percent_text(text, 0.99999), ">99.99");
    assert_string_equal(ski_percent_text(text, 0.9872), "98.72");
    assert_string_equal(ski_percent_text(text, NAN), "-");
}

static void test_interval__digits_show_two_of_its_half_width(void **state) {
    (void)state;
    char text[SKI_RANGE_TEXT];
    assert_int_equal(ski_interval_decimals(98.7, (ski_interval){98.61, 98.83}), 2);
    assert_int_equal(ski_interval_decimals(1e6, (ski_interval){988000, 1012000}), -3);
    assert_int_equal(ski_interval_decimals(5, (ski_interval){5, 5}), 2);
    assert_int_equal(ski_interval_decimals(5, (ski_interval){-INFINITY, INFINITY}), 2);
    ski_interval interval = {988123, 1012456};
    assert_string_equal(ski_interval_text(text, interval, -3), "988,000 to 1,012,000");
    assert_string_equal(ski_interval_text(text, (ski_interval){NAN, NAN}, 2), "-");
}

static void test_interval__of_a_tail_without_samples_is_none(void **state) {
    (void)state;
    assert_true(isnan(ski_tail_interval((ski_interval){5, 5}, true).low));
    assert_near(ski_tail_interval((ski_interval){5, 6}, true).high, 6, 0, 0);
    assert_near(ski_tail_interval((ski_interval){5, 5}, false).low, 5, 0, 0);
}

static void test_lines__are_cut_at_blanks_by_characters_not_bytes(void **state) {
    (void)state;
    assert_int_equal(ski_line_length("one two three", 7), 7);
    assert_int_equal(ski_line_length("one two three", 6), 3);
    assert_int_equal(ski_line_length("one two three", 13), 13);
    assert_int_equal(ski_line_length("extraordinary two", 5), 13);
    assert_int_equal(ski_line_length("one\ntwo", 20), 3);
    assert_int_equal(ski_line_length("\u00e4\u00f6\u00fc two", 3), 6);
    assert_int_equal(ski_line_length("", 5), 0);
    assert_string_equal(ski_next_line("one  \ntwo", 3), "two");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figure__thousands_are_separated_by_commas),
        cmocka_unit_test(test_figure__negative_decimals_round_to_tens_and_hundreds),
        cmocka_unit_test(test_figure__zero_has_no_sign),
        cmocka_unit_test(test_figure__what_is_no_number_is_said_in_words),
        cmocka_unit_test(test_figure__every_double_fits),
        cmocka_unit_test(test_amount__small_numbers_keep_two_digits),
        cmocka_unit_test(test_percent__what_is_not_whole_never_reads_100),
        cmocka_unit_test(test_interval__of_a_tail_without_samples_is_none),
        cmocka_unit_test(test_lines__are_cut_at_blanks_by_characters_not_bytes),
        cmocka_unit_test(test_interval__digits_show_two_of_its_half_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
