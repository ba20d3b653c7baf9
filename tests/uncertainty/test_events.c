/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events with known times → multipliers by hand: shares of periods, recoveries, overlaps. */
#include "drawn.h"

#define DATED(time) .dated = true, .start_time = (time), .probability = 1, ALWAYS

static void assert_multipliers(const drawn *of, const double *expected, int count) {
    const double *got = multipliers(of, capacity_quantity(of, SOURCE_A));
    assert_non_null(got);
    for (int period = 0; period < count; period++) {
        assert_near(got[period], expected[period], 0, 1e-14);
    }
}

/* Draws world 0 of the disruptions and compares the multipliers of source a's capacity. */
static void assert_drawn(const ski_disruption *disruptions, int count, const double *expected,
                         int periods) {
    drawn of = drawn_of_disruptions(disruptions, count);
    drawn_build(&of);
    draw(&of, 0);
    assert_multipliers(&of, expected, periods);
    drawn_free(&of);
}

static void test_dated__a_period_takes_its_share_of_the_event(void **state) {
    (void)state;
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(halving),
                            DATED(1.5),
                            .duration_days = NUMBER(MONTHS(2))};
    double expected[] = {1, 0.75, 0.5, 0.75, 1, 1};
    assert_drawn(&event, 1, expected, COUNT(expected));
}

static void test_dated__recovery_fades_along_a_straight_line(void **state) {
    (void)state;
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(closing),
                            DATED(0.5),
                            .duration_days = NUMBER(MONTHS(1)),
                            .recovery_days = MONTHS(2)};
    /* 0 from 0.5 to 1.5, then s/2: at 2, 3, 3.5 it is 1/4, 3/4, 1 */
    double expected[] = {0.5, 0.5 * 0.125, 0.5, 0.5 * 0.875 + 0.5, 1};
    assert_drawn(&event, 1, expected, COUNT(expected));
}

static void test_effect__acts_between_from_and_until_days_after_onset(void **state) {
    (void)state;
    ski_effect late[] = {{TARGETS(capacity_of_a), .factor = NUMBER(0.5), .from_days = MONTHS(1),
                          .until_days = MONTHS(2.5)}};
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(late),
                            DATED(1),
                            .duration_days = NUMBER(MONTHS(6)),
                            .recovery_days = MONTHS(3)};
    double expected[] = {1, 1, 0.5, 0.75, 1, 1, 1, 1, 1, 1}; /* over before the end: no recovery */
    assert_drawn(&event, 1, expected, COUNT(expected));
}

static void test_effect__never_begins_when_the_event_ends_first(void **state) {
    (void)state;
    ski_effect late[] = {{TARGETS(capacity_of_a), .factor = NUMBER(0.5), .from_days = MONTHS(2),
                          .until_days = INFINITY}};
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(late),
                            DATED(1),
                            .duration_days = NUMBER(MONTHS(1)),
                            .recovery_days = MONTHS(5)};
    double expected[] = {1, 1, 1, 1, 1, 1, 1};
    assert_drawn(&event, 1, expected, COUNT(expected));
}

static void test_effect__that_ends_before_it_begins_does_nothing(void **state) {
    (void)state;
    ski_effect empty[] = {{TARGETS(capacity_of_a), .factor = NUMBER(0.5), .from_days = MONTHS(1),
                           .until_days = MONTHS(0.5)}};
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(empty),
                            DATED(0),
                            .duration_days = NUMBER(MONTHS(2)),
                            .recovery_days = MONTHS(2)};
    double expected[] = {1, 1, 1, 1, 1};
    assert_drawn(&event, 1, expected, COUNT(expected));
}

static void test_event_of_no_length__still_fades(void **state) {
    (void)state;
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(closing),
                            DATED(1),
                            .duration_days = NUMBER(0),
                            .recovery_days = MONTHS(1)};
    double expected[] = {1, 0.5, 1};
    assert_drawn(&event, 1, expected, COUNT(expected));
}

