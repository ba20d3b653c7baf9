/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/stress on chains whose answers are worked out by hand: a tonne a day is needed. */
#include "study/stressed.h"

/* Fifty tonnes last fifty days; each day more is a tonne short. Sixty days end on the fourth day of
 * the ninth week, whose other three serve less than 99 %: back on day 63. */
static void test_one_source_and_a_stock__stand_for_as_long_as_the_stock_lasts(void **state) {
    (void)state;
    ski_stress *stress = stress_of(ONE_MINE "stress = { outage_days = [30.0, 60.0, 90.0]; };");
    const ski_stress_target *mine = target_named(stress, "mine");
    assert_false(stress->is_short);
    assert_near(stress->shortage_t, 0, 0, 0);
    assert_near(mine->survives_days, 50, 0, 0);
    assert_false(mine->survives_horizon);
    assert_near(mine->outages[0].shortage_critical_t, 0, 1e-9, 0);
    assert_near(mine->outages[1].shortage_critical_t, 10, 1e-6, 0);
    assert_near(mine->outages[2].shortage_t, 40, 1e-6, 0);
    assert_near(mine->outages[0].recovery_days, 0, 0, 0);
    assert_near(mine->outages[1].recovery_days, 3, 1e-9, 0);
    assert_int_equal(mine->outages[1].short_count, 1);
    assert_near(mine->outages[1].shorts[0].shortage_t, 10, 1e-6, 0);
    assert_near(mine->stock_days, 90, 0, 0);
    assert_int_equal(mine->stock_count, 1);
    assert_near(mine->stock_t, 40, 1e-6, 0);
    assert_true(mine->stocks[0].is_verified);
    close_stress(stress);
}

/* Without a stock and without interest: ninety tonnes at 50 USD more. */
static void test_extra_cost__is_what_the_other_source_asks_more(void **state) {
    (void)state;
    ski_stress *stress =
        stress_of("scenario = { name = \"stress\"; start = \"2025-01\"; period = \"week\"; periods "
                  "= 26; };\n" MATERIAL TOWN "sources = { " MINE
                  " spot = { place = \"town\"; material = \"m\"; capacity_tpy = 365.0;"
                  " premium_usd_per_t = 50.0; }; };\ndemands = { " PLANT(
                      CRITICAL) " }; stress = { targets = [\"mine\"]; outage_days = [90.0]; };");
    const ski_stress_outage *outage = &stress->targets[0].outages[0];
    assert_near(stress->spend_usd, 182 * 100, 1e-6, 0);
    assert_near(outage->extra_spend_usd, 90 * 50, 1e-6, 0);
    assert_near(outage->extra_cost_usd, 90 * 50, 1e-6, 0);
    close_stress(stress);
}

/* Both gone, fifty tonnes last for seven weeks; in the eighth two sources make up for four days:
 * 53. */
static void test_two_sources__each_enough_outlast_the_horizon_one_without_the_other(void **state) {
    (void)state;
    ski_stress *stress = stress_of(
        WEEKS MATERIAL TOWN "sources = { " MINE
                            " spot = { place = \"town\"; material = \"m\"; capacity_tpy = 365.0;"
                            " premium_usd_per_t = 50.0; }; };\n" STOCK(50.0) "demands = { " PLANT(
                                CRITICAL) " }; stress = { targets = [\"mine\", \"spot\", "
                                          "\"country:KR\"]; outage_days = [90.0]; };");
    const ski_stress_target *mine = target_named(stress, "mine");
    const ski_stress_target *both = target_named(stress, "country:KR");
    assert_true(mine->survives_horizon);
    assert_true(isnan(mine->survives_days));
    assert_near(mine->stock_t, 0, 0, 0);
    assert_true(target_named(stress, "spot")->survives_horizon);
    assert_near(both->survives_days, 53, 0, 0);
    assert_int_equal(both->kind, SKI_STRESS_GROUP);
    assert_near(both->stock_t, 84 + 5 - 50, 1e-6, 0);
    assert_int_equal(stress->by_harm[0], 2);
    close_stress(stress);
}

