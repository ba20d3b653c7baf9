/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/compare: options whose costs can be worked out by hand, in worlds of two kinds. */
#include "report/compare_text.h"
#include "study/compare.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <string.h>

/* Two years of months. China can sell 6 of 12 t a year at 10; Uzbekistan the rest at 100, unless
 * its mine is shut for good, which it is in a world in five. Steel has what it needs. */
#define CHAIN(critical, policies, simulation)                                                     \
    "scenario: { name = \"chain\"; start = \"2025-01\"; periods = 24; initial_pipeline = "        \
    "\"empty\"; terminal = \"none\"; };\n"                                                        \
    "materials: { ore: { element = \"W\"; price_usd_per_t = 10.0; };\n"                           \
    "  iron: { element = \"Fe\"; price_usd_per_t = 1.0; }; };\n"                                  \
    "places: { cn: { country = \"CN\"; }; uz: { country = \"UZ\"; }; kr: { country = \"KR\"; }; " \
    "};\n"                                                                                        \
    "sources: { cheap: { place = \"cn\"; material = \"ore\"; capacity_tpy = 6.0; };\n"            \
    "  dear: { place = \"uz\"; material = \"ore\"; capacity_tpy = 99.0;\n"                        \
    "    price_usd_per_t = 100.0; };\n"                                                           \
    "  mill: { place = \"kr\"; material = \"iron\"; capacity_tpy = 50.0; }; };\n"                 \
    "routes: { sea: { from = \"cn\"; to = \"kr\"; materials = [\"ore\"]; };\n"                    \
    "  rail: { from = \"uz\"; to = \"kr\"; materials = [\"ore\"]; }; };\n"                        \
    "demands: { steel: { place = \"kr\"; material = \"iron\"; tpy = 24.0;\n"                      \
    "    shortage_usd_per_t = 70.0; };\n"                                                         \
    "  fab: { place = \"kr\"; material = \"ore\"; tpy = 12.0; critical = " critical ";\n"         \
    "    shortage_usd_per_t = 5000.0; }; };\n"                                                    \
    "factors: { mine: { targets = [\"sources.dear.capacity_tpy\"]; process = \"fixed\";\n"        \
    "  value = { dist = \"discrete\"; values = [0.0, 1.0]; weights = [0.2, 0.8]; }; }; };\n"      \
    "policies: { " policies " };\n"                                                               \
    "simulation: { decisions = \"foresight\"; " simulation " };\n"

#define SET(path, value) "changes = ( { path = \"" path "\"; set = " value "; } ); "

/* `more` buys all of it in China; `less` half of what it does; the mill is large enough anyhow. */
#define POLICIES                                                                                \
    "idle: { " SET("sources.mill.capacity_tpy",                                                 \
                   "60.0") "};\n"                                                               \
                           "fee: { cost_usd = 50.0; " SET(                                      \
                               "sources.mill.capacity_tpy",                                     \
                               "60.0") "};\n"                                                   \
                                       "more: { title = \"Buy more\"; cost_usd = 1000.0; " SET( \
                                           "sources.cheap.capacity_tpy",                        \
                                           "12.0") "};\n"                                       \
                                                   "less: { " SET("sources.cheap.capacity_tpy", \
                                                                  "3.0") "};\n"

enum { BASELINE, IDLE, FEE, MORE, LESS, OPTIONS };
enum { SAMPLES = 200 };

static sk_scenario *scenario;
static ski_compare *compare;
static sk_error *error;

static sk_status execute(const char *text, const sk_study_options *options) {
    scenario = scenario_of_text(text, NULL);
    error = sk_error_new();
    compare = NULL;
    return ski_compare_execute(&compare, scenario, options, NULL, error);
}

static void end(void) {
    ski_compare_free(compare);
    sk_scenario_free(scenario);
    sk_error_free(error);
}

static bool says(const char *words) {
    bool found = false;
    for (int i = 0; i < sk_error_kept(error); i++) {
        found = found || strstr(sk_error_text(error, i), words) != NULL;
    }
    return found;
}

