/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/calendar: dates, model time and its inverse, labels. */
#include "base/calendar.h"
#include "support/assert_near.h"

static ski_date date_of(const char *text) {
    ski_date date = {0, 0, 0};
    assert_true(ski_date_parse(text, &date));
    return date;
}

static ski_calendar calendar_of(const char *start, ski_period_kind period) {
    return (ski_calendar){date_of(start), period};
}

static double time_of(const ski_calendar *calendar, const char *text) {
    return ski_calendar_time(calendar, date_of(text));
}

static void assert_date(ski_date date, const char *expected) {
    char text[SKI_DATE_TEXT];
    assert_string_equal(ski_date_text(text, date), expected);
}

static void assert_label(const char *start, ski_period_kind kind, int period,
                         const char *expected) {
    char text[SKI_DATE_TEXT];
    ski_calendar calendar = calendar_of(start, kind);
    assert_string_equal(ski_period_label(text, &calendar, period), expected);
}

static void test_date__month_alone_is_its_first_day(void **state) {
    (void)state;
    assert_date(date_of("2025-03"), "2025-03-01");
    assert_date(date_of("2025-03-31"), "2025-03-31");
}

static void test_date__leap_years_are_those_of_the_gregorian_calendar(void **state) {
    (void)state;
    ski_date date;
    assert_date(date_of("2024-02-29"), "2024-02-29");
    assert_date(date_of("2000-02-29"), "2000-02-29");
    assert_false(ski_date_parse("2025-02-29", &date));
    assert_false(ski_date_parse("2100-02-29", &date));
}

static void test_date__nonsense_is_refused(void **state) {
    (void)state;
    const char *const nonsense[] = {"2025-13",    "2025-00",    "2025-02-30", "2025-01-00",
                                    "2025",       "2025-1",     "2025-1-1",   "25-01-01",
                                    "2025/01",    "",           "2025-01-1x", "2025-01-",
                                    "0000-01",    "2025-04-31", "+025-01",    "2025-01-01T",
                                    "2025-01 01", " 2025-1"};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        ski_date date = {1, 2, 3};
        assert_false(ski_date_parse(nonsense[i], &date));
        assert_int_equal(date.month, 2);
    }
}

static void test_time__months_count_whole_months_and_the_share_of_the_day(void **state) {
    (void)state;
    ski_calendar calendar = calendar_of("2025-01", SKI_MONTH);
    assert_near(time_of(&calendar, "2025-01"), 0, 0, 0);
    assert_near(time_of(&calendar, "2025-02-15"), 1.5, 0, 1e-14);
    assert_near(time_of(&calendar, "2026-01"), 12, 0, 0);
    assert_near(time_of(&calendar, "2024-12-31"), -1.0 / 31, 1e-12, 0);
}

static void test_time__quarters_and_years_are_three_and_twelve_months(void **state) {
    (void)state;
    ski_calendar quarters = calendar_of("2025-01", SKI_QUARTER);
    ski_calendar years = calendar_of("2025-07", SKI_YEAR);
    assert_near(time_of(&quarters, "2025-08-16"), (7 + 15.0 / 31) / 3, 0, 1e-13);
    assert_near(time_of(&years, "2028-01"), 2.5, 0, 1e-14);
}

static void test_time__weeks_are_seven_days_across_a_leap_day(void **state) {
    (void)state;
    ski_calendar calendar = calendar_of("2024-02-26", SKI_WEEK);
    assert_near(time_of(&calendar, "2024-03-04"), 1, 0, 0);
    assert_near(time_of(&calendar, "2025-02-26"), 366.0 / 7, 0, 1e-14);
    assert_near(time_of(&calendar, "2024-02-25"), -1.0 / 7, 0, 1e-14);
}

static void test_time__every_day_comes_back_for_every_kind_of_period(void **state) {
    (void)state;
    const char *const starts[] = {"2025-01", "2024-02-29", "2023-11-17"};
    ski_calendar days = calendar_of("1999-12-30", SKI_WEEK);
    for (int kind = SKI_WEEK; kind <= SKI_YEAR; kind++) {
        ski_calendar calendar = calendar_of(starts[kind % 3], (ski_period_kind)kind);
        for (int day = 0; day < 60 * 365; day++) {
            char expected[SKI_DATE_TEXT];
            ski_date date = ski_calendar_date(&days, day / 7.0);
            ski_date back = ski_calendar_date(&calendar, ski_calendar_time(&calendar, date));
            assert_date(back, ski_date_text(expected, date));
        }
    }
}

