/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/looks: when samples are looked at, and what they must say to be enough. */
#include "results/memory.h"
#include "study/looks.h"
#include "support/assert_near.h"

#include <math.h>
#include <stdlib.h>

enum { SAMPLES = 4000 };

enum { COST, SHORTAGE, ANY, SECURE };

/* Columns of the headline metrics with the others behind them; nothing is undefined. */
typedef struct {
    ski_simulation simulation;
    ski_design design;
    ski_metric metrics[SKI_CHAIN_COLUMNS];
    ski_metric_table table;
    ski_watched watched;
    ski_memory_sink *memory;
    double *columns, work[2 * SAMPLES];
} looked;

/* Fills `of` in place: its members point at one another. Every world costs 100 and nothing fails.
 */
static void look_at(looked *of, const char *sampling, int samples, double precision) {
    of->simulation = (ski_simulation){.samples = samples,
                                      .sampling = sampling,
                                      .precision = precision,
                                      .confidence = 0.95,
                                      .tail = 0.95};
    of->design = ski_design_of(&of->simulation);
    for (int c = 0; c < SKI_CHAIN_COLUMNS; c++) {
        of->metrics[c] = (ski_metric){.demand = -1, .bad_side = SKI_HIGH_IS_BAD};
    }
    of->metrics[SKI_COL_ANY_SHORTAGE].is_event = true;
    of->metrics[SKI_COL_SECURE] = (ski_metric){.is_event = true, .harmless = 1};
    of->table = (ski_metric_table){.count = SKI_CHAIN_COLUMNS, .metrics = of->metrics};
    of->watched = (ski_watched){&of->simulation, &of->design, &of->table};
    assert_int_equal(ski_memory_sink_new(&of->memory, SAMPLES, SKI_CHAIN_COLUMNS), SK_OK);
    of->columns = of->memory->columns;
    for (int i = 0; i < SAMPLES; i++) {
        of->columns[SKI_COL_COST_USD * SAMPLES + i] = 100;
        of->columns[SKI_COL_SECURE * SAMPLES + i] = 1;
    }
}

static void settle(looked *of, int samples, bool settled[SKI_HEADLINES]) {
    assert_int_equal(ski_settle(&of->watched, &of->memory->rows, samples, of->work, settled),
                     SK_OK);
}

static void assert_looks(const char *sampling, int samples, double precision, const int *expected) {
    looked of;
    look_at(&of, sampling, samples, precision);
    int done = 0;
    for (int i = 0; expected[i] > 0; i++) {
        done = ski_next_look(&of.watched, done);
        assert_int_equal(done, expected[i]);
    }
    assert_int_equal(done, of.design.worlds);
    ski_memory_sink_free(of.memory);
}

static void test_looks__are_at_a_thousand_samples_and_then_at_doublings(void **state) {
    (void)state;
    assert_looks("random", 5000, 0.1, (const int[]){1000, 2000, 4000, 5000, 0});
    assert_looks("random", 4000, 0.1, (const int[]){1000, 2000, 4000, 0});
    assert_looks("random", 999, 0.1, (const int[]){999, 0});
    assert_looks("random", 5000, 0, (const int[]){5000, 0});
}

static void test_looks__at_sobol_sets_are_at_whole_sets(void **state) {
    (void)state;
    assert_looks("sobol", 8192, 0.1, (const int[]){1024, 2048, 4096, 8192, 0});
    assert_looks("sobol", 10000, 0.1, (const int[]){1152, 2304, 4608, 9216, 0}); /* 9 sets */
    assert_looks("sobol", 1000, 0.1, (const int[]){960, 0});
}

static void test_confidence__is_raised_where_there_is_something_to_pick(void **state) {
    (void)state;
    const struct {
        const char *sampling;
        int samples;
        double precision, confidence;
    } expected[] = {{"random", 5000, 0, 0.95},   {"random", 1000, 0.1, 0.95},
                    {"random", 5000, 0.1, 0.96}, {"sobol", 5000, 0, 0.95},
                    {"sobol", 5000, 0.1, 0.975}, {"sobol", 1000, 0.1, 0.95}};
    for (int i = 0; i < 6; i++) {
        looked of;
        look_at(&of, expected[i].sampling, expected[i].samples, expected[i].precision);
        assert_near(ski_confidence(&of.watched), expected[i].confidence, 0, 1e-12);
        ski_memory_sink_free(of.memory);
    }
}