/* The comparison of all, once for most tests. */
static int set_up(void **state) {
    (void)state;
    return execute(CHAIN("true", POLICIES, "samples = 200;"), NULL) == SK_OK ? 0 : 1;
}

static int tear_down(void **state) {
    (void)state;
    end();
    return 0;
}

static const ski_option *option(int number) {
    return &compare->options[number];
}

/* The share of worlds in which the mine is shut. */
static double shut(void) {
    return option(BASELINE)->probabilities[SKI_COL_ANY_SHORTAGE_CRITICAL].value;
}

/* The mean of a figure that is one thing in open worlds and another in shut ones. */
static double mean(double open, double closed) {
    return open * (1 - shut()) + closed * shut();
}

static void assert_mean(int number, int column, double value) {
    assert_near(option(number)->statistics[column].mean, value, 1e-6, 1e-9);
}

static void test_options__are_the_baseline_and_all_policies_in_order(void **state) {
    (void)state;
    static const char *const names[] = {"baseline", "idle", "fee", "more", "less"};
    assert_int_equal(compare->option_count, OPTIONS);
    for (int i = 0; i < OPTIONS; i++) {
        assert_string_equal(option(i)->name, names[i]);
    }
    assert_string_equal(option(MORE)->title, "Buy more");
    assert_int_equal(compare->samples, SAMPLES);
    assert_int_equal(compare->good, SAMPLES);
}

static void test_costs__are_as_worked_out_by_hand(void **state) {
    (void)state;
    assert_true(shut() > 0.1 && shut() < 0.3);
    assert_mean(BASELINE, SKI_COL_COST_USD, mean(1368, 60168));
    assert_mean(IDLE, SKI_COL_COST_USD, mean(1368, 60168));
    assert_mean(FEE, SKI_COL_COST_USD, mean(1418, 60218));
    assert_mean(MORE, SKI_COL_COST_USD, 1288);
    assert_mean(LESS, SKI_COL_COST_USD, mean(1908, 90108));
    assert_mean(BASELINE, SKI_COL_SPEND_USD, mean(1368, 168));
    assert_mean(MORE, SKI_COL_SPEND_USD, 1288);
    assert_mean(LESS, SKI_COL_SHORTAGE_CRITICAL_T, mean(0, 18));
}

static void test_own_cost__is_that_of_the_policy_and_its_even_payment(void **state) {
    (void)state;
    assert_near(option(BASELINE)->own_cost_usd, 0, 0, 0);
    assert_near(option(MORE)->own_cost_usd, 1000, 1e-9, 0);
    assert_near(option(MORE)->own_cost_usd_per_year, 500, 1e-9, 0);
}

static void test_differences__are_those_of_the_same_worlds(void **state) {
    (void)state;
    const ski_paired *more = &option(MORE)->differences[SKI_COL_COST_USD];
    const ski_paired *less = &option(LESS)->differences[SKI_COL_COST_USD];
    const ski_paired *fee = &option(FEE)->differences[SKI_COL_COST_USD];
    assert_near(more->mean.mean, mean(-80, -58880), 1e-6, 1e-9);
    assert_near(more->better.value, 1, 0, 0);
    assert_near(less->worse.value, 1, 0, 0);
    assert_near(fee->mean.mean, 50, 1e-5, 0);
    assert_near(fee->mean.interval.high - fee->mean.interval.low, 0, 1e-4, 0);
    assert_false(fee->mean.few_events);
    assert_near(option(MORE)->differences[SKI_COL_SHORTAGE_CRITICAL_T].better.value, shut(), 1e-12,
                0);
    assert_near(option(MORE)->differences[SKI_COL_SHORTAGE_CRITICAL_T].cvar, -12, 1e-6, 0);
    assert_near(option(MORE)->differences[SKI_COL_SECURE].better.value, shut(), 1e-12, 0);
}