static void test_date__time_within_a_day_is_rounded_down(void **state) {
    (void)state;
    ski_calendar months = calendar_of("2025-01", SKI_MONTH);
    ski_calendar weeks = calendar_of("2025-01-06", SKI_WEEK);
    assert_date(ski_calendar_date(&months, 1.99), "2025-02-28");
    assert_date(ski_calendar_date(&months, -0.01), "2024-12-31");
    assert_date(ski_calendar_date(&weeks, 1.5), "2025-01-16");
    assert_date(ski_calendar_date(&weeks, -0.01), "2025-01-05");
}

static void test_length__of_a_period_in_years(void **state) {
    (void)state;
    assert_near(ski_period_years(SKI_WEEK), 7.0 / 365, 0, 0);
    assert_near(ski_period_years(SKI_MONTH), 1.0 / 12, 0, 0);
    assert_near(ski_period_years(SKI_QUARTER), 0.25, 0, 0);
    assert_near(ski_period_years(SKI_YEAR), 1, 0, 0);
}

static void test_label__names_the_period_as_people_do(void **state) {
    (void)state;
    assert_label("2025-01", SKI_MONTH, 2, "2025-03");
    assert_label("2025-01", SKI_MONTH, 12, "2026-01");
    assert_label("2025-04", SKI_QUARTER, 0, "2025-Q2");
    assert_label("2025-04", SKI_QUARTER, 3, "2026-Q1");
    assert_label("2025-10", SKI_QUARTER, 0, "2025-Q4");
    assert_label("2025-02", SKI_QUARTER, 1, "2025-05");
    assert_label("2025-01", SKI_YEAR, 3, "2028");
    assert_label("2025-02", SKI_YEAR, 1, "2026-02");
    assert_label("2025-01-06", SKI_WEEK, 4, "2025-02-03");
}

static void assert_month(ski_calendar calendar, double time, int month, double end) {
    double month_end = 0;
    assert_int_equal(ski_calendar_month(&calendar, time, &month_end), month);
    assert_near(month_end, end, 1e-12, 0);
}

static void test_month__says_when_it_ends(void **state) {
    (void)state;
    assert_month(calendar_of("2025-01", SKI_MONTH), 0, 1, 1);
    assert_month(calendar_of("2025-01", SKI_MONTH), 11.5, 12, 12);
    assert_month(calendar_of("2025-01", SKI_QUARTER), 0.5, 2, 2.0 / 3);
    assert_month(calendar_of("2025-01", SKI_YEAR), 1.0 / 12, 2, 2.0 / 12);
    assert_month(calendar_of("2025-01-06", SKI_WEEK), 0, 1, 26.0 / 7);
    assert_month(calendar_of("2024-12-30", SKI_WEEK), 0, 12, 2.0 / 7);
}

static void test_month__ends_follow_each_other_month_by_month(void **state) {
    (void)state;
    for (int kind = SKI_WEEK; kind <= SKI_YEAR; kind++) {
        ski_calendar calendar = calendar_of("2025-01-17", (ski_period_kind)kind);
        double time = 0;
        for (int step = 0; step < 1200; step++) {
            double month_end = 0;
            assert_int_equal(ski_calendar_month(&calendar, time, &month_end), step % 12 + 1);
            assert_true(month_end > time);
            time = month_end;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date__month_alone_is_its_first_day),
        cmocka_unit_test(test_date__leap_years_are_those_of_the_gregorian_calendar),
        cmocka_unit_test(test_date__nonsense_is_refused),
        cmocka_unit_test(test_time__months_count_whole_months_and_the_share_of_the_day),
        cmocka_unit_test(test_time__quarters_and_years_are_three_and_twelve_months),
        cmocka_unit_test(test_time__weeks_are_seven_days_across_a_leap_day),
        cmocka_unit_test(test_time__every_day_comes_back_for_every_kind_of_period),
        cmocka_unit_test(test_date__time_within_a_day_is_rounded_down),
        cmocka_unit_test(test_length__of_a_period_in_years),
        cmocka_unit_test(test_label__names_the_period_as_people_do),
        cmocka_unit_test(test_month__says_when_it_ends),
        cmocka_unit_test(test_month__ends_follow_each_other_month_by_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
