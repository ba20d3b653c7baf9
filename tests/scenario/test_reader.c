/* SPDX-License-Identifier: GPL-3.0-or-later */
/* every_key.cfg → what its structs must hold: every key of the format, by hand. */
#include "scenario/keys.h"
#include "scenario/reading.h"

#include <math.h>

static const char every_key[] = "tests/scenario/every_key.cfg";

static void assert_constant(const ski_sched *sched, double value) {
    assert_int_equal(sched->kind, SKI_SCHED_CONSTANT);
    assert_near(sched->value, value, 0, 0);
}

static void assert_growth(const ski_sched *sched, double value, double growth_per_year) {
    assert_int_equal(sched->kind, SKI_SCHED_GROWTH);
    assert_near(sched->value, value, 0, 0);
    assert_near(sched->growth_per_year, growth_per_year, 0, 0);
}

static void assert_point(const ski_sched *sched, int index, double time, double value) {
    assert_true(index < sched->count);
    assert_near(sched->times[index], time, 1e-12, 1e-12);
    assert_near(sched->values[index], value, 0, 0);
}

static void assert_target(const ski_target *target, ski_section section, int element,
                          const char *key) {
    assert_int_equal(target->section, section);
    assert_int_equal(target->element, element);
    assert_string_equal(target->key, key);
}

/* The file as it stands, then as the canonical writer gives it back: both must hold the same. */
static int read_file(void **state) {
    *state = read_right(every_key, NULL, 0, NULL);
    return 0;
}

static int read_written(void **state) {
    sk_scenario *scenario = read_right(every_key, NULL, 0, NULL);
    char *text = written(scenario);
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "written.cfg", text);
    sk_scenario_free(scenario);
    *state = read_right(path, NULL, 0, NULL);
    free(path);
    free(text);
    temp_folder_remove(folder);
    return 0;
}

static int free_scenario(void **state) {
    sk_scenario_free(*state);
    return 0;
}

static void test_scenario__holds_its_horizon(void **state) {
    const sk_scenario *s = *state;
    assert_string_equal(sk_scenario_name(s), "every_key");
    assert_string_equal(s->title, "Every key, \"quoted\" and \\ escaped");
    assert_string_equal(s->note, "two lines, \xC3\xBCmlaut");
    assert_int_equal(s->calendar.start.year, 2025);
    assert_int_equal(s->calendar.start.month, 3);
    assert_int_equal(s->calendar.start.day, 16);
    assert_int_equal(s->calendar.period, SKI_QUARTER);
    assert_int_equal(s->periods, 12);
    assert_near(s->discount_rate_per_year, 0.045, 0, 0);
    assert_false(s->steady_pipeline);
    assert_false(s->terminal_value);
    assert_int_equal(s->policy, -1);
}

static void test_materials_and_places__hold_what_is_shared_by_include(void **state) {
    const sk_scenario *s = *state;
    assert_int_equal(s->material_count, 3);
    assert_string_equal(s->materials[0].element.name, "w_conc");
    assert_string_equal(s->materials[0].symbol, "W");
    assert_constant(&s->materials[0].price_usd_per_t, 24000);
    assert_string_equal(s->materials[2].element.title, "Molybdenum");
    assert_string_equal(s->materials[2].element.cite, "exchange");
    assert_growth(&s->materials[2].price_usd_per_t, 45000, 0.02);
    assert_int_equal(s->place_count, 3);
    assert_string_equal(s->places[0].country, "KR");
    assert_near(s->places[0].lat_deg, 36.5, 0, 0);
    assert_near(s->places[0].lon_deg, 127.8, 0, 0);
    assert_true(isnan(s->places[1].lat_deg));
    assert_near(s->places[2].lat_deg, -0.1, 0, 0);
}

/* The start is 16 March 2025: 15/31 of March is over. A quarter is three months. */
static void test_sources__hold_schedules_in_model_time(void **state) {
    const sk_scenario *s = *state;
    const ski_source *own = &s->sources[0];
    double start = 2 + 15.0 / 31.0; /* months since January 2025 */
    assert_int_equal(s->source_count, 3);
    assert_int_equal(own->place, 0);
    assert_int_equal(own->material, 0);
    assert_int_equal(own->capacity_tpy.kind, SKI_SCHED_RAMP);
    assert_point(&own->capacity_tpy, 0, -start / 3, 0);
    assert_point(&own->capacity_tpy, 1, (24 - start) / 3, 2300);
    assert_constant(&own->min_tpy, 10);
    assert_int_equal(own->price_usd_per_t.kind, SKI_SCHED_STEPS);
    assert_point(&own->price_usd_per_t, 1, (18 + 14.0 / 31.0 - start) / 3, 26000.5);
    assert_constant(&own->premium_usd_per_t, -150.25);
    assert_int_equal(own->step_count, 0);
    assert_int_equal(s->sources[1].step_count, 3);
    assert_near(s->sources[1].steps[2].tpy, 100.5, 0, 0);
    assert_near(s->sources[1].steps[1].usd_per_t, 31000, 0, 0);
    assert_growth(&s->sources[1].premium_usd_per_t, 100, 0.02);
}