static void test_tonne__avoided_costs_what_is_spent_more_over_what_is_avoided(void **state) {
    (void)state;
    const ski_avoided *of = &option(MORE)->avoided;
    assert_int_equal(of->verdict, SKI_RATIO);
    assert_near(of->avoided_t.mean, 12 * shut(), 1e-6, 0);
    assert_near(of->spend_usd.mean, mean(-80, 1120), 1e-6, 0);
    assert_near(of->usd_per_t, mean(-80, 1120) / (12 * shut()), 1e-6, 0);
    assert_true(of->interval.low < of->usd_per_t && of->usd_per_t < of->interval.high);
}

static void test_verdicts__say_why_there_is_no_price(void **state) {
    (void)state;
    assert_int_equal(option(IDLE)->avoided.verdict, SKI_CHANGES_NOTHING);
    assert_int_equal(option(FEE)->avoided.verdict, SKI_NOT_DISTINGUISHABLE);
    assert_int_equal(option(LESS)->avoided.verdict, SKI_MORE_SHORTAGE);
}

static void test_policies__without_effect_are_warned_of(void **state) {
    (void)state;
    assert_true(option(IDLE)->changes_nothing && option(IDLE)->changes_cost_alone);
    assert_true(!option(FEE)->changes_nothing && option(FEE)->changes_cost_alone);
    assert_true(!option(MORE)->changes_nothing && !option(MORE)->changes_cost_alone);
    assert_true(says("idle changes nothing in any world against baseline"));
    assert_true(says("fee changes nothing in any world against baseline but what it costs itself"));
    assert_false(says("more changes nothing"));
}

static void test_ranks__go_by_mean_cost_and_equal_options_share_them(void **state) {
    (void)state;
    const ski_pair *equal = ski_pair_at(compare->pairs, OPTIONS, BASELINE, IDLE);
    assert_int_equal(option(MORE)->rank, 1);
    assert_int_equal(option(BASELINE)->rank, 2);
    assert_int_equal(option(IDLE)->rank, 2);
    assert_int_equal(option(FEE)->rank, 4);
    assert_int_equal(option(LESS)->rank, 5);
    assert_true(equal->identical && equal->better < 0);
    assert_near(compare->pair_level, 1 - 0.05 / 10, 1e-15, 0);
    assert_false(option(MORE)->dominating_count > 0);
}

static void test_regret__is_what_is_paid_more_than_the_best_of_the_world(void **state) {
    (void)state;
    assert_near(option(MORE)->regret.mean.mean, 0, 0, 0);
    assert_near(option(MORE)->regret.most, 0, 0, 0);
    assert_near(option(BASELINE)->regret.mean.mean, mean(80, 58880), 1e-6, 1e-9);
    assert_near(option(BASELINE)->regret.p95, 58880, 1e-6, 1e-9);
    assert_near(option(LESS)->regret.most, 88820, 1e-6, 1e-9);
}

static void test_dominance__of_what_is_cheaper_in_every_world_is_of_first_order(void **state) {
    (void)state;
    const ski_option *fee = option(FEE);
    assert_int_equal(fee->dominating_count, 3);
    for (int i = 0; i < 3; i++) {
        static const int by[] = {BASELINE, IDLE, MORE};
        assert_int_equal(fee->dominated_by[i].option, by[i]);
        assert_int_equal(fee->dominated_by[i].order, 1);
    }
    assert_int_equal(option(BASELINE)->dominating_count, 1);
    assert_int_equal(option(LESS)->dominating_count, 4);
}

/* Spending: baseline and idle least, then more; shortage of the worst worlds: more none. */
static void test_front__is_between_spending_and_shortage(void **state) {
    (void)state;
    assert_true(option(BASELINE)->on_front && option(IDLE)->on_front && option(MORE)->on_front);
    assert_false(option(FEE)->on_front || option(LESS)->on_front);
}

static void test_curves__say_in_which_share_of_worlds_a_cost_is_exceeded(void **state) {
    (void)state;
    const ski_exceedance *cost = &option(BASELINE)->curves[0];
    assert_int_equal(option(BASELINE)->curve_count, 2);
    assert_int_equal(cost->column, SKI_COL_COST_USD);
    assert_int_equal(cost->point_count, 2);
    assert_near(cost->points[0].share, shut(), 1e-12, 0);
    assert_near(cost->points[1].value, 60168, 1e-6, 1e-9);
    assert_int_equal(option(MORE)->curves[1].column, SKI_COL_SHORTAGE_CRITICAL_T);
}

