/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → case, groups and sets → rows → indices and attribution. */
#include "study/sensitivity.h"

#include "study/attribution.h"
#include "study/sensitivity_metric.h"
#include "study/warn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- before anything is decided --- */

static void warn_of_simulation(const sk_scenario *scenario, sk_error *error) {
    const ski_simulation *simulation = &scenario->simulation;
    if (strcmp(simulation->sampling, "random") != 0) {
        ski_warning_at(error, ski_simulation_where(scenario, "sampling"), "simulation.sampling",
                       "\"%s\" does not fit: worlds are drawn at random here, because causes are "
                       "exchanged between two independent sets of them",
                       simulation->sampling);
    }
    if (simulation->precision > 0) {
        ski_warning_at(error, ski_simulation_where(scenario, "precision"), "simulation.precision",
                       "is not looked at here: all %d worlds are run", simulation->samples);
    }
}

/* The network says how large the program is, and the metrics are its. */
static sk_status look_ahead(ski_sensitivity *study, const sk_network *network) {
    sk_status st = SK_OK;
    SK_TRY(ski_groups_build(&study->groups, study->scenario, study->arena));
    study->worlds = study->scenario->simulation.samples;
    study->cost =
        ski_sensitivity_cost_of(study->groups.count, study->worlds, ski_nominal_seconds(network));
done:
    return st;
}

static sk_status begin(ski_sensitivity **out, const sk_scenario *scenario) {
    sk_status st = SK_OK;
    ski_sensitivity *study = ski_alloc(1, sizeof *study);
    SK_CHECK_MEMORY(study);
    SK_CHECK_MEMORY(study->arena = ski_arena_new());
    study->scenario = scenario;
    study->confidence = scenario->simulation.confidence;
    study->at_random = *scenario;
    study->at_random.simulation.sampling = "random";
    *out = study;
    study = NULL;
done:
    ski_sensitivity_free(study);
    return st;
}

static sk_status choose_metric(ski_sensitivity *study, const sk_study_options *options,
                               sk_error *error) {
    int column = 0;
    const sk_status st = ski_sensitivity_metric(&column, study->metrics, study->scenario,
                                                options == NULL ? NULL : options->metric, error);
    study->column = column;
    study->metric = study->metrics->metrics[column];
    study->shortage = study->metrics->metrics[ski_shortage_column(study->scenario)];
    return st;
}

sk_status ski_sensitivity_foresee(ski_sensitivity **out, const sk_scenario *scenario,
                                  const sk_study_options *options, sk_error *error) {
    sk_status st = SK_OK;
    ski_sensitivity *study = NULL;
    sk_network *network = NULL;
    SK_TRY(begin(&study, scenario));
    SK_TRY(ski_network_build(&network, &study->at_random, error));
    SK_TRY(ski_metric_table_build(&study->metrics, network));
    SK_TRY(choose_metric(study, options, error));
    SK_TRY(look_ahead(study, network));
    *out = study;
    study = NULL;
done:
    ski_network_free(network);
    ski_sensitivity_free(study);
    return st;
}

/* --- indices --- */

static sk_status read_exchange(const ski_set_rows_of *rows, int column, double *values,
                               ski_exchange *out) {
    sk_status st = SK_OK;
    const ski_sets *sets = rows->sets;
    const int worlds = sets->worlds, groups = sets->groups->count;
    for (int i = 0; i < 2 + groups; i++) { /* first, second, and each exchanged, stand in a row */
        SK_TRY(ski_set_rows_read(rows, sets->first + i, column, values + (size_t)i * worlds));
    }
    *out = (ski_exchange){worlds, groups, values, values + worlds, values + 2 * worlds};
done:
    return st;
}

/* Inputs by falling value, undefined ones last, equal ones as they come. */
static void rank(const ski_sensitivity *study, double (*value)(const ski_input *), int *order) {
    for (int i = 0; i < study->groups.count; i++) {
        const double of = value(&study->inputs[i]);
        int place = i;
        while (place > 0) {
            const double before = value(&study->inputs[order[place - 1]]);
            if (isnan(of) || (!isnan(before) && before >= of)) {
                break;
            }
            order[place] = order[place - 1];
            place--;
        }
        order[place] = i;
    }
}

static double total_of(const ski_input *input) {
    return input->index.total;
}

static double shapley_of(const ski_input *input) {
    return input->shapley.mean;
}

static sk_status fill_indices(ski_sensitivity *study, const ski_set_rows_of *rows) {
    sk_status st = SK_OK;
    const int groups = study->groups.count;
    ski_exchange of;
    ski_index *indices = ski_alloc(groups, sizeof *indices);
    double *values = ski_alloc(study->worlds, (size_t)(2 + groups) * sizeof *values);
    SK_CHECK_MEMORY(indices);
    SK_CHECK_MEMORY(values);
    SK_TRY(read_exchange(rows, study->column, values, &of));
    SK_TRY(ski_indices_of(&of, study->metric.harmless, study->scenario->simulation.seed,
                          study->confidence, &study->spread, indices));
    for (int g = 0; g < groups; g++) {
        study->inputs[g].index = indices[g];
    }
    study->few_events = study->spread.nonzero < 2 * SKI_FEW_EVENTS;
done:
    free(values);
    free(indices);
    return st;
}

