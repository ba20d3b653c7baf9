/* SPDX-License-Identifier: GPL-3.0-or-later */
/* optimizer/solver: known optima by every method, patches, and what is said when there is no
 * optimum. */
#include "optimizer/solver.h"
#include "support/assert_near.h"
#include "support/random_scenario.h"
#include "support/small_program.h"
#include "support/solved_case.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ski_solver *solver_of(const ski_program *program) {
    ski_solver *solver = NULL;
    assert_int_equal(ski_solver_new(&solver, program, NULL), SK_OK);
    return solver;
}

static void assert_wyndor_optimum(ski_solver *solver) {
    double primal[2], dual[3];
    ski_solver_read(solver, primal, dual, NULL);
    assert_near(primal[0], 2, 1e-12, 0);
    assert_near(primal[1], 6, 1e-12, 0);
    assert_near(dual[0], 0, 1e-12, 0);
    assert_near(dual[1], -1.5, 1e-12, 0);
    assert_near(dual[2], -1, 1e-12, 0);
}

static void test_solve__every_method_finds_the_textbook_optimum(void **state) {
    (void)state;
    ski_program *program = wyndor_glass();
    for (int method = SKI_WARM; method <= SKI_EXACTLY; method++) {
        ski_solver *solver = solver_of(program);
        assert_int_equal(ski_solver_solve(solver, NULL, false, (ski_solve_method)method, NULL),
                         SK_OK);
        assert_wyndor_optimum(solver);
        ski_solver_free(solver);
    }
    small_program_free(program);
}

static void test_solve__a_basis_carries_an_optimum_to_another_solver(void **state) {
    (void)state;
    ski_program *program = wyndor_glass();
    ski_basis *basis = NULL, *again = NULL;
    double primal[2];
    assert_int_equal(ski_basis_new(&basis, 3, 2), SK_OK);
    assert_int_equal(ski_basis_new(&again, 3, 2), SK_OK);
    ski_solver *solver = solver_of(program), *other = solver_of(program);
    assert_int_equal(ski_solver_solve(solver, NULL, false, SKI_COLD, NULL), SK_OK);
    ski_solver_read(solver, primal, NULL, basis);
    assert_int_equal(ski_solver_solve(other, basis, false, SKI_WARM, NULL), SK_OK);
    assert_wyndor_optimum(other);
    ski_solver_read(other, primal, NULL, again);
    assert_memory_equal(basis->status, again->status, 5);
    ski_solver_free(solver);
    ski_solver_free(other);
    ski_basis_free(basis);
    ski_basis_free(again);
    small_program_free(program);
}

/* A patch of one list; the other lists are empty. */
static ski_changes changes_of(int *list, int count, char what) {
    ski_changes changes = {0};
    switch (what) {
    case 'b':
        changes.column_bounds = list, changes.column_bound_count = count;
        break;
    case 'c':
        changes.column_costs = list, changes.column_cost_count = count;
        break;
    case 'r':
        changes.rows = list, changes.row_count = count;
        break;
    default:
        changes.entries = list, changes.entry_count = count;
    }
    return changes;
}

static void assert_patched(ski_solver *solver, int index, char what, double x, double y) {
    double primal[2];
    ski_changes changes = changes_of(&index, 1, what);
    assert_int_equal(ski_solver_patch(solver, &changes, NULL), SK_OK);
    assert_int_equal(ski_solver_solve(solver, NULL, true, SKI_WARM, NULL), SK_OK);
    ski_solver_read(solver, primal, NULL, NULL);
    assert_near(primal[0], x, 1e-12, 0);
    assert_near(primal[1], y, 1e-12, 0);
}

static void test_patch__bounds_costs_rows_and_entries_reach_the_solver(void **state) {
    (void)state;
    ski_program *program = wyndor_glass();
    ski_solver *solver = solver_of(program);
    program->row_upper[1] = 8;
    assert_patched(solver, 1, 'r', 10.0 / 3, 4);
    program->upper[0] = 1;
    assert_patched(solver, 0, 'b', 1, 4);
    program->lower[0] = 1; /* the bounds now meet */
    assert_patched(solver, 0, 'b', 1, 4);
    program->lower[0] = 0;
    program->upper[0] = 1000;
    assert_patched(solver, 0, 'b', 10.0 / 3, 4);
    program->cost[1] = 1;
    assert_patched(solver, 1, 'c', 4, 0);
    program->cost[1] = -5;
    assert_patched(solver, 1, 'c', 10.0 / 3, 4);
    program->entry_value[1] = 6; /* 6x + 2y <= 18 */
    assert_patched(solver, 1, 'e', 10.0 / 6, 4);
    ski_solver_free(solver);
    small_program_free(program);
}

