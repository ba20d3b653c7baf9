/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/sensitivity: scenarios whose indices and attribution are known beforehand, and what is the
 * same however the study is run. */
#include "study/sensitivity.h"

#include "report/sensitivity_json.h"
#include "report/sensitivity_text.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"
#include "support/temp_folder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One year; nothing under way, no credit at the end. */
#define HORIZON                                                                         \
    "scenario: { name = \"told\"; start = \"2025-01\"; period = \"year\"; periods = 1;" \
    " initial_pipeline = \"empty\"; terminal = \"none\"; };\n"                          \
    "materials: { ore: { element = \"W\"; price_usd_per_t = 100.0; }; };\n"             \
    "places: { kr: { country = \"KR\"; }; };\n"

#define SOURCE(name, tpy) name ": { place = \"kr\"; material = \"ore\"; capacity_tpy = " #tpy "; };"

#define DEMAND(tpy)                                                                           \
    "demands: { fab: { place = \"kr\"; material = \"ore\"; tpy = " #tpy "; critical = true; " \
    "shortage_usd_per_t = 9000.0; }; };\n"

/* On in a share of worlds, from the first instant to the last. */
#define OUTAGE(name, source, chance)                                                  \
    name ": { start = \"2025-01\"; probability = " #chance "; duration_days = 400.0;" \
         " effects = ( { target = \"sources." source ".capacity_tpy\"; factor = 0.0; } ); };"

#define PRICE(name, source, process) \
    name ": { targets = [\"sources." source ".price_usd_per_t\"]; " process "};"

#define SIMULATION(more) "simulation: { decisions = \"foresight\"; " more " };\n"

static sk_status run(ski_sensitivity **out, const sk_scenario *scenario, const char *metric) {
    const sk_study_options options = {.threads = 2, .metric = metric};
    return ski_sensitivity_execute(out, scenario, &options, NULL, NULL);
}

static ski_sensitivity *study_of(const sk_scenario *scenario, const char *metric) {
    ski_sensitivity *study = NULL;
    assert_int_equal(run(&study, scenario, metric), SK_OK);
    return study;
}

static const ski_input *input_named(const ski_sensitivity *study, const char *name) {
    for (int i = 0; i < study->groups.count; i++) {
        if (strcmp(study->groups.groups[i].name, name) == 0) {
            return &study->inputs[i];
        }
    }
    fail_msg("there is no input %s", name);
    return NULL;
}

/* How often some of the events, bits of `which`, are all on in the study's worlds. */
static double share_with(const ski_sensitivity *study, int which) {
    ski_world *world = NULL;
    double share = 0;
    assert_int_equal(ski_world_new(&world, study->chain->uncertainty), SK_OK);
    for (int i = 0; i < study->worlds; i++) {
        const ski_recipe recipe = ski_recipe_of_world((uint32_t)i);
        int on = 0;
        assert_int_equal(ski_world_draw(study->chain->uncertainty, study->scenario->simulation.seed,
                                        &recipe, world),
                         SK_OK);
        for (int e = 0; e < world->event_count; e++) {
            on |= 1 << world->events[e].disruption;
        }
        share += (on & which) == which ? 1.0 / study->worlds : 0;
    }
    ski_world_free(world);
    return share;
}

/* --- indices --- */

/* 60 t and 40 t are bought at prices that go by fixed factors: the cost is 6000 f + 4000 g, of
 * variances 6000² (0.4² / 12) and 4000² (0.9² / 12). */
static const char additive[] = HORIZON "sources: {" SOURCE("a", 60.0)
    SOURCE("b", 40.0) "};\n" DEMAND(100.0) "factors: {" PRICE(
        "f", "a",
        "process = \"fixed\"; value = { dist = \"uniform\"; min = 0.8; max = "
        "1.2; }; ") PRICE("g", "b",
                          "process = \"fixed\"; value = { dist = \"uniform\"; min = 0.3; max = "
                          "1.2; }; ") "};\n" SIMULATION("samples = 2000; confidence = 0.9999;");

