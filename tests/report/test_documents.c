/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents of a plan and a run: keys as they are promised (docs/results.md), and the sentences
 * of the summary. */
#include "report/written.h"
#include "support/allocation.h"

/* The members that `optimize` and the plan of `run` have. */
static void assert_is_plan(const cJSON *plan) {
    static const char *const lines[] = {"procurement", "processing",    "transport",
                                        "tariffs",     "holding",       "below_target",
                                        "limits",      "substitution",  "backlog",
                                        "shortage",    "terminal_value"};
    assert_text(plan, "status", "optimal");
    assert_number(plan, "objective_usd", 1000000.25);
    double sum = 0;
    for (int i = 0; i < 11; i++) {
        double usd = cJSON_GetObjectItemCaseSensitive(at(plan, "cost_usd"), lines[i])->valuedouble;
        sum += i == 10 ? -usd : usd;
    }
    assert_near(sum, 1000000.25, 0, 0);
    assert_number(plan, "demands lamps demand_t", 10);
    assert_number(plan, "demands lamps served_t", 7.5);
    assert_number(plan, "demands lamps shortage_t", 2.5);
    assert_number(plan, "demands lamps fill_rate", 0.75);
    assert_number(plan, "sources mine purchased_t", 30);
    assert_number(plan, "stocks yard initial_t", 8);
    assert_number(plan, "stocks yard final_t", 4);
    assert_number(plan, "stocks yard lowest_t", 2);
    assert_number(plan, "discarded_t town.metal", 1.5);
    assert_text(plan, "periods 1 label", "2025-02");
    assert_number(plan, "periods 1 demands lamps shortage_t", 2.5);
    assert_number(plan, "periods 0 stocks yard end_t", 2);
    assert_text(plan, "marginal_usd_per_t 0 path", "balance.town.metal");
    assert_text(plan, "marginal_usd_per_t 0 period", "2025-02");
    assert_number(plan, "marginal_usd_per_t 0 value", 90000);
    assert_text(plan, "worth capacity 0 path", "stocks.yard.capacity_t");
    assert_text(plan, "worth capacity 0 words", "capacity of stock yard");
    assert_number(plan, "worth capacity 0 mean_usd_per_t", 120);
    assert_text(plan, "worth material 0 path", "balance.town.metal");
    assert_text(plan, "worth material 0 words", "Metal at The town");
    assert_number(plan, "worth material 0 mean_usd_per_t", 45000);
    assert_number(plan, "worth material 0 highest_usd_per_t", 90000);
    assert_number(plan, "worth material 0 periods", 1);
    assert_text(plan, "worth material 0 first_period", "2025-02");
}

static void test_plan_json__has_every_promised_key(void **state) {
    (void)state;
    char *text = written(plan_json);
    cJSON *document = cJSON_Parse(text);
    assert_text(document, "schema", "skarn/optimize/1");
    assert_is_plan(document);
    cJSON_Delete(document);
    free(text);
}

static void test_run_json__has_every_promised_key(void **state) {
    (void)state;
    char *text = written(run_json);
    cJSON *document = cJSON_Parse(text);
    assert_text(document, "schema", "skarn/run/1");
    assert_is_plan(at(document, "plan"));
    assert_number(document, "samples", 1000);
    assert_number(document, "failed_samples", 1);
    assert_number(document, "failures 0 sample", 41);
    assert_number(document, "metrics cost_usd mean", 0.1 + 0.2);
    assert_number(document, "metrics cost_usd sd", 2);
    assert_number(document, "metrics cost_usd se", 0.5);
    assert_number(document, "metrics cost_usd ci 0", 0.25);
    assert_number(document, "metrics cost_usd ci 1", 0.35);
    assert_number(document, "metrics cost_usd p05", 1);
    assert_number(document, "metrics cost_usd p25", 2);
    assert_number(document, "metrics cost_usd p50", 3);
    assert_number(document, "metrics cost_usd p75", 4);
    assert_number(document, "metrics cost_usd p95", 5);
    assert_number(document, "metrics cost_usd cvar", 7);
    assert_true(cJSON_IsFalse(at(document, "metrics cost_usd few_events")));
    assert_number(document, "metrics cost_usd undefined", 9);
    assert_number(document, "metrics first_shortage_period censored", 900);
    assert_number(document, "demands tools metrics fill_rate mean", 0.1 + 0.2);
    assert_number(document, "probability any_shortage value", 0.3);
    assert_number(document, "probability any_shortage_critical value", 0.1);
    assert_number(document, "probability secure ci 1", 0.33);
    cJSON_Delete(document);
    free(text);
}

