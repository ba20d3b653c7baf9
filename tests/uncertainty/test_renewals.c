/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renewal disruptions: where each draw stands, and laws over many worlds. Statistical bounds are
 * 4.5 standard errors; seeds are fixed. */
#include "drawn.h"

#include "uncertainty/streams.h"

/* Number `place` of the stream of world 3 of disruption x. */
static double drawn_at(const char *purpose, uint32_t place) {
    ski_stream stream = ski_stream_of(1, 3, "x", purpose);
    return ski_stream_uniform(&stream, place);
}

static void test_draws__the_kth_event_takes_place_k_of_each_stream(void **state) {
    (void)state;
    ski_dist unit = {.kind = SKI_DIST_UNIFORM, .min = 0, .max = 1};
    ski_effect effects[] = {{TARGETS(capacity_of_a), .factor = unit, .until_days = INFINITY},
                            {TARGETS(price_of_b), .factor = unit, .until_days = INFINITY}};
    ski_disruption renewal = {.element = NAMED("x"),
                              EFFECTS(effects),
                              ALWAYS,
                              .rate_per_year = 24,
                              .recovery_days = 3,
                              .duration_days = {.kind = SKI_DIST_UNIFORM, .min = 0, .max = 9}};
    drawn of = drawn_of_disruptions(&renewal, 1);
    drawn_build(&of);
    draw(&of, 3);
    assert_true(of.world->event_count > 5);
    double free_from = 0;
    for (int k = 0; k < of.world->event_count; k++) {
        const ski_event *event = &of.world->events[k];
        uint32_t place = (uint32_t)k;
        assert_near(event->start, free_from - log(1 - drawn_at("wait", place)) / 2, 1e-12, 0);
        assert_near(event->end - event->start, 9 * drawn_at("duration", place) * 12 / 365, 1e-12,
                    0);
        assert_true(of.world->factors[event->first_factor] == drawn_at("factor.1", place));
        assert_true(of.world->factors[event->first_factor + 1] == drawn_at("factor.2", place));
        free_from = event->recovered;
    }
    drawn_free(&of);
}

static void test_active_at_start__the_first_event_begins_at_once_with_a_whole_duration(
    void **state) {
    (void)state;
    enum { WORLDS = 20000 };
    ski_disruption renewal = {.element = NAMED("x"),
                              EFFECTS(closing),
                              ALWAYS,
                              .rate_per_year = 1,
                              .active_at_start = true,
                              .duration_days = {.kind = SKI_DIST_EXPONENTIAL, .mean = MONTHS(2)}};
    drawn of = drawn_of_disruptions(&renewal, 1);
    drawn_build(&of);
    double sum = 0;
    for (uint32_t number = 0; number < WORLDS; number++) {
        draw(&of, number);
        assert_true(of.world->events[0].start == 0);
        sum += of.world->events[0].end;
    }
    assert_near(sum / WORLDS, 2, 4.5 * 2 / sqrt(WORLDS), 0);
    drawn_free(&of);
}

static void test_renewal__events_of_one_disruption_never_overlap(void **state) {
    (void)state;
    ski_disruption renewal = {.element = NAMED("x"),
                              EFFECTS(closing),
                              ALWAYS,
                              .rate_per_year = 12,
                              .recovery_days = 20,
                              .duration_days = {.kind = SKI_DIST_UNIFORM, .min = 0, .max = 30}};
    drawn of = drawn_of_disruptions(&renewal, 1);
    drawn_build(&of);
    int events = 0;
    for (uint32_t number = 0; number < 1000; number++) {
        draw(&of, number);
        for (int i = 0; i < of.world->event_count; i++) {
            const ski_event *event = &of.world->events[i];
            assert_true(event->start >= (i == 0 ? 0 : event[-1].recovered));
            assert_true(event->start < 12);
            assert_near(event->recovered - event->end, 20 / (365 / 12.0), 1e-12, 0);
            events++;
        }
    }
    assert_true(events > 5000);
    drawn_free(&of);
}

/* Two states, from up: A(t) = μ/(λ+μ) + λ/(λ+μ) e^{-(λ+μ)t}. Every 1000 days, for 10 days, after
 * 10: .9937051385. */
static void test_renewal__availability_after_ten_days(void **state) {
    (void)state;
    enum { WORLDS = 400000 };
    ski_disruption renewal = {.element = NAMED("x"),
                              EFFECTS(closing),
                              ALWAYS,
                              .rate_per_year = 365 / 1000.0,
                              .duration_days = {.kind = SKI_DIST_EXPONENTIAL, .mean = 10}};
    drawn of = drawn_of_disruptions(&renewal, 1);
    of.scenario.periods = 1;
    drawn_build(&of);
    double at = 10 / (365 / 12.0);
    int up = 0;
    for (uint32_t number = 0; number < WORLDS; number++) {
        bool out = false;
        draw(&of, number);
        for (int i = 0; i < of.world->event_count; i++) {
            out = out || (of.world->events[i].start <= at && at < of.world->events[i].end);
        }
        up += !out;
    }
    double expected = 0.9937051385;
    assert_near((double)up / WORLDS, expected, 4.5 * sqrt(expected * (1 - expected) / WORLDS), 0);
    drawn_free(&of);
}

/* Mean over a thousand years and many worlds, against the renewal-reward ratio; the horizon's
 * ends weigh less than a thousandth of the bound's width. */
