/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/solved_case.h"

#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <string.h>

static solved_case solve(sk_scenario *scenario) {
    solved_case at = {scenario, NULL};
    sk_error *error = sk_error_new();
    sk_status st = ski_case_build(&at.chain, scenario, NULL, error);
    if (st == SK_OK && ski_is_rolling(scenario)) {
        st = ski_case_open_window(at.chain, NULL, error);
    }
    for (int i = 0; st != SK_OK && i < sk_error_kept(error); i++) {
        print_error("%s\n", sk_error_text(error, i));
    }
    sk_error_free(error);
    assert_int_equal(st, SK_OK);
    return at;
}

solved_case solve_text(const char *text) {
    return solve(scenario_of_text(text, NULL));
}

solved_case solve_file(const char *path) {
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    sk_status st = sk_scenario_read(&scenario, path, NULL, 0, NULL, error);
    for (int i = 0; st != SK_OK && i < sk_error_kept(error); i++) {
        print_error("%s\n", sk_error_text(error, i));
    }
    sk_error_free(error);
    assert_int_equal(st, SK_OK);
    return solve(scenario);
}

void solved_case_free(solved_case *at) {
    ski_case_free(at->chain);
    sk_scenario_free(at->scenario);
}

static int section_count(const sk_scenario *scenario, ski_section section) {
    switch (section) {
    case SKI_SOURCES:
        return scenario->source_count;
    case SKI_PROCESSES:
        return scenario->process_count;
    case SKI_ROUTES:
        return scenario->route_count;
    case SKI_STOCKS:
        return scenario->stock_count;
    case SKI_DEMANDS:
        return scenario->demand_count;
    default:
        return 0;
    }
}

int element_index(const solved_case *at, ski_section section, const char *name) {
    for (int i = 0; i < section_count(at->scenario, section); i++) {
        if (strcmp(ski_element_at(at->scenario, section, i)->name, name) == 0) {
            return i;
        }
    }
    fail_msg("there is no %s", name);
    return -1;
}

double flow_at(const solved_case *at, int first, int period) {
    return at->chain->flows[first + period];
}

double flow_total(const solved_case *at, int first) {
    double sum = 0;
    for (int period = 0; period < at->scenario->periods; period++) {
        sum += flow_at(at, first, period);
    }
    return sum;
}

double served_at(const solved_case *at, int demand, int period) {
    return flow_at(at, at->chain->program->layout.serve[demand], period);
}

double short_at(const solved_case *at, int demand, int period) {
    int tiers = at->chain->network->needs[demand].tier_count;
    double sum = 0;
    for (int tier = 0; tier == 0 || tier < tiers; tier++) {
        int first = at->chain->program->layout.shortage[demand] + tier * at->scenario->periods;
        sum += flow_at(at, first, period);
    }
    return sum;
}

void cost_lines_of(const solved_case *at, double lines[SKI_COST_LINES]) {
    ski_cost_lines(at->chain->network, &at->chain->program->layout, at->chain->network->base,
                   at->chain->flows, lines);
}