static void test_sources__that_leave_keys_out_have_defaults(void **state) {
    const sk_scenario *s = *state;
    const ski_source *by_product = &s->sources[2];
    assert_int_equal(s->sources[1].capacity_tpy.kind, SKI_SCHED_ABSENT);
    assert_int_equal(by_product->price_usd_per_t.kind, SKI_SCHED_ABSENT);
    assert_constant(&by_product->min_tpy, 0);
    assert_constant(&by_product->premium_usd_per_t, 0);
    assert_null(by_product->element.title);
}

static void test_processes_routes_chokepoints__hold_the_chain(void **state) {
    const sk_scenario *s = *state;
    const ski_process *plant = &s->processes[0];
    const ski_route *sea = &s->routes[0];
    assert_int_equal(plant->input_count, 2);
    assert_int_equal(plant->inputs[1].material, 2);
    assert_near(plant->inputs[1].amount, 0.01, 0, 0);
    assert_int_equal(plant->output_count, 1);
    assert_int_equal(plant->outputs[0].material, 1);
    assert_constant(&plant->capacity_tpy, 3000);
    assert_constant(&plant->cost_usd_per_t, 4000);
    assert_growth(&plant->yield, 0.98, 0);
    assert_int_equal(sea->from, 2);
    assert_int_equal(sea->to, 0);
    assert_int_equal(sea->material_count, 2);
    assert_int_equal(sea->materials[1], 1);
    assert_near(sea->lead_time_days, 21, 0, 0);
    assert_near(sea->loss, 0.01, 0, 0);
    assert_constant(&sea->tariff, 0.03);
    assert_int_equal(sea->via_count, 1);
    assert_int_equal(sea->via[0], 1);
    assert_true(sea->has_in_transit);
    assert_int_equal(sea->in_transit_count, 1);
    assert_near(sea->in_transit_tpy[0].amount, 120, 0, 0);
    assert_false(s->routes[1].has_in_transit);
    assert_constant(&s->chokepoints[0].capacity_tpy, 1500);
    assert_string_equal(s->chokepoints[0].country, "KZ");
    assert_int_equal(s->chokepoints[1].capacity_tpy.kind, SKI_SCHED_ABSENT);
    assert_null(s->chokepoints[1].country);
}

static void test_countries__hold_what_is_known_of_them(void **state) {
    const sk_scenario *s = *state;
    assert_int_equal(s->country_count, 3);
    assert_string_equal(s->countries[0].element.name, "CN");
    assert_string_equal(s->countries[0].element.title, "China");
    assert_near(s->countries[0].political_stability, -0.44, 0, 0);
    assert_near(s->countries[0].trade_factor, 1.1, 0, 0);
    assert_near(s->countries[1].political_stability, -3, 0, 0);
    assert_near(s->countries[1].trade_factor, 1, 0, 0);
    assert_true(isnan(s->countries[2].political_stability));
    assert_near(s->materials[0].recycling_input_rate, 0, 0, 0);
    assert_near(s->materials[0].substitution_index, 1, 0, 0);
    assert_near(s->materials[2].recycling_input_rate, 0.3, 0, 0);
    assert_near(s->materials[2].substitution_index, 0.97, 0, 0);
}

static void test_stocks_and_limits__hold_levels_and_shares(void **state) {
    const sk_scenario *s = *state;
    const ski_stock *reserve = &s->stocks[0];
    assert_constant(&reserve->capacity_t, 400);
    assert_near(reserve->initial_t, 250, 0, 0);
    assert_constant(&reserve->holding_usd_per_t_year, 60);
    assert_constant(&reserve->release_tpy, 600);
    assert_constant(&reserve->refill_tpy, 300);
    assert_near(reserve->decay_per_year, 0.01, 0, 0);
    assert_constant(&reserve->target_t, 300);
    assert_constant(&reserve->below_target_usd_per_t_year, 2000);
    assert_int_equal(s->stocks[1].capacity_t.kind, SKI_SCHED_ABSENT);
    assert_string_equal(s->limits[0].symbol, "W");
    assert_int_equal(s->limits[0].country_count, 2);
    assert_string_equal(s->limits[0].countries[1], "RU");
    assert_constant(&s->limits[0].max_share, 0.5);
    assert_constant(&s->limits[0].excess_usd_per_t, 5000);
}

