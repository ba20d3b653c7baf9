/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks of all targets → one flat job of the engine → outcomes. */
#include "study/stress_runs.h"

#include "base/tolerances.h"
#include "engine/engine.h"
#include "study/stress_chain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A chain and the columns of its rows. */
typedef struct {
    sk_scenario *scenario;
    ski_case *chain;
    ski_metric_table *metrics;
} chain_of;

struct ski_stress_runs {
    ski_stress *stress;
    chain_of plain, reserved; /* without and with reserves */
    int reserve_count;
    int *reserve_of;  /* [reserve_count] demands */
    double *served_t; /* [demands * periods] undisturbed */
    int done;         /* runs so far, for progress */
};

/* ---- what is seen of a run ---- */

/* What a demand gets in a period, substitutes among it. */
static double served_t(const ski_case *chain, const double *values, const double *flows, int demand,
                       int period) {
    const ski_layout *layout = &chain->program->layout;
    const ski_served served = ski_served_in(chain->network, layout, values, flows, demand, period);
    double sum = served.demand_t - served.shortage_t;
    if (layout->wait[demand] >= 0) {
        sum -= flows[layout->wait[demand] + period];
        sum += period > 0 ? flows[layout->wait[demand] + period - 1] : 0;
    }
    return sum;
}

static bool is_recovered(const ski_stress_runs *runs, const ski_world *world,
                         const ski_ledger *ledger, int period) {
    const sk_scenario *scenario = runs->stress->scenario;
    for (int d = 0; d < scenario->demand_count; d++) {
        const double undisturbed_t = runs->served_t[d * scenario->periods + period];
        if (runs->stress->watched[d] && served_t(ledger->chain, world->values, ledger->flows, d,
                                                 period) < SKI_RECOVERED_SHARE * undisturbed_t) {
            return false;
        }
    }
    return true;
}

static double drawn_t(const ski_ledger *ledger, int process) {
    const double *drawn = ledger->flows + ledger->chain->program->layout.run[process];
    double sum = 0;
    for (int period = 0; period < ledger->chain->network->periods; period++) {
        sum += drawn[period];
    }
    return sum;
}

/* The last period, from 1, in which a watched demand is not recovered; then what is drawn from each
 * demand's reserve. */
static void write_trace(const void *context, const ski_world *world, const ski_ledger *ledger,
                        ski_measure *measure, double *trace) {
    const ski_stress_runs *runs = context;
    const sk_network *network = ledger->chain->network;
    const int demands = runs->stress->scenario->demand_count;
    (void)measure;
    trace[0] = 0;
    for (int period = 0; period < network->periods; period++) {
        trace[0] = is_recovered(runs, world, ledger, period) ? trace[0] : period + 1;
    }
    memset(trace + 1, 0, (size_t)demands * sizeof *trace);
    if (ledger->chain->scenario != runs->reserved.scenario) {
        return;
    }
    for (int i = 0; i < runs->reserve_count; i++) {
        trace[1 + runs->reserve_of[i]] = drawn_t(ledger, runs->stress->scenario->process_count + i);
    }
}

/* The flows of the undisturbed run. */
static void write_flows(const void *context, const ski_world *world, const ski_ledger *ledger,
                        ski_measure *measure, double *trace) {
    (void)context;
    (void)world;
    (void)measure;
    memcpy(trace, ledger->flows, (size_t)ledger->chain->program->column_count * sizeof *trace);
}

static bool is_short(const ski_stress *stress, const double *row) {
    return row[stress->has_critical ? SKI_COL_ANY_SHORTAGE_CRITICAL : SKI_COL_ANY_SHORTAGE] > 0;
}