static void test_reference__may_be_another_policy(void **state) {
    (void)state;
    const sk_study_options options = {.policies = "baseline, idle", .against = "more"};
    assert_int_equal(execute(CHAIN("true", POLICIES, "samples = 200;"), &options), SK_OK);
    assert_int_equal(compare->option_count, 3);
    assert_string_equal(option(0)->name, "more");
    assert_string_equal(option(1)->name, "baseline");
    assert_string_equal(option(2)->name, "idle");
    assert_int_equal(option(1)->avoided.verdict, SKI_MORE_SHORTAGE);
    assert_near(option(1)->differences[SKI_COL_COST_USD].better.value, 0, 0, 0);
    end();
}

static void test_shortage__of_all_stands_in_where_no_demand_is_critical(void **state) {
    (void)state;
    assert_int_equal(execute(CHAIN("false", POLICIES, "samples = 200;"), NULL), SK_OK);
    assert_int_equal(compare->shortage_column, SKI_COL_SHORTAGE_T);
    assert_int_equal(option(MORE)->avoided.verdict, SKI_RATIO);
    assert_true(says("no demand is critical"));
    end();
}

static void test_worlds__without_shortage_leave_none_to_avoid(void **state) {
    (void)state;
    assert_int_equal(execute(CHAIN("true",
                                   "ample: { " SET("sources.cheap.capacity_tpy", "13.0") "};",
                                   "samples = 60; seed = 3;"),
                             &(sk_study_options){.against = "ample"}),
                     SK_OK);
    assert_int_equal(option(1)->avoided.verdict, SKI_MORE_SHORTAGE);
    end();
    assert_int_equal(execute(CHAIN("true",
                                   "ample: { " SET("sources.cheap.capacity_tpy",
                                                   "13.0") "};\n"
                                                           "ampler: { cost_usd = 9.0; " SET(
                                                               "sources.cheap.capacity_tpy",
                                                               "14.0") "};",
                                   "samples = 60; seed = 3;"),
                             &(sk_study_options){.against = "ample", .policies = "ampler"}),
                     SK_OK);
    assert_int_equal(option(1)->avoided.verdict, SKI_NO_SHORTAGE);
    assert_true(option(1)->changes_cost_alone);
    end();
}

static void assert_refused(const char *text, const sk_study_options *options, sk_status st,
                           const char *words) {
    assert_int_equal(execute(text, options), st);
    assert_null(compare);
    if (!says(words)) {
        fail_msg("'%s' is not said, but: %s", words, sk_error_text(error, 0));
    }
    end();
}

static void test_names__that_there_are_not_are_refused_with_the_nearest(void **state) {
    (void)state;
    const char *text = CHAIN("true", POLICIES, "samples = 20;");
    assert_refused(text, &(sk_study_options){.policies = "idle,mor"}, SK_ERR_USAGE,
                   "(got \"mor\"; did you mean \"more\"?)");
    assert_refused(text, &(sk_study_options){.policies = "quarantine"}, SK_ERR_USAGE,
                   "allowed baseline, idle, fee, more, less");
    assert_refused(text, &(sk_study_options){.against = "lesss"}, SK_ERR_USAGE, "against: ");
    assert_refused(text, &(sk_study_options){.policies = "baseline"}, SK_ERR_USAGE,
                   "name one at least besides baseline");
    assert_refused(text, &(sk_study_options){.metric = "fill_rate"}, SK_ERR_USAGE, "metric");
    assert_refused(text, &(sk_study_options){.threads = -1}, SK_ERR_USAGE, "threads");
    assert_refused(CHAIN("true", "", "samples = 20;"), NULL, SK_ERR_SCENARIO,
                   "policies: there are none");
}