static void test_demands__hold_tiers_substitutes_and_returns(void **state) {
    const sk_scenario *s = *state;
    const ski_demand *fab = &s->demands[0];
    assert_int_equal(fab->tier_count, 2);
    assert_near(fab->tiers[0].share, 0.3, 0, 0);
    assert_near(fab->tiers[1].usd_per_t, 400000, 0, 0);
    assert_int_equal(fab->shortage_usd_per_t.kind, SKI_SCHED_ABSENT);
    assert_int_equal(fab->backlog_usd_per_t_year.kind, SKI_SCHED_ABSENT);
    assert_true(fab->critical);
    assert_string_equal(fab->sector, "chips");
    assert_int_equal(fab->alternative_count, 1);
    assert_int_equal(fab->alternatives[0].material, 2);
    assert_near(fab->alternatives[0].ratio, 0.6, 0, 0);
    assert_near(fab->alternatives[0].max_share, 0.1, 0, 0);
    assert_near(fab->alternatives[0].extra_usd_per_t, 900, 0, 0);
    assert_true(fab->has_returns);
    assert_int_equal(fab->return_place, 0);
    assert_int_equal(fab->return_material, 0);
    assert_near(fab->return_share, 0.1, 0, 0);
    assert_near(fab->return_lag_days, 180, 0, 0);
    assert_growth(&s->demands[1].tpy, 800, -0.01);
    assert_constant(&s->demands[1].shortage_usd_per_t, 90000);
    assert_constant(&s->demands[1].backlog_usd_per_t_year, 20000);
    assert_false(s->demands[1].critical);
    assert_false(s->demands[1].has_returns);
}

static void test_factors__hold_every_process_and_distribution(void **state) {
    const sk_scenario *s = *state;
    static const ski_dist_kind kinds[] = {SKI_DIST_TRIANGULAR, SKI_DIST_PERT,
                                          SKI_DIST_UNIFORM,    SKI_DIST_NORMAL,
                                          SKI_DIST_LOGNORMAL,  SKI_DIST_GAMMA,
                                          SKI_DIST_WEIBULL,    SKI_DIST_BETA,
                                          SKI_DIST_DISCRETE,   SKI_DIST_EMPIRICAL};
    assert_int_equal(s->factor_count, 13);
    assert_int_equal(s->factors[0].process, SKI_FIXED);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(s->factors[i].value.kind, kinds[i]);
        assert_int_equal(s->factors[i].process, i == 0 ? SKI_FIXED : SKI_IID);
    }
    assert_near(s->factors[0].value.mode, 1.0, 0, 0);
    assert_near(s->factors[3].value.min, 0.5, 0, 0);
    assert_near(s->factors[3].value.sd, 0.1, 0, 0);
    assert_near(s->factors[6].value.shape, 2, 0, 0);
    assert_near(s->factors[7].value.b, 3, 0, 0);
    assert_near(s->factors[8].value.weights[1], 0.5, 0, 0); /* 2 of 1 + 2 + 1 */
    assert_int_equal(s->factors[9].value.count, 3);
    assert_near(s->factors[9].value.values[2], 1.1, 0, 0);
    assert_int_equal(s->factors[10].process, SKI_MEAN_REVERTING);
    assert_near(s->factors[10].half_life_days, 365, 0, 0);
    assert_near(s->factors[10].start, 1.1, 0, 0);
    assert_int_equal(s->factors[11].process, SKI_RANDOM_WALK);
    assert_near(s->factors[11].drift_per_year, 0.01, 0, 0);
    assert_int_equal(s->factors[12].process, SKI_HISTORY);
    assert_int_equal(s->factors[12].history_count, 4);
    assert_near(s->factors[12].history[2], 1.02, 0, 0);
    assert_int_equal(s->factors[12].block_periods, 2);
    assert_int_equal(s->correlation_count, 1);
    assert_int_equal(s->correlations[0].a, 10);
    assert_int_equal(s->correlations[0].b, 11);
    assert_near(s->correlations[0].rho, 0.55, 0, 0);
}

