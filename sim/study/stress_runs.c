/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → the two chains of the stress study, ready to run. */
#include "study/stress_runs.h"

#include "study/stress_chain.h"
#include "study/stress_parts.h"

#include <stdlib.h>

static sk_status make_chain(ski_stress_chain *of, const ski_stress *stress,
                            const double *reserve_most_t, const sk_watch *watch, sk_error *error) {
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

static sk_status open_kept(ski_stress_runs *runs, sk_results *results, sk_error *error) {
    double policy_cost_usd = 0;
    const sk_status st = ski_policy_cost(runs->plain.chain->network, &policy_cost_usd);
    return st != SK_OK
               ? st
               : ski_stress_kept_new(&runs->kept, runs->stress, ski_stress_width(runs->stress),
                                     runs->plain.metrics, policy_cost_usd, results, error);
}

sk_status ski_stress_runs_new(ski_stress_runs **out, ski_stress *stress, sk_results *results,
                              const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    ski_stress_runs *runs = ski_alloc(1, sizeof *runs);
    SK_CHECK_MEMORY(runs);
    runs->stress = stress;
    SK_TRY(list_reserves(runs));
    SK_TRY(make_chain(&runs->plain, stress, NULL, watch, error));
    SK_TRY(make_reserved(runs, watch, error));
    SK_TRY(ski_stress_run_undisturbed(runs, watch, error));
    SK_TRY(open_kept(runs, results, error));
    *out = runs;
    runs = NULL;
done:
    ski_stress_runs_free(runs);
    return st;
}

static void free_chain(ski_stress_chain *of) {
    ski_metric_table_free(of->metrics);
    ski_case_free(of->chain);
}

void ski_stress_runs_free(ski_stress_runs *runs) {
    if (runs != NULL) {
        ski_stress_kept_free(runs->kept);
        free_chain(&runs->plain);
        free_chain(&runs->reserved);
        free(runs);
    }
}

const int *ski_stress_reserves(const ski_stress_runs *runs, int *count) {
    *count = runs->reserve_count;
    return runs->reserve_of;
}

sk_status ski_stress_runs_end(ski_stress_runs *runs) {
    return ski_stress_kept_end(runs->kept);
}