static void test_run_json__what_is_undefined_or_unlimited_is_null(void **state) {
    (void)state;
    char *text = written(run_json);
    cJSON *document = cJSON_Parse(text);
    assert_true(cJSON_IsNull(at(document, "metrics cost_usd var")));
    assert_true(cJSON_IsNull(at(document, "metrics cost_usd quantile_ci p05 0")));
    cJSON_Delete(document);
    free(text);
}

static void test_run_json__has_the_gap_to_foresight_and_the_certificates(void **state) {
    (void)state;
    char *text = written(run_json);
    cJSON *document = cJSON_Parse(text);
    assert_number(document, "foresight_bound_usd", 800000);
    assert_number(document, "gap", 0.25);
    assert_number(document, "gap_ci 1", 0.275);
    assert_number(document, "gap_usd mean", 200000);
    assert_number(document, "gap_usd ci 0", 180000);
    assert_number(document, "certificates optima warm", 36999);
    assert_number(document, "certificates optima from_scratch", 1);
    assert_number(document, "certificates worst_gap", 3e-9);
    cJSON_Delete(document);
    free(text);
}

/* The gap as an official reads it; only where decisions are not by foresight. */
static void test_run_text__says_what_the_gap_means(void **state) {
    (void)state;
    made_run made;
    made_run_init(&made);
    char *foresight = written_of(&made, run_text);
    assert_null(strstr(foresight, "more than perfect foresight"));
    free(foresight);
    made.scenario.simulation.decisions = "rolling";
    char *text = written_of(&made, run_text);
    assert_says(text,
                "  Deciding month by month on forecasts costs 200,000 USD (180,000 to 220,000) "
                "more than perfect\n"
                "  foresight would in the same worlds, 25.0 % (22.5 to 27.5): the price of not "
                "knowing the future,\n"
                "  and the most that better forecasts or another way to decide could save.\n");
    assert_says(text,
                "37,000 optima verified outside the solver, residuals and gap at most 3e-09; 1 "
                "of them needed a second method\n");
    assert_true(says_in_lines(text, "plans 2 months and carries out the first"));
    made.run.gap.usd_interval.low = -20000;
    text = written_of(&made, run_text);
    assert_true(says_in_lines(text, "costs 200,000 USD (0 to 220,000)"));
    made.run.gap.usd = 0;
    text = written_of(&made, run_text);
    assert_true(says_in_lines(text, "costs no more than perfect foresight would"));
}

static void test_run__with_nothing_beyond_var_has_no_interval_of_the_worst(void **state) {
    (void)state;
    made_run made;
    made_run_init(&made);
    made.statistics[0].cvar_interval = (ski_interval){7, 7};
    made.summaries[0].worst_fill_rate_interval = (ski_interval){0.81, 0.81};
    made.summaries[0].worst_few_events = true;
    char *text = written_of(&made, run_json);
    cJSON *document = cJSON_Parse(text);
    assert_number(document, "metrics cost_usd cvar", 7);
    assert_true(cJSON_IsNull(at(document, "metrics cost_usd cvar_ci 0")));
    assert_true(cJSON_IsNull(at(document, "metrics cost_usd cvar_ci 1")));
    cJSON_Delete(document);
    free(text);
    text = written_of(&made, run_text);
    assert_says(text, "Mean of the worst 5 % of worlds 7 USD (-); few events.\n");
    assert_null(strstr(text, "81.00 to 81.00"));
    free(text);
}

