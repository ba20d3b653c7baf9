/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario of this folder → its plan, world or run as JSON, and the numbers in it by path.
 *
 * Each scenario is headed by the calculation of its answer by hand, from docs/model.md and
 * docs/scenario.md alone. Only the public interface and the JSON documents are used. */
#ifndef TESTS_MECHANISMS_MECHANISM_H
#define TESTS_MECHANISMS_MECHANISM_H

#include "support/assert_near.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <skarn/run.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a hand calculation and a certified optimum (1e-7 at worst, 1e-9 in practice) may differ by:
 * tonnes or USD of small numbers, and relative to large ones. */
#define ABS_TOL 1e-6
#define REL_TOL 1e-9

#define SET(assignment) \
    { SK_SET, assignment }
#define SCALE(assignment) \
    { SK_SCALE, assignment }

/* `f_with(name, SET("…"), SCALE("…"))` calls f with these overrides. */
#define OVERRIDES(...)                  \
    (const sk_override[]){__VA_ARGS__}, \
        (int)(sizeof((const sk_override[]){__VA_ARGS__}) / sizeof(sk_override))
#define plan(name) plan_of(name, NULL, NULL, 0)
#define plan_with(name, ...) plan_of(name, NULL, OVERRIDES(__VA_ARGS__))
#define plan_under(name, policy) plan_of(name, policy, NULL, 0)
#define run(name) run_of(name, NULL, NULL, 0)
#define run_with(name, ...) run_of(name, NULL, OVERRIDES(__VA_ARGS__))
#define run_under(name, policy) run_of(name, policy, NULL, 0)
#define refuse_with(name, ...) refuse(name, OVERRIDES(__VA_ARGS__))

static inline void show_errors(const char *name, const sk_error *error) {
    for (int i = 0; i < sk_error_kept(error); i++) {
        if (sk_error_severity(error, i) == SK_SEVERITY_ERROR) {
            print_error("%s: %s\n", name, sk_error_text(error, i));
        }
    }
}

static inline sk_status read_status(sk_scenario **out, const char *name, const char *policy,
                                    const sk_override *overrides, int count, sk_error *error) {
    char path[256];
    snprintf(path, sizeof path, "tests/mechanisms/%s.cfg", name);
    return sk_scenario_read(out, path, overrides, count, policy, error);
}

static inline sk_scenario *scenario_of(const char *name, const char *policy,
                                       const sk_override *overrides, int count) {
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    sk_status status = read_status(&scenario, name, policy, overrides, count, error);
    show_errors(name, error);
    sk_error_free(error);
    assert_int_equal(status, SK_OK);
    assert_non_null(scenario);
    return scenario;
}

/* Expects the overrides to be refused as wrong, by at least one error. */
static inline void refuse(const char *name, const sk_override *overrides, int count) {
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    sk_status status = read_status(&scenario, name, NULL, overrides, count, error);
    int errors = sk_error_count(error, SK_SEVERITY_ERROR);
    sk_error_free(error);
    sk_scenario_free(scenario);
    assert_int_equal(status, SK_ERR_SCENARIO);
    assert_true(errors > 0);
}

/* The value at a path of keys and 0-based places, parted by slashes; NULL where there is none. */
static inline const cJSON *find_at(const cJSON *json, const char *path) {
    char copy[256];
    assert_true(strlen(path) < sizeof copy);
    strcpy(copy, path);
    char *rest = NULL;
    for (char *step = strtok_r(copy, "/", &rest); json != NULL && step != NULL;
         step = strtok_r(NULL, "/", &rest)) {
        json = cJSON_IsArray(json) ? cJSON_GetArrayItem(json, atoi(step))
                                   : cJSON_GetObjectItemCaseSensitive(json, step);
    }
    return json;
}

static inline double number_at(const cJSON *json, const char *path) {
    const cJSON *found = find_at(json, path);
    if (!cJSON_IsNumber(found)) {
        print_error("no number at %s\n", path);
        fail();
    }
    return found->valuedouble;
}

static inline void expect_near(const cJSON *json, const char *path, double expected,
                               const char *file, int line) {
    double actual = number_at(json, path);
    if (!(fabs(actual - expected) <= ABS_TOL + REL_TOL * fabs(expected))) {
        print_error("%s:\n", path);
    }
    assert_near_at(actual, expected, ABS_TOL, REL_TOL, file, line);
}

#define expect(json, path, expected) expect_near(json, path, expected, __FILE__, __LINE__)

/* One number a period: `path` holds one %d for the 0-based period. */
static inline void expect_periods(const cJSON *json, const char *path, int count,
                                  const double *expected, const char *file, int line) {
    for (int period = 0; period < count; period++) {
        char at[256];
        snprintf(at, sizeof at, "periods/%d/%s", period, path);
        expect_near(json, at, expected[period], file, line);
    }
}

#define NUMBERS(...)                                                                  \
    (int)(sizeof((const double[]){__VA_ARGS__}) / sizeof(double)), (const double[]) { \
        __VA_ARGS__                                                                   \
    }

/* expect_each(plan, "demands/fab/shortage_t", 0, 10, …): the values of the first periods. */
#define expect_each(json, path, ...) \
    expect_periods(json, path, NUMBERS(__VA_ARGS__), __FILE__, __LINE__)