/* Row and trace → outcome; NULL when out of memory. */
static double *outcome_of(const ski_stress_runs *runs, const ski_sample *sample) {
    const int demands = runs->stress->scenario->demand_count;
    double *outcome =
        SKI_NEW(runs->stress->arena, double, SKI_STRESS_DEMANDS + demands * SKI_STRESS_OF_DEMAND);
    if (outcome == NULL) {
        return NULL;
    }
    outcome[SKI_STRESS_COST_USD] = sample->row[SKI_COL_COST_USD];
    outcome[SKI_STRESS_SPEND_USD] = sample->row[SKI_COL_SPEND_USD];
    outcome[SKI_STRESS_SHORTAGE_T] = sample->row[SKI_COL_SHORTAGE_T];
    outcome[SKI_STRESS_CRITICAL_T] = sample->row[SKI_COL_SHORTAGE_CRITICAL_T];
    outcome[SKI_STRESS_BELOW] = sample->trace[0];
    outcome[SKI_STRESS_IS_SHORT] = is_short(runs->stress, sample->row);
    for (int d = 0; d < demands; d++) {
        const double *from =
            sample->row + runs->plain.metrics->first_demand + d * SKI_DEMAND_COLUMNS;
        double *to = outcome + SKI_STRESS_DEMANDS + d * SKI_STRESS_OF_DEMAND;
        to[SKI_STRESS_DEMAND_T] = from[SKI_OF_SHORTAGE_T];
        to[SKI_STRESS_DEMAND_PERIODS] = from[SKI_OF_SHORTAGE_PERIODS];
        to[SKI_STRESS_RESERVE_T] = sample->trace[1 + d];
    }
    return outcome;
}

/* ---- a round ---- */

/* One ask of one search, and what it came to. */
typedef struct {
    ski_stress_search *search;
    int index; /* among the search's asks */
    const ski_case *chain;
    ski_case *varied; /* chain, where it is its own; NULL: shared */
    double *outcome;  /* NULL: it failed */
    char *failure;
} stress_run;

typedef struct {
    ski_stress_runs *runs;
    stress_run *items;
    int count;
    const sk_watch *watch; /* the caller's */
} round_of;

static void task_at(const void *context, int index, ski_task *task) {
    const round_of *round = context;
    const stress_run *run = &round->items[index];
    const ski_stress_ask *asked = &run->search->asks[run->index];
    task->chain = run->chain;
    task->metrics =
        run->varied == NULL ? round->runs->plain.metrics : round->runs->reserved.metrics;
    task->recipe = ski_recipe_of_world(0);
    task->recipe.forced = asked->target;
    task->recipe.forced_periods =
        ski_days_to_periods(asked->days, run->chain->network->period_years);
}

static sk_status take_run(void *context, const ski_sample *sample) {
    round_of *round = context;
    stress_run *run = &round->items[sample->index];
    if (sample->row == NULL) {
        run->failure = strdup(sample->failure);
        return run->failure == NULL ? SK_ERR_MEMORY : SK_OK;
    }
    run->outcome = outcome_of(round->runs, sample);
    return run->outcome == NULL ? SK_ERR_MEMORY : SK_OK;
}

/* Progress of a round is that of the whole study so far: how many rounds follow is not known. */
static void tell_progress(void *context, const sk_progress *progress) {
    const round_of *round = context;
    sk_progress told = *progress;
    told.done += round->runs->done;
    told.total += round->runs->done;
    told.headline = NULL;
    round->watch->progress(round->watch->context, &told);
}

static int should_stop(void *context) {
    const round_of *round = context;
    return round->watch->should_stop(round->watch->context);
}

/* A chain of its own, with these reserves. */
static sk_status vary(const ski_stress_runs *runs, const double *reserve_t, stress_run *run) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = runs->reserved.scenario;
    double *initial_t = ski_alloc(scenario->stock_count, sizeof *initial_t);
    SK_CHECK_MEMORY(initial_t);
    for (int stock = 0; stock < scenario->stock_count; stock++) {
        initial_t[stock] = scenario->stocks[stock].initial_t;
    }
    memcpy(initial_t + scenario->stock_count - runs->reserve_count, reserve_t,
           (size_t)runs->reserve_count * sizeof *initial_t);
    SK_TRY(ski_case_vary_stocks(&run->varied, runs->reserved.chain, initial_t));
    run->chain = run->varied;
done:
    free(initial_t);
    return st;
}

/* Lists the asks without reserves, or those with. */
static sk_status list_runs(round_of *round, ski_stress_search *searches, int count,
                           bool with_reserves) {
    sk_status st = SK_OK;
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < searches[i].ask_count; k++) {
            const double *reserve_t = searches[i].asks[k].reserve_t;
            if ((reserve_t != NULL) != with_reserves) {
                continue;
            }
            stress_run *run = &round->items[round->count++];
            *run =
                (stress_run){.search = &searches[i], .index = k, .chain = round->runs->plain.chain};
            if (with_reserves) {
                SK_TRY(vary(round->runs, reserve_t, run));
            }
        }
    }
