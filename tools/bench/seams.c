/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls between the library's files → the same, timed; and, where asked, another basis to start
 * from. What is kept is per thread and is the one state outside objects: a wrapped function has
 * nowhere else to look. */
#include "seams.h"

#include "measure.h"
#include "metrics/metrics.h"
#include "uncertainty/forecast.h"

#include <string.h>

static _Thread_local bench_spent spent;
static _Thread_local const ski_case *start_from;

void bench_spent_reset(void) {
    spent = (bench_spent){.solves = 0};
}

bench_spent bench_spent_now(void) {
    return spent;
}

void bench_start_from(const ski_case *from) {
    start_from = from;
}

const char *bench_step_name(bench_step step) {
    static const char *const names[BENCH_STEPS] = {
        [BENCH_DRAW] = "draw the world",     [BENCH_FORECAST] = "forecast",
        [BENCH_PATCH] = "patch the program", [BENCH_LOAD_PATCH] = "patch GLPK's problem",
        [BENCH_SOLVE] = "solve (GLPK)",      [BENCH_READ] = "read the optimum",
        [BENCH_CERTIFY] = "verify it",       [BENCH_LEDGER] = "carry it out",
        [BENCH_MEASURE] = "measure"};
    return names[step];
}

static void add(bench_step step, double start) {
    spent.seconds[step] += bench_cpu_seconds() - start;
}

/* The linker compares no types: a function whose parameters change has to fail here. */
#define SAME_TYPE(name)                                                          \
    _Static_assert(_Generic(&name, __typeof__(&__real_##name) : 1, default : 0), \
                   #name " is declared otherwise than the bench thinks")

/* __real_f is the library's f, __wrap_f what its callers get. */
#define STATUS_STEP(step, name, parameters, arguments) \
    sk_status __real_##name parameters;                \
    sk_status __wrap_##name parameters;                \
    sk_status __wrap_##name parameters {               \
        const double start = bench_cpu_seconds();      \
        const sk_status st = __real_##name arguments;  \
        add(step, start);                              \
        return st;                                     \
    }

#define VOID_STEP(step, name, parameters, arguments) \
    void __real_##name parameters;                   \
    void __wrap_##name parameters;                   \
    void __wrap_##name parameters {                  \
        const double start = bench_cpu_seconds();    \
        __real_##name arguments;                     \
        add(step, start);                            \
    }

STATUS_STEP(BENCH_DRAW, ski_world_draw,
            (const ski_uncertainty *uncertainty, uint64_t seed, const ski_recipe *recipe,
             ski_world *world),
            (uncertainty, seed, recipe, world))
VOID_STEP(BENCH_FORECAST, ski_forecast_fill,
          (ski_forecast * forecast, const ski_world *world, int now, int first, int periods,
           double *values),
          (forecast, world, now, first, periods, values))
STATUS_STEP(BENCH_PATCH, ski_program_move,
            (ski_program * program, const ski_start *from, const double *values,
             const int *quantities, int count, ski_changes *changes, sk_error *error),
            (program, from, values, quantities, count, changes, error))
STATUS_STEP(BENCH_PATCH, ski_program_patch,
            (ski_program * program, const double *values, const int *quantities, int count,
             ski_changes *changes, sk_error *error),
            (program, values, quantities, count, changes, error))
STATUS_STEP(BENCH_LOAD_PATCH, ski_solver_patch,
            (ski_solver * solver, const ski_changes *changes, sk_error *error),
            (solver, changes, error))
VOID_STEP(BENCH_READ, ski_solver_read,
          (const ski_solver *solver, double *primal, double *row_dual, ski_basis *basis),
          (solver, primal, row_dual, basis))
VOID_STEP(BENCH_LEDGER, ski_ledger_carry_out,
          (ski_ledger * ledger, const ski_program *program, const double *flows, int from_period),
          (ledger, program, flows, from_period))
VOID_STEP(BENCH_MEASURE, ski_measure_row,
          (ski_measure * measure, const double *values, const double *flows, double *row),
          (measure, values, flows, row))

sk_status __real_ski_solver_solve(ski_solver *solver, const ski_basis *basis, bool costs_moved,
                                  ski_solve_method method, sk_error *error);
sk_status __wrap_ski_solver_solve(ski_solver *solver, const ski_basis *basis, bool costs_moved,
                                  ski_solve_method method, sk_error *error);
SAME_TYPE(ski_solver_solve);
sk_status __wrap_ski_solver_solve(ski_solver *solver, const ski_basis *basis, bool costs_moved,
                                  ski_solve_method method, sk_error *error) {
    const double start = bench_cpu_seconds();
    const sk_status st = __real_ski_solver_solve(solver, basis, costs_moved, method, error);
    add(BENCH_SOLVE, start);
    spent.solves++;
    return st;
}

ski_certificate __real_ski_certify(const ski_program *program, const double *values,
                                   const double *primal, const double *row_dual, double *work);
ski_certificate __wrap_ski_certify(const ski_program *program, const double *values,
                                   const double *primal, const double *row_dual, double *work);
SAME_TYPE(ski_certify);
ski_certificate __wrap_ski_certify(const ski_program *program, const double *values,
                                   const double *primal, const double *row_dual, double *work) {
    const double start = bench_cpu_seconds();
    const ski_certificate certificate = __real_ski_certify(program, values, primal, row_dual, work);
    add(BENCH_CERTIFY, start);
    return certificate;
}

/* --- another basis to start from --- */

sk_status __real_ski_optimum_find(ski_solver *solver, const ski_program *program,
                                  const double *values, ski_solve_method first,
                                  const ski_basis *start, bool costs_moved, double *primal,
                                  double *row_dual, double *work, ski_optimum *optimum,
                                  sk_error *error);
sk_status __wrap_ski_optimum_find(ski_solver *solver, const ski_program *program,
                                  const double *values, ski_solve_method first,
                                  const ski_basis *start, bool costs_moved, double *primal,
                                  double *row_dual, double *work, ski_optimum *optimum,
                                  sk_error *error);
SAME_TYPE(ski_optimum_find);
sk_status __wrap_ski_optimum_find(ski_solver *solver, const ski_program *program,
                                  const double *values, ski_solve_method first,
                                  const ski_basis *start, bool costs_moved, double *primal,
                                  double *row_dual, double *work, ski_optimum *optimum,
                                  sk_error *error) {
    if (start_from != NULL && first == SKI_WARM && start == NULL) {
        const ski_program *base = start_from->program;
        start = start_from->basis;
        costs_moved =
            memcmp(program->cost, base->cost, (size_t)base->column_count * sizeof *base->cost) != 0;
    }
    return __real_ski_optimum_find(solver, program, values, first, start, costs_moved, primal,
                                   row_dual, work, optimum, error);
}
