/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/replicates: 2,000 seeds of real designs: whether standard errors are unbiased, what
 * intervals at 0.95 cover, and how much smaller variances are than those of independent worlds. In
 * brackets behind a case: what was measured. */
#include "metrics/statistics.h"
#include "support/designed_worlds.h"

enum { SEEDS = 2000, WORLDS_MOST = 1024 };

/* What is known of a figure; NaN: not asked. */
typedef struct {
    double mean, p05, p50, p95, cvar;
} truth;

/* Shares of seeds in which intervals cover; variance of means over seeds, and what standard errors
 * take it for. */
typedef struct {
    double mean, chance, p05, p50, p95, cvar;
    double variance, claimed;
} found;

static bool covers(ski_interval interval, double value) {
    return interval.low <= value && value <= interval.high;
}

static void add(found *sums, const ski_statistics *of, const truth *known) {
    const double n = of->independent_count;
    sums->mean += covers(of->mean_interval, known->mean);
    sums->chance += covers(ski_wilson(of->mean * n, n, 0.95), known->mean);
    sums->p05 += covers(of->quantile_intervals[0], known->p05);
    sums->p50 += covers(of->quantile_intervals[2], known->p50);
    sums->p95 += covers(of->quantile_intervals[4], known->p95);
    sums->cvar += covers(of->cvar_interval, known->cvar);
    sums->variance += (of->mean - known->mean) * (of->mean - known->mean);
    sums->claimed += of->se * of->se;
}

static found look(const char *sampling, int samples, figure *of_score, const truth *known) {
    static designed_worlds of;
    static double values[WORLDS_MOST], work[WORLDS_MOST];
    found out = {0};
    double *const numbers[] = {&out.mean, &out.chance, &out.p05,      &out.p50,
                               &out.p95,  &out.cvar,   &out.variance, &out.claimed};
    designed_worlds_of(&of, sampling, samples);
    const ski_reduction how = {SKI_HIGH_IS_BAD, 0, 0.95, 0.95, of.design.replicates};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ski_statistics statistics;
        for (int world = 0; world < of.design.worlds; world++) {
            values[world] = of_score(score_in(&of, seed, world));
        }
        ski_statistics_of(values, of.design.worlds, &how, work, &statistics);
        add(&out, &statistics, known);
    }
    for (int i = 0; i < 8; i++) {
        *numbers[i] /= SEEDS;
    }
    print_message("%s %d: mean %.4f, chance %.4f, p05 %.4f, p50 %.4f, p95 %.4f, cvar %.4f; "
                  "variance %.3g, claimed %.3f of it\n",
                  sampling, of.design.worlds, out.mean, out.chance, out.p05, out.p50, out.p95,
                  out.cvar, out.variance, out.claimed / out.variance);
    return out;
}

static bool is_nominal(double covered) {
    return covered >= 0.935 && covered <= 0.965;
}

/* Ranks are rounded outwards, so that quantiles are covered a little more often. */
static bool is_nominal_or_more(double covered) {
    return covered >= 0.935 && covered <= 0.98;
}

/* Over 2,000 seeds 4.5 standard errors of a variance are 14 %. */
static void assert_unbiased(const found *of) {
    assert_near(of->claimed / of->variance, 1, 0.14, 0);
}

static const double z_95 = 1.6448536269514722;

/* mean, p05, p50, p95, cvar. LHS 1,000: 0.946, 0.964, 0.955, 0.965, 0.940, 10 times less variance;
 * Sobol' 1,024: 0.950, 0.963, 0.962, 0.957, 0.948, 28 times. */
static void test_smooth_figure__is_covered_and_has_a_fraction_of_the_variance(void **state) {
    (void)state;
    const truth known = {exp(0.125), exp(-0.5 * z_95), 1, exp(0.5 * z_95),
                         exp(0.125) * gsl_cdf_ugaussian_P(0.5 - z_95) / 0.05};
    const double independent = exp(0.25) * expm1(0.25);
    const struct {
        const char *sampling;
        int samples;
    } cases[] = {{"lhs", 256}, {"lhs", 1000}, {"sobol", 256}, {"sobol", 1024}};
    for (int i = 0; i < 4; i++) {
        const found of = look(cases[i].sampling, cases[i].samples, lognormal_of, &known);
        const double saved = independent / cases[i].samples / of.variance;
        print_message("  %.1f times less variance\n", saved);
        assert_unbiased(&of);
        assert_true(is_nominal(of.mean));
        assert_true(is_nominal_or_more(of.p05) && is_nominal_or_more(of.p50) &&
                    is_nominal_or_more(of.p95));
        assert_true(cases[i].samples < 1000 || is_nominal(of.cvar));
        assert_true(saved > 5);
    }
}

/* Of a shortage, which is 0 in most worlds and has a kink, less is saved. */
static void test_shortage__is_covered(void **state) {
    (void)state;
    const truth known = {0.2, NAN, NAN, NAN, 1 + log(4)};
    const found lhs = look("lhs", 1000, shortage_of, &known);
    const found sobol = look("sobol", 1024, shortage_of, &known);
    const double independent = (2 * 0.2 - 0.04) / 1000;
    print_message("  %.1f, %.1f times less variance\n", independent / lhs.variance,
                  independent / sobol.variance);
    assert_unbiased(&lhs);
    assert_unbiased(&sobol);
    assert_true(is_nominal(lhs.mean) && is_nominal(sobol.mean));
    assert_true(is_nominal(lhs.cvar) && is_nominal(sobol.cvar));
    assert_true(independent > 1.3 * lhs.variance && independent > 3 * sobol.variance);
}

/* A chance's interval takes no credit for evenness: eight replicates may agree by chance, and those
 * without any event always do. So it covers more than it says (0.995, 0.9995). */
static void test_chance__is_covered_more_often_than_said(void **state) {
    (void)state;
    const truth known = {0.2, NAN, NAN, NAN, NAN};
    const found lhs = look("lhs", 1000, one_in_five_of, &known);
    const found sobol = look("sobol", 1024, one_in_five_of, &known);
    assert_unbiased(&lhs);
    assert_unbiased(&sobol);
    assert_true(lhs.chance > 0.965 && sobol.chance > 0.965);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_smooth_figure__is_covered_and_has_a_fraction_of_the_variance),
        cmocka_unit_test(test_shortage__is_covered),
        cmocka_unit_test(test_chance__is_covered_more_often_than_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