static void assert_within(ski_interval interval, double truth, double width) {
    assert_true(interval.low <= truth && truth <= interval.high);
    assert_true(interval.high - interval.low <= width);
}

static void test_additive_cost__has_the_variance_shares_of_its_terms(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(additive, NULL);
    ski_sensitivity *study = study_of(scenario, "cost_usd");
    const double f = 6000.0 * 6000 * 0.16 / 12, g = 4000.0 * 4000 * 0.81 / 12;
    const ski_index *of_f = &input_named(study, "f")->index;
    const ski_index *of_g = &input_named(study, "g")->index;
    assert_within(of_f->first_interval, f / (f + g), 0.2);
    assert_within(of_f->total_interval, f / (f + g), 0.2);
    assert_within(of_g->first_interval, g / (f + g), 0.2);
    assert_within(of_g->total_interval, g / (f + g), 0.2);
    assert_within(study->spread.mean_interval, 6000 + 4000 * 0.75, 400);
    assert_within(study->spread.variance_interval, f + g, 0.2 * (f + g));
    assert_int_equal(study->by_total[0], 1);
    /* without shortage nothing is due to anybody */
    assert_near(study->all.mean, 0, 0, 0);
    assert_near(study->causes_t, 0, 0, 0);
    assert_int_equal(study->samples, 2000 * 6 + 1);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

/* Exchanging all there is gives the second set. */
static void test_one_group__takes_all_the_variance_and_all_the_shortage(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(
        HORIZON "sources: {" SOURCE("a", 100.0) "};\n" DEMAND(
            100.0) "disruptions: {" OUTAGE("out", "a", 0.3) "};\n" SIMULATION("samples = 300;"),
        NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    assert_string_equal(study->metric.name, "shortage_critical_t");
    assert_near(study->inputs[0].index.first, 1, 0, 0);
    assert_near(study->inputs[0].index.total, 1, 0.2, 0);
    assert_near(study->inputs[0].shapley.mean, 100 * share_with(study, 1), 0, 1e-9);
    assert_near(study->inputs[0].without.mean, 0, 0, 0);
    assert_near(study->inputs[0].saved.mean, study->all.mean, 0, 1e-12);
    assert_int_equal(study->samples, 300 * 3 + 1);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

static char *text_of(const ski_sensitivity *study, int width) {
    const sk_provenance provenance = {.seconds = 1, .threads = 1};
    const sk_text_style style = {.width = width};
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(ski_sensitivity_text(study, &provenance, &style, stream), SK_OK);
    fclose(stream);
    return text;
}

static char *document_of(const ski_sensitivity *study) {
    const sk_provenance provenance = {.threads = 1};
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(ski_sensitivity_json(study, &provenance, stream), SK_OK);
    fclose(stream);
    return text;
}

static void test_metric_that_never_varies__is_undefined_and_said_so(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(additive, NULL);
    ski_sensitivity *study = study_of(scenario, "shortage_t");
    assert_false(study->spread.varies);
    assert_true(isnan(study->inputs[0].index.first) && isnan(study->inputs[1].index.total));
    char *text = text_of(study, 0), *document = document_of(study);
    assert_non_null(strstr(text, "a metric that never varies"));
    assert_non_null(strstr(document, "\"first\":\tnull"));
    assert_null(strstr(document, "\tnan"));
    free(text);
    free(document);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

/* --- attribution --- */

/* a and b stand in for one another: 50 t of ore are lacking when both are out. Of 60 t of tin 10
 * cannot be had at all, and the rest is c's. */
static const char three[] =
    "scenario: { name = \"told\"; start = \"2025-01\"; period = \"year\"; periods = 1;"
    " initial_pipeline = \"empty\"; terminal = \"none\"; };\n"
    "materials: { ore: { price_usd_per_t = 100.0; }; tin: { price_usd_per_t = 100.0; }; };\n"
    "places: { kr: { country = \"KR\"; }; };\n"
    "sources: {" SOURCE("a", 50.0) SOURCE(
        "b",
        50.0) "c: { place = \"kr\"; material = \"tin\"; capacity_tpy = 50.0; }; };\n"
              "demands: { fab: { place = \"kr\"; material = \"ore\"; tpy = 50.0; critical = true;"
              " shortage_usd_per_t = 9000.0; };"
              " can: { place = \"kr\"; material = \"tin\"; tpy = 60.0; critical = true;"
              " shortage_usd_per_t = 9000.0; }; };\n"
              "disruptions: {" OUTAGE("a_out", "a", 0.5) OUTAGE("b_out", "b", 0.4)
                  OUTAGE("c_out", "c", 0.3) "};\n" SIMULATION("samples = 400;");

static void test_three_causes__are_attributed_as_by_hand(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(three, NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    const double both = share_with(study, 3), third = share_with(study, 4);
    assert_true(study->cost.is_exact);
    assert_near(study->none_t, 10, 0, 1e-9);
    assert_near(input_named(study, "a_out")->shapley.mean, 25 * both, 0, 1e-9);
    assert_near(input_named(study, "b_out")->shapley.mean, 25 * both, 0, 1e-9);
    assert_near(input_named(study, "c_out")->shapley.mean, 50 * third, 0, 1e-9);
    assert_near(study->all.mean, 10 + 50 * both + 50 * third, 0, 1e-9);
    assert_near(study->causes_t, study->all.mean - study->none_t, 0, 1e-9);
    assert_near(input_named(study, "a_out")->without.mean, 10 + 50 * third, 0, 1e-9);
    assert_near(input_named(study, "a_out")->saved.mean, 50 * both, 0, 1e-9);
    assert_near(input_named(study, "c_out")->saved.mean, 50 * third, 0, 1e-9);
    assert_int_equal(study->samples, 400 * (2 + 3 + 6) + 1);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

/* Fourteen sources with an outage each: too many coalitions, so that orders are drawn; each cause
 * adds its own whatever came before. */
static sk_scenario *fourteen(int samples) {
    char sources[4096] = "", outages[8192] = "", all[16384];
    for (int i = 0; i < 14; i++) {
        const size_t at = strlen(sources), to = strlen(outages);
        snprintf(sources + at, sizeof sources - at,
                 "s%d: { place = \"kr\"; material = \"ore\"; capacity_tpy = 10.0; };", i);
        snprintf(outages + to, sizeof outages - to,
                 "o%d: { start = \"2025-01\"; probability = 0.3; duration_days = 400.0;"
                 " effects = ( { target = \"sources.s%d.capacity_tpy\"; factor = 0.0; } ); };",
                 i, i);
    }
    snprintf(all, sizeof all,
             HORIZON
             "sources: {%s};\n" DEMAND(140.0) "disruptions: {%s};\n" SIMULATION("samples = %d;"),
             sources, outages, samples);
    return scenario_of_text(all, NULL);
}

static void test_many_causes__are_attributed_by_random_orders(void **state) {
    (void)state;
    sk_scenario *scenario = fourteen(100);
    ski_sensitivity *study = study_of(scenario, NULL);
    assert_false(study->cost.is_exact);
    for (int i = 0; i < 14; i++) {
        assert_near(study->inputs[i].shapley.mean, 10 * share_with(study, 1 << i), 0, 1e-9);
        assert_near(study->inputs[i].saved.mean, 10 * share_with(study, 1 << i), 0, 1e-9);
    }
    assert_near(study->causes_t, study->all.mean, 0, 1e-9);
    assert_int_equal(study->samples, 100 * (2 + 14 + 14 + 12) + 1);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

static void test_no_causes__leave_nothing_to_tell_apart(void **state) {
    (void)state;
    sk_scenario *scenario =
        scenario_of_text(HORIZON "sources: {" SOURCE("a", 80.0) "};\n" DEMAND(100.0)
                             SIMULATION("samples = 20;"),
                         NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    assert_int_equal(study->groups.count, 0);
    assert_near(study->all.mean, 20, 0, 1e-9);
    assert_near(study->none_t, 20, 0, 1e-9);
    char *text = text_of(study, 0);
    assert_non_null(strstr(text, "Nothing in this scenario is uncertain"));
    free(text);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

/* --- groups --- */

/* c joins a and d, which b joined; e stays alone. */
static void test_factors_linked_in_a_chain__are_one_group(void **state) {
    (void)state;
#define WALK "process = \"random_walk\"; sd_per_year = 0.2; "
    sk_scenario *scenario = scenario_of_text(
        HORIZON
        "sources: {" SOURCE("s", 60.0) "};\n" DEMAND(50.0) "factors: {" PRICE("a", "s", WALK)
            PRICE("b", "s", WALK) PRICE("c", "s", WALK) PRICE("d", "s", WALK)
                PRICE("e", "s", WALK) "};\n"
                                      "correlations = ( { a = \"b\"; b = \"d\"; rho = 0.1; },"
                                      " { a = \"a\"; b = \"c\"; rho = 0.1; }, { a = \"d\"; b = "
                                      "\"c\"; rho = 0.1; } );\n"
                                      "disruptions: {" OUTAGE("out", "s", 0.5) "};\n",
        NULL);
    ski_arena *arena = ski_arena_new();
    ski_groups groups;
    assert_int_equal(ski_groups_build(&groups, scenario, arena), SK_OK);
    assert_int_equal(groups.count, 3);
    assert_string_equal(groups.groups[0].name, "out");
    assert_int_equal(groups.groups[0].kind, SKI_GROUP_DISRUPTION);
    assert_string_equal(groups.groups[1].name, "a+b+c+d");
    assert_int_equal(groups.groups[1].kind, SKI_GROUP_FACTORS);
    assert_string_equal(groups.groups[2].name, "e");
    assert_int_equal(groups.groups[2].kind, SKI_GROUP_FACTOR);
    unsigned char states[6] = {0};
    ski_group_set(&groups, 1, SKI_OFF, states);
    ski_group_set(&groups, 0, SKI_EXCHANGED, states);
    const unsigned char expected[6] = {SKI_OFF, SKI_OFF,      SKI_OFF,
                                       SKI_OFF, SKI_AS_DRAWN, SKI_EXCHANGED};
    assert_memory_equal(states, expected, sizeof states);
    ski_arena_free(arena);
    sk_scenario_free(scenario);
}

static void test_method__goes_by_the_nominal_cost_alone(void **state) {
    (void)state;
    /* 3 groups: 11 samples a world exactly, 9 by orders */
    assert_true(ski_sensitivity_cost_of(3, 1000, 0.1).is_exact);
    assert_near(ski_sensitivity_cost_of(3, 1000, 0.1).samples, 11001, 0, 0);
    assert_false(ski_sensitivity_cost_of(3, 1000, 0.11).is_exact);
    assert_near(ski_sensitivity_cost_of(3, 1000, 0.11).samples, 9001, 0, 0);
    assert_near(ski_sensitivity_cost_of(16, 1000, 0.1).samples, 48001, 0, 0);
    /* with one or two there is nothing to save */
    assert_true(ski_sensitivity_cost_of(2, 1000000, 10).is_exact);
    assert_near(ski_sensitivity_cost_of(1, 100, 10).samples, 301, 0, 0);
    assert_near(ski_sensitivity_cost_of(0, 100, 10).samples, 201, 0, 0);
    assert_false(ski_sensitivity_cost_of(21, 16, 0).is_exact);
}

/* --- metrics --- */

static char *refusal(const char *text, const char *metric) {
    sk_scenario *scenario = scenario_of_text(text, NULL);
    sk_error *error = sk_error_new();
    ski_sensitivity *study = NULL;
    const sk_study_options options = {.metric = metric};
    assert_int_equal(ski_sensitivity_execute(&study, scenario, &options, NULL, error),
                     SK_ERR_USAGE);
    assert_null(study);
    char *said = strdup(sk_error_text(error, sk_error_kept(error) - 1));
    sk_error_free(error);
    sk_scenario_free(scenario);
    return said;
}

static void expect_refused(const char *text, const char *metric, const char *reason) {
    char *said = refusal(text, metric);
    if (strstr(said, reason) == NULL) {
        print_error("%s\n", said);
    }
    assert_non_null(strstr(said, reason));
    free(said);
}

static const char uncritical[] = HORIZON
    "sources: {" SOURCE("a",
                        80.0) "};\n"
                              "demands: { fab: { place = \"kr\"; material = \"ore\"; tpy = 50.0;"
                              " shortage_usd_per_t = 9000.0; }; };\n" SIMULATION("samples = 20;");

static void test_metric__that_is_none_is_refused_with_what_is_allowed(void **state) {
    (void)state;
    expect_refused(additive, "shortage_critical", "did you mean \"shortage_critical_t\"?");
    expect_refused(additive, "wealth", "(got \"wealth\"; allowed cost_usd, spend_usd, shortage_t");
    expect_refused(additive, "wealth", "hhi_W)");
    expect_refused(additive, "secure", "it is an event");
    expect_refused(additive, "any_shortage", "it is an event");
    expect_refused(additive, "foresight_cost_usd", "of deciding with foresight");
    expect_refused(uncritical, "fill_rate_critical", "no demand is critical");
}

/* --- runs --- */

static void test_sampling__is_at_random_whatever_the_scenario_says(void **state) {
    (void)state;
    char text[4096];
    sk_scenario *at_random = scenario_of_text(three, NULL);
    snprintf(text, sizeof text, "%.*s sampling = \"lhs\"; };\n", (int)strlen(three) - 4, three);
    sk_scenario *designed = scenario_of_text(text, NULL);
    sk_error *error = sk_error_new();
    ski_sensitivity *one = study_of(at_random, NULL), *other = NULL;
    assert_int_equal(ski_sensitivity_execute(&other, designed, NULL, NULL, error), SK_OK);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_WARNING), 1);
    assert_non_null(strstr(sk_error_text(error, 0), "at random"));
    for (int i = 0; i < 3; i++) {
        assert_near(one->inputs[i].index.total, other->inputs[i].index.total, 0, 0);
        assert_near(one->inputs[i].shapley.mean, other->inputs[i].shapley.mean, 0, 0);
    }
    ski_sensitivity_free(one);
    ski_sensitivity_free(other);
    sk_error_free(error);
    sk_scenario_free(at_random);
    sk_scenario_free(designed);
}

static void test_announcement__says_how_many_samples_and_how_long(void **state) {
    (void)state;
    sk_scenario *scenario = fourteen(100);
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(ski_sensitivity_announce(scenario, NULL, stream, NULL), SK_OK);
    fclose(stream);
    assert_non_null(strstr(text, "14 groups of causes"));
    assert_non_null(strstr(text, "4,201 samples"));
    assert_non_null(strstr(text, "minute"));
    free(text);
    sk_scenario_free(scenario);
}

/* Worlds with the boom fail; the others are decided month by month. */
static const char failing[] =
    "scenario: { name = \"kept\"; start = \"2025-01\"; periods = 4; initial_pipeline = "
    "\"empty\"; terminal = \"none\"; };\n"
    "materials: { ore: { element = \"W\"; price_usd_per_t = 10.0; }; };\n"
    "places: { cn: { country = \"CN\"; }; kr: { country = \"KR\"; }; };\n"
    "sources: { pit: { place = \"cn\"; material = \"ore\"; }; };\n"
    "routes: { sea: { from = \"cn\"; to = \"kr\"; materials = [\"ore\"]; capacity_tpy = 14.0; "
    "}; };\n"
    "stocks: { yard: { place = \"kr\"; material = \"ore\"; capacity_t = 3.0; initial_t = 1.0; "
    "}; };\n"
    "demands: { fab: { place = \"kr\"; material = \"ore\"; tpy = 12.0; critical = true;\n"
    "    shortage_usd_per_t = 5000.0; }; };\n"
    "factors: { price: { targets = [\"materials.ore.price_usd_per_t\"]; process = "
    "\"random_walk\"; sd_per_year = 0.4; }; };\n"
    "disruptions: { boom: { start = \"2025-01\"; probability = 0.03; duration_days = 400.0;\n"
    "  effects = ( { target = \"demands.fab.tpy\"; factor = 4.0e9; } ); };\n"
    "  storm: { rate_per_year = 2.0; duration_days = { dist = \"exponential\"; mean = 40.0; };\n"
    "  effects = ( { target = \"routes.sea.capacity_tpy\"; factor = 0.0; } ); }; };\n"
    "simulation: { samples = 120; lookahead_periods = 3; };\n";

static void test_failed_samples__are_left_out_counted_and_named(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(failing, NULL);
    sk_error *error = sk_error_new();
    ski_sensitivity *study = NULL;
    assert_int_equal(ski_sensitivity_execute(&study, scenario, NULL, NULL, error),
                     SK_ERR_INCOMPLETE);
    assert_true(study->failed_count > 3);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), study->failed_count);
    assert_non_null(strstr(sk_error_text(error, 0), "of set first failed: "));
    const ski_index *boom = &input_named(study, "boom")->index;
    assert_true(boom->left_out > 0);
    assert_int_equal(boom->count + boom->left_out, 120);
    assert_true(study->left_out > 0);
    assert_int_equal(study->attributed + study->left_out, 120);
    assert_near(study->causes_t, study->all.mean - study->none_t, 1e-9, 1e-9);
    assert_false(isnan(boom->total) || isnan(input_named(study, "storm")->shapley.mean));
    char *text = text_of(study, 0);
    assert_non_null(strstr(text, "left out because a sample failed"));
    free(text);
    ski_sensitivity_free(study);
    sk_error_free(error);
    sk_scenario_free(scenario);
}

typedef struct {
    int left; /* questions until it is asked to stop */
} patience;

static int stop_later(void *context) {
    patience *of = context;
    return of->left-- <= 0;
}

static sk_status go(const sk_scenario *scenario, const char *path, int questions, int threads,
                    char **document) {
    patience of = {questions};
    const sk_watch watch = {.should_stop = stop_later, .context = &of};
    ski_sensitivity *study = NULL;
    sk_study_options options = {.threads = threads};
    if (path != NULL) {
        assert_int_equal(sk_results_open(&options.results, path, "sensitivity", NULL, scenario,
                                         false, NULL),
                         SK_OK);
    }
    const sk_status st = ski_sensitivity_execute(&study, scenario, &options, &watch, NULL);
    *document = study == NULL ? NULL : document_of(study);
    ski_sensitivity_free(study);
    sk_results_close(options.results);
    return st;
}

static void test_study__is_the_same_in_memory_in_a_database_and_in_many_goes(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "one.db");
    char *memory = NULL, *database = NULL, *resumed = NULL;
    sk_scenario *scenario = scenario_of_text(failing, NULL);
    assert_int_equal(go(scenario, NULL, 1000000, 1, &memory), SK_ERR_INCOMPLETE);
    int goes = 0;
    while (go(scenario, path, 400, 2, &database) == SK_ERR_STOPPED) {
        assert_true(++goes < 100);
    }
    assert_true(goes > 1);
    assert_string_equal(memory, database);
    assert_int_equal(go(scenario, path, 60, 2, &resumed), SK_ERR_INCOMPLETE);
    assert_string_equal(memory, resumed); /* of what is stored alone */
    free(memory);
    free(database);
    free(resumed);
    sk_scenario_free(scenario);
    free(path);
    temp_folder_remove(folder);
}

/* A larger number of worlds adds to what is there, even where the method changes with it. */
static void test_more_worlds__go_on_from_fewer(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "one.db");
    char *grown = NULL, *at_once = NULL;
    sk_scenario *few = fourteen(20), *many = fourteen(90);
    assert_int_equal(go(few, path, 1000000, 2, &grown), SK_OK);
    free(grown);
    assert_int_equal(go(many, path, 1000000, 2, &grown), SK_OK);
    assert_int_equal(go(many, NULL, 1000000, 2, &at_once), SK_OK);
    assert_string_equal(grown, at_once);
    free(grown);
    free(at_once);
    sk_scenario_free(few);
    sk_scenario_free(many);
    free(path);
    temp_folder_remove(folder);
}

static void test_memory__that_runs_out_leaves_results_that_go_on(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "results.db");
    sk_scenario *scenario =
        scenario_of_text(HORIZON "sources: {" SOURCE("a", 60.0) SOURCE("b", 60.0) "};\n" DEMAND(
                             100.0) "disruptions: {" OUTAGE("a_out", "a", 0.5)
                             OUTAGE("b_out", "b", 0.5)
                                 OUTAGE("c_out", "b", 0.5) "};\n" SIMULATION("samples = 2;"),
                         NULL);
    int failed = 1;
    for (int nth = 1; failed; nth += 5) {
        ski_sensitivity *study = NULL;
        sk_study_options options = {.threads = 1};
        assert_int_equal(sk_results_open(&options.results, path, "sensitivity", NULL, scenario,
                                         false, NULL),
                         SK_OK);
        fail_allocation(nth);
        const sk_status st = ski_sensitivity_execute(&study, scenario, &options, NULL, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        ski_sensitivity_free(study);
        sk_results_close(options.results);
        assert_true(nth < 20000);
    }
    sk_scenario_free(scenario);
    free(path);
    temp_folder_remove(folder);
}

/* --- what is written --- */

static void test_text__fits_the_screen_and_adds_up(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(three, NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    char *text = text_of(study, 80);
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1) {
        assert_true(strcspn(line, "\n") <= 80);
    }
    assert_non_null(strstr(text, "structural"));
    assert_non_null(strstr(text, "all coalitions"));
    free(text);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

static void test_few_events__are_said(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(
        HORIZON "sources: {" SOURCE("a", 100.0) "};\n" DEMAND(
            100.0) "disruptions: {" OUTAGE("out", "a", 0.05) "};\n" SIMULATION("samples = 300;"),
        NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    char *text = text_of(study, 0);
    assert_true(study->few_events);
    assert_true(study->short_worlds > 0 && study->short_worlds < 50);
    assert_non_null(strstr(text, "Few events"));
    free(text);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_additive_cost__has_the_variance_shares_of_its_terms),
        cmocka_unit_test(test_one_group__takes_all_the_variance_and_all_the_shortage),
        cmocka_unit_test(test_metric_that_never_varies__is_undefined_and_said_so),
        cmocka_unit_test(test_three_causes__are_attributed_as_by_hand),
        cmocka_unit_test(test_many_causes__are_attributed_by_random_orders),
        cmocka_unit_test(test_no_causes__leave_nothing_to_tell_apart),
        cmocka_unit_test(test_factors_linked_in_a_chain__are_one_group),
        cmocka_unit_test(test_method__goes_by_the_nominal_cost_alone),
        cmocka_unit_test(test_metric__that_is_none_is_refused_with_what_is_allowed),
        cmocka_unit_test(test_sampling__is_at_random_whatever_the_scenario_says),
        cmocka_unit_test(test_announcement__says_how_many_samples_and_how_long),
        cmocka_unit_test(test_failed_samples__are_left_out_counted_and_named),
        cmocka_unit_test(test_study__is_the_same_in_memory_in_a_database_and_in_many_goes),
        cmocka_unit_test(test_more_worlds__go_on_from_fewer),
        cmocka_unit_test(test_memory__that_runs_out_leaves_results_that_go_on),
        cmocka_unit_test(test_text__fits_the_screen_and_adds_up),
        cmocka_unit_test(test_few_events__are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
