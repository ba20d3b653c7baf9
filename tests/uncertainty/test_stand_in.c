/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty: what stands in where a multiplier meets a missing limit, in worlds and forecasts. */
#include "uncertainty/drawn.h"
#include "uncertainty/forecast.h"

/* The road, without a limit, is halved for a month and a half; 40 t/y stand in. */
static const ski_effect half_the_strait[] = {
    {TARGETS(strait), .factor = NUMBER(0.5), .until_days = INFINITY}};
static const ski_disruption narrow[] = {{.element = NAMED("narrow"),
                                         EFFECTS(half_the_strait),
                                         .dated = true,
                                         .probability = 0,
                                         .duration_days = NUMBER(0),
                                         ALWAYS}};

static void halve(drawn *of, double **limits, double tpy) {
    *of = drawn_of_disruptions(narrow, 1);
    drawn_build(of);
    const int count = of->network->quantity_count * of->network->periods;
    *limits = calloc((size_t)count, sizeof **limits);
    for (int i = 0; i < count; i++) {
        (*limits)[i] = tpy;
    }
    ski_uncertainty_stand_in(of->uncertainty, *limits);
    ski_recipe recipe = ski_recipe_of_world(0);
    recipe.forced = 0;
    recipe.forced_periods = 1.5;
    assert_int_equal(ski_world_draw(of->uncertainty, 1, &recipe, of->world), SK_OK);
}

static void close_drawn(drawn *of, double *limits) {
    ski_world_free(of->world);
    ski_uncertainty_free(of->uncertainty);
    ski_network_free(of->network);
    free(limits);
}

static void test_missing_limit__is_what_stands_in_times_the_multiplier(void **state) {
    (void)state;
    double *limits = NULL;
    drawn of;
    halve(&of, &limits, 40);
    const int road = of.network->links[ROAD].capacity, route = of.network->links[ROUTE].capacity;
    assert_near(ski_value(of.network, of.world->values, road, 0), 20, 1e-12, 0);
    assert_near(ski_value(of.network, of.world->values, road, 1), 40 * 0.75, 1e-12, 0);
    assert_true(isinf(ski_value(of.network, of.world->values, road, 2)));
    assert_near(ski_value(of.network, of.world->values, route, 0), 30, 1e-12, 0);
    assert_near(ski_value(of.network, of.world->values, route, 2), 60, 1e-12, 0);
    close_drawn(&of, limits);
}

/* In the first month the outage is on and expected to stay; at the end of the second it is over. */
static void test_missing_limit__is_the_same_in_the_forecast(void **state) {
    (void)state;
    double *limits = NULL;
    drawn of;
    halve(&of, &limits, 40);
    const int road = of.network->links[ROAD].capacity, periods = of.network->periods;
    double *values = calloc((size_t)of.network->quantity_count * (size_t)periods, sizeof *values);
    ski_forecast *forecast = NULL;
    assert_int_equal(ski_forecast_new(&forecast, of.uncertainty), SK_OK);
    ski_forecast_fill(forecast, of.world, 0, 0, periods, values);
    for (int t = 0; t < periods; t++) {
        assert_near(ski_value(of.network, values, road, t), 20, 1e-12, 0);
    }
    ski_forecast_fill(forecast, of.world, 1, 0, periods, values);
    assert_near(ski_value(of.network, values, road, 1), 30, 1e-12, 0);
    assert_true(isinf(ski_value(of.network, values, road, 2)));
    ski_forecast_free(forecast);
    free(values);
    close_drawn(&of, limits);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_missing_limit__is_what_stands_in_times_the_multiplier),
        cmocka_unit_test(test_missing_limit__is_the_same_in_the_forecast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
