/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/forecast: expected multipliers against the closed forms of model.md §3, and against
 * what worlds then do. */
#include "uncertainty/forecast.h"

#include "uncertainty/mine.h"

#include <math.h>
#include <string.h>

enum { WORLDS = 20000 };

/* What is on at the end of period `now`; NULL: nothing is. */
static const ski_event *on_at(const mine *at, int now) {
    for (int i = 0; i < at->world->event_count; i++) {
        const ski_event *event = &at->world->events[i];
        if (event->start < now + 1 && event->recovered > now + 1) {
            return event;
        }
    }
    return NULL;
}

/* Of the worlds in which an event is on at the end of period `now`, or in which none is: means of
 * what was expected, of what came less that, and the standard error of that. */
typedef struct {
    int count;
    double expected[PERIODS], error[PERIODS], se[PERIODS];
} comparison;

static comparison compare(mine *at, int now, bool on) {
    comparison of = {0};
    double squares[PERIODS] = {0};
    for (int number = 0; number < WORLDS; number++) {
        draw(at, number);
        if ((on_at(at, now) != NULL) != on) {
            continue;
        }
        const double *path = expected(at, now);
        of.count++;
        for (int period = 0; period < PERIODS; period++) {
            const double error = actual(at)[period] - path[period];
            of.expected[period] += path[period];
            of.error[period] += error;
            squares[period] += error * error;
        }
    }
    for (int period = 0; period < PERIODS; period++) {
        of.expected[period] /= of.count;
        of.error[period] /= of.count;
        of.se[period] = sqrt(squares[period] / of.count / of.count);
    }
    return of;
}

/* From `first` on nothing is off by more than four standard errors, nor by more than `bias` before
 * that; what lies behind is exact. A rare event that no world had has no standard error. */
static void expect_unbiased_from(mine *at, int now, bool on, int first, double bias) {
    comparison of = compare(at, now, on);
    assert_true(of.count > 500);
    for (int period = 0; period < PERIODS; period++) {
        const double allowed = period < first ? bias : 1e-3;
        const double most = period <= now ? 1e-12 : 4 * of.se[period] + allowed;
        if (!(fabs(of.error[period]) <= most)) {
            print_error("period %d: expected %g, error %g, se %g\n", period, of.expected[period],
                        of.error[period], of.se[period]);
        }
        assert_true(fabs(of.error[period]) <= most);
    }
}

static void expect_unbiased(mine *at, int now, bool on) {
    expect_unbiased_from(at, now, on, 0, 0);
}

static const char outages[] = "disruptions = { outage = { rate_per_year = 1.5;"
                              " duration_days = { dist = \"exponential\"; mean = 90; };"
                              " effects = ( { target = \"sources.mine.capacity_tpy\";"
                              " factor = { dist = \"uniform\"; min = 0.0; max = 0.6; }; } ); }; };";

static void test_outage__of_exponential_length_is_forecast_as_it_comes(void **state) {
    (void)state;
    mine at = mine_of(outages);
    expect_unbiased(&at, 3, true);
    expect_unbiased(&at, 3, false);
    mine_free(&at);
}

/* p(τ) = π + (p₀ - π) e^{-(λ+μ)τ}, averaged over a month of 1/12 years; the mean factor is 0.3. */
static void test_outage__follows_the_two_state_formula(void **state) {
    (void)state;
    mine at = mine_of(outages);
    const double lambda = 1.5 / 12, mu = 365.0 / 12 / 90, rate = lambda + mu, pi = lambda / rate;
    int on = 0, off = 0;
    for (int number = 0; number < 50; number++) {
        draw(&at, number);
        const ski_event *event = on_at(&at, 5);
        const double drawn = event == NULL ? 0 : at.world->factors[event->first_factor];
        const double start = event == NULL ? 0 : 1;
        const double *path = expected(&at, 5);
        for (int period = 6; period < PERIODS; period++) {
            const double from = period - 6, to = period - 5;
            const double p = pi + (start - pi) * (exp(-rate * from) - exp(-rate * to)) / rate;
            const double s = start * (exp(-mu * from) - exp(-mu * to)) / mu;
            assert_near(path[period], 1 - s * (1 - drawn) - (p - s) * 0.7, 0, 1e-12);
        }
        on += event != NULL;
        off += event == NULL;
    }
    assert_true(on > 5 && off > 5);
    mine_free(&at);
}

