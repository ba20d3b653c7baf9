/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/stress_text and stress_json: what stands in them, at 80 columns, and byte for byte at any
 * number of threads. */
#include "report/stress_json.h"
#include "report/stress_text.h"
#include "study/stressed.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

static const char text_of_two[] = WEEKS MATERIAL TOWN
    "sources = { mine = { title = \"The mine\"; place = \"town\"; material ="
    " \"m\"; capacity_tpy = 365.0; }; spot = { place = \"town\"; material ="
    " \"m\"; capacity_tpy = 300.0; premium_usd_per_t = 50.0; }; };\n" STOCK(
        20.0) "demands = { " PLANT(CRITICAL
                                   " title = \"The plant with a rather long "
                                   "name, so that a cell has to be folded\";") " };\nstress = { "
                                                                               "targets = [\"*\", "
                                                                               "\"country:KR\"];"
                                                                               " outage_days = "
                                                                               "[30.0, 90.0]; };";

static const sk_provenance provenance = {.seconds = 1.5, .threads = 1};

static char *json_of(const ski_stress *stress) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(ski_stress_json(stress, &provenance, stream), SK_OK);
    fclose(stream);
    return text;
}

static char *written_of(const ski_stress *stress, int width) {
    char *text = NULL;
    size_t size = 0;
    const sk_text_style style = {.width = width};
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(ski_stress_text(stress, &provenance, &style, stream), SK_OK);
    fclose(stream);
    return text;
}

static const cJSON *at(const cJSON *object, const char *key) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    assert_non_null(value);
    return value;
}

static void test_json__has_what_other_tools_rely_on(void **state) {
    (void)state;
    ski_stress *stress = stress_of(text_of_two);
    char *text = json_of(stress);
    cJSON *root = cJSON_Parse(text);
    assert_string_equal(at(root, "schema")->valuestring, "skarn/stress/1");
    assert_near(at(root, "factor")->valuedouble, 0, 0, 0);
    assert_int_equal(cJSON_GetArraySize(at(root, "outage_days")), 2);
    assert_near(at(at(root, "undisturbed"), "shortage_critical_t")->valuedouble, 0, 1e-9, 0);
    const cJSON *targets = at(root, "targets");
    assert_int_equal(cJSON_GetArraySize(targets), 3);
    const cJSON *spot = cJSON_GetArrayItem(targets, 1), *both = cJSON_GetArrayItem(targets, 2);
    assert_string_equal(at(spot, "name")->valuestring, "spot");
    assert_true(cJSON_IsNull(at(spot, "title")));
    assert_string_equal(at(spot, "kind")->valuestring, "source");
    assert_true(cJSON_IsNull(at(spot, "time_to_survive_days")));
    assert_true(cJSON_IsTrue(at(spot, "survives_horizon")));
    assert_near(at(spot, "stock_to_ride_out_t")->valuedouble, 0, 0, 0);
    assert_string_equal(at(both, "name")->valuestring, "country:KR");
    assert_string_equal(at(both, "kind")->valuestring, "group");
    assert_int_equal(cJSON_GetArraySize(at(both, "members")), 2);
    assert_string_equal(cJSON_GetArrayItem(at(both, "members"), 0)->valuestring, "sources.mine");
    const cJSON *outage = cJSON_GetArrayItem(at(both, "outages"), 1);
    assert_near(at(outage, "days")->valuedouble, 90, 0, 0);
    assert_true(at(outage, "shortage_critical_t")->valuedouble > 60);
    const cJSON *lacks = cJSON_GetArrayItem(at(outage, "short"), 0);
    assert_string_equal(at(lacks, "demand")->valuestring, "plant");
    assert_true(cJSON_IsTrue(at(lacks, "critical")));
    const cJSON *stock = cJSON_GetArrayItem(at(both, "stock_to_ride_out"), 0);
    assert_near(at(stock, "tonnes")->valuedouble, at(lacks, "shortage_t")->valuedouble, 1e-6, 0);
    assert_true(cJSON_IsTrue(at(stock, "verified")));
    cJSON_Delete(root);
    free(text);
    close_stress(stress);
}

static void test_documents__are_the_same_bytes_at_any_number_of_threads(void **state) {
    (void)state;
    char *expected = NULL;
    for (int threads = 1; threads <= 4; threads++) {
        ski_stress *stress = stress_on(text_of_two, threads, NULL);
        char *json = json_of(stress);
        if (expected != NULL) {
            assert_string_equal(json, expected);
        }
        free(expected);
        expected = json;
        close_stress(stress);
    }
    free(expected);
}

static void test_text__fits_the_screen_and_names_the_worst(void **state) {
    (void)state;
    ski_stress *stress = stress_of(text_of_two);
    char *text = written_of(stress, 80);
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1) {
        assert_true(strcspn(line, "\n") <= 80);
    }
    assert_non_null(strstr(text, "Worst: country:KR."));
    assert_non_null(strstr(text, "The mine"));
    assert_non_null(strstr(text, "1 of 3 targets leaves"));
    free(text);
    close_stress(stress);
}

/* One whose runs failed has a reason instead of numbers. */
static void test_documents__name_a_target_that_failed(void **state) {
    (void)state;
    ski_stress *stress = stress_of(text_of_two);
    stress->targets[2].failure = "no certified optimum";
    stress->targets[2].outages = NULL;
    stress->targets[2].survives_days = NAN;
    stress->failed_count = 1;
    char *text = written_of(stress, 80);
    assert_non_null(strstr(text, "country:KR failed: no certified optimum"));
    assert_null(strstr(text, "Worst: country:KR"));
    free(text);
    text = json_of(stress);
    cJSON *root = cJSON_Parse(text);
    const cJSON *failed = cJSON_GetArrayItem(at(root, "targets"), 2);
    assert_string_equal(at(failed, "failure")->valuestring, "no certified optimum");
    assert_int_equal(cJSON_GetArraySize(at(failed, "outages")), 0);
    assert_near(at(root, "failed_targets")->valuedouble, 1, 0, 0);
    cJSON_Delete(root);
    free(text);
    close_stress(stress);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json__has_what_other_tools_rely_on),
        cmocka_unit_test(test_documents__are_the_same_bytes_at_any_number_of_threads),
        cmocka_unit_test(test_documents__name_a_target_that_failed),
        cmocka_unit_test(test_text__fits_the_screen_and_names_the_worst),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
