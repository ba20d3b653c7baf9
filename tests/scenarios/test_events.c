/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dated events of the shipped scenarios: multipliers worked out by hand from the dates. */
#include "scenarios/shipped.h"

#include <math.h>

/* A few worlds: what is dated holds in each of them. */
enum { WORLDS = 5 };

/* A month of the model. */
#define MONTH_DAYS (365.0 / 12)

/* The multiplier of a value in a period (0-based). */
static double multiplier(const cJSON *world, const char *path, int period) {
    const cJSON *all = cJSON_GetObjectItemCaseSensitive(world, "multipliers");
    const cJSON *item = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(all, path), period);
    if (!cJSON_IsNumber(item)) {
        fail_msg("no multiplier of %s in period %d", path, period);
    }
    return item->valuedouble;
}

/* The factor drawn for effect `effect` (0-based) of the only event of a disruption. */
static double factor_of(const cJSON *world, const char *disruption, int effect) {
    const cJSON *event = NULL;
    cJSON_ArrayForEach(event, cJSON_GetObjectItemCaseSensitive(world, "events")) {
        const char *name =
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(event, "disruption"));
        if (strcmp(name, disruption) == 0) {
            const cJSON *effects = cJSON_GetObjectItemCaseSensitive(event, "effects");
            return cJSON_GetNumberValue(
                cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(effects, effect), "factor"));
        }
    }
    fail_msg("no event of %s", disruption);
    return 0;
}

/* From 4 February 2025, 3 of 28 days into the month, for 52 days a share of 0 to 10 % is licensed,
 * then `later`: so the 52 days end (3/28 + 52/30.42 - 1) of the way through March. */
static void expect_stop_of_52_days(const cJSON *world, const char *path, double stop,
                                   double later) {
    double march_share = 3.0 / 28 + 52 / MONTH_DAYS - 1;
    assert_true(stop >= 0 && stop <= 0.1);
    assert_near(multiplier(world, path, 0), 1, 1e-9, 0);
    assert_near(multiplier(world, path, 1), 3.0 / 28 + 25.0 / 28 * stop, 1e-9, 0);
    assert_near(multiplier(world, path, 2), march_share * stop + (1 - march_share) * later, 1e-9,
                0);
    assert_near(multiplier(world, path, 3), later, 1e-9, 0);
}

static void test_china_licence__little_is_licensed_for_52_days_from_4_february_2025(void **state) {
    (void)state;
    for (int sample = 0; sample < WORLDS; sample++) {
        cJSON *world = shipped_world(CHINA_LICENCE, sample);
        double stop = factor_of(world, "licence_w", 0);
        expect_stop_of_52_days(world, "sources.china_w_apt.capacity_tpy", stop, 0.87);
        expect_stop_of_52_days(world, "sources.china_w_powder.capacity_tpy", stop, 0.87);
        double later = factor_of(world, "licence_mo", 1);
        assert_true(later >= 0.5 && later <= 0.87);
        expect_stop_of_52_days(world, "sources.china_mo_powder.capacity_tpy",
                               factor_of(world, "licence_mo", 0), later);
        cJSON_Delete(world);
    }
}

/* APT in USD/mtu over 339 on 4 Feb 2025 (docs/facts.md §4b): on the way to 400 in mid-May, and at
 * 1,050 to 1,100-1,150 in January 2026, where a month lies between quotations. */
static void test_china_licence__tungsten_costs_what_was_quoted(void **state) {
    (void)state;
    const char *apt = "materials.w_apt.price_usd_per_t";
    cJSON *world = shipped_world(CHINA_LICENCE, 0);
    assert_near(multiplier(world, apt, 0), 1, 1e-9, 0);
    assert_near(multiplier(world, apt, 3), (339 + 400) / 2.0 / 339, 0.005, 0);
    assert_true(multiplier(world, apt, 12) > 800.0 / 339);
    assert_true(multiplier(world, apt, 12) < 1150.0 / 339);
    double highest = 0;
    for (int month = 0; month < 36; month++) {
        highest = fmax(highest, multiplier(world, apt, month));
    }
    assert_near(highest, multiplier(world, apt, 14), 0, 0);
    assert_true(highest > 0.8 * 3000 / 339 && highest < 3000.0 / 339);
    cJSON_Delete(world);
}

/* WF6, ore and oxide for steel are not on the list. */
static void test_china_licence__leaves_alone_what_is_not_listed(void **state) {
    (void)state;
    const char *const free_of_it[] = {"sources.china_wf6.capacity_tpy",
                                      "sources.china_mo_oxide.capacity_tpy"};
    cJSON *world = shipped_world(CHINA_LICENCE, 0);
    const cJSON *all = cJSON_GetObjectItemCaseSensitive(world, "multipliers");
    for (int i = 0; i < 2; i++) {
        assert_null(cJSON_GetObjectItemCaseSensitive(all, free_of_it[i]));
    }
    cJSON_Delete(world);
}

/* Weeks from 3 November 2025: the eighth (0-based) begins on 29 December, so the crisis of 2
 * January has 3 of its 7 days; it lasts 35 to 56 days and fades in 14, so the four weeks to 1
 * February are in it whole and all is well from 16 March. */
static void test_uz_winter__power_is_at_20_to_30_percent_for_five_weeks(void **state) {
    (void)state;
    const char *const paths[] = {"processes.chirchik_mo.capacity_tpy",
                                 "processes.chirchik_w.capacity_tpy",
                                 "processes.almalyk_roaster.capacity_tpy"};
    for (int sample = 0; sample < WORLDS; sample++) {
        cJSON *world = shipped_world(UZ_WINTER, sample);
        for (int i = 0; i < 3; i++) {
            double left = multiplier(world, paths[i], 9);
            assert_true(left >= 0.2 && left <= 0.3);
            assert_near(multiplier(world, paths[i], 7), 1, 1e-9, 0);
            assert_near(multiplier(world, paths[i], 8), 4.0 / 7 + 3.0 / 7 * left, 1e-9, 0);
            assert_near(multiplier(world, paths[i], 12), left, 1e-9, 0);
            assert_near(multiplier(world, paths[i], 19), 1, 1e-9, 0);
        }
        cJSON_Delete(world);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_china_licence__little_is_licensed_for_52_days_from_4_february_2025),
        cmocka_unit_test(test_china_licence__tungsten_costs_what_was_quoted),
        cmocka_unit_test(test_china_licence__leaves_alone_what_is_not_listed),
        cmocka_unit_test(test_uz_winter__power_is_at_20_to_30_percent_for_five_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