static void test_outage__in_winter_only_is_forecast_by_the_calendar(void **state) {
    (void)state;
    mine at = mine_of("disruptions = { frost = { rate_per_year = 4; months = [12, 1, 2];"
                      " duration_days = { dist = \"exponential\"; mean = 20; };"
                      " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.2; } );"
                      " }; };");
    expect_unbiased(&at, 4, false);
    expect_unbiased(&at, 0, true);
    const double *path = expected(&at, 4);
    assert_near(path[8], 1, 0, 1e-3);
    assert_true(path[12] < 0.9);
    mine_free(&at);
}

/* Half of March belongs to the window, and half of the rate of onsets. */
static void test_outage__counts_the_part_of_a_period_in_which_it_may_begin(void **state) {
    (void)state;
    mine at =
        mine_of("disruptions = { frost = { rate_per_year = 1.2;"
                " window = ( \"2025-03-16\", \"2025-05-01\" );"
                " duration_days = { dist = \"exponential\"; mean = 30.416666666666668; };"
                " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.0; } ); }; "
                "};");
    draw(&at, 0);
    at.world->event_count = 0;
    const double *path = expected(&at, 1);
    const double onset = 0.1 * (31 - 15) / 31; /* a month, from the 16th of 31 days on */
    const double rate = 1 + onset, pi = onset / rate;
    assert_near(path[2], 1 - (pi - pi * (1 - exp(-rate)) / rate), 0, 1e-12);
    mine_free(&at);
}

/* 60 days of nothing for the first 20 and half after 40, of which the operator knows. */
static const char announced[] =
    "disruptions = { works = { rate_per_year = 1; duration_days = 60; recovery_days = 30;"
    " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0; until_days = 20; },"
    " { target = \"sources.mine.capacity_tpy\"; factor = { dist = \"uniform\"; min = 0.2; max ="
    " 0.8; }; from_days = 40; } ); }; };";

/* Up to the period in which it is over, all comes as announced. */
static void test_end__that_is_announced_is_known(void **state) {
    (void)state;
    mine at = mine_of(announced);
    int met = 0;
    for (int number = 0; number < 300; number++) {
        draw(&at, number);
        const ski_event *event = on_at(&at, 6);
        if (event == NULL) {
            continue;
        }
        const double *path = expected(&at, 6);
        for (int period = 7; period + 1 <= event->recovered && period < PERIODS; period++) {
            assert_near(path[period], actual(&at)[period], 0, 1e-12);
            met++;
        }
    }
    assert_true(met > 20);
    mine_free(&at);
}

static void test_fade__that_has_begun_runs_on_as_known(void **state) {
    (void)state;
    mine at = mine_of("disruptions = { strike = { start = \"2025-02-01\"; recovery_days = 365;"
                      " duration_days = { dist = \"exponential\"; mean = 10; };"
                      " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.1; } );"
                      " }; };");
    int fading = 0;
    for (int number = 0; number < 50; number++) {
        draw(&at, number);
        if (at.world->events[0].end > 4) {
            continue;
        }
        fading++;
        const double *path = expected(&at, 3);
        for (int period = 0; period < PERIODS; period++) {
            assert_near(path[period], actual(&at)[period], 0, 1e-12);
        }
    }
    assert_true(fading > 30);
    mine_free(&at);
}

static void test_dated_event__is_not_foreseen_and_does_not_come_again(void **state) {
    (void)state;
    mine at = mine_of("disruptions = { ban = { start = \"2025-07\"; duration_days = { dist ="
                      " \"exponential\"; mean = 100; };"
                      " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.0; } );"
                      " }; };");
    const double mu = 365.0 / 12 / 100;
    draw(&at, 0);
    const double *path = expected(&at, 5); /* it begins with the next period */
    for (int period = 0; period < PERIODS; period++) {
        assert_near(path[period], 1, 0, 0);
    }
    for (int number = 0; number < 20; number++) {
        draw(&at, number);
        if (at.world->events[0].end <= 8) {
            continue;
        }
        path = expected(&at, 7);
        for (int period = 8; period < PERIODS; period++) {
            const double s = (exp(-mu * (period - 8)) - exp(-mu * (period - 7))) / mu;
            assert_near(path[period], 1 - s, 0, 1e-12);
        }
    }
    mine_free(&at);
}

