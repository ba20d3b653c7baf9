/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sparklines: what is more than nothing can be seen, and long series are drawn by their means. */
#include "report/sparkline.h"
#include "support/assert_near.h"

#include <math.h>
#include <string.h>

static void test_spark__rises_from_nothing_to_the_highest(void **state) {
    (void)state;
    static const double values[] = {0, 1, 2, 3, 4, 5, 6, 7};
    char text[SKI_SPARK_TEXT];
    assert_string_equal(ski_spark_text(text, values, 8, 48, false), "▁▂▃▄▅▆▇█");
    assert_string_equal(ski_spark_text(text, values, 8, 48, true), ".-=+*#%@");
}

static void test_spark__a_trace_is_seen_and_rounding_is_not(void **state) {
    (void)state;
    static const double values[] = {100, 0.001, 1e-12};
    char text[SKI_SPARK_TEXT];
    assert_string_equal(ski_spark_text(text, values, 3, 48, false), "█▂▁");
    assert_string_equal(ski_spark_text(text, values, 3, 48, true), "@:.");
}

static void test_spark__of_nothing_or_of_no_number_lies_low(void **state) {
    (void)state;
    static const double values[] = {0, NAN, 0};
    char text[SKI_SPARK_TEXT];
    assert_string_equal(ski_spark_text(text, values, 3, 48, false), "▁▁▁");
    assert_string_equal(ski_spark_text(text, values, 0, 48, false), "");
}

static void test_spark__a_long_series_is_drawn_by_means_and_fits(void **state) {
    (void)state;
    static double values[1200];
    char text[SKI_SPARK_TEXT];
    static const double short_one[] = {1, 3, 4, 4, 0};
    assert_string_equal(ski_spark_text(text, short_one, 5, 3, true), "+@."); /* 2, 4, 0 */
    for (int i = 0; i < 1200; i++) {
        values[i] = i;
    }
    for (int count = 1; count <= 1200; count++) {
        for (int most = 1; most <= SKI_SPARKS_MOST; most++) {
            const int length = (int)strlen(ski_spark_text(text, values, count, most, true));
            assert_in_range(length, 1, most);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spark__rises_from_nothing_to_the_highest),
        cmocka_unit_test(test_spark__a_trace_is_seen_and_rounding_is_not),
        cmocka_unit_test(test_spark__of_nothing_or_of_no_number_lies_low),
        cmocka_unit_test(test_spark__a_long_series_is_drawn_by_means_and_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
