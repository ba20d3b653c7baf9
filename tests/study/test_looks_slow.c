/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/looks: what intervals cover when samples stop by what they say, over 1,000 seeds and more,
 * at precisions at which several looks have a fair chance to be the last: there looking does most
 * harm. */
#include "results/memory.h"
#include "study/looks.h"
#include "support/designed_worlds.h"

#include <stdlib.h>

enum { MOST = 8192 };

/* Of one headline metric, the others being undefined. */
typedef struct {
    const char *sampling;
    bool is_even; /* the figure is made of draws by design, else of others */
    figure *of;
    double truth;
    int column;
    double precision;
} trial;

static ski_memory_sink *memory;
static double *columns, work[2 * MOST];
static ski_metric metrics[SKI_CHAIN_COLUMNS];
static const ski_metric_table table = {.count = SKI_CHAIN_COLUMNS, .metrics = metrics};

static int set_up(void **state) {
    (void)state;
    if (ski_memory_sink_new(&memory, MOST, SKI_CHAIN_COLUMNS) != SK_OK) {
        return 1;
    }
    columns = memory->columns;
    for (int c = 0; c < SKI_CHAIN_COLUMNS; c++) {
        metrics[c] = (ski_metric){.demand = -1, .bad_side = SKI_HIGH_IS_BAD};
    }
    metrics[SKI_COL_ANY_SHORTAGE].is_event = true;
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ski_memory_sink_free(memory);
    return 0;
}

/* Runs one seed look by look as ski_run_looks() does; the samples it stops at. */
static int stop(const ski_watched *of, const trial *what, const designed_worlds *worlds,
                uint64_t seed, double *column) {
    int samples = 0;
    bool settled[SKI_HEADLINES] = {false};
    while (samples < of->design->worlds && !ski_all_settled(settled)) {
        const int next = ski_next_look(of, samples);
        for (; samples < next; samples++) {
            column[samples] = what->of(score_in(worlds, seed, samples));
        }
        assert_int_equal(ski_settle(of, &memory->rows, samples, work, settled), SK_OK);
    }
    return samples;
}

static double covered(const trial *what, int seeds) {
    static designed_worlds even, independent;
    const ski_simulation simulation = {.samples = MOST,
                                       .sampling = what->sampling,
                                       .precision = what->precision,
                                       .confidence = 0.95,
                                       .tail = 0.95};
    double *column = columns + (size_t)what->column * MOST;
    long samples = 0;
    int hits = 0;
    for (int i = 0; i < SKI_CHAIN_COLUMNS * MOST; i++) {
        columns[i] = NAN;
    }
    designed_worlds_of(&even, what->sampling, MOST);
    designed_worlds_of(&independent, "random", MOST);
    const ski_watched of = {&simulation, &even.design, &table};
    const double confidence = ski_confidence(&of);
    for (int seed = 1; seed <= seeds; seed++) {
        const int n = stop(&of, what, what->is_even ? &even : &independent, (uint64_t)seed, column);
        ski_statistics at;
        const ski_reduction how = {SKI_HIGH_IS_BAD, 0, confidence, 0.95, even.design.replicates};
        ski_statistics_of(column, n, &how, work, &at);
        const ski_interval interval =
            metrics[what->column].is_event
                ? ski_wilson(at.mean * at.independent_count, at.independent_count, confidence)
                : at.mean_interval;
        hits += interval.low <= what->truth && what->truth <= interval.high;
        samples += n;
    }
    print_message("%s, precision %.4f: covered %.4f, %.0f samples on average\n", what->sampling,
                  what->precision, (double)hits / seeds, (double)samples / seeds);
    return (double)hits / seeds;
}

static void assert_covered(const trial *trials, int count, int seeds) {
    for (int i = 0; i < count; i++) {
        assert_true(covered(&trials[i], seeds) >= 0.935);
    }
}

static void test_stopping__of_independent_samples_is_covered(void **state) {
    (void)state;
    const trial trials[] = {
        {"random", false, normal_of, 1, SKI_COL_COST_USD, 0.0325},
        {"random", false, normal_of, 1, SKI_COL_COST_USD, 0.0231},
        {"random", false, exponential_of, 1, SKI_COL_COST_USD, 0.065},
        {"random", false, shortage_of, 0.2, SKI_COL_SHORTAGE_CRITICAL_T, 0.195},
        {"random", false, shortage_of, 0.2, SKI_COL_SHORTAGE_CRITICAL_T, 0.138},
        {"random", false, one_in_five_of, 0.2, SKI_COL_ANY_SHORTAGE, 0.26},
    };
    assert_covered(trials, 6, 2000);
}

static void test_stopping__of_sobol_sets_is_covered(void **state) {
    (void)state;
    const trial trials[] = {
        {"sobol", true, lognormal_of, exp(0.125), SKI_COL_COST_USD, 0.006},
        {"sobol", true, lognormal_of, exp(0.125), SKI_COL_COST_USD, 0.003},
        {"sobol", true, shortage_of, 0.2, SKI_COL_SHORTAGE_CRITICAL_T, 0.06},
        {"sobol", true, one_in_five_of, 0.2, SKI_COL_ANY_SHORTAGE, 0.28},
    };
    assert_covered(trials, 4, 1000);
}

/* Where the design gains nothing more looks are in doubt: the worst case found. */
static void test_stopping__of_sobol_sets_that_gain_nothing_is_covered(void **state) {
    (void)state;
    const trial trials[] = {
        {"sobol", false, normal_of, 1, SKI_COL_COST_USD, 0.0432},
        {"sobol", false, normal_of, 1, SKI_COL_COST_USD, 0.0205},
        {"sobol", false, exponential_of, 1, SKI_COL_COST_USD, 0.041},
        {"sobol", false, shortage_of, 0.2, SKI_COL_SHORTAGE_CRITICAL_T, 0.125},
    };
    assert_covered(trials, 4, 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stopping__of_independent_samples_is_covered),
        cmocka_unit_test(test_stopping__of_sobol_sets_is_covered),
        cmocka_unit_test(test_stopping__of_sobol_sets_that_gain_nothing_is_covered),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
