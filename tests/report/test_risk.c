/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/risk: what is said of the indices, and that it fits a screen. */
#include "report/format.h"
#include "report/risk_json.h"
#include "report/risk_text.h"
#include "report/written.h"
#include "support/allocation.h"
#include "support/scenario_text.h"

/* Metal of two countries; of one nothing is known. A policy has it all from the other. */
static const char two[] =
    "scenario = { name = \"two\"; start = \"2025-01\"; period = \"year\"; periods = 1;"
    " initial_pipeline = \"empty\"; terminal = \"none\"; };"
    "materials = { m = { element = \"W\"; price_usd_per_t = 1.0; recycling_input_rate = 0.42; }; };"
    "places = { far = { country = \"CN\"; }; odd = { country = \"ZZ\"; };"
    " fab = { country = \"KR\"; }; };"
    "sources = { a = { place = \"far\"; material = \"m\"; capacity_tpy = 60.0; };"
    " b = { place = \"odd\"; material = \"m\"; price_usd_per_t = 2.0; }; };"
    "routes = { one = { from = \"far\"; to = \"fab\"; materials = [\"m\"]; };"
    " two = { from = \"odd\"; to = \"fab\"; materials = [\"m\"]; }; };"
    "demands = { chips = { title = \"Chips of a kind whose name is as long as names of demands "
    "are\";"
    " place = \"fab\"; material = \"m\"; tpy = 100.0; critical = true; shortage_usd_per_t = 50.0; "
    "};"
    " rest = { place = \"fab\"; material = \"m\"; tpy = 0.0; shortage_usd_per_t = 40.0; }; };"
    "policies = { all_of_one = { changes = ("
    " { path = \"sources.a.capacity_tpy\"; set = 100.0; } ); }; };";

static char *risk_written(const sk_text_style *style, bool as_json) {
    sk_scenario *scenario = scenario_of_text(two, NULL);
    ski_risk *risk = NULL;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(ski_risk_execute(&risk, scenario, NULL, NULL, NULL), SK_OK);
    assert_int_equal(as_json ? ski_risk_json(risk, &PROVENANCE, stream)
                             : ski_risk_text(risk, &PROVENANCE, style, stream),
                     SK_OK);
    fclose(stream);
    ski_risk_free(risk);
    sk_scenario_free(scenario);
    return text;
}

static void test_text__begins_with_what_the_indices_do_not_say(void **state) {
    (void)state;
    char *text = risk_written(NULL, false);
    static const char first[] = "These indices are static: they know no stocks, no lead times and "
                                "no disruption";
    assert_int_equal(strncmp(text, first, strlen(first)), 0);
    free(text);
}

static void test_text__fits_a_screen_of_80_columns(void **state) {
    (void)state;
    char *text = risk_written(&(sk_text_style){.width = 80}, false);
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (ski_text_width(line) > 80) {
            fail_msg("too wide: %s", line);
        }
    }
    free(text);
}

static void test_text__shows_both_stages_policies_and_what_is_undefined(void **state) {
    (void)state;
    char *text = risk_written(NULL, false);
    assert_says(text,
                "extraction  CN 60.00  0.520        -      100  40.00  Chips of a kind whose");
    assert_says(text, "CN 100    1.000      100   0.00       0.588    3.412  all_of_one");
    assert_says(text, "0.42  1.00*  Chips of a kind");
    assert_says(text, "W        CN 60.00  yes        0.520        -  baseline");
    assert_says(text, "  baseline, chips: GeoPolRisk, since no political stability is known of ZZ");
    assert_says(text, "  baseline, rest: N-1, since nothing is wanted");
    assert_says(text, "ZZ                         -             -          1.00  not known");
    free(text);
}

static void test_json__has_the_keys_that_others_rely_on(void **state) {
    (void)state;
    char *text = risk_written(NULL, true);
    cJSON *json = cJSON_Parse(text);
    free(text);
    assert_non_null(json);
    assert_text(json, "schema", "skarn/risk/1");
    assert_text(json, "scenario name", "two");
    assert_text(json, "governance 0 country", "CN");
    assert_number(json, "governance 0 political_stability", -0.441074);
    assert_text(json, "governance 0 source", "World Bank WGI, political stability, 2022");
    assert_true(cJSON_IsNull(at(json, "governance 2 risk")));
    assert_true(cJSON_IsNull(at(json, "governance 2 source")));
    assert_text(json, "conventions n_minus_1",
                "N-1 is the supply without the largest supplying country, as a share of the demand "
                "(IEA).");
    assert_text(json, "policies 0 name", "baseline");
    assert_text(json, "policies 1 demands 0 extraction largest country", "CN");
    assert_number(json, "policies 1 demands 0 extraction hhi", 1);
    assert_number(json, "policies 1 demands 0 n_minus_1", 0);
    assert_number(json, "policies 1 demands 0 eu_supply_risk eol_rir", 0.42);
    assert_text(json, "policies 1 demands 0 eu_supply_risk stage", "extraction");
    assert_true(cJSON_IsNull(at(json, "policies 0 demands 0 geopolrisk score")));
    assert_true(
        cJSON_IsTrue(at(json, "policies 0 demands 0 eu_supply_risk substitution_is_default")));
    assert_true(cJSON_IsNull(at(json, "policies 0 demands 1 processing largest")));
    assert_int_equal(cJSON_GetArraySize(at(json, "policies 0 demands 0 undefined")), 3);
    assert_text(json, "policies 0 elements 0 element", "W");
    assert_text(json, "policies 0 elements 0 shares 1 country", "ZZ");
    assert_number(json, "provenance seconds", 1.5);
    cJSON_Delete(json);
}

static void test_memory__that_runs_out_while_writing_is_told(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(two, NULL);
    ski_risk *risk = NULL;
    assert_int_equal(ski_risk_execute(&risk, scenario, NULL, NULL, NULL), SK_OK);
    FILE *nowhere = fopen("/dev/null", "w");
    assert_non_null(nowhere);
    sk_status st = SK_ERR_MEMORY;
    for (int nth = 1; st == SK_ERR_MEMORY; nth += 1 + nth / 20) {
        fail_allocation(nth);
        st = ski_risk_text(risk, &PROVENANCE, NULL, nowhere);
        const int failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
    }
    assert_int_equal(st, SK_OK);
    fclose(nowhere);
    ski_risk_free(risk);
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__begins_with_what_the_indices_do_not_say),
        cmocka_unit_test(test_text__fits_a_screen_of_80_columns),
        cmocka_unit_test(test_text__shows_both_stages_policies_and_what_is_undefined),
        cmocka_unit_test(test_json__has_the_keys_that_others_rely_on),
        cmocka_unit_test(test_memory__that_runs_out_while_writing_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