/* --- all of it --- */

static sk_status reduce(ski_sensitivity *study, const ski_set_rows_of *rows) {
    sk_status st = SK_OK;
    const int groups = study->groups.count;
    SK_CHECK_MEMORY(study->inputs = SKI_NEW(study->arena, ski_input, groups));
    SK_CHECK_MEMORY(study->by_total = SKI_NEW(study->arena, int, groups));
    SK_CHECK_MEMORY(study->by_shapley = SKI_NEW(study->arena, int, groups));
    SK_TRY(fill_indices(study, rows));
    SK_TRY(ski_attribute(study, rows));
    rank(study, total_of, study->by_total);
    rank(study, shapley_of, study->by_shapley);
done:
    return st;
}

/* Counts them, and names those that failed. */
static sk_status note_samples(ski_sensitivity *study, const ski_set_rows_of *rows) {
    study->failed_count = ski_set_rows_failed(rows);
    study->failures = SKI_NEW(study->arena, ski_set_failure, study->failed_count);
    for (int set = 0; set < rows->sets->count; set++) {
        study->samples += ski_set_rows(rows->sets, set);
        ski_solves_sum(&study->solves, &rows->solves[set]);
    }
    return study->failures == NULL ? SK_ERR_MEMORY
                                   : ski_set_rows_name_failed(rows, study->arena, study->failures);
}

static sk_status run_sets(ski_sensitivity *study, sk_results *results, const sk_watch *watch,
                          sk_error *error) {
    sk_status st = SK_OK;
    ski_sets sets;
    ski_set_rows_of rows = {.sets = NULL};
    const int shortage = ski_shortage_column(study->scenario);
    const ski_set_runner runner = {.chain = study->chain,
                                   .metrics = study->metrics,
                                   .columns =
                                       1 + (study->column > shortage ? study->column : shortage),
                                   .threads = study->threads,
                                   .seed = study->scenario->simulation.seed,
                                   .rule = ski_rule_of(study->scenario)};
    SK_TRY(ski_sets_build(&sets, &study->groups, study->worlds, runner.seed, study->cost.is_exact,
                          study->arena));
    SK_TRY(ski_set_rows_run(&rows, &runner, &sets, results, watch, error));
    SK_TRY(note_samples(study, &rows));
    SK_TRY(reduce(study, &rows));
    if (results != NULL && !sk_results_are_complete(results)) {
        SK_TRY(ski_results_tables_begin(results));
        SK_TRY(ski_results_tables_end(results, study->worlds, 0));
    }
done:
    ski_set_rows_close(&rows);
    return st;
}

static sk_status build_case(ski_sensitivity *study, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    SK_TRY(ski_case_build(&study->chain, &study->at_random, watch, error));
    if (ski_is_rolling(study->scenario)) {
        SK_TRY(ski_case_open_window(study->chain, watch, error));
    }
    SK_TRY(ski_metric_table_build(&study->metrics, study->chain->network));
    SK_TRY(look_ahead(study, study->chain->network));
done:
    return st;
}

/* The study is still worth having. */
static sk_status say_failures(const ski_sensitivity *study, sk_error *error) {
    for (int i = 0; i < study->failed_count; i++) {
        const ski_set_failure *of = &study->failures[i];
        ski_fail(error, SK_ERR_INCOMPLETE, "sample %d of set %s failed: %s", of->failure.sample,
                 of->set, of->failure.reason);
    }
    return study->failed_count > 0 ? SK_ERR_INCOMPLETE : SK_OK;
}

sk_status ski_sensitivity_execute(ski_sensitivity **out, const sk_scenario *scenario,
                                  const sk_study_options *options, const sk_watch *watch,
                                  sk_error *error) {
    sk_status st = SK_OK;
    ski_sensitivity *study = NULL;
    const int threads = options == NULL ? 0 : options->threads;
    if (threads < 0) {
        return ski_fail(error, SK_ERR_USAGE, "threads: cannot be so (got %d; allowed 0 or more)",
                        threads);
    }
    ski_warn_of_no_critical(scenario, error);
    warn_of_simulation(scenario, error);
    SK_TRY(begin(&study, scenario));
    SK_TRY(build_case(study, watch, error));
    SK_TRY(choose_metric(study, options, error));
    study->threads = ski_engine_threads(threads, study->worlds);
    SK_TRY(run_sets(study, options == NULL ? NULL : options->results, watch, error));
    st = say_failures(study, error);
    *out = study;
    study = NULL;
done:
    ski_sensitivity_free(study);
    return st;
}

void ski_sensitivity_free(ski_sensitivity *study) {
    if (study != NULL) {
        ski_metric_table_free(study->metrics);
        ski_case_free(study->chain);
        ski_arena_free(study->arena);
        free(study);
    }
}
