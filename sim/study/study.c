/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind of study → the file that does it. */
#include "study/study.h"

#include "results/database.h"

#include <stdlib.h>

/* Of a study that keeps no rows: what it is, and that it is complete. */
static sk_status keep_identity(sk_results *results, sk_error *error) {
    sk_status st = SK_OK;
    static const ski_set_policy baseline = {"baseline", 0};
    const ski_running running = {.policies = &baseline, .policy_count = 1};
    ski_rows *none = NULL;
    SK_TRY(ski_results_begin(results, &running, &none, error));
    if (!sk_results_are_complete(results)) {
        SK_TRY(ski_results_tables_begin(results));
        SK_TRY(ski_results_tables_end(results, 0, 0));
    }
done:
    ski_results_end(results);
    return st;
}

static sk_status execute(sk_study *study, const sk_scenario *scenario,
                         const sk_study_options *options, const sk_watch *watch, sk_error *error) {
    switch (study->kind) {
    case SK_COMPARE:
        return ski_compare_execute(&study->compare, scenario, options, watch, error);
    case SK_STRESS:
        return ski_stress_execute(&study->stress, scenario, options, watch, error);
    case SK_SENSITIVITY:
        return ski_sensitivity_execute(&study->sensitivity, scenario, options, watch, error);
    case SK_RISK:
        return ski_risk_execute(&study->risk, scenario, options, watch, error);
    case SK_SWEEP:
        return ski_sweep_execute(&study->sweep, scenario, options, watch, error);
    }
    return ski_fail(error, SK_ERR_USAGE, "no such study");
}

sk_status sk_study_execute(sk_study **out, sk_study_kind kind, const sk_scenario *scenario,
                           const sk_study_options *options, const sk_watch *watch,
                           sk_error *error) {
    static const sk_study_options none = {0};
    const sk_study_options *asked = options == NULL ? &none : options;
    if (asked->threads < 0) {
        return ski_fail(error, SK_ERR_USAGE, "threads: cannot be so (got %d; allowed 0 or more)",
                        asked->threads);
    }
    sk_study *study = ski_alloc(1, sizeof *study);
    if (study == NULL) {
        return SK_ERR_MEMORY;
    }
    study->kind = kind;
    sk_status st = execute(study, scenario, asked, watch, error);
    if (st == SK_OK && asked->results != NULL &&
        (kind == SK_RISK || (kind == SK_STRESS && study->stress->target_count == 0))) {
        st = keep_identity(asked->results, error);
    }
    /* shards that are missing, and were not to be, leave no answer */
    const bool has_answer = kind != SK_SWEEP || study->sweep != NULL;
    if ((st == SK_OK || st == SK_ERR_INCOMPLETE) && has_answer) {
        *out = study;
    } else {
        sk_study_free(study);
    }
    if (st == SK_ERR_STOPPED) {
        ski_solver_end_thread(); /* which holds the problem that was left */
    }
    return st;
}

void sk_study_free(sk_study *study) {
    if (study != NULL) {
        ski_compare_free(study->compare);
        ski_stress_free(study->stress);
        ski_sensitivity_free(study->sensitivity);
        ski_risk_free(study->risk);
        ski_sweep_free(study->sweep);
        free(study);
    }
}
