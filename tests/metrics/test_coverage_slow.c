/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/statistics: intervals at 0.95 over 2,000 fixed seeds cover the known truth 93.5 to 96.5 %
 * of the time where the sample is large enough, and are marked "few events" where it is not. */
#include "metrics/statistics.h"
#include "support/assert_near.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>

enum { SEEDS = 2000, MOST = 5000 };

typedef double draw(gsl_rng *random);
typedef ski_interval interval_of(const ski_statistics *statistics);

/* What 2,000 samples came to. */
typedef struct {
    double covered; /* share of intervals that hold the truth */
    int few, cvar_few;
} coverage;

static coverage cover(draw *one, int count, interval_of *interval, double truth) {
    static double values[MOST], work[MOST];
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    coverage of = {0, 0, 0};
    int hits = 0;
    for (unsigned long seed = 1; seed <= SEEDS; seed++) {
        gsl_rng_set(random, seed);
        for (int i = 0; i < count; i++) {
            values[i] = one(random);
        }
        ski_statistics statistics;
        ski_statistics_of(values, count, SKI_HIGH_IS_BAD, 0, 0.95, 0.95, work, &statistics);
        const ski_interval at = interval(&statistics);
        hits += at.low <= truth && truth <= at.high;
        of.few += statistics.few_events;
        of.cvar_few += statistics.cvar_few_events;
    }
    gsl_rng_free(random);
    of.covered = (double)hits / SEEDS;
    return of;
}

static void assert_nominal(coverage of) {
    print_message("covered %.4f\n", of.covered);
    assert_true(of.covered >= 0.935 && of.covered <= 0.965);
}

static double normal(gsl_rng *random) {
    return gsl_ran_gaussian(random, 1);
}

static double lognormal(gsl_rng *random) {
    return gsl_ran_lognormal(random, 0, 0.5);
}

static double exponential(gsl_rng *random) {
    return gsl_ran_exponential(random, 1);
}

static double one_in_five(gsl_rng *random) {
    return gsl_rng_uniform(random) < 0.2;
}

/* A shortage in one world of a hundred, of a size that varies. */
static double rare_shortage(gsl_rng *random) {
    return gsl_rng_uniform(random) < 0.01 ? gsl_ran_exponential(random, 1) : 0;
}

static double heavy_tailed(gsl_rng *random) {
    return gsl_ran_pareto(random, 2.5, 1);
}

static ski_interval mean(const ski_statistics *of) {
    return of->mean_interval;
}

static ski_interval cvar(const ski_statistics *of) {
    return of->cvar_interval;
}

static ski_interval lowest_quantile(const ski_statistics *of) {
    return of->quantile_intervals[0];
}

static ski_interval median(const ski_statistics *of) {
    return of->quantile_intervals[2];
}

static ski_interval highest_quantile(const ski_statistics *of) {
    return of->quantile_intervals[SKI_QUANTILES - 1];
}

static ski_interval wilson(const ski_statistics *of) {
    return ski_wilson(round(of->mean * of->count), of->count, 0.95);
}

static void test_mean__of_fifty_normal_values_is_covered(void **state) {
    (void)state;
    assert_nominal(cover(normal, 50, mean, 0));
}

static void test_mean__of_a_thousand_lognormal_values_is_covered(void **state) {
    (void)state;
    const coverage of = cover(lognormal, 1000, mean, exp(0.125));
    assert_nominal(of);
    assert_int_equal(of.few, 0);
}

static void test_probability__of_one_in_five_is_covered_by_wilson(void **state) {
    (void)state;
    assert_nominal(cover(one_in_five, 1000, wilson, 0.2));
}

/* Ranks are whole numbers, so what an interval of order statistics covers goes by steps and is
 * never less than nominal; at n = 5,000 the steps are small enough to stay below 96.5 %. */
static void test_quantiles__of_five_thousand_values_are_covered(void **state) {
    (void)state;
    assert_nominal(cover(normal, 5000, lowest_quantile, gsl_cdf_ugaussian_Pinv(0.05)));
    assert_nominal(cover(normal, 5000, median, 0));
    assert_nominal(cover(normal, 5000, highest_quantile, gsl_cdf_ugaussian_Pinv(0.95)));
}

static void test_cvar__of_five_thousand_values_is_covered(void **state) {
    (void)state;
    const coverage of_normal = cover(normal, 5000, cvar, 2.0627128075);
    assert_nominal(of_normal);
    assert_int_equal(of_normal.cvar_few, 0);
    assert_nominal(cover(exponential, 5000, cvar, 1 - log(0.05)));
}

static void test_mean__of_rare_shortages_is_not_covered_and_says_few_events(void **state) {
    (void)state;
    const coverage of = cover(rare_shortage, 1000, mean, 0.01);
    print_message("covered %.4f, few events in %d of %d\n", of.covered, of.few, SEEDS);
    assert_true(of.covered < 0.935);
    assert_int_equal(of.few, SEEDS);
}

/* Pareto with index 2.5: CVaR is 5/3 of VaR, and VaR is 0.05^(-1/2.5). */
static void test_cvar__of_a_heavy_tail_is_not_covered_and_says_few_events(void **state) {
    (void)state;
    const coverage of = cover(heavy_tailed, 500, cvar, pow(0.05, -0.4) * 2.5 / 1.5);
    print_message("covered %.4f, few events in %d of %d\n", of.covered, of.cvar_few, SEEDS);
    assert_true(of.covered < 0.935);
    assert_int_equal(of.cvar_few, SEEDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mean__of_fifty_normal_values_is_covered),
        cmocka_unit_test(test_mean__of_a_thousand_lognormal_values_is_covered),
        cmocka_unit_test(test_probability__of_one_in_five_is_covered_by_wilson),
        cmocka_unit_test(test_quantiles__of_five_thousand_values_are_covered),
        cmocka_unit_test(test_cvar__of_five_thousand_values_is_covered),
        cmocka_unit_test(test_mean__of_rare_shortages_is_not_covered_and_says_few_events),
        cmocka_unit_test(test_cvar__of_a_heavy_tail_is_not_covered_and_says_few_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