static void test_run_json__what_differs_between_runs_is_under_provenance_alone(void **state) {
    (void)state;
    made_run made;
    made_run_init(&made);
    char *texts[2];
    const sk_provenance provenances[2] = {
        PROVENANCE, {.seconds = 2, .threads = 8, .host = "other", .folder = "elsewhere"}};
    for (int i = 0; i < 2; i++) {
        size_t length = 0;
        FILE *stream = open_memstream(&texts[i], &length);
        assert_int_equal(sk_run_write_json(&made.run, &provenances[i], stream), SK_OK);
        fclose(stream);
    }
    assert_string_not_equal(texts[0], texts[1]);
    for (int i = 0; i < 2; i++) {
        cJSON *document = cJSON_Parse(texts[i]);
        cJSON_DeleteItemFromObjectCaseSensitive(document, "provenance");
        free(texts[i]);
        texts[i] = cJSON_Print(document);
        cJSON_Delete(document);
    }
    assert_string_equal(texts[0], texts[1]);
    cJSON_free(texts[0]);
    cJSON_free(texts[1]);
}

static void test_plan_text__shows_shortage_discards_and_worth(void **state) {
    (void)state;
    char *text = written(plan_text);
    assert_says(text, "Deterministic plan of made: By hand");
    assert_says(text, "2 months, 2025-01 to 2025-02");
    assert_says(text, "1,000,000 USD");
    assert_says(text, "verified outside the solver");
    assert_says(text, "  2025-02  lamps          2.50         50.00\n");
    assert_says(text, "  mine           30.00        40.00    75.00\n");
    assert_says(text, "  town   metal             1.50\n");
    assert_says(text, "balance.town.metal       45,000          90,000  2025-02");
    free(text);
}

static void test_run_text__is_in_words_with_figures_that_follow_their_interval(void **state) {
    (void)state;
    char *text = written(run_text);
    assert_says(text, "Every critical demand gets 90 % of its need or more: in 30.0 % of worlds "
                      "(27.0 to 33.0).");
    assert_says(text, "Tool makers");
    assert_says(text, "98.72");
    assert_says(text, "98.61 to 98.83");
    assert_says(text, "12.3");
    assert_says(text, "10.2 to 14.4");
    assert_says(text,
                "What one more tonne of capacity is worth, by the plan\n"
                "  1. capacity of stock yard: 120.0 USD on average, at most 130.0, at all times\n"
                "\n"
                "What one more tonne of material is worth at a place, by the plan\n"
                "  1. Metal at The town: 45,000 USD on average, at most 90,000, in 1 month from "
                "2025-02 on\n"
                "\n");
    assert_says(text, "W        0.30  CN");
    assert_says(text, "75.00");
    assert_says(text, "1,000 samples, 1 failed and left out; seed 7; skarn ");
    assert_says(text, "  sample 41 failed: no certified optimum\n");
    assert_says(text, "1.5 s on 2 threads");
    assert_says(text, "perfect foresight");
    free(text);
}

static void test_run_text__critical_demands_come_first(void **state) {
    (void)state;
    char *text = written(run_text);
    assert_says(text, "How secure supply is\n"
                      "  Some critical demand goes short at some time: in 10.0 % of worlds "
                      "(8.0 to 12.0); few events.\n"
                      "  Every critical demand gets 90 % of its need or more: in 30.0 % of worlds "
                      "(27.0 to 33.0).\n"
                      "  Some other demand goes short at some time: in 30.0 % of worlds "
                      "(27.0 to 33.0).\n"
                      "    (only: lamps)\n\n");
    free(text);
}

static void test_run_text__names_the_other_demand_that_is_short_most_often(void **state) {
    (void)state;
    made_run made;
    made_run_init(&made);
    made.demands[0].critical = false;
    made.summaries[0].any_shortage.value = 0.32;
    char *text = written_of(&made, run_text);
    assert_says(text, "No demand is marked critical");
    assert_says(text, "  Some demand goes short at some time: in 30.0 % of worlds (27.0 to 33.0).\n"
                      "    (mostly: Tool makers)\n\n");
    free(text);
}

static void test_run_text__a_mean_below_the_plan_is_explained(void **state) {
    (void)state;
    made_run made;
    made_run_init(&made);
    static const char words[] = "may be below the plan";
    assert_true(says_in_lines(written_of(&made, run_text), words));
    made.statistics[0].mean = 1000000.5;
    assert_false(says_in_lines(written_of(&made, run_text), words));
}