/* What left before still arrives for two weeks; what is ordered from afar on the first day arrives
 * in the fifth: in the two weeks between, 14 t, the stock has to do. */
#define LEAD(stock)                                                                           \
    "scenario = { name = \"stress\"; start = \"2025-01\"; period = \"week\"; periods = 26;"   \
    " terminal = \"none\"; discount_rate_per_year = 0.05; };\n" MATERIAL                      \
    "places = { town = { country = \"KR\"; }; near = { country = \"CN\"; };"                  \
    " far = { country = \"CL\"; }; };\n"                                                      \
    "sources = { a = { place = \"near\"; material = \"m\"; capacity_tpy = 365.0; };"          \
    " b = { place = \"far\"; material = \"m\"; premium_usd_per_t = 50.0; }; };\n"             \
    "routes = { short = { from = \"near\"; to = \"town\"; materials = [\"m\"];"               \
    " lead_time_days = 14.0; }; long = { from = \"far\"; to = \"town\"; materials = [\"m\"];" \
    " lead_time_days = 28.0; }; };\n" STOCK(stock) "demands = { " PLANT(                      \
        CRITICAL) " };\n"                                                                     \
                  "stress = { targets = [\"a\"]; outage_days = [7.0, 60.0]; };"

static void test_lead_time__is_bridged_by_cargo_under_way_and_by_stock(void **state) {
    (void)state;
    ski_stress *stress = stress_of(LEAD(14.0));
    assert_true(stress->targets[0].survives_horizon);
    close_stress(stress);
    stress = stress_of(LEAD(10.0));
    assert_near(stress->targets[0].survives_days, 10, 0, 0);
    assert_near(stress->targets[0].outages[1].shortage_t, 4, 1e-6, 0);
    assert_near(stress->targets[0].stock_t, 4, 1e-6, 0);
    close_stress(stress);
}

#define UNLIMITED(factor)                                                                         \
    WEEKS MATERIAL TOWN "sources = { mine = { place = \"town\"; material = \"m\"; }; };\n" STOCK( \
        14.0) "demands = { " PLANT(CRITICAL) " };\n"                                              \
                                             "stress = { outage_days = [56.0]; factor = " factor  \
                                             "; };"

/* Half of a tonne a day is left: fourteen tonnes last 28 days. With nothing left they last 14. */
static void test_capacity_without_a_limit__counts_as_what_flows_undisturbed(void **state) {
    (void)state;
    assert_near(survival_of(UNLIMITED("0.0")), 14, 0, 0);
    assert_near(survival_of(UNLIMITED("0.5")), 28, 0, 0);
    ski_stress *stress = stress_of(UNLIMITED("0.5"));
    assert_near(stress->targets[0].outages[0].shortage_t, 14, 1e-6, 0);
    close_stress(stress);
}

/* A border without a capacity of its own, on a route that has none either. */
static void test_chokepoint_without_capacity__stops_the_routes_through_it(void **state) {
    (void)state;
    ski_stress *stress =
        stress_of(WEEKS MATERIAL
                  "places = { town = { country = \"KR\"; }; hills = { country = \"UZ\"; }; };\n"
                  "sources = { mine = { place = \"hills\"; material = \"m\"; }; };\n"
                  "chokepoints = { border = { country = \"KZ\"; }; };\n"
                  "routes = { rail = { from = \"hills\"; to = \"town\"; materials = [\"m\"];"
                  " via = [\"border\"]; }; };\n" STOCK(20.0) "demands = { " PLANT(
                      CRITICAL) " };\nstress = { outage_days = [30.0]; };");
    static const char *const names[] = {"mine", "rail", "border"};
    for (int i = 0; i < 3; i++) {
        assert_near(target_named(stress, names[i])->survives_days, 20, 0, 0);
        assert_near(target_named(stress, names[i])->outages[0].shortage_t, 10, 1e-6, 0);
    }
    close_stress(stress);
}