/* An effect that ends by itself, and one that begins later, of an event of unknown length. Events
 * that have not struck yet are counted at their effects' mean over a life, though the first of them
 * would be young: a bias until they are of all ages. */
static void test_effect__between_two_days_is_forecast_by_the_age_of_its_event(void **state) {
    (void)state;
    mine at = mine_of("disruptions = { ban = { rate_per_year = 1;"
                      " duration_days = { dist = \"exponential\"; mean = 120; };"
                      " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0;"
                      " until_days = 50; }, { target = \"sources.mine.capacity_tpy\";"
                      " factor = 0.5; from_days = 50; until_days = 200; } ); }; };");
    expect_unbiased_from(&at, 3, true, 15, 0.05);
    expect_unbiased_from(&at, 3, false, 15, 0.05);
    mine_free(&at);
}

/* X_t is seen in period 5; expected are conditional means, so what comes is off by nothing on
 * average, whatever X_t is. */
static void expect_conditional_mean(const char *factor) {
    mine at = mine_of(factor);
    comparison of = compare(&at, 5, false);
    double covariance = 0, variance = 0;
    for (int number = 0; number < WORLDS; number++) {
        draw(&at, number);
        const double x = actual(&at)[5], error = actual(&at)[9] - expected(&at, 5)[9];
        covariance += (x - 1) * error;
        variance += (x - 1) * (x - 1) * error * error;
    }
    assert_true(fabs(covariance) <= 4 * sqrt(variance) + 1e-9);
    for (int period = 0; period < PERIODS; period++) {
        const double most = period <= 5 ? 1e-12 : 4 * of.se[period] + 1e-12;
        assert_true(fabs(of.error[period]) <= most);
    }
    mine_free(&at);
}

static void test_factor__is_expected_at_its_conditional_mean(void **state) {
    (void)state;
    expect_conditional_mean("factors = { f = { process = \"fixed\"; targets = "
                            "[\"sources.mine.capacity_tpy\"];"
                            " value = { dist = \"uniform\"; min = 0.5; max = 1.5; }; }; };");
    expect_conditional_mean("factors = { f = { process = \"iid\"; targets = "
                            "[\"sources.mine.capacity_tpy\"];"
                            " value = { dist = \"gamma\"; mean = 0.8; sd = 0.4; }; }; };");
    expect_conditional_mean("factors = { f = { process = \"random_walk\"; targets = "
                            "[\"sources.mine.capacity_tpy\"];"
                            " sd_per_year = 0.4; drift_per_year = 0.1; }; };");
    expect_conditional_mean("factors = { f = { process = \"mean_reverting\"; targets = "
                            "[\"sources.mine.capacity_tpy\"];"
                            " sd_per_year = 0.5; half_life_days = 120; start = 1.6; }; };");
}

/* A history is forecast at its mean, whatever it was last. */
static void test_history__is_expected_at_its_mean(void **state) {
    (void)state;
    mine at =
        mine_of("factors = { f = { process = \"history\"; block_periods = 3;"
                " values = [0.5, 1.5, 0.7, 1.3]; targets = [\"sources.mine.capacity_tpy\"]; };"
                " };");
    draw(&at, 0);
    const double *path = expected(&at, 5);
    for (int period = 6; period < PERIODS; period++) {
        assert_near(path[period], 1, 0, 0);
    }
    mine_free(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outage__of_exponential_length_is_forecast_as_it_comes),
        cmocka_unit_test(test_outage__follows_the_two_state_formula),
        cmocka_unit_test(test_outage__in_winter_only_is_forecast_by_the_calendar),
        cmocka_unit_test(test_outage__counts_the_part_of_a_period_in_which_it_may_begin),
        cmocka_unit_test(test_history__is_expected_at_its_mean),
        cmocka_unit_test(test_end__that_is_announced_is_known),
        cmocka_unit_test(test_fade__that_has_begun_runs_on_as_known),
        cmocka_unit_test(test_dated_event__is_not_foreseen_and_does_not_come_again),
        cmocka_unit_test(test_effect__between_two_days_is_forecast_by_the_age_of_its_event),
        cmocka_unit_test(test_factor__is_expected_at_its_conditional_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