static void test_targets__are_globs_resolved_in_scenario_order(void **state) {
    const sk_scenario *s = *state;
    const ski_factor *past = &s->factors[12];
    assert_int_equal(s->factors[1].target_count, 2);
    assert_target(&s->factors[1].targets[0], SKI_DEMANDS, 0, "tpy");
    assert_target(&s->factors[1].targets[1], SKI_DEMANDS, 1, "tpy");
    assert_int_equal(s->factors[10].target_count, 1); /* materials.w*: apt does not begin with w */
    assert_target(&s->factors[10].targets[0], SKI_MATERIALS, 0, "price_usd_per_t");
    assert_int_equal(past->target_count, 3);
    assert_target(&past->targets[0], SKI_PROCESSES, 0, "yield");
    assert_target(&past->targets[1], SKI_ROUTES, 0, "capacity_tpy");
    assert_target(&past->targets[2], SKI_ROUTES, 1, "capacity_tpy");
}

static void test_disruptions__hold_events_by_rate_and_by_date(void **state) {
    const sk_scenario *s = *state;
    const ski_disruption *licence = &s->disruptions[0];
    const ski_disruption *closure = &s->disruptions[1];
    double start = 2 + 15.0 / 31.0;
    assert_int_equal(licence->effect_count, 2);
    assert_target(&licence->effects[0].targets[0], SKI_SOURCES, 1, "capacity_tpy");
    assert_int_equal(licence->effects[0].factor.kind, SKI_DIST_UNIFORM);
    assert_near(licence->effects[0].until_days, 90.5, 0, 0);
    assert_true(isinf(licence->effects[1].until_days));
    assert_near(licence->effects[1].factor.value, 1.5, 0, 0);
    assert_false(licence->dated);
    assert_near(licence->rate_per_year, 0.2, 0, 0);
    assert_int_equal(licence->duration_days.kind, SKI_DIST_EXPONENTIAL);
    assert_near(licence->duration_days.mean, 180, 0, 0);
    assert_near(licence->recovery_days, 60, 0, 0);
    assert_true(licence->active_at_start);
    assert_near(licence->window_from, (3 - start) / 3, 1e-12, 0);
    assert_near(licence->window_to, (35 + 23.0 / 31.0 - start) / 3, 1e-12, 0);
    for (int month = 1; month <= 12; month++) {
        assert_int_equal(licence->months[month - 1], month <= 2 || month == 12);
        assert_true(closure->months[month - 1]);
    }
    assert_true(closure->dated);
    assert_near(closure->start_time, (12 + 9.0 / 31.0 - start) / 3, 1e-12, 0);
    assert_near(closure->probability, 0.5, 0, 0);
    assert_near(closure->duration_days.value, 30, 0, 0);
    assert_true(isinf(closure->window_to) && isinf(closure->window_from));
}

static void test_policies__hold_changes_and_costs(void **state) {
    const sk_scenario *s = *state;
    assert_int_equal(s->policy_count, 2);
    assert_int_equal(s->policies[0].change_count, 3);
    assert_string_equal(s->policies[0].changes[1].path, "stocks.reserve.capacity_t");
    assert_near(s->policies[0].changes[1].add, 400, 0, 0);
    assert_true(isnan(s->policies[0].changes[1].scale));
    assert_near(s->policies[0].cost_usd, 8e6, 0, 0);
    assert_near(s->policies[0].cost_usd_per_year, 5e9, 0, 0);
    assert_near(s->policies[0].life_years, 20, 0, 0);
    assert_near(s->policies[1].life_years, 0, 0, 0);
    assert_int_equal(s->policies[1].include_count, 1);
    assert_int_equal(s->policies[1].includes[0], 0);
}

/* The seed is the largest there may be, 2^53 - 1. */
static void test_simulation__holds_its_settings_and_every_digit_of_the_seed(void **state) {
    const sk_scenario *s = *state;
    assert_int_equal(s->simulation.samples, 200);
    assert_true(s->simulation.seed == 9007199254740991u);
    assert_string_equal(s->simulation.decisions, "foresight");
    assert_int_equal(s->simulation.lookahead_periods, 6);
    assert_string_equal(s->simulation.sampling, "sobol");
    assert_near(s->simulation.precision, 0.02, 0, 0);
    assert_near(s->simulation.confidence, 0.9, 0, 0);
    assert_near(s->simulation.tail, 0.99, 0, 0);
    assert_near(s->simulation.secure_fill, 0.97, 0, 0);
}