static void test_without_critical_demands__every_one_counts(void **state) {
    (void)state;
    sk_error *error = sk_error_new();
    ski_stress *stress =
        stress_on(WEEKS MATERIAL TOWN "sources = { " MINE " };\n" STOCK(50.0) "demands = { " PLANT(
                      "") " };\nstress = { outage_days = [90.0]; };",
                  1, error);
    assert_false(stress->has_critical);
    assert_near(stress->targets[0].survives_days, 50, 0, 0);
    assert_near(stress->targets[0].stock_t, 40, 1e-6, 0);
    assert_true(isnan(stress->targets[0].outages[0].shortage_critical_t));
    assert_int_equal(sk_error_count(error, SK_SEVERITY_WARNING), 1);
    assert_non_null(strstr(sk_error_text(error, 0), "every one counts as if it were"));
    close_stress(stress);
    sk_error_free(error);
}

/* Half of the demand is missing from the start. */
static void test_chain_that_is_short_undisturbed__has_no_time_to_survive(void **state) {
    (void)state;
    sk_error *error = sk_error_new();
    ski_stress *stress =
        stress_on(WEEKS MATERIAL TOWN "sources = { mine = { place = \"town\"; material = \"m\";"
                                      " capacity_tpy = 182.5; }; };\ndemands = { " PLANT(
                                          CRITICAL) " };\nstress = { outage_days = [28.0]; };",
                  1, error);
    const ski_stress_target *mine = &stress->targets[0];
    assert_true(stress->is_short);
    assert_near(stress->shortage_critical_t, 91, 1e-6, 0);
    assert_near(mine->outages[0].shortage_t, 91 + 14, 1e-6, 0);
    assert_true(isnan(mine->survives_days));
    assert_false(mine->survives_horizon);
    assert_true(isnan(mine->stock_t));
    assert_int_equal(mine->stock_count, 0);
    assert_non_null(strstr(sk_error_text(error, 0), "short even undisturbed"));
    close_stress(stress);
    sk_error_free(error);
}

/* Who waits is not served in time: whole as long as the stock lasts, though nothing may be lost. */
static void test_waiting__is_short_and_is_ridden_out_by_the_same_stock(void **state) {
    (void)state;
    ski_stress *stress = stress_of(
        WEEKS MATERIAL TOWN
        "sources = { mine = { place = \"town\"; material = \"m\";"
        " capacity_tpy = 730.0; }; };\n" STOCK(21.0) "demands = { " PLANT(
            CRITICAL
            " backlog_usd_per_t_year = 400000.0;") " };\nstress = { outage_days = [49.0]; };");
    const ski_stress_target *mine = &stress->targets[0];
    /* a fourth week that is out for half of it gives 7 t of the other half */
    assert_near(mine->survives_days, 24, 0, 0);
    assert_near(mine->outages[0].shortage_t, 0, 1e-9, 0);
    assert_int_equal(mine->outages[0].short_count, 1);
    assert_true(mine->outages[0].shorts[0].short_periods >= 4);
    assert_near(mine->stock_t, 28, 1e-6, 0);
    assert_true(mine->stocks[0].is_verified);
    close_stress(stress);
}