/* Wilson's upper limit of no event in n samples is z²/(n + z²); at 0.96 z² is 4.218. */
static void test_settled__is_what_never_happens_once_wilson_says_it_is_rare(void **state) {
    (void)state;
    looked of;
    bool settled[SKI_HEADLINES];
    look_at(&of, "random", SAMPLES, 0.04);
    settle(&of, 1050, settled);
    assert_true(settled[COST]);
    assert_false(settled[SHORTAGE] || settled[ANY] || settled[SECURE]);
    assert_false(ski_all_settled(settled));
    settle(&of, 1051, settled);
    assert_true(ski_all_settled(settled));
    ski_memory_sink_free(of.memory);
}

static void test_settled__is_nothing_of_which_less_than_fifty_worlds_speak(void **state) {
    (void)state;
    looked of;
    bool settled[SKI_HEADLINES];
    look_at(&of, "random", SAMPLES, 0.9);
    for (int i = 0; i < 50; i++) {
        of.columns[SKI_COL_ANY_SHORTAGE * SAMPLES + i] = 1;
        of.columns[SKI_COL_SECURE * SAMPLES + i] = 0;
        settle(&of, 1000, settled);
        assert_true(settled[ANY] == (i + 1 >= 50) && settled[SECURE] == (i + 1 >= 50));
    }
    ski_memory_sink_free(of.memory);
}

/* Costs 99 and 101 in turn: half-width z · 1 / √1000 = 0.0649 of 100. */
static void test_settled__is_a_mean_to_the_share_asked_for(void **state) {
    (void)state;
    const double precisions[] = {0.00064, 0.00066};
    for (int p = 0; p < 2; p++) {
        looked of;
        bool settled[SKI_HEADLINES];
        look_at(&of, "random", SAMPLES, precisions[p]);
        for (int i = 0; i < SAMPLES; i++) {
            of.columns[SKI_COL_COST_USD * SAMPLES + i] += i % 2 == 0 ? 1 : -1;
        }
        settle(&of, 1000, settled);
        assert_true(settled[COST] == (p == 1));
        ski_memory_sink_free(of.memory);
    }
}

/* A world in two: half-width of the chance z · 0.5 / √1000 = 0.0325. */
static void test_settled__is_a_chance_to_a_tenth_of_the_precision(void **state) {
    (void)state;
    const double precisions[] = {0.32, 0.33};
    for (int p = 0; p < 2; p++) {
        looked of;
        bool settled[SKI_HEADLINES];
        look_at(&of, "random", SAMPLES, precisions[p]);
        for (int i = 0; i < SAMPLES; i += 2) {
            of.columns[SKI_COL_SECURE * SAMPLES + i] = 0;
        }
        settle(&of, 1000, settled);
        assert_true(settled[SECURE] == (p == 1));
        ski_memory_sink_free(of.memory);
    }
}

static void test_settled__is_what_is_undefined_in_every_world(void **state) {
    (void)state;
    looked of;
    bool settled[SKI_HEADLINES];
    look_at(&of, "random", SAMPLES, 0.04);
    for (int i = 0; i < SAMPLES; i++) {
        of.columns[SKI_COL_SECURE * SAMPLES + i] = NAN;
        of.columns[SKI_COL_SHORTAGE_CRITICAL_T * SAMPLES + i] = NAN;
    }
    settle(&of, 1000, settled);
    assert_true(settled[COST] && settled[SHORTAGE] && settled[SECURE] && !settled[ANY]);
    ski_memory_sink_free(of.memory);
}

static void test_settled__is_nothing_where_every_sample_failed(void **state) {
    (void)state;
    looked of;
    bool settled[SKI_HEADLINES];
    look_at(&of, "random", SAMPLES, 0.04);
    for (int i = 0; i < SKI_CHAIN_COLUMNS * SAMPLES; i++) {
        of.columns[i] = NAN;
    }
    settle(&of, 1000, settled);
    assert_false(settled[COST] || settled[SHORTAGE] || settled[SECURE] || settled[ANY]);
    ski_memory_sink_free(of.memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_looks__are_at_a_thousand_samples_and_then_at_doublings),
        cmocka_unit_test(test_looks__at_sobol_sets_are_at_whole_sets),
        cmocka_unit_test(test_confidence__is_raised_where_there_is_something_to_pick),
        cmocka_unit_test(test_settled__is_what_never_happens_once_wilson_says_it_is_rare),
        cmocka_unit_test(test_settled__is_nothing_of_which_less_than_fifty_worlds_speak),
        cmocka_unit_test(test_settled__is_a_mean_to_the_share_asked_for),
        cmocka_unit_test(test_settled__is_a_chance_to_a_tenth_of_the_precision),
        cmocka_unit_test(test_settled__is_what_is_undefined_in_every_world),
        cmocka_unit_test(test_settled__is_nothing_where_every_sample_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