/* ---- what does not hang on every_key.cfg's values ---- */

static void assert_all_given(const ski_fields *fields, const ski_entry *const *groups, int count,
                             const char *where) {
    for (int i = 0; i < fields->count; i++) {
        const ski_key *key = &fields->keys[i];
        const ski_entry *inner[64];
        int given = 0;
        for (int j = 0; j < count; j++) {
            const bool is_list = key->kind == SKI_KEY_RECORDS;
            const ski_entry *value = NULL;
            if (groups[j]->kind == SKI_ENTRY_GROUP &&
                ski_key_belongs(key, ski_decided(fields, groups[j]))) {
                value = ski_entry_child(groups[j], key->name);
            }
            value = is_list && value != NULL ? value->first : value;
            for (; value != NULL; value = is_list ? value->next : NULL) {
                inner[given++] = value;
            }
        }
        if (given == 0) {
            print_error("%s.%s is in no element\n", where, key->name);
        }
        assert_true(given > 0);
        if (key->kind == SKI_KEY_RECORDS && strcmp(key->name, "changes") != 0) {
            assert_all_given(key->fields, inner, given, key->name);
        }
    }
}

static void assert_member(const ski_outage_target *target, int member, ski_section section,
                          int element) {
    assert_int_equal(target->members[member].section, section);
    assert_int_equal(target->members[member].element, element);
    assert_string_equal(target->members[member].key, "capacity_tpy");
}

/* ["sources.*", "border", "country:KR", "country:KR:w_conc"] */
static void test_stress__has_elements_one_by_one_and_common_causes_whole(void **state) {
    const sk_scenario *s = *state;
    const ski_outage_target *targets = s->stress.targets;
    assert_int_equal(s->stress.target_count, 6);
    for (int i = 0; i < 3; i++) {
        assert_string_equal(targets[i].name, s->sources[i].element.name);
        assert_null(targets[i].country);
        assert_int_equal(targets[i].member_count, 1);
        assert_member(&targets[i], 0, SKI_SOURCES, i);
    }
    assert_member(&targets[3], 0, SKI_CHOKEPOINTS, 0);
    assert_string_equal(targets[4].name, "country:KR");
    assert_string_equal(targets[4].country, "KR");
    assert_int_equal(targets[4].material, -1);
    assert_int_equal(targets[4].member_count, 2);
    assert_member(&targets[4], 0, SKI_SOURCES, 0);
    assert_member(&targets[4], 1, SKI_PROCESSES, 0);
    assert_string_equal(targets[5].name, "country:KR:w_conc");
    assert_int_equal(targets[5].member_count, 1);
    assert_member(&targets[5], 0, SKI_SOURCES, 0);
    assert_int_equal(s->stress.days_count, 2);
    assert_near(s->stress.outage_days[1], 90.5, 0, 0);
    assert_near(s->stress.factor, 0.25, 0, 0);
}

/* Where a place lies may be what a policy or an override changes. */
static void test_common_causes__follow_a_place_to_another_country(void **state) {
    (void)state;
    const sk_override moved = {SK_SET, "places.kr.country=CN"};
    const sk_override causes = {SK_SET, "stress.targets=[\"country:CN\"]"};
    sk_scenario *s = read_right(every_key, (sk_override[]){causes, moved}, 2, NULL);
    assert_int_equal(s->stress.targets[0].member_count, 3);
    sk_scenario_free(s);
}

static void test_every_key__has_each_key_of_the_table(void **state) {
    const sk_scenario *s = *state;
    for (int i = 0; i < SKI_SECTIONS; i++) {
        const ski_section_keys *section = ski_section_table((ski_section)i);
        const ski_entry *entry = ski_entry_child(s->document, section->name);
        const ski_entry *groups[64];
        int count = 0;
        assert_non_null(entry);
        if (section->shape == SKI_SINGLE) {
            groups[count++] = entry;
        }
        for (const ski_entry *at = entry->first; section->shape != SKI_SINGLE && at != NULL;
             at = at->next) {
            groups[count++] = at;
        }
        assert_all_given(section->fields, groups, count, section->name);
    }
}