/* Stocks of two demands are told apart, and neither is lent to the other. */
static void test_stock_to_ride_out__is_what_each_critical_demand_lacks(void **state) {
    (void)state;
    ski_stress *stress = stress_of(WEEKS MATERIAL TOWN "sources = { " MINE " };\n" STOCK(
        50.0) "demands = { first = { place = \"town\"; material = \"m\"; tpy = 219.0;"
              " shortage_usd_per_t = 100000.0; critical = true; };\n"
              "second = { place = \"town\"; material = \"m\"; tpy = 73.0;"
              " shortage_usd_per_t = 200000.0; critical = true; };\n"
              "other = { place = \"town\"; material = \"m\"; tpy = 73.0;"
              " shortage_usd_per_t = 50000.0; }; };\n"
              "stress = { outage_days = [100.0]; };");
    const ski_stress_target *mine = &stress->targets[0];
    const ski_stress_outage *outage = &mine->outages[0];
    double short_t[3] = {0}, stock_t[3] = {0};
    for (int i = 0; i < outage->short_count; i++) {
        short_t[outage->shorts[i].demand] = outage->shorts[i].shortage_t;
        assert_true(i == 0 || outage->shorts[i].shortage_t <= outage->shorts[i - 1].shortage_t);
    }
    for (int i = 0; i < mine->stock_count; i++) {
        stock_t[mine->stocks[i].demand] = mine->stocks[i].tonnes;
        assert_true(mine->stocks[i].is_verified);
    }
    assert_near(outage->shortage_critical_t, mine->stock_t, 1e-6, 0);
    assert_true(short_t[0] > 10);
    assert_near(stock_t[0] + stock_t[1], mine->stock_t, 1e-9, 0);
    for (int d = 0; d < 2; d++) {
        assert_near(stock_t[d], short_t[d], 1e-6, 0);
    }
    assert_near(stock_t[2], 0, 0, 0);
    close_stress(stress);
}

static void test_longer_outages__never_do_less_harm(void **state) {
    (void)state;
    ski_stress *stress = stress_of(LEAD(10.0) "\n");
    close_stress(stress);
    stress = stress_of(ONE_MINE "stress = { outage_days = [1.0, 7.0, 20.0, 49.5, 50.0, 50.5, 51.0,"
                                " 77.0, 100.0, 140.0, 181.0, 182.0, 500.0]; };");
    const ski_stress_target *mine = &stress->targets[0];
    for (int i = 1; i < stress->outage_count; i++) {
        assert_true(mine->outages[i].shortage_t >= mine->outages[i - 1].shortage_t - 1e-9);
        assert_near(mine->outages[i].shortage_t, fmax(0, fmin(mine->outages[i].days, 182) - 50),
                    1e-6, 0);
    }
    assert_near(mine->survives_days, 50, 0, 0);
    /* short to the end of the horizon: no recovery within it */
    assert_true(isnan(mine->outages[stress->outage_count - 1].recovery_days));
    close_stress(stress);
}

/* Every length in days, one by one, against the bisection that sees the longest alone. */
static void assert_bisection_is_brute_force(const char *chain_text, const char *targets) {
    char text[8192], days[2048] = "";
    for (int day = 1; day <= 182; day++) {
        snprintf(days + strlen(days), sizeof days - strlen(days), "%s%d.0", day == 1 ? "" : ", ",
                 day);
    }
    snprintf(text, sizeof text, "%sstress = { %s outage_days = [%s]; };", chain_text, targets,
             days);
    ski_stress *all = stress_on(text, 2, NULL);
    snprintf(text, sizeof text, "%sstress = { %s outage_days = [182.0]; };", chain_text, targets);
    ski_stress *bisected = stress_of(text);
    for (int i = 0; i < all->target_count; i++) {
        int longest = 0;
        while (longest < 182 && all->targets[i].outages[longest].is_whole) {
            longest++;
        }
        for (int day = longest; day < 182; day++) {
            assert_false(all->targets[i].outages[day].is_whole);
        }
        if (longest == 182) {
            assert_true(bisected->targets[i].survives_horizon);
        } else {
            assert_near(bisected->targets[i].survives_days, longest, 0, 0);
        }
    }
    close_stress(all);
    close_stress(bisected);
}

static void test_time_to_survive__is_that_of_trying_every_day(void **state) {
    (void)state;
    assert_bisection_is_brute_force(ONE_MINE, "");
    assert_bisection_is_brute_force(
        WEEKS MATERIAL
        "places = { town = { country = \"KR\"; }; hills = { country = \"UZ\"; }; };\n"
        "sources = { mine = { place = \"hills\"; material = \"m\"; capacity_tpy = 400.0; };"
        " spot = { place = \"town\"; material = \"m\"; capacity_tpy = 200.0;"
        " premium_usd_per_t = 90.0; }; };\n"
        "routes = { rail = { from = \"hills\"; to = \"town\"; materials = [\"m\"];"
        " lead_time_days = 10.0; capacity_tpy = 390.0; }; };\n" STOCK(45.0) "demands = { " PLANT(
            CRITICAL) " };\n",
        "");
}

