/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains → foresight and its rivals on the same worlds, one world after the other, each solved by
 * all of them in turn; medians over rounds of ratios within a round. */
#include "parts.h"
#include "rival.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAIVE, LAST, CLP, SKARN, WAYS, ROUNDS = 5 };

static const char *const way_names[WAYS] = {"naive GLPK", "GLPK from last", "CLP", "skarn"};

static const bench_column columns[] = {{"rows", "LP", 0},       {"columns", "LP", 0},
                                       {"naive", "ms", 2},      {"from last", "ms", 2},
                                       {"CLP", "ms", 2},        {"skarn", "ms", 2},
                                       {"naive", "x skarn", 1}, {"from last", "x skarn", 1},
                                       {"CLP", "x skarn", 2}};
enum { COLUMNS = sizeof columns / sizeof *columns };

typedef struct {
    const char *what;
    bool fix_costs; /* the chain's prices and costs are held at their base */
    int worlds;     /* a round */
    bench_worker worker;
    ski_program *program; /* what the rivals solve */
    ski_changes *changes;
    bench_rival *rivals[SKARN]; /* NULL: not here */
    double ms[WAYS][ROUNDS];
} duel;

static void start(duel *on, const ski_case *chain) {
    bench_worker_start(&on->worker, chain, SKI_FORESIGHT);
    if (ski_program_copy(&on->program, chain->program) != SK_OK ||
        ski_changes_new(&on->changes, chain->program) != SK_OK) {
        bench_fail("out of memory", NULL);
    }
    on->rivals[NAIVE] = bench_naive_new();
    on->rivals[LAST] = bench_last_new(chain->program);
    on->rivals[CLP] = bench_clp_new(chain->program);
}

static void end(duel *on) {
    for (int way = 0; way < SKARN; way++) {
        bench_rival_free(on->rivals[way]);
    }
    ski_changes_free(on->changes);
    ski_program_free(on->program);
    bench_worker_end(&on->worker);
}

static bool is_money(const ski_quantity *quantity) {
    const char *key = quantity->targets[0].key;
    return strstr(key, "usd") != NULL || strcmp(key, "tariff") == 0;
}

static void fix_costs(const ski_case *chain, ski_world *world) {
    const int *touched = ski_touched(chain->uncertainty);
    const size_t periods = (size_t)chain->network->periods;
    for (int i = 0; i < ski_touched_count(chain->uncertainty); i++) {
        const size_t first = (size_t)touched[i] * periods;
        if (is_money(&chain->network->quantities[touched[i]])) {
            memcpy(world->values + first, chain->network->base + first, periods * sizeof(double));
        }
    }
}

/* Patched once for all rivals, and not in their time. */
static void prepare(duel *on, int number) {
    const ski_case *chain = on->worker.chain;
    bench_draw(&on->worker, number);
    if (on->fix_costs) {
        fix_costs(chain, on->worker.world);
    }
    if (ski_program_patch(on->program, on->worker.world->values, ski_touched(chain->uncertainty),
                          ski_touched_count(chain->uncertainty), on->changes,
                          on->worker.error) != SK_OK) {
        bench_fail("a world cannot be patched in", on->worker.error);
    }
}

static double solve(duel *on, int way) {
    if (way != SKARN) {
        return on->rivals[way]->solve(on->rivals[way], on->program, on->changes);
    }
    bench_decide(&on->worker, on->worker.world);
    return bench_cost_usd(&on->worker, on->worker.world);
}

static void check_agreement(const duel *on, const double usd[WAYS], int number) {
    for (int way = 0; way < WAYS; way++) {
        const bool here = way == SKARN || on->rivals[way] != NULL;
        if (here && !(bench_apart(usd[SKARN], usd[way]) <= BENCH_AGREEMENT)) {
            char text[256];
            snprintf(text, sizeof text, "%s, world %d: %s finds %.12g USD, skarn %.12g", on->what,
                     number, way_names[way], usd[way], usd[SKARN]);
            bench_fail(text, NULL);
        }
    }
}

