/* SPDX-License-Identifier: GPL-3.0-or-later */
/* optimizer/solver: a warm solve from a stored basis gives the same bits whatever was solved
 * before, on any thread. */
#include "optimizer/solver.h"
#include "support/assert_near.h"
#include "support/small_program.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

enum {
    SOURCES = 8,
    SINKS = 12,
    COLUMNS = SOURCES * SINKS,
    ROWS = SOURCES + SINKS + 1,
    SAMPLES = 64
};

typedef struct {
    double primal[COLUMNS], dual[ROWS];
} answer;

/* A world of the transport problem: every supply, every third cost and, in some, a few coefficients
 * move. */
static void draw(ski_program *program, const ski_program *base, int sample, ski_changes *changes) {
    unsigned seed = 77u + (unsigned)sample;
    changes->row_count = changes->column_cost_count = changes->entry_count = 0;
    for (int row = 0; row < SOURCES; row++) {
        program->row_upper[row] = base->row_upper[row] * (0.9 + 0.3 * small_random(&seed));
        changes->rows[changes->row_count++] = row;
    }
    for (int column = 0; column < COLUMNS; column += 3) {
        program->cost[column] = base->cost[column] * (0.8 + 0.4 * small_random(&seed));
        changes->column_costs[changes->column_cost_count++] = column;
    }
    for (int column = 0; column < COLUMNS; column += 7) {
        int entry = program->column_start[column] + 1;
        double factor = sample % 3 == 0 ? 0.9 + 0.1 * small_random(&seed) : 1;
        if (program->entry_value[entry] != base->entry_value[entry] * factor) {
            program->entry_value[entry] = base->entry_value[entry] * factor;
            changes->entries[changes->entry_count++] = entry;
        }
    }
}

typedef struct {
    ski_program *program;
    ski_solver *solver;
    int rows[ROWS], costs[COLUMNS], entries[3 * COLUMNS];
    ski_changes changes;
} worker;

static bool same_bits(const void *a, const void *b, size_t size) {
    return memcmp(a, b, size) == 0;
}

static void worker_start(worker *at) {
    memset(at, 0, sizeof *at);
    at->program = transport_program(SOURCES, SINKS, 1);
    at->changes.rows = at->rows;
    at->changes.column_costs = at->costs;
    at->changes.entries = at->entries;
    if (ski_solver_new(&at->solver, at->program, NULL) != SK_OK) {
        abort();
    }
}

static void worker_end(worker *at) {
    ski_solver_free(at->solver);
    small_program_free(at->program);
}

static void solve_sample(worker *at, const ski_program *base, const ski_basis *basis, int sample,
                         answer *out) {
    draw(at->program, base, sample, &at->changes);
    if (ski_solver_patch(at->solver, &at->changes, NULL) != SK_OK ||
        ski_solver_solve(at->solver, basis, true, SKI_WARM, NULL) != SK_OK) {
        abort();
    }
    ski_solver_read(at->solver, out->primal, out->dual, NULL);
}

typedef struct {
    ski_program *base;
    ski_basis *basis;
    answer *answers; /* [SAMPLES] each by a solver of its own */
} reference;

static int make_reference(void **state) {
    static reference at;
    double primal[COLUMNS];
    at.base = transport_program(SOURCES, SINKS, 1);
    at.answers = calloc(SAMPLES, sizeof(answer));
    ski_solver *solver = NULL;
    if (ski_basis_new(&at.basis, ROWS, COLUMNS) != SK_OK ||
        ski_solver_new(&solver, at.base, NULL) != SK_OK ||
        ski_solver_solve(solver, NULL, false, SKI_COLD, NULL) != SK_OK) {
        return -1;
    }
    ski_solver_read(solver, primal, NULL, at.basis);
    ski_solver_free(solver);
    for (int sample = 0; sample < SAMPLES; sample++) {
        worker alone;
        worker_start(&alone);
        solve_sample(&alone, at.base, at.basis, sample, &at.answers[sample]);
        worker_end(&alone);
    }
    *state = &at;
    return 0;
}

static int end_reference(void **state) {
    reference *at = *state;
    small_program_free(at->base);
    ski_basis_free(at->basis);
    free(at->answers);
    return 0;
}

