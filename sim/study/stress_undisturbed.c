/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain without an outage, under the same operator: what every outage is measured against. */
#include "study/stress_chain.h"
#include "study/stress_parts.h"

#include <stdlib.h>
#include <string.h>

/* The flows of the undisturbed run. */
static void write_flows(const void *context, const ski_world *world, const ski_ledger *ledger,
                        ski_measure *measure, double *trace) {
    (void)context;
    (void)world;
    (void)measure;
    memcpy(trace, ledger->flows, (size_t)ledger->chain->program->column_count * sizeof *trace);
}

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
    stress->is_short = ski_stress_is_short(stress, sample->row);
    stress->runs++;
    return SK_OK;
}

static sk_status run(undisturbed *of, const sk_watch *watch) {
    const ski_stress_chain *plain = &of->runs->plain;
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
                ski_stress_served_t(plain, plain->network->base, flows, d, t);
        }
    }
done:
    return st;
}

sk_status ski_stress_run_undisturbed(ski_stress_runs *runs, const sk_watch *watch,
                                     sk_error *error) {
    sk_status st = SK_OK;
    undisturbed of = {.runs = runs, .error = error};
    of.flows = ski_alloc(runs->plain.chain->program->column_count, sizeof *of.flows);
    SK_CHECK_MEMORY(of.flows);
    SK_TRY(run(&of, watch));
    SK_TRY(take_flows(runs, of.flows));
done:
    free(of.flows);
    return st;
}