done:
    return st;
}

static sk_status run_all(round_of *round, const sk_watch *watch, sk_error *error) {
    const ski_stress_runs *runs = round->runs;
    const sk_watch passed_on = {
        .progress = watch != NULL && watch->progress != NULL ? tell_progress : NULL,
        .should_stop = watch != NULL && watch->should_stop != NULL ? should_stop : NULL,
        .context = round};
    const ski_job job = {.chain = runs->plain.chain,
                         .metrics = runs->plain.metrics,
                         .task_at = task_at,
                         .context = round,
                         .trace = {.width = 1 + runs->stress->scenario->demand_count,
                                   .write = write_trace,
                                   .context = runs},
                         .rule = SKI_ROLLING,
                         .samples = round->count,
                         .threads = runs->stress->threads};
    const ski_sink sink = {.take = take_run, .context = round};
    return ski_engine_run(&job, &sink, &passed_on, error);
}

sk_status ski_stress_runs_round(ski_stress_runs *runs, ski_stress_search *searches, int count,
                                bool *none, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    round_of round = {.runs = runs, .watch = watch};
    int asked = 0;
    for (int i = 0; i < count; i++) {
        ski_stress_search_ask(&searches[i]);
        asked += searches[i].ask_count;
    }
    *none = asked == 0;
    if (asked == 0) {
        return SK_OK;
    }
    SK_CHECK_MEMORY(round.items = ski_alloc(asked, sizeof *round.items));
    SK_TRY(list_runs(&round, searches, count, false));
    SK_TRY(list_runs(&round, searches, count, true));
    SK_TRY(run_all(&round, watch, error));
    for (int i = 0; i < round.count; i++) {
        stress_run *run = &round.items[i];
        SK_TRY(ski_stress_search_tell(run->search, run->index, run->outcome, run->failure));
    }
    runs->done += round.count;
    runs->stress->runs += round.count;
done:
    for (int i = 0; i < round.count; i++) {
        ski_case_free_varied(round.items[i].varied);
        free(round.items[i].failure);
    }
    free(round.items);
    return st;
}

/* ---- undisturbed ---- */

typedef struct {
    ski_stress_runs *runs;
    double *flows; /* [column_count] of the plain chain */
    sk_error *error;
} undisturbed;

static sk_status take_undisturbed(void *context, const ski_sample *sample) {
    undisturbed *of = context;
    ski_stress *stress = of->runs->stress;
    if (sample->row == NULL) {
        return ski_fail(of->error, SK_ERR_INTERNAL, "the undisturbed chain failed: %s",
                        sample->failure);
    }
    memcpy(of->flows, sample->trace,
           (size_t)of->runs->plain.chain->program->column_count * sizeof *of->flows);
    stress->cost_usd = sample->row[SKI_COL_COST_USD];
    stress->spend_usd = sample->row[SKI_COL_SPEND_USD];
    stress->shortage_t = sample->row[SKI_COL_SHORTAGE_T];
    stress->shortage_critical_t = sample->row[SKI_COL_SHORTAGE_CRITICAL_T];
    stress->is_short = is_short(stress, sample->row);
    stress->runs++;
    return SK_OK;
}

static sk_status run_undisturbed(undisturbed *of, const sk_watch *watch) {
    const chain_of *plain = &of->runs->plain;
    const sk_watch stop = {.should_stop = watch == NULL ? NULL : watch->should_stop,
                           .context = watch == NULL ? NULL : watch->context};
    const ski_job job = {.chain = plain->chain,
                         .metrics = plain->metrics,
                         .trace = {.width = plain->chain->program->column_count,
                                   .write = write_flows},
                         .rule = SKI_ROLLING,
                         .samples = 1,
                         .threads = 1};
    const ski_sink sink = {.take = take_undisturbed, .context = of};
    return ski_engine_run(&job, &sink, &stop, of->error);
}