/* Who comes first changes from world to world. */
static void run_world(duel *on, int number, int round) {
    double usd[WAYS] = {0};
    prepare(on, number);
    for (int turn = 0; turn < WAYS; turn++) {
        const int way = (turn + number) % WAYS;
        if (way == SKARN || on->rivals[way] != NULL) {
            const double begun = bench_cpu_seconds();
            usd[way] = solve(on, way);
            on->ms[way][round] += (bench_cpu_seconds() - begun) * 1e3 / on->worlds;
        }
    }
    check_agreement(on, usd, number);
}

static double median_ratio(const duel *on, int way) {
    double ratios[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = on->ms[way][round] / on->ms[SKARN][round];
    }
    return bench_median(ratios, ROUNDS);
}

static void report(bench_table *table, duel *on) {
    const ski_program *program = on->worker.chain->program;
    double values[COLUMNS] = {program->row_count, program->column_count};
    for (int way = 0; way < WAYS; way++) {
        const bool here = way == SKARN || on->rivals[way] != NULL;
        if (way != SKARN) {
            values[2 + WAYS + way] = here ? median_ratio(on, way) : NAN;
        }
    }
    for (int way = 0; way < WAYS; way++) {
        const bool here = way == SKARN || on->rivals[way] != NULL;
        values[2 + way] = here ? bench_median(on->ms[way], ROUNDS) : NAN;
    }
    bench_row(table, on->what, values);
}

static void measure(bench_plan *plan, const sk_scenario *scenario, duel *on) {
    ski_case *chain = bench_case(scenario);
    start(on, chain);
    for (int i = 0; i < ROUNDS * on->worlds; i++) {
        run_world(on, i, i / on->worlds);
    }
    report(&plan->table, on);
    end(on);
    ski_case_free(chain);
}

static void measure_made(bench_plan *plan, bench_chain made) {
    char what[64];
    snprintf(what, sizeof what, "T=%d, size %d, %s%s", made.periods, made.size,
             bench_kind_name(made.kind), made.costs_vary ? ", costs too" : "");
    const int worlds = 144 / (made.periods * made.size);
    duel on = {.what = what, .worlds = (worlds < 1 ? 1 : worlds) * (plan->full ? 3 : 1)};
    sk_scenario *scenario = bench_made(plan, &made, SKI_FORESIGHT, NULL);
    measure(plan, scenario, &on);
    sk_scenario_free(scenario);
}

static void measure_shipped(bench_plan *plan, bool costs_vary) {
    duel on = {.what = costs_vary ? "the scenario, costs too" : "the scenario, costs fixed",
               .fix_costs = !costs_vary,
               .worlds = plan->full ? 6 : 1};
    sk_scenario *scenario = bench_scenario(plan->scenario, SKI_FORESIGHT, NULL, 0);
    measure(plan, scenario, &on);
    sk_scenario_free(scenario);
}

/* What is measured by default of all horizons, kinds and costs. */
static bool is_usual(const bench_chain *made) {
    const bool is_figure = made->periods == 12 || made->periods == 36;
    return made->costs_vary ? is_figure && made->kind == BENCH_MIXED
                            : is_figure || made->kind == BENCH_MIXED;
}

void bench_foresight(bench_plan *plan) {
    static const int horizons[] = {12, 24, 36, 60};
    bench_section(
        &plan->table,
        "Foresight: a sample on one thread, each world solved by all in turn\n"
        "naive: GLPK's defaults, built anew. from last: GLPK's defaults, patched. CLP: its "
        "dual from the base basis.\nskarn: patch, solve, verify, carry out.",
        columns, COLUMNS);
    for (int costs_vary = 0; costs_vary <= 1; costs_vary++) {
        for (int kind = BENCH_CONTINUOUS; kind <= BENCH_RARE; kind++) {
            for (int i = 0; i < 4; i++) {
                bench_chain made = {2, horizons[i], (bench_kind)kind, costs_vary != 0};
                if (plan->full || is_usual(&made)) {
                    measure_made(plan, made);
                }
            }
        }
    }
    measure_made(plan, (bench_chain){1, 12, BENCH_MIXED, false});
    measure_made(plan, (bench_chain){4, 12, BENCH_MIXED, false});
    measure_shipped(plan, false);
    measure_shipped(plan, true);
}
