/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the bench: each measures one thing and writes its section of the table. */
#ifndef BENCH_PARTS_H
#define BENCH_PARTS_H

#include "generator.h"
#include "measure.h"
#include "table.h"

/* What is measured, with what, and where to. */
typedef struct {
    const char *program;  /* skarn */
    const char *scenario; /* a shipped one */
    const char *folder;   /* generated chains and results of runs */
    bool full;            /* everything; else what fits into some three minutes */
    bench_table table;
} bench_plan;

/* The program's peak memory; first, while the bench itself holds little. */
void bench_memory(bench_plan *plan);
/* Foresight against other ways to the same optimum. */
void bench_foresight(bench_plan *plan);
/* Rolling: windows chained, as shipped, against each from the base window's basis. */
void bench_windows(bench_plan *plan);
/* Foresight and rolling over longer horizons and larger networks. */
void bench_growth(bench_plan *plan);
/* Where a sample's time goes, step by step. */
void bench_steps(bench_plan *plan);
/* One thread against two. */
void bench_threads(bench_plan *plan);
/* The program from start to end. */
void bench_program(bench_plan *plan);
/* compare, stress and sensitivity of the scenario. */
void bench_studies(bench_plan *plan);

/* A chain written to the plan's folder, decided by a rule with a window of 6 periods (or as `more`
 * says: `PATH=VALUE`, may be NULL). Free with sk_scenario_free(). */
sk_scenario *bench_made(const bench_plan *plan, const bench_chain *chain, ski_rule_kind rule,
                        const char *more);

/* Path of a chain's file, written now. */
void bench_made_path(const bench_plan *plan, const bench_chain *chain, char *path, int size);

#endif