static void test_effect__its_recovery_stops_at_until_days(void **state) {
    (void)state;
    ski_effect cut[] = {{TARGETS(capacity_of_a), .factor = NUMBER(0), .until_days = MONTHS(2)}};
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(cut),
                            DATED(0),
                            .duration_days = NUMBER(MONTHS(1)),
                            .recovery_days = MONTHS(2)};
    double expected[] = {0, 0.25, 1, 1}; /* fading from 0 to 1/2 in the second month */
    assert_drawn(&event, 1, expected, COUNT(expected));
}

static void test_overlapping_events__the_product_is_averaged(void **state) {
    (void)state;
    ski_effect fifth[] = {{TARGETS(capacity_of_a), .factor = NUMBER(0.2), .until_days = INFINITY}};
    ski_disruption events[] = {
        {.element = NAMED("x"),
         EFFECTS(halving),
         DATED(0.25),
         .duration_days = NUMBER(MONTHS(0.5))},
        {.element = NAMED("y"), EFFECTS(fifth), DATED(0.5), .duration_days = NUMBER(MONTHS(0.5))},
    };
    double expected[] = {0.25 * (1 + 0.5 + 0.1 + 0.2), 1};
    assert_drawn(events, 2, expected, COUNT(expected));
}

/* n fades from 0 to 1 over the first month: the mean of s^n is 1/(n+1). */
static void test_overlapping_recoveries__are_averaged_exactly(void **state) {
    (void)state;
    ski_disruption fades[9];
    char names[9][2] = {{0}};
    for (int i = 0; i < 9; i++) {
        names[i][0] = (char)('a' + i);
        fades[i] = (ski_disruption){.element = {.name = names[i]},
                                    EFFECTS(closing),
                                    DATED(-1),
                                    .duration_days = NUMBER(MONTHS(1)),
                                    .recovery_days = MONTHS(1)};
    }
    for (int count = 1; count <= 9; count++) {
        double expected[] = {1.0 / (count + 1), 1};
        assert_drawn(fades, count, expected, COUNT(expected));
    }
}

/* A price that is tripled and fades beside a capacity that is out and fades: (3 - 2s)·s has mean
 * 3/2 - 2/3. */
static void test_overlapping_recoveries__of_a_rise_and_a_fall(void **state) {
    (void)state;
    ski_effect tripling[] = {{TARGETS(capacity_of_a), .factor = NUMBER(3), .until_days = INFINITY}};
    ski_disruption events[] = {
        {.element = NAMED("x"),
         EFFECTS(tripling),
         DATED(-1),
         .duration_days = NUMBER(MONTHS(1)),
         .recovery_days = MONTHS(1)},
        {.element = NAMED("y"),
         EFFECTS(closing),
         DATED(-1),
         .duration_days = NUMBER(MONTHS(1)),
         .recovery_days = MONTHS(1)},
    };
    double expected[] = {1.5 - 2 / 3.0, 1};
    assert_drawn(events, 2, expected, COUNT(expected));
}

/* The sum over the pieces of a period is not 0.3 in binary. */
static void test_same_all_through__is_exactly_the_factor_however_it_is_cut(void **state) {
    (void)state;
    ski_effect steady[] = {{TARGETS(capacity_of_a), .factor = NUMBER(0.3), .until_days = INFINITY}};
    ski_effect nothing[] = {{TARGETS(capacity_of_a), .factor = NUMBER(1), .until_days = INFINITY}};
    for (int cut = 1; cut < 100; cut++) {
        ski_disruption events[] = {
            {.element = NAMED("x"), EFFECTS(steady), DATED(0), .duration_days = NUMBER(1e5)},
            {.element = NAMED("y"),
             EFFECTS(nothing),
             DATED(0.007 * cut),
             .duration_days = NUMBER(5)},
        };
        drawn of = drawn_of_disruptions(events, 2);
        drawn_build(&of);
        draw(&of, 0);
        assert_true(multipliers(&of, capacity_quantity(&of, SOURCE_A))[0] == 0.3);
        drawn_free(&of);
    }
}

static void test_effects_on_one_target__multiply(void **state) {
    (void)state;
    ski_effect both[] = {{TARGETS(capacity_of_a), .factor = NUMBER(0.5), .until_days = INFINITY},
                         {TARGETS(capacity_of_a), .factor = NUMBER(0.4), .until_days = INFINITY}};
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(both),
                            DATED(1),
                            .duration_days = NUMBER(MONTHS(1))};
    double expected[] = {1, 0.2, 1};
    assert_drawn(&event, 1, expected, COUNT(expected));
}