/* All tonnes a thousandfold, and the money of a tonne a thousandth: the same days. */
static void test_time_to_survive__does_not_depend_on_the_unit_of_mass(void **state) {
    (void)state;
    const char *const scaled =
        WEEKS "materials = { m = { price_usd_per_t = 0.1; }; };\n" TOWN
              "sources = { mine = { place = \"town\"; material = \"m\"; capacity_tpy = 365000.0; };"
              " };\nstocks = { k = { place = \"town\"; material = \"m\"; initial_t = 50000.0;"
              " target_t = 50000.0; below_target_usd_per_t_year = 1.0; }; };\n"
              "demands = { plant = { place = \"town\"; material = \"m\"; tpy = 365000.0;"
              " shortage_usd_per_t = 100.0; critical = true; }; };\n"
              "stress = { outage_days = [30.0, 60.0, 90.0]; };";
    ski_stress *stress = stress_of(scaled);
    assert_near(stress->targets[0].survives_days, 50, 0, 0);
    assert_near(stress->targets[0].stock_t, 40000, 1e-3, 0);
    assert_near(stress->targets[0].outages[1].recovery_days, 3, 1e-9, 0);
    close_stress(stress);
}

/* What the scenario has of randomness is left out. */
static void test_random_causes__do_not_touch_the_stress_study(void **state) {
    (void)state;
    const char *const random =
        "factors = { f = { targets = [\"sources.*.capacity_tpy\"]; process = \"fixed\";"
        " value = { dist = \"uniform\"; min = 0.1; max = 0.9; }; }; };\n"
        "disruptions = { x = { effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.0; "
        "}"
        " ); rate_per_year = 5.0; duration_days = 30.0; active_at_start = true; }; };\n"
        "simulation = { decisions = \"foresight\"; sampling = \"sobol\"; };\n";
    char text[4096];
    snprintf(text, sizeof text, "%s%sstress = { outage_days = [90.0]; };", ONE_MINE, random);
    ski_stress *stress = stress_of(text);
    assert_false(stress->is_short);
    assert_near(stress->targets[0].survives_days, 50, 0, 0);
    assert_near(stress->targets[0].outages[0].shortage_t, 40, 1e-6, 0);
    close_stress(stress);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_source_and_a_stock__stand_for_as_long_as_the_stock_lasts),
        cmocka_unit_test(test_extra_cost__is_what_the_other_source_asks_more),
        cmocka_unit_test(test_two_sources__each_enough_outlast_the_horizon_one_without_the_other),
        cmocka_unit_test(test_lead_time__is_bridged_by_cargo_under_way_and_by_stock),
        cmocka_unit_test(test_capacity_without_a_limit__counts_as_what_flows_undisturbed),
        cmocka_unit_test(test_chokepoint_without_capacity__stops_the_routes_through_it),
        cmocka_unit_test(test_without_critical_demands__every_one_counts),
        cmocka_unit_test(test_chain_that_is_short_undisturbed__has_no_time_to_survive),
        cmocka_unit_test(test_waiting__is_short_and_is_ridden_out_by_the_same_stock),
        cmocka_unit_test(test_stock_to_ride_out__is_what_each_critical_demand_lacks),
        cmocka_unit_test(test_longer_outages__never_do_less_harm),
        cmocka_unit_test(test_time_to_survive__is_that_of_trying_every_day),
        cmocka_unit_test(test_time_to_survive__does_not_depend_on_the_unit_of_mass),
        cmocka_unit_test(test_random_causes__do_not_touch_the_stress_study),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