/* Columns could not be laid beside one another. */
static void test_policy__that_changes_what_is_measured_is_refused(void **state) {
    (void)state;
    assert_refused(CHAIN("true", "renamed: { " SET("places.uz.country", "\"CN\"") "};",
                         "samples = 20;"),
                   NULL, SK_ERR_SCENARIO, "renamed changes what is measured");
}

/* All pairs but the equal one are told apart by 1,000 worlds at once. */
static void test_precision__ends_when_every_pair_is_known(void **state) {
    (void)state;
    assert_int_equal(execute(CHAIN("true", POLICIES, "samples = 4000; precision = 0.05;"), NULL),
                     SK_OK);
    assert_int_equal(compare->samples, 1000);
    assert_true(compare->settled);
    assert_near(compare->confidence, 0.96, 1e-15, 0);
    end();
}

/* What one of two costs more hangs on rare worlds, and is not known to a hundred-thousandth. */
static void test_precision__is_not_reached_while_a_pair_is_open(void **state) {
    (void)state;
    static const char *const text =
        CHAIN("true", "near: { cost_usd = 11800.0; " SET("sources.cheap.capacity_tpy", "12.0") "};",
              "samples = 2000; precision = 0.0001;");
    assert_int_equal(execute(text, NULL), SK_OK);
    assert_int_equal(compare->samples, 2000);
    assert_false(compare->settled);
    assert_int_equal(compare->pairs[0].better, -1);
    assert_true(compare->pairs[0].more_samples > 0);
    end();
}

static void test_announcement__says_how_many_samples(void **state) {
    (void)state;
    char text[256] = "";
    FILE *stream = fmemopen(text, sizeof text, "w");
    sk_scenario *of = scenario_of_text(CHAIN("true", POLICIES, "samples = 200;"), NULL);
    assert_int_equal(ski_compare_announce(of, NULL, stream, NULL), SK_OK);
    fclose(stream);
    assert_string_equal(text, "compare: 4 options against baseline, each in the same 200 worlds: "
                              "1000 samples");
    sk_scenario_free(of);
}

int main(void) {
    const struct CMUnitTest hand[] = {
        cmocka_unit_test(test_options__are_the_baseline_and_all_policies_in_order),
        cmocka_unit_test(test_costs__are_as_worked_out_by_hand),
        cmocka_unit_test(test_own_cost__is_that_of_the_policy_and_its_even_payment),
        cmocka_unit_test(test_differences__are_those_of_the_same_worlds),
        cmocka_unit_test(test_tonne__avoided_costs_what_is_spent_more_over_what_is_avoided),
        cmocka_unit_test(test_verdicts__say_why_there_is_no_price),
        cmocka_unit_test(test_policies__without_effect_are_warned_of),
        cmocka_unit_test(test_ranks__go_by_mean_cost_and_equal_options_share_them),
        cmocka_unit_test(test_regret__is_what_is_paid_more_than_the_best_of_the_world),
        cmocka_unit_test(test_dominance__of_what_is_cheaper_in_every_world_is_of_first_order),
        cmocka_unit_test(test_front__is_between_spending_and_shortage),
        cmocka_unit_test(test_curves__say_in_which_share_of_worlds_a_cost_is_exceeded),
    };
    const struct CMUnitTest others[] = {
        cmocka_unit_test(test_reference__may_be_another_policy),
        cmocka_unit_test(test_shortage__of_all_stands_in_where_no_demand_is_critical),
        cmocka_unit_test(test_worlds__without_shortage_leave_none_to_avoid),
        cmocka_unit_test(test_names__that_there_are_not_are_refused_with_the_nearest),
        cmocka_unit_test(test_policy__that_changes_what_is_measured_is_refused),
        cmocka_unit_test(test_precision__ends_when_every_pair_is_known),
        cmocka_unit_test(test_precision__is_not_reached_while_a_pair_is_open),
        cmocka_unit_test(test_announcement__says_how_many_samples),
    };
    return cmocka_run_group_tests(hand, set_up, tear_down) +
           cmocka_run_group_tests(others, NULL, NULL);
}