static void test_places_of_values__are_file_and_line_of_the_include(void **state) {
    (void)state;
    sk_scenario *s = read_right(every_key, NULL, 0, NULL);
    ski_where price = ski_key_where(&s->materials[0].element, "price_usd_per_t");
    ski_where country = ski_key_where(&s->places[1].element, "country");
    ski_where left_out = ski_key_where(&s->sources[2].element, "min_tpy");
    assert_string_equal(price.file, "tests/scenario/data/inner/w.cfg");
    assert_int_equal(price.line, 1);
    assert_string_equal(country.file, every_key);
    assert_int_equal(country.line, 18);
    assert_int_equal(left_out.line, 35); /* the element's own line */
    sk_scenario_free(s);
}

static void test_elements__are_found_by_section_and_number(void **state) {
    const sk_scenario *s = *state;
    assert_string_equal(ski_element_at(s, SKI_STOCKS, 2)->name, "mo_yard");
    assert_string_equal(ski_element_at(s, SKI_POLICIES, 1)->name, "both");
    assert_string_equal(ski_section_name(SKI_CHOKEPOINTS), "chokepoints");
}

static void test_sections_left_out__are_empty_and_simulation_has_defaults(void **state) {
    (void)state;
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "x.cfg",
                           "scenario = { name = \"x-1\"; start = \"2025-01\"; periods = 3; };\n"
                           "materials = { m = { price_usd_per_t = 1; }; };\n"
                           "places = { p = { country = \"KR\"; }; };\n"
                           "sources = { s = { place = \"p\"; material = \"m\"; }; };\n"
                           "demands = { d = { place = \"p\"; material = \"m\"; tpy = 1; "
                           "shortage_usd_per_t = 9; critical = true; }; };\n");
    sk_scenario *s = read_right(path, NULL, 0, NULL);
    assert_int_equal(s->route_count, 0);
    assert_int_equal(s->correlation_count, 0);
    assert_int_equal(s->calendar.period, SKI_MONTH);
    assert_true(s->steady_pipeline);
    assert_true(s->terminal_value);
    assert_int_equal(s->simulation.samples, 1000);
    assert_true(s->simulation.seed == 1);
    assert_string_equal(s->simulation.decisions, "rolling");
    assert_int_equal(s->simulation.lookahead_periods, 12);
    assert_string_equal(s->simulation.sampling, "random");
    assert_near(s->simulation.precision, 0, 0, 0);
    assert_near(s->simulation.confidence, 0.95, 0, 0);
    assert_near(s->simulation.tail, 0.95, 0, 0);
    assert_near(s->simulation.secure_fill, 0.95, 0, 0);
    assert_int_equal(s->stress.target_count, 1);
    assert_string_equal(s->stress.targets[0].name, "s");
    assert_int_equal(s->stress.days_count, 4);
    assert_near(s->stress.outage_days[3], 365, 0, 0);
    assert_near(s->stress.factor, 0, 0, 0);
    sk_scenario_free(s);
    free(path);
    temp_folder_remove(folder);
}

#define ON_BOTH(test)                                                \
    cmocka_unit_test_setup_teardown(test, read_file, free_scenario), \
        cmocka_unit_test_setup_teardown(test, read_written, free_scenario)

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_scenario__holds_its_horizon),
        ON_BOTH(test_materials_and_places__hold_what_is_shared_by_include),
        ON_BOTH(test_sources__hold_schedules_in_model_time),
        ON_BOTH(test_sources__that_leave_keys_out_have_defaults),
        ON_BOTH(test_processes_routes_chokepoints__hold_the_chain),
        ON_BOTH(test_stocks_and_limits__hold_levels_and_shares),
        ON_BOTH(test_countries__hold_what_is_known_of_them),
        ON_BOTH(test_demands__hold_tiers_substitutes_and_returns),
        ON_BOTH(test_factors__hold_every_process_and_distribution),
        ON_BOTH(test_targets__are_globs_resolved_in_scenario_order),
        ON_BOTH(test_disruptions__hold_events_by_rate_and_by_date),
        ON_BOTH(test_policies__hold_changes_and_costs),
        ON_BOTH(test_simulation__holds_its_settings_and_every_digit_of_the_seed),
        ON_BOTH(test_stress__has_elements_one_by_one_and_common_causes_whole),
        cmocka_unit_test(test_common_causes__follow_a_place_to_another_country),
        ON_BOTH(test_every_key__has_each_key_of_the_table),
        ON_BOTH(test_elements__are_found_by_section_and_number),
        cmocka_unit_test(test_places_of_values__are_file_and_line_of_the_include),
        cmocka_unit_test(test_sections_left_out__are_empty_and_simulation_has_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
