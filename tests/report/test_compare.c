/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/compare: what is written of a comparison, whose figures are known. */
#include "report/compare_json.h"
#include "report/compare_text.h"
#include "report/written.h"
#include "support/scenario_text.h"

/* A mine that shuts for good in a world in five; `more` makes good for it, `idle` does nothing, and
 * the long one costs a little. */
static const char *const chain =
    "scenario: { name = \"chain\"; start = \"2025-01\"; periods = 24; initial_pipeline = "
    "\"empty\"; terminal = \"none\"; };\n"
    "materials: { ore: { element = \"W\"; price_usd_per_t = 10.0; }; };\n"
    "places: { uz: { country = \"UZ\"; }; kr: { country = \"KR\"; }; };\n"
    "sources: { cheap: { place = \"kr\"; material = \"ore\"; capacity_tpy = 6.0; };\n"
    "  dear: { place = \"uz\"; material = \"ore\"; capacity_tpy = 99.0;\n"
    "    price_usd_per_t = 100.0; }; };\n"
    "routes: { rail: { from = \"uz\"; to = \"kr\"; materials = [\"ore\"]; }; };\n"
    "demands: { fab: { place = \"kr\"; material = \"ore\"; tpy = 12.0; critical = true;\n"
    "    shortage_usd_per_t = 5000.0; }; };\n"
    "factors: { mine: { targets = [\"sources.dear.capacity_tpy\"]; process = \"fixed\";\n"
    "  value = { dist = \"discrete\"; values = [0.0, 1.0]; weights = [0.3, 0.7]; }; }; };\n"
    "policies: { more: { title = \"Buy more at home\"; cost_usd = 1000.0;\n"
    "    changes = ( { path = \"sources.cheap.capacity_tpy\"; set = 12.0; } ); };\n"
    "  idle: { changes = ( { path = \"sources.dear.capacity_tpy\"; set = 98.0; } ); };\n"
    "  a_policy_with_a_name_that_no_table_has_room_for: { cost_usd = 1.0; includes = [\"more\"]; "
    "}; };\n"
    "simulation: { decisions = \"foresight\"; samples = 300; };\n";

static sk_scenario *scenario;
static ski_compare *compare;

static int set_up(void **state) {
    (void)state;
    scenario = scenario_of_text(chain, NULL);
    return ski_compare_execute(&compare, scenario, NULL, NULL, NULL) == SK_OK ? 0 : 1;
}

static int tear_down(void **state) {
    (void)state;
    ski_compare_free(compare);
    sk_scenario_free(scenario);
    return 0;
}

static char *text_of(int width) {
    const sk_text_style style = {.width = width};
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(ski_compare_text(compare, &PROVENANCE, &style, stream), SK_OK);
    fclose(stream);
    return text;
}

static cJSON *json_of(void) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(ski_compare_json(compare, &PROVENANCE, stream), SK_OK);
    fclose(stream);
    cJSON *document = cJSON_Parse(text);
    assert_non_null(document);
    free(text);
    return document;
}

static void assert_null_at(const cJSON *document, const char *path) {
    assert_true(cJSON_IsNull(at(document, path)));
}

static void test_document__has_every_option_with_its_figures(void **state) {
    (void)state;
    cJSON *document = json_of();
    const ski_option *more = &compare->options[1];
    assert_text(document, "schema", "skarn/compare/1");
    assert_text(document, "against", "baseline");
    assert_number(document, "samples", 300);
    assert_number(document, "failed_samples", 0);
    assert_text(document, "shortage_metric", "shortage_critical_t");
    assert_text(document, "policies 1 name", "more");
    assert_text(document, "policies 1 title", "Buy more at home");
    assert_number(document, "policies 1 own_cost_usd", 1000);
    assert_number(document, "policies 1 own_cost_usd_per_year", more->own_cost_usd_per_year);
    assert_number(document, "policies 1 metrics cost_usd mean",
                  more->statistics[SKI_COL_COST_USD].mean);
    assert_number(document, "policies 1 probability secure value", 1);
    assert_number(document, "policies 1 difference cost_usd mean",
                  more->differences[SKI_COL_COST_USD].mean.mean);
    assert_number(document, "policies 1 difference cost_usd ci 1",
                  more->differences[SKI_COL_COST_USD].mean.interval.high);
    assert_number(document, "policies 1 difference cost_usd p_better", 1);
    assert_number(document, "policies 1 difference cost_usd cvar",
                  more->differences[SKI_COL_COST_USD].cvar);
    assert_number(document, "policies 1 regret max", 0);
    assert_number(document, "policies 1 rank", 1);
    cJSON_Delete(document);
}