static void test_solve__ranks_decide_between_equal_costs_and_leave_the_true_duals(void **state) {
    (void)state;
    /* x + y = 1 at the same cost 2: the rank says y. */
    const double matrix[] = {1, 1}, cost[] = {2, 2}, side[] = {1};
    ski_program *program = small_program(1, 2, matrix, cost, side, side, 10);
    program->rank_cost[0] = 1e-6;
    ski_solver *solver = solver_of(program);
    double primal[2], dual[1], true_dual[1];
    assert_int_equal(ski_solver_solve(solver, NULL, false, SKI_COLD, NULL), SK_OK);
    ski_solver_read(solver, primal, dual, NULL);
    assert_near(primal[1], 1, 0, 0);
    program->rank_cost[0] = 0;
    program->rank_cost[1] = -1e-6;
    ski_solver_free(solver);
    solver = solver_of(program);
    assert_int_equal(ski_solver_solve(solver, NULL, false, SKI_COLD, NULL), SK_OK);
    assert_int_equal(ski_solver_true_duals(solver, true_dual, NULL), SK_OK);
    ski_solver_read(solver, primal, NULL, NULL);
    assert_near(primal[1], 1, 0, 0);
    assert_near(true_dual[0], 2, 1e-15, 0);
    ski_solver_free(solver);
    small_program_free(program);
}

static void test_solve__what_cannot_be_met_is_an_internal_error_with_a_reason(void **state) {
    (void)state;
    ski_program *program = wyndor_glass();
    program->row_lower[0] = 5; /* x >= 5 and x <= 4 by the column */
    program->row_upper[0] = 6;
    program->upper[0] = 4;
    sk_error *error = sk_error_new();
    ski_solver *solver = solver_of(program);
    for (int method = SKI_WARM; method <= SKI_EXACTLY; method++) {
        assert_int_equal(ski_solver_solve(solver, NULL, false, (ski_solve_method)method, error),
                         SK_ERR_INTERNAL);
    }
    assert_int_equal(sk_error_kept(error), 4);
    ski_solver_free(solver);
    sk_error_free(error);
    small_program_free(program);
}

static void test_solve__an_internal_error_of_glpk_neither_ends_the_process_nor_the_solver(
    void **state) {
    (void)state;
    ski_program *program = wyndor_glass();
    sk_error *error = sk_error_new();
    ski_solver *solver = solver_of(program);
    int right = program->entry_row[2], entry = 2;
    program->entry_row[2] = 77; /* no such row: GLPK would abort */
    ski_changes changes = changes_of(&entry, 1, 'e');
    assert_int_equal(ski_solver_patch(solver, &changes, error), SK_ERR_INTERNAL);
    assert_non_null(strstr(sk_error_text(error, 0), "internal error of GLPK"));
    assert_int_equal(ski_solver_solve(solver, NULL, false, SKI_COLD, error), SK_ERR_INTERNAL);
    program->entry_row[2] = right;
    assert_int_equal(ski_solver_solve(solver, NULL, false, SKI_COLD, error), SK_OK);
    assert_wyndor_optimum(solver);
    ski_solver_free(solver);
    ski_solver_end_thread();
    sk_error_free(error);
    small_program_free(program);
}

/* The vertices of these seeds are degenerate: GLPK's values miss their bounds by up to 6e-13. */
static void test_read__no_value_misses_its_bound_by_rounding(void **state) {
    (void)state;
    static const unsigned seeds[] = {5, 6, 9, 16, 27, 47};
    for (int s = 0; s < 6; s++) {
        char *text = random_scenario(seeds[s], NULL);
        solved_case at = solve_text(text);
        const ski_program *program = at.chain->program;
        for (int column = 0; column < program->column_count; column++) {
            double above = at.chain->flows[column] - program->lower[column];
            double below = program->upper[column] - at.chain->flows[column];
            assert_true(above == 0 || above > 1e-10);
            assert_true(below == 0 || below > 1e-10);
        }
        solved_case_free(&at);
        free(text);
    }
}

static void test_glpk__serves_several_threads(void **state) {
    (void)state;
    assert_true(ski_solver_is_thread_safe());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_solve__every_method_finds_the_textbook_optimum),
        cmocka_unit_test(test_solve__a_basis_carries_an_optimum_to_another_solver),
        cmocka_unit_test(test_patch__bounds_costs_rows_and_entries_reach_the_solver),
        cmocka_unit_test(test_solve__ranks_decide_between_equal_costs_and_leave_the_true_duals),
        cmocka_unit_test(test_solve__what_cannot_be_met_is_an_internal_error_with_a_reason),
        cmocka_unit_test(
            test_solve__an_internal_error_of_glpk_neither_ends_the_process_nor_the_solver),
        cmocka_unit_test(test_read__no_value_misses_its_bound_by_rounding),
        cmocka_unit_test(test_glpk__serves_several_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