static void test_run_text__money_has_its_interval_and_few_events(void **state) {
    (void)state;
    char *text = written(run_text);
    assert_says(text, "  Mean cost 0.300 USD (0.250 to 0.350).\n");
    assert_says(text, "  Mean of the worst 5 % of worlds 7.0 USD (6.0 to 8.0); few events.\n");
    free(text);
}

static void test_run_text__a_step_of_a_source_is_said_in_words(void **state) {
    (void)state;
    made_run made;
    made_run_init(&made);
    made.limit_worths[0].path = "sources.mine.steps.1.tpy";
    made.limit_worths[0].section = SKI_SOURCES;
    char *text = written_of(&made, run_text);
    assert_says(text, "  1. step 1 of source mine: 120.0 USD on average");
    free(text);
}

/* 960 of 1,000 samples asked were a design of which 480 were enough. */
static void design_run(made_run *made) {
    made_run_init(made);
    made->scenario.simulation.sampling = "sobol";
    made->scenario.simulation.precision = 0.02;
    made->run.design =
        (ski_design){.sampling = SKI_SOBOL, .worlds = 960, .replicates = 15, .points = 64};
    made->run.designed_draws = 12;
    made->run.samples = 480;
    made->run.confidence = 0.975;
    for (int h = 0; h < SKI_HEADLINES; h++) {
        made->run.settled[h] = true;
    }
}

static void test_run_text__says_how_worlds_were_spread_and_whether_they_were_enough(void **state) {
    (void)state;
    made_run made;
    design_run(&made);
    char *text = written_of(&made, run_text);
    assert_says(text, "Worlds are 15 randomly shifted Sobol' sets of 32. 12 draws of each lie");
    assert_says(text, "The precision of 2 % was reached with 480 samples of at most 960.");
    free(text);
    made.run.design.sampling = SKI_LHS;
    made.run.settled[1] = made.run.settled[3] = false;
    text = written_of(&made, run_text);
    assert_says(text, "Worlds are 15 Latin hypercubes of 32");
    assert_says(text,
                "The precision of 2 % was not reached with the 480 samples that were the most");
    assert_says(text, "shortage_critical_t, secure.");
    free(text);
}

static void test_run_json__has_the_design_and_what_was_not_settled(void **state) {
    (void)state;
    made_run made;
    design_run(&made);
    made.run.settled[3] = false;
    char *text = written_of(&made, run_json);
    cJSON *document = cJSON_Parse(text);
    assert_non_null(document);
    const struct {
        const char *path;
        double value;
    } expected[] = {{"samples", 480},
                    {"design samples_asked", 1000},
                    {"design replicates", 15},
                    {"design points", 32},
                    {"design draws", 12},
                    {"precision asked", 0.02},
                    {"precision samples_most", 960},
                    {"precision confidence", 0.975}};
    for (int i = 0; i < (int)(sizeof expected / sizeof *expected); i++) {
        assert_near(at(document, expected[i].path)->valuedouble, expected[i].value, 0, 0);
    }
    assert_true(cJSON_IsFalse(at(document, "precision reached")));
    assert_string_equal(at(document, "precision not_settled 0")->valuestring, "secure");
    cJSON_Delete(document);
    free(text);
    text = written(run_json);
    document = cJSON_Parse(text);
    assert_null(cJSON_GetObjectItemCaseSensitive(document, "design"));
    assert_null(cJSON_GetObjectItemCaseSensitive(document, "precision"));
    cJSON_Delete(document);
    free(text);
}

static void test_run_text__no_line_is_wider_than_120_characters(void **state) {
    (void)state;
    static const char title[] = "A demand with a name that is much longer than a name should be, "
                                "in the words of those who know it";
    made_run made;
    made_run_init(&made);
    made.demands[0].element.title = made.demands[1].element.title = title;
    made.places[0].element.title = title;
    char *text = written_of(&made, run_text);
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1) {
        assert_true(strcspn(line, "\n") <= 120);
    }
    assert_says(text,
                "  31.0          81.0              0.42  A demand with a name that is much\n");
    assert_says(text, "  longer than a name should be, in the\n");
    free(text);
}