static void test_warm_solve__does_not_depend_on_the_order_of_samples(void **state) {
    reference *at = *state;
    worker one;
    worker_start(&one);
    answer got;
    for (int i = 0; i < 4 * SAMPLES; i++) {
        int sample = (i * 29 + i / SAMPLES) % SAMPLES;
        memset(&got, 0, sizeof got);
        solve_sample(&one, at->base, at->basis, sample, &got);
        assert_memory_equal(&got, &at->answers[sample], sizeof got);
    }
    worker_end(&one);
}

static void test_warm_solve__does_not_depend_on_solves_from_scratch_or_exact_before(void **state) {
    reference *at = *state;
    worker one;
    worker_start(&one);
    answer got, before;
    for (int sample = 0; sample < SAMPLES; sample++) {
        solve_sample(&one, at->base, at->basis, (sample + 1) % SAMPLES, &before);
        ski_solve_method method = (ski_solve_method)(SKI_COLD + sample % 3);
        assert_int_equal(ski_solver_solve(one.solver, NULL, false, method, NULL), SK_OK);
        memset(&got, 0, sizeof got);
        solve_sample(&one, at->base, at->basis, sample, &got);
        assert_memory_equal(&got, &at->answers[sample], sizeof got);
    }
    worker_end(&one);
}

/* Ends at the very basis the next sample starts from, but with a factorization that pivots have
 * updated. */
static void solve_base(worker *one, const reference *at) {
    for (int i = 0; i < COLUMNS; i++) {
        one->costs[i] = i;
        one->program->cost[i] = at->base->cost[i];
    }
    for (int i = 0; i < at->base->entry_count; i++) {
        one->program->entry_value[i] = at->base->entry_value[i];
        one->entries[i] = i;
    }
    for (int i = 0; i < ROWS; i++) {
        one->program->row_upper[i] = at->base->row_upper[i];
        one->rows[i] = i;
    }
    one->changes.column_cost_count = COLUMNS;
    one->changes.entry_count = at->base->entry_count;
    one->changes.row_count = ROWS;
    assert_int_equal(ski_solver_patch(one->solver, &one->changes, NULL), SK_OK);
    assert_int_equal(ski_solver_solve(one->solver, NULL, true, SKI_WARM, NULL), SK_OK);
}

static void test_warm_solve__does_not_depend_on_the_way_the_base_was_reached(void **state) {
    reference *at = *state;
    worker one;
    worker_start(&one);
    answer got, before;
    for (int sample = 0; sample < SAMPLES; sample++) {
        solve_sample(&one, at->base, at->basis, (sample + 7) % SAMPLES, &before);
        solve_base(&one, at);
        memset(&got, 0, sizeof got);
        solve_sample(&one, at->base, at->basis, sample, &got);
        assert_memory_equal(&got, &at->answers[sample], sizeof got);
    }
    worker_end(&one);
}

static void test_warm_solve__gives_the_same_bits_at_1_2_4_and_8_threads(void **state) {
    reference *at = *state;
    for (int threads = 1; threads <= 8; threads *= 2) {
        int differing = 0;
#pragma omp parallel num_threads(threads) reduction(+ : differing)
        {
            worker own;
            worker_start(&own);
#pragma omp for schedule(dynamic)
            for (int sample = 0; sample < SAMPLES; sample++) {
                answer got;
                memset(&got, 0, sizeof got);
                solve_sample(&own, at->base, at->basis, sample, &got);
                differing += !same_bits(&got, &at->answers[sample], sizeof got);
            }
            worker_end(&own);
            ski_solver_end_thread();
        }
        assert_int_equal(differing, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_warm_solve__does_not_depend_on_the_order_of_samples),
        cmocka_unit_test(test_warm_solve__does_not_depend_on_solves_from_scratch_or_exact_before),
        cmocka_unit_test(test_warm_solve__does_not_depend_on_the_way_the_base_was_reached),
        cmocka_unit_test(test_warm_solve__gives_the_same_bits_at_1_2_4_and_8_threads),
    };
    return cmocka_run_group_tests(tests, make_reference, end_reference);
}