static void test_document__says_null_where_there_is_nothing(void **state) {
    (void)state;
    cJSON *document = json_of();
    assert_null_at(document, "policies 0 difference");
    assert_null_at(document, "policies 0 usd_per_tonne_avoided");
    assert_text(document, "policies 2 usd_per_tonne_avoided verdict", "changes_nothing");
    assert_null_at(document, "policies 2 usd_per_tonne_avoided value");
    assert_null_at(document, "policies 2 usd_per_tonne_avoided ci 0");
    cJSON_Delete(document);
}

static void test_document__has_the_price_of_a_tonne_with_its_parts(void **state) {
    (void)state;
    cJSON *document = json_of();
    const ski_avoided *of = &compare->options[1].avoided;
    assert_text(document, "policies 1 usd_per_tonne_avoided verdict", "ratio");
    assert_number(document, "policies 1 usd_per_tonne_avoided value", of->usd_per_t);
    assert_number(document, "policies 1 usd_per_tonne_avoided ci 0", of->interval.low);
    assert_number(document, "policies 1 usd_per_tonne_avoided avoided_t", of->avoided_t.mean);
    cJSON_Delete(document);
}

static void test_document__ranks_and_says_what_is_tied(void **state) {
    (void)state;
    cJSON *document = json_of();
    assert_text(document, "policies 0 tied_with 0", "idle");
    assert_text(document, "policies 0 dominated_by 0 name", "more");
    assert_number(document, "policies 0 dominated_by 0 order", 1);
    assert_number(document, "ranking level", compare->pair_level);
    assert_true(cJSON_IsTrue(at(document, "ranking settled")));
    assert_text(document, "ranking ties 0 a", "baseline");
    assert_text(document, "ranking ties 0 b", "idle");
    assert_true(cJSON_IsTrue(at(document, "ranking ties 0 identical")));
    assert_null_at(document, "ranking ties 0 more_samples");
    assert_text(document, "ranking may_be_best 0", "more");
    assert_int_equal(cJSON_GetArraySize(at(document, "ranking may_be_best")), 1);
    cJSON_Delete(document);
}

static void test_document__has_a_curve_of_cost_and_shortage_for_each_option(void **state) {
    (void)state;
    cJSON *document = json_of();
    assert_int_equal(cJSON_GetArraySize(at(document, "figures exceedance")), 8);
    assert_text(document, "figures exceedance 0 policy", "baseline");
    assert_text(document, "figures exceedance 1 metric", "shortage_critical_t");
    assert_int_equal(cJSON_GetArraySize(at(document, "figures exceedance 0 points 0")), 4);
    cJSON_Delete(document);
}

static void test_text__says_which_option_and_why(void **state) {
    (void)state;
    char *text = text_of(200);
    assert_says(text, "more: Buy more at home");
    assert_says(text, "baseline: No policy (the others are compared with it)");
    assert_says(text, "more costs least on average, at 95 % for all pairs together.");
    assert_says(text, "baseline and idle cost the same in every world.");
    assert_says(text, "idle changes nothing in any world against baseline.");
    assert_says(text, "changes nothing");
    assert_says(text, "Tariffs are the buyer's spending, not a national cost");
    assert_says(text, "300 samples of each of 4 options, none failed");
    assert_says(text, "Results are in results/made");
    free(text);
}

/* Whatever the names, figures are not cut. */
static void test_text__fits_a_screen_of_eighty_columns(void **state) {
    (void)state;
    char *text = text_of(80);
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (strlen(line) > 80) {
            fail_msg("%d characters: %s", (int)strlen(line), line);
        }
    }
    free(text);
}

static void test_text__of_a_full_disk_fails(void **state) {
    (void)state;
    FILE *stream = fopen("/dev/full", "w");
    if (stream != NULL) {
        assert_int_equal(ski_compare_text(compare, &PROVENANCE, NULL, stream), SK_ERR_IO);
        fclose(stream);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_document__has_every_option_with_its_figures),
        cmocka_unit_test(test_document__says_null_where_there_is_nothing),
        cmocka_unit_test(test_document__has_the_price_of_a_tonne_with_its_parts),
        cmocka_unit_test(test_document__ranks_and_says_what_is_tied),
        cmocka_unit_test(test_document__has_a_curve_of_cost_and_shortage_for_each_option),
        cmocka_unit_test(test_text__says_which_option_and_why),
        cmocka_unit_test(test_text__fits_a_screen_of_eighty_columns),
        cmocka_unit_test(test_text__of_a_full_disk_fails),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