static void test_documents__show_the_note_under_the_title(void **state) {
    (void)state;
    made_run made;
    made_run_init(&made);
    made.scenario.note = "Ten words are here to make the first line of the note as wide as it is "
                         "allowed to be, at most: 100 characters.";
    static const writer texts[] = {plan_text, run_text}, documents[] = {plan_json, run_json};
    for (int i = 0; i < 2; i++) {
        char *text = written_of(&made, texts[i]);
        assert_says(text, ": By hand\n"
                          "Ten words are here to make the first line of the note as wide as it is "
                          "allowed to be, at most: 100\n"
                          "characters.\n"
                          "2 months, ");
        free(text);
        text = written_of(&made, documents[i]);
        cJSON *document = cJSON_Parse(text);
        assert_text(document, "scenario note", made.scenario.note);
        cJSON_Delete(document);
        free(text);
    }
}

static void test_run_text__few_events_stand_beside_the_demand_they_concern(void **state) {
    (void)state;
    char *text = written(run_text);
    const char *tools = strstr(text, "Tool makers\n");
    const char *lamps = strstr(text, "lamps\n");
    const char *note = strstr(text, "few events: means, chance\n");
    assert_non_null(tools);
    assert_non_null(lamps);
    assert_non_null(note);
    assert_true(tools < note && note < lamps);
    assert_null(strstr(lamps, "few events: "));
    free(text);
}

static void test_documents__a_full_disk_is_an_io_error(void **state) {
    (void)state;
    static const writer writers[] = {plan_text, plan_json, run_text, run_json};
    made_run made;
    made_run_init(&made);
    for (int i = 0; i < 4; i++) {
        FILE *stream = fopen("/dev/full", "w");
        if (stream == NULL) {
            skip();
        }
        assert_int_equal(writers[i](&made, stream), SK_ERR_IO);
        fclose(stream);
    }
}

static void test_texts__running_out_of_memory_anywhere_is_reported(void **state) {
    (void)state;
    static const writer writers[] = {plan_text, run_text};
    made_run made;
    made_run_init(&made);
    FILE *stream = fopen("/dev/null", "w");
    setvbuf(stream, NULL, _IONBF, 0);
    for (int i = 0; i < 2; i++) {
        bool failed = true;
        int nth = 1;
        for (; failed && nth < 5000; nth++) {
            fail_allocation(nth);
            sk_status st = writers[i](&made, stream);
            failed = allocation_failed();
            fail_allocation(0);
            assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        }
        assert_true(nth > 2);
        assert_false(failed);
    }
    fclose(stream);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan_json__has_every_promised_key),
        cmocka_unit_test(test_run_json__has_every_promised_key),
        cmocka_unit_test(test_run_json__what_is_undefined_or_unlimited_is_null),
        cmocka_unit_test(test_run_json__has_the_gap_to_foresight_and_the_certificates),
        cmocka_unit_test(test_run_text__says_what_the_gap_means),
        cmocka_unit_test(test_run__with_nothing_beyond_var_has_no_interval_of_the_worst),
        cmocka_unit_test(test_run_json__what_differs_between_runs_is_under_provenance_alone),
        cmocka_unit_test(test_plan_text__shows_shortage_discards_and_worth),
        cmocka_unit_test(test_run_text__is_in_words_with_figures_that_follow_their_interval),
        cmocka_unit_test(test_run_text__critical_demands_come_first),
        cmocka_unit_test(test_run_text__names_the_other_demand_that_is_short_most_often),
        cmocka_unit_test(test_run_text__a_mean_below_the_plan_is_explained),
        cmocka_unit_test(test_run_text__money_has_its_interval_and_few_events),
        cmocka_unit_test(test_run_text__a_step_of_a_source_is_said_in_words),
        cmocka_unit_test(test_run_text__says_how_worlds_were_spread_and_whether_they_were_enough),
        cmocka_unit_test(test_run_json__has_the_design_and_what_was_not_settled),
        cmocka_unit_test(test_run_text__no_line_is_wider_than_120_characters),
        cmocka_unit_test(test_documents__show_the_note_under_the_title),
        cmocka_unit_test(test_run_text__few_events_stand_beside_the_demand_they_concern),
        cmocka_unit_test(test_documents__a_full_disk_is_an_io_error),
        cmocka_unit_test(test_texts__running_out_of_memory_anywhere_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