/* What the undisturbed flows say: who is served what, and what stands in for missing limits. */
static sk_status take_flows(ski_stress_runs *runs, const double *flows) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = runs->stress->scenario;
    const ski_case *plain = runs->plain.chain;
    ski_arena *arena = runs->stress->arena;
    const double *limits = ski_stress_stand_ins(plain, plain, flows, arena);
    const double *reserved = ski_stress_stand_ins(runs->reserved.chain, plain, flows, arena);
    SK_CHECK_MEMORY(limits);
    SK_CHECK_MEMORY(reserved);
    ski_uncertainty_stand_in(plain->uncertainty, limits);
    ski_uncertainty_stand_in(runs->reserved.chain->uncertainty, reserved);
    runs->served_t =
        ski_arena_alloc(arena, scenario->demand_count, (size_t)scenario->periods * sizeof(double));
    SK_CHECK_MEMORY(runs->served_t);
    for (int d = 0; d < scenario->demand_count; d++) {
        for (int t = 0; t < scenario->periods; t++) {
            runs->served_t[d * scenario->periods + t] =
                served_t(plain, plain->network->base, flows, d, t);
        }
    }
done:
    return st;
}

/* ---- making one ---- */

static sk_status make_chain(chain_of *of, const ski_stress *stress, const double *reserve_most_t,
                            const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    SK_TRY(ski_stress_scenario(&of->scenario, stress->scenario, reserve_most_t, stress->arena));
    SK_TRY(ski_case_build(&of->chain, of->scenario, watch, error));
    SK_TRY(ski_case_open_window(of->chain, watch, error));
    SK_TRY(ski_metric_table_build(&of->metrics, of->chain->network));
done:
    return st;
}

/* Its warnings are those of the chain without reserves once more. */
static sk_status make_reserved(ski_stress_runs *runs, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    sk_error *own = sk_error_new();
    SK_CHECK_MEMORY(own);
    st = make_chain(&runs->reserved, runs->stress, runs->stress->reserve_most_t, watch, own);
    for (int i = 0; st != SK_OK && i < sk_error_kept(own); i++) {
        if (sk_error_severity(own, i) == SK_SEVERITY_ERROR) {
            ski_fail(error, st, "%s", sk_error_text(own, i));
        }
    }
done:
    sk_error_free(own);
    return st;
}

static sk_status list_reserves(ski_stress_runs *runs) {
    const ski_stress *stress = runs->stress;
    runs->reserve_of = SKI_NEW(stress->arena, int, stress->scenario->demand_count);
    if (runs->reserve_of == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int d = 0; d < stress->scenario->demand_count; d++) {
        if (stress->reserve_most_t[d] > 0) {
            runs->reserve_of[runs->reserve_count++] = d;
        }
    }
    return SK_OK;
}

sk_status ski_stress_runs_new(ski_stress_runs **out, ski_stress *stress, const sk_watch *watch,
                              sk_error *error) {
    sk_status st = SK_OK;
    ski_stress_runs *runs = ski_alloc(1, sizeof *runs);
    undisturbed of = {.runs = runs, .error = error};
    SK_CHECK_MEMORY(runs);
    runs->stress = stress;
    SK_TRY(list_reserves(runs));
    SK_TRY(make_chain(&runs->plain, stress, NULL, watch, error));
    SK_TRY(make_reserved(runs, watch, error));
    of.flows = ski_alloc(runs->plain.chain->program->column_count, sizeof *of.flows);
    SK_CHECK_MEMORY(of.flows);
    SK_TRY(run_undisturbed(&of, watch));
    SK_TRY(take_flows(runs, of.flows));
    *out = runs;
    runs = NULL;
done:
    free(of.flows);
    ski_stress_runs_free(runs);
    return st;
}

static void free_chain(chain_of *of) {
    ski_metric_table_free(of->metrics);
    ski_case_free(of->chain);
}

void ski_stress_runs_free(ski_stress_runs *runs) {
    if (runs != NULL) {
        free_chain(&runs->plain);
        free_chain(&runs->reserved);
        free(runs);
    }
}

const int *ski_stress_reserves(const ski_stress_runs *runs, int *count) {
    *count = runs->reserve_count;
    return runs->reserve_of;
}
