/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario the product ships → its check, plan or world as JSON, through the public interface. */
#ifndef TESTS_SCENARIOS_SHIPPED_H
#define TESTS_SCENARIOS_SHIPPED_H

#include "support/assert_near.h"

#include <cjson/cJSON.h>
#include <skarn/run.h>
#include <stdlib.h>
#include <string.h>

#define BASELINE "scenarios/baseline.cfg"
#define CHINA_LICENCE "scenarios/china-licence-2025.cfg"
#define UZ_WINTER "scenarios/uz-winter.cfg"

static const char *const shipped_paths[] = {BASELINE, CHINA_LICENCE, UZ_WINTER};
#define SHIPPED_COUNT ((int)(sizeof shipped_paths / sizeof *shipped_paths))

/* Reads a scenario that must be right; what it is warned of goes to `warnings`, may be NULL. */
static inline sk_scenario *shipped_read(const char *path, const sk_override *overrides, int count,
                                        const char *policy, int *warnings) {
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    sk_status status = sk_scenario_read(&scenario, path, overrides, count, policy, error);
    for (int i = 0; warnings != NULL && i < sk_error_kept(error); i++) {
        print_error("%s\n", sk_error_text(error, i));
    }
    if (warnings != NULL) {
        *warnings = sk_error_count(error, SK_SEVERITY_WARNING);
    }
    sk_error_free(error);
    assert_int_equal(status, SK_OK);
    return scenario;
}

static inline cJSON *shipped_parse(FILE *stream, char **text) {
    fclose(stream);
    cJSON *json = cJSON_Parse(*text);
    free(*text);
    assert_non_null(json);
    return json;
}

/* The check's document, with the cited and uncited elements; free with cJSON_Delete(). */
static inline cJSON *shipped_check(const char *path) {
    sk_scenario *scenario = shipped_read(path, NULL, 0, NULL, NULL);
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(sk_check_write_json(scenario, true, stream, NULL), SK_OK);
    sk_scenario_free(scenario);
    return shipped_parse(stream, &text);
}

/* The plan's document; free with cJSON_Delete(). */
static inline cJSON *shipped_plan(const char *path, const sk_override *overrides, int count,
                                  const char *policy) {
    sk_scenario *scenario = shipped_read(path, overrides, count, policy, NULL);
    sk_plan *plan = NULL;
    assert_int_equal(sk_plan_solve(&plan, scenario, NULL, NULL), SK_OK);
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(sk_plan_write_json(plan, stream), SK_OK);
    sk_plan_free(plan);
    sk_scenario_free(scenario);
    return shipped_parse(stream, &text);
}

/* The document of one world; free with cJSON_Delete(). */
static inline cJSON *shipped_world(const char *path, int sample) {
    sk_scenario *scenario = shipped_read(path, NULL, 0, NULL, NULL);
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(sk_world_write_json(scenario, sample, stream, NULL), SK_OK);
    sk_scenario_free(scenario);
    return shipped_parse(stream, &text);
}

/* The number `key` of element `name` of a section. */
static inline double shipped_number(const cJSON *json, const char *section, const char *name,
                                    const char *key) {
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(json, section);
    found = cJSON_GetObjectItemCaseSensitive(found, name);
    found = key == NULL ? found : cJSON_GetObjectItemCaseSensitive(found, key);
    if (!cJSON_IsNumber(found)) {
        fail_msg("no number at %s.%s.%s", section, name, key == NULL ? "" : key);
    }
    return found->valuedouble;
}

static inline double shipped_objective_usd(const cJSON *plan) {
    return cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(plan, "objective_usd"));
}

/* Every demand gets all it needs in every period. */
static inline void shipped_expect_all_served(const cJSON *plan) {
    const cJSON *demands = cJSON_GetObjectItemCaseSensitive(plan, "demands");
    assert_true(cJSON_GetArraySize(demands) > 0);
    const cJSON *demand = NULL;
    cJSON_ArrayForEach(demand, demands) {
        double demand_t = shipped_number(plan, "demands", demand->string, "demand_t");
        assert_true(demand_t > 0);
        assert_near(shipped_number(plan, "demands", demand->string, "served_t"), demand_t, 0, 1e-9);
        assert_near(shipped_number(plan, "demands", demand->string, "shortage_t"), 0, 1e-6, 0);
    }
}

#endif
