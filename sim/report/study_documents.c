/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study → its text for people, or its JSON document: by kind. */
#include "report/compare_json.h"
#include "report/compare_text.h"
#include "report/risk_json.h"
#include "report/risk_text.h"
#include "report/sensitivity_json.h"
#include "report/sensitivity_text.h"
#include "report/stress_json.h"
#include "report/stress_text.h"
#include "report/sweep_json.h"
#include "report/sweep_text.h"
#include "study/study.h"

sk_status sk_study_write_text(const sk_study *study, const sk_provenance *provenance,
                              const sk_text_style *style, FILE *stream) {
    switch (study->kind) {
    case SK_COMPARE:
        return ski_compare_text(study->compare, provenance, style, stream);
    case SK_STRESS:
        return ski_stress_text(study->stress, provenance, style, stream);
    case SK_SENSITIVITY:
        return ski_sensitivity_text(study->sensitivity, provenance, style, stream);
    case SK_SWEEP:
        return ski_sweep_text(study->sweep, provenance, style, stream);
    case SK_RISK:
        break;
    }
    return ski_risk_text(study->risk, provenance, style, stream);
}

sk_status sk_study_write_json(const sk_study *study, const sk_provenance *provenance,
                              FILE *stream) {
    switch (study->kind) {
    case SK_COMPARE:
        return ski_compare_json(study->compare, provenance, stream);
    case SK_STRESS:
        return ski_stress_json(study->stress, provenance, stream);
    case SK_SENSITIVITY:
        return ski_sensitivity_json(study->sensitivity, provenance, stream);
    case SK_SWEEP:
        return ski_sweep_json(study->sweep, provenance, stream);
    case SK_RISK:
        break;
    }
    return ski_risk_json(study->risk, provenance, stream);
}

sk_status sk_study_announce(sk_study_kind kind, const sk_scenario *scenario,
                            const sk_study_options *options, FILE *stream, sk_error *error) {
    switch (kind) {
    case SK_COMPARE:
        return ski_compare_announce(scenario, options, stream, error);
    case SK_SENSITIVITY:
        return ski_sensitivity_announce(scenario, options, stream, error);
    case SK_STRESS:
        return ski_stress_announce(scenario, options, stream, error);
    case SK_SWEEP:
        return ski_sweep_announce(scenario, options, stream, error);
    case SK_RISK:
        break; /* soon done */
    }
    return SK_OK;
}