static void assert_long_run(ski_disruption renewal, double expected) {
    enum { WORLDS = 200, YEARS = 1000 };
    drawn of = drawn_of_disruptions(&renewal, 1);
    of.scenario.calendar.period = SKI_YEAR;
    of.scenario.periods = YEARS;
    drawn_build(&of);
    double sum = 0, squares = 0;
    for (uint32_t number = 0; number < WORLDS; number++) {
        double mean = 0;
        draw(&of, number);
        const double *path = multipliers(&of, capacity_quantity(&of, SOURCE_A));
        for (int year = 0; year < YEARS; year++) {
            mean += path[year] / YEARS;
        }
        sum += mean;
        squares += mean * mean;
    }
    double variance = squares / WORLDS - sum / WORLDS * (sum / WORLDS);
    assert_near(sum / WORLDS, expected, 4.5 * sqrt(variance / WORLDS), 0);
    drawn_free(&of);
}

static void test_renewal__availability_is_mtbf_over_mtbf_and_mttr(void **state) {
    (void)state;
    ski_disruption renewal = {.element = NAMED("x"),
                              EFFECTS(closing),
                              ALWAYS,
                              .rate_per_year = 365 / 1000.0,
                              .duration_days = {.kind = SKI_DIST_EXPONENTIAL, .mean = 10}};
    assert_long_run(renewal, 0.9900990099);
    renewal.duration_days = (ski_dist){.kind = SKI_DIST_WEIBULL, .shape = 2, .scale = 300};
    renewal.rate_per_year = 2;
    double mttr = 300 * sqrt(acos(-1.0)) / 2;
    assert_long_run(renewal, 182.5 / (182.5 + mttr));
}

/* A cycle is a wait, a duration and a recovery, which counts half. */
static void test_renewal__recovery_counts_half(void **state) {
    (void)state;
    ski_disruption renewal = {.element = NAMED("x"),
                              EFFECTS(closing),
                              ALWAYS,
                              .rate_per_year = 2,
                              .recovery_days = 73,
                              .duration_days = {.kind = SKI_DIST_UNIFORM, .min = 0, .max = 73}};
    assert_long_run(renewal, (0.5 + 0.1) / (0.5 + 0.1 + 0.2));
}

/* The clock runs for 3.5 months: from mid-March on in March to May, and in September, up to
 * mid-October. */
static const ski_disruption seasonal = {
    .element = NAMED("x"),
    EFFECTS(halving),
    .rate_per_year = 4,
    .duration_days = NUMBER(MONTHS(100)),
    .window_from = 2.5,
    .window_to = 9.5,
    .months = {[2] = true, [3] = true, [4] = true, [8] = true},
};

static void test_window_and_months__the_clock_stops_outside(void **state) {
    (void)state;
    enum { WORLDS = 40000 };
    drawn of = drawn_of_disruptions(&seasonal, 1);
    drawn_build(&of);
    int none = 0, in_september = 0;
    for (uint32_t number = 0; number < WORLDS; number++) {
        draw(&of, number);
        none += of.world->event_count == 0;
        for (int i = 0; i < of.world->event_count; i++) {
            double onset = of.world->events[i].start;
            bool spring = onset >= 2.5 && onset < 5;
            bool autumn = onset >= 8 && onset < 9;
            assert_true(spring || autumn);
            in_september += autumn;
        }
    }
    double quiet = exp(-4 * 3.5 / 12);
    assert_near(none, WORLDS * quiet, 4.5 * sqrt(WORLDS * quiet * (1 - quiet)), 0);
    double late = exp(-4 * 2.5 / 12) - quiet; /* the first event falls in September */
    assert_near(in_september, WORLDS * late, 4.5 * sqrt(WORLDS * late * (1 - late)), 0);
    drawn_free(&of);
}

static void test_months__are_the_calendars_in_every_year_and_for_weeks_too(void **state) {
    (void)state;
    ski_disruption winter = {.element = NAMED("x"),
                             EFFECTS(halving),
                             .rate_per_year = 50,
                             .duration_days = NUMBER(1),
                             .window_from = -INFINITY,
                             .window_to = INFINITY,
                             .months = {[0] = true, [1] = true, [11] = true}};
    drawn of = drawn_of_disruptions(&winter, 1);
    of.scenario.calendar = (ski_calendar){{2025, 11, 3}, SKI_WEEK};
    of.scenario.periods = 120;
    drawn_build(&of);
    int seen[13] = {0};
    for (uint32_t number = 0; number < 200; number++) {
        draw(&of, number);
        for (int i = 0; i < of.world->event_count; i++) {
            seen[ski_calendar_date(&of.scenario.calendar, of.world->events[i].start).month]++;
        }
    }
    for (int month = 1; month <= 12; month++) {
        bool open = month <= 2 || month == 12;
        assert_true(open ? seen[month] > 500 : seen[month] == 0);
    }
    drawn_free(&of);
}

static void test_events__may_outlast_their_window(void **state) {
    (void)state;
    drawn of = drawn_of_disruptions(&seasonal, 1);
    drawn_build(&of);
    uint32_t number = 0;
    do {
        draw(&of, number++);
    } while (of.world->event_count == 0);
    assert_near(multipliers(&of, capacity_quantity(&of, SOURCE_A))[11], 0.5, 0, 0);
    drawn_free(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draws__the_kth_event_takes_place_k_of_each_stream),
        cmocka_unit_test(
            test_active_at_start__the_first_event_begins_at_once_with_a_whole_duration),
        cmocka_unit_test(test_renewal__events_of_one_disruption_never_overlap),
        cmocka_unit_test(test_renewal__availability_after_ten_days),
        cmocka_unit_test(test_renewal__availability_is_mtbf_over_mtbf_and_mttr),
        cmocka_unit_test(test_renewal__recovery_counts_half),
        cmocka_unit_test(test_window_and_months__the_clock_stops_outside),
        cmocka_unit_test(test_months__are_the_calendars_in_every_year_and_for_weeks_too),
        cmocka_unit_test(test_events__may_outlast_their_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