static void test_dated__an_event_that_is_over_before_the_start_is_over(void **state) {
    (void)state;
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(closing),
                            DATED(-3),
                            .duration_days = NUMBER(MONTHS(2)),
                            .recovery_days = MONTHS(1)};
    drawn of = drawn_of_disruptions(&event, 1);
    drawn_build(&of);
    draw(&of, 0);
    assert_int_equal(of.world->event_count, 0);
    drawn_free(&of);
    event.start_time = -2; /* one month more: fading in the first */
    of = drawn_of_disruptions(&event, 1);
    drawn_build(&of);
    draw(&of, 0);
    assert_int_equal(of.world->event_count, 1);
    assert_near(of.world->events[0].start, -2, 0, 0);
    double expected[] = {0.5, 1};
    assert_multipliers(&of, expected, 2);
    drawn_free(&of);
}

static void test_dated__happens_with_its_probability(void **state) {
    (void)state;
    enum { WORLDS = 40000 };
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(closing),
                            DATED(2),
                            .duration_days = NUMBER(30)};
    event.probability = 0.3;
    drawn of = drawn_of_disruptions(&event, 1);
    drawn_build(&of);
    int happened = 0;
    for (uint32_t number = 0; number < WORLDS; number++) {
        draw(&of, number);
        happened += of.world->event_count;
    }
    assert_near(happened, 0.3 * WORLDS, 4.5 * sqrt(WORLDS * 0.3 * 0.7), 0);
    drawn_free(&of);
}

static void test_effect__one_draw_at_each_onset_shared_by_its_targets(void **state) {
    (void)state;
    static const ski_target both[] = {{SKI_SOURCES, SOURCE_A, "capacity_tpy"},
                                      {SKI_DEMANDS, 0, "tpy"}};
    ski_dist unit = {.kind = SKI_DIST_UNIFORM, .min = 0, .max = 1};
    ski_effect effects[] = {{TARGETS(both), .factor = unit, .until_days = INFINITY},
                            {TARGETS(price_of_b), .factor = unit, .until_days = INFINITY}};
    ski_disruption event = {.element = NAMED("x"),
                            EFFECTS(effects),
                            DATED(0),
                            .duration_days = NUMBER(MONTHS(1))};
    drawn of = drawn_of_disruptions(&event, 1);
    drawn_build(&of);
    draw(&of, 4);
    double shared = of.world->factors[of.world->events[0].first_factor];
    assert_true(multipliers(&of, capacity_quantity(&of, SOURCE_A))[0] == shared);
    assert_true(multipliers(&of, of.network->needs[0].demand)[0] == shared);
    assert_true(multipliers(&of, price_quantity(&of, SOURCE_B))[0] == of.world->factors[1]);
    assert_true(of.world->factors[1] != shared);
    drawn_free(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dated__a_period_takes_its_share_of_the_event),
        cmocka_unit_test(test_dated__recovery_fades_along_a_straight_line),
        cmocka_unit_test(test_effect__acts_between_from_and_until_days_after_onset),
        cmocka_unit_test(test_effect__never_begins_when_the_event_ends_first),
        cmocka_unit_test(test_effect__that_ends_before_it_begins_does_nothing),
        cmocka_unit_test(test_event_of_no_length__still_fades),
        cmocka_unit_test(test_effect__its_recovery_stops_at_until_days),
        cmocka_unit_test(test_overlapping_events__the_product_is_averaged),
        cmocka_unit_test(test_overlapping_recoveries__are_averaged_exactly),
        cmocka_unit_test(test_overlapping_recoveries__of_a_rise_and_a_fall),
        cmocka_unit_test(test_same_all_through__is_exactly_the_factor_however_it_is_cut),
        cmocka_unit_test(test_effects_on_one_target__multiply),
        cmocka_unit_test(test_dated__an_event_that_is_over_before_the_start_is_over),
        cmocka_unit_test(test_dated__happens_with_its_probability),
        cmocka_unit_test(test_effect__one_draw_at_each_onset_shared_by_its_targets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
