/* SPDX-License-Identifier: GPL-3.0-or-later */
/* optimizer/certificate: an optimum passes, and whatever is wrong with one does not. */
#include "optimizer/certificate.h"
#include "optimizer/solver.h"
#include "support/assert_near.h"
#include "support/small_program.h"

#include <math.h>

enum { MOST = 256 };

typedef struct {
    ski_program *program;
    double primal[MOST], dual[MOST], work[2 * MOST];
} solved;

static void solve(solved *at, ski_program *program) {
    ski_solver *solver = NULL;
    at->program = program;
    assert_int_equal(ski_solver_new(&solver, program, NULL), SK_OK);
    assert_int_equal(ski_solver_solve(solver, NULL, false, SKI_COLD, NULL), SK_OK);
    ski_solver_read(solver, at->primal, at->dual, NULL);
    ski_solver_free(solver);
}

static ski_certificate certify(solved *at) {
    return ski_certify(at->program, NULL, at->primal, at->dual, at->work);
}

static void test_certificate__holds_for_the_textbook_optimum(void **state) {
    (void)state;
    ski_program *program = wyndor_glass();
    /* By hand: nothing of a solver in it. */
    solved at = {program, {2, 6}, {0, -1.5, -1}, {0}};
    ski_certificate certificate = certify(&at);
    assert_true(ski_certificate_holds(&certificate));
    assert_near(certificate.primal_residual, 0, 0, 0);
    assert_near(certificate.dual_residual, 0, 0, 0);
    assert_near(certificate.gap, 0, 0, 0);
    small_program_free(program);
}

static void test_certificate__holds_for_transport_problems_whatever_their_units(void **state) {
    (void)state;
    const double units[] = {1e-3, 1e2, 1e7};
    for (unsigned seed = 1; seed <= 20; seed++) {
        for (int scale = 0; scale < 3; scale++) {
            const double unit = units[scale];
            ski_program *program = transport_program(6, 9, seed);
            for (int i = 0; i < program->row_count; i++) {
                program->row_lower[i] *= unit;
                program->row_upper[i] *= unit;
            }
            for (int i = 0; i < program->column_count; i++) {
                program->upper[i] *= unit;
                program->cost[i] /= unit;
            }
            solved at;
            solve(&at, program);
            ski_certificate certificate = certify(&at);
            assert_true(ski_certificate_holds(&certificate));
            small_program_free(program);
        }
    }
}

static void test_certificate__catches_every_perturbed_flow(void **state) {
    (void)state;
    ski_program *program = transport_program(6, 9, 3);
    solved at;
    solve(&at, program);
    for (int column = 0; column < program->column_count; column++) {
        double right = at.primal[column];
        at.primal[column] += 1e-4;
        ski_certificate certificate = certify(&at);
        assert_false(ski_certificate_holds(&certificate));
        assert_true(certificate.primal_residual > 1e-7);
        at.primal[column] = NAN;
        certificate = certify(&at);
        assert_false(ski_certificate_holds(&certificate));
        at.primal[column] = right;
    }
    small_program_free(program);
}

static void test_certificate__catches_every_wrong_dual(void **state) {
    (void)state;
    ski_program *program = transport_program(6, 9, 3);
    solved at;
    solve(&at, program);
    for (int row = 0; row < program->row_count; row++) {
        double right = at.dual[row];
        at.dual[row] += 0.01;
        ski_certificate certificate = certify(&at);
        assert_false(ski_certificate_holds(&certificate));
        assert_true(certificate.dual_residual > 1e-7);
        at.dual[row] = right;
    }
    small_program_free(program);
}

static void test_certificate__catches_an_entry_that_the_solver_did_not_have(void **state) {
    (void)state;
    ski_program *program = transport_program(6, 9, 3);
    solved at;
    solve(&at, program);
    for (int entry = 0; entry < program->entry_count; entry++) {
        double right = program->entry_value[entry];
        program->entry_value[entry] *= 1 - 1e-3;
        int column = 0;
        while (program->column_start[column + 1] <= entry) {
            column++;
        }
        ski_certificate certificate = certify(&at);
        /* An entry of a flow of nothing moves no row, and need not make the flow worth while. */
        assert_true(at.primal[column] == 0 || !ski_certificate_holds(&certificate) ||
                    (at.dual[program->entry_row[entry]] == 0));
        program->entry_value[entry] = right;
    }
    small_program_free(program);
}

static void test_certificate__a_feasible_vertex_that_is_not_the_best_has_a_gap(void **state) {
    (void)state;
    ski_program *program = wyndor_glass();
    program->row_lower[0] = 0;
    /* (4, 3) with the duals of the two rows it lies on: -27, where -36 can be had. */
    solved at = {program, {4, 3}, {4.5, 0, -2.5}, {0}};
    ski_certificate certificate = certify(&at);
    assert_near(certificate.primal_residual, 0, 0, 0);
    assert_true(certificate.dual_residual > 0.1);
    assert_true(certificate.gap > 0.1);
    assert_false(ski_certificate_holds(&certificate));
    small_program_free(program);
}

static void test_certificate__a_box_that_holds_back_fails_and_one_that_is_touched_does_not(
    void **state) {
    (void)state;
    /* min -x + 0·y, x <= 5 a derived box, y <= 5 another. */
    const double matrix[] = {1, 1}, cost[] = {-1, 0}, least[] = {-INFINITY}, most[] = {100};
    ski_program *program = small_program(1, 2, matrix, cost, least, most, 5);
    program->boxed[0] = program->boxed[1] = true;
    solved at = {program, {5, 5}, {0}, {0}};
    ski_certificate certificate = certify(&at);
    assert_int_equal(certificate.box_column, 0);
    assert_false(ski_certificate_holds(&certificate));
    program->cost[0] = 0;
    certificate = certify(&at);
    assert_int_equal(certificate.box_column, -1);
    assert_true(ski_certificate_holds(&certificate));
    small_program_free(program);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certificate__holds_for_the_textbook_optimum),
        cmocka_unit_test(test_certificate__holds_for_transport_problems_whatever_their_units),
        cmocka_unit_test(test_certificate__catches_every_perturbed_flow),
        cmocka_unit_test(test_certificate__catches_every_wrong_dual),
        cmocka_unit_test(test_certificate__catches_an_entry_that_the_solver_did_not_have),
        cmocka_unit_test(test_certificate__a_feasible_vertex_that_is_not_the_best_has_a_gap),
        cmocka_unit_test(
            test_certificate__a_box_that_holds_back_fails_and_one_that_is_touched_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