static inline void expect_list(const cJSON *json, const char *path, int count,
                               const double *expected, const char *file, int line) {
    assert_int_equal(cJSON_GetArraySize(find_at(json, path)), count);
    for (int i = 0; i < count; i++) {
        char at[256];
        snprintf(at, sizeof at, "%s/%d", path, i);
        expect_near(json, at, expected[i], file, line);
    }
}

/* expect_array(world, "multipliers/sources.s.capacity_tpy", 1, 0.5, …): the whole array. */
#define expect_array(json, path, ...) \
    expect_list(json, path, NUMBERS(__VA_ARGS__), __FILE__, __LINE__)

/* What one more tonne is worth at a path in a period (0-based); 0 where nothing is listed. */
static inline double marginal_at(const cJSON *json, const char *path, int period) {
    char at[32];
    snprintf(at, sizeof at, "periods/%d/label", period);
    const char *label = cJSON_GetStringValue(find_at(json, at));
    assert_non_null(label);
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, find_at(json, "marginal_usd_per_t")) {
        if (strcmp(cJSON_GetStringValue(find_at(item, "path")), path) == 0 &&
            strcmp(cJSON_GetStringValue(find_at(item, "period")), label) == 0) {
            return number_at(item, "value");
        }
    }
    return 0;
}

/* Ranks that break ties shift a dual by far less than this. */
#define expect_marginal(json, path, period, expected) \
    assert_near(marginal_at(json, path, period), expected, 1e-3, 1e-5)

/* In every plan: it is optimal, and its cost lines add up to its objective. */
static inline void expect_lines_add_up(const cJSON *json, double objective_usd) {
    assert_string_equal(cJSON_GetStringValue(find_at(json, "status")), "optimal");
    double sum = 0;
    const cJSON *line = NULL;
    cJSON_ArrayForEach(line, find_at(json, "cost_usd")) {
        sum += strcmp(line->string, "terminal_value") == 0 ? -line->valuedouble : line->valuedouble;
    }
    expect(json, "objective_usd", sum);
    expect(json, "objective_usd", objective_usd);
}

static inline cJSON *parse_and_free(char *text) {
    cJSON *json = cJSON_Parse(text);
    free(text);
    assert_non_null(json);
    return json;
}

/* The plan's document; free with cJSON_Delete(). */
static inline cJSON *plan_of(const char *name, const char *policy, const sk_override *overrides,
                             int count) {
    sk_scenario *scenario = scenario_of(name, policy, overrides, count);
    sk_plan *solved = NULL;
    sk_error *error = sk_error_new();
    sk_status status = sk_plan_solve(&solved, scenario, NULL, error);
    show_errors(name, error);
    sk_error_free(error);
    assert_int_equal(status, SK_OK);
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(sk_plan_write_json(solved, stream), SK_OK);
    fclose(stream);
    double objective_usd = sk_plan_objective_usd(solved);
    sk_plan_free(solved);
    sk_scenario_free(scenario);
    cJSON *json = parse_and_free(text);
    expect_lines_add_up(json, objective_usd);
    return json;
}

/* The objective alone. */
static inline double objective_of(const char *name, const char *policy,
                                  const sk_override *overrides, int count) {
    cJSON *json = plan_of(name, policy, overrides, count);
    double objective_usd = number_at(json, "objective_usd");
    cJSON_Delete(json);
    return objective_usd;
}

#define expect_objective(name, expected) \
    assert_near(objective_of(name, NULL, NULL, 0), expected, ABS_TOL, REL_TOL)
#define expect_objective_with(name, expected, ...) \
    assert_near(objective_of(name, NULL, OVERRIDES(__VA_ARGS__)), expected, ABS_TOL, REL_TOL)
#define expect_objective_under(name, expected, policy) \
    assert_near(objective_of(name, policy, NULL, 0), expected, ABS_TOL, REL_TOL)

/* The document of one world; free with cJSON_Delete(). */
static inline cJSON *world_of(const char *name, int sample) {
    sk_scenario *scenario = scenario_of(name, NULL, NULL, 0);
    sk_error *error = sk_error_new();
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    sk_status status = sk_world_write_json(scenario, sample, stream, error);
    fclose(stream);
    show_errors(name, error);
    sk_error_free(error);
    sk_scenario_free(scenario);
    assert_int_equal(status, SK_OK);
    return parse_and_free(text);
}

/* The document of a Monte Carlo run without a failed sample; free with cJSON_Delete(). */
static inline cJSON *run_of(const char *name, const char *policy, const sk_override *overrides,
                            int count) {
    sk_scenario *scenario = scenario_of(name, policy, overrides, count);
    sk_run *done = NULL;
    sk_error *error = sk_error_new();
    sk_status status =
        sk_run_execute(&done, scenario, &(sk_run_options){.threads = 1}, &(sk_watch){0}, error);
    show_errors(name, error);
    sk_error_free(error);
    assert_int_equal(status, SK_OK);
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(sk_run_write_json(done, &(sk_provenance){0}, stream), SK_OK);
    fclose(stream);
    sk_run_free(done);
    sk_scenario_free(scenario);
    return parse_and_free(text);
}

#endif
