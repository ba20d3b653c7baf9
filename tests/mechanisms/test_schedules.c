/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schedules → their averages, seen as the shortage of demands that nothing supplies. */
#include "mechanisms/mechanism.h"

static void test_schedule__months_take_the_average_of_each_form(void **state) {
    (void)state;
    cJSON *json = plan("schedules_month");
    double first_half = 1200.0 / 12 * 17 / 31;
    expect_each(json, "demands/constant/shortage_t", 10, 10, 10, 10, 10, 10);
    expect_each(json, "demands/growth/shortage_t", 10, 10 * pow(1.1, 1.0 / 12),
                10 * pow(1.1, 2.0 / 12), 10 * pow(1.1, 3.0 / 12), 10 * pow(1.1, 4.0 / 12),
                10 * pow(1.1, 5.0 / 12));
    expect_each(json, "demands/mid_month/shortage_t", 0, 0, first_half, 100, 100, 100);
    expect_each(json, "demands/leaves_off/shortage_t", 20, 10, 0, 0, 0, 0);
    expect_each(json, "demands/ramp/shortage_t", 5, 15, 25, 35, 40, 40);
    expect_each(json, "demands/broken/shortage_t", 10, 27.5, 30, 30, 30, 30);
    cJSON_Delete(json);
}

static void test_schedule__dates_before_the_start_count(void **state) {
    (void)state;
    cJSON *json = plan("schedules_month");
    expect_each(json, "demands/early/shortage_t", 20, 10, 10, 10, 10, 10);
    expect_each(json, "demands/old_ramp/shortage_t", 25, 35, 40, 40, 40, 40);
    cJSON_Delete(json);
}

static void test_schedule__the_first_value_holds_before_the_first_date(void **state) {
    (void)state;
    cJSON *json = plan("schedules_month");
    expect_each(json, "demands/late/shortage_t", 20, 20, 20, 0, 0, 0);
    expect_each(json, "demands/sleeping/shortage_t", 5, 5, 7.5, 12.5, 15, 15);
    cJSON_Delete(json);
}

static void test_schedule__weeks_place_dates_by_days(void **state) {
    (void)state;
    cJSON *json = plan("schedules_week");
    expect_each(json, "demands/growth/shortage_t", 70, 70 * pow(1.1, 7.0 / 365),
                70 * pow(1.1, 14.0 / 365), 70 * pow(1.1, 21.0 / 365));
    expect_each(json, "demands/step/shortage_t", 0, 0, 20, 70, 70, 70, 70, 70, 70, 70);
    expect_each(json, "demands/month/shortage_t", 0, 0, 0, 0, 0, 0, 0, 0, 40, 70);
    expect_each(json, "demands/ramp/shortage_t", 35, 105, 140, 140);
    expect_each(json, "demands/early/shortage_t", 70, 70, 70);
    cJSON_Delete(json);
}

static void test_schedule__a_quarter_is_the_sum_of_its_months(void **state) {
    (void)state;
    cJSON *json = plan("schedules_quarter");
    expect_each(json, "demands/growth/shortage_t", 30, 30 * pow(1.1, 0.25), 30 * pow(1.1, 0.5));
    expect_each(json, "demands/step/shortage_t", 300.0 * 17 / 93, 300, 300);
    expect_each(json, "demands/ramp/shortage_t", 45, 115, 120);
    expect_each(json, "demands/early/shortage_t", 40, 30, 30);
    cJSON_Delete(json);
}

static void test_schedule__years_count_from_the_start(void **state) {
    (void)state;
    cJSON *json = plan("schedules_year");
    expect_each(json, "demands/growth/shortage_t", 120, 132, 145.2);
    expect_each(json, "demands/step/shortage_t", 0, 120 * (286.0 / 30) / 12, 120);
    expect_each(json, "demands/ramp/shortage_t", 60, 180, 240);
    cJSON_Delete(json);
}

static void test_schedule__a_start_in_the_middle_of_a_month_shifts_every_date(void **state) {
    (void)state;
    cJSON *json = plan("schedules_leap_midmonth");
    expect_each(json, "demands/step/shortage_t", 100.0 * (15.0 / 31 - 14.0 / 29), 100, 100);
    expect_each(json, "demands/later/shortage_t", 0, 0, 100);
    cJSON_Delete(json);
}

static void test_schedule__price_and_capacity_are_averaged_each_on_its_own(void **state) {
    (void)state;
    expect_objective("price_steps", 12600);
    expect_objective_with("price_steps", 4650, SET("sources.s.capacity_tpy=240"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schedule__months_take_the_average_of_each_form),
        cmocka_unit_test(test_schedule__dates_before_the_start_count),
        cmocka_unit_test(test_schedule__the_first_value_holds_before_the_first_date),
        cmocka_unit_test(test_schedule__weeks_place_dates_by_days),
        cmocka_unit_test(test_schedule__a_quarter_is_the_sum_of_its_months),
        cmocka_unit_test(test_schedule__years_count_from_the_start),
        cmocka_unit_test(test_schedule__a_start_in_the_middle_of_a_month_shifts_every_date),
        cmocka_unit_test(test_schedule__price_and_capacity_are_averaged_each_on_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
