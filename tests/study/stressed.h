/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the stress study share: weeks, a tonne a day, and the study of a text. */
#ifndef TESTS_STUDY_STRESSED_H
#define TESTS_STUDY_STRESSED_H

#include "study/stress.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Half a year of weeks; nothing under way at the start, no credit at the end. The interest on a
 * shortage put off by a week is more than what a tonne below target costs in it: who goes short
 * does so late. */
#define WEEKS                                                                               \
    "scenario = { name = \"stress\"; start = \"2025-01\"; period = \"week\"; periods = 26;" \
    " initial_pipeline = \"empty\"; terminal = \"none\";"                                   \
    " discount_rate_per_year = 0.05; };\n"

/* A tonne a day is needed and to be had at the town; fifty tonnes lie there and stay there while
 * nothing is wrong. */
#define MATERIAL "materials = { m = { price_usd_per_t = 100.0; }; };\n"
#define TOWN "places = { town = { country = \"KR\"; }; };\n"
#define MINE "mine = { place = \"town\"; material = \"m\"; capacity_tpy = 365.0; };"
#define STOCK(tonnes)                                                           \
    "stocks = { k = { place = \"town\"; material = \"m\"; initial_t = " #tonnes \
    "; target_t = " #tonnes "; below_target_usd_per_t_year = 1000.0; }; };\n"
#define PLANT(more)                                                                    \
    "plant = { place = \"town\"; material = \"m\"; tpy = 365.0; shortage_usd_per_t = " \
    "100000.0; " more " };"
#define CRITICAL "critical = true;"
#define ONE_MINE                            \
    WEEKS MATERIAL TOWN "sources = { " MINE \
                        " };\n" STOCK(50.0) "demands = { " PLANT(CRITICAL) " };\n"

/* The study of a text, the scenario of which goes with it: close_stress(). */
static inline ski_stress *stress_on(const char *text, int threads, sk_error *error) {
    sk_scenario *scenario = scenario_of_text(text, NULL);
    const sk_study_options options = {.threads = threads};
    ski_stress *stress = NULL;
    const sk_status st = ski_stress_execute(&stress, scenario, &options, NULL, error);
    for (int i = 0; st != SK_OK && error != NULL && i < sk_error_kept(error); i++) {
        print_error("%s\n", sk_error_text(error, i));
    }
    assert_int_equal(st, SK_OK);
    return stress;
}

static inline ski_stress *stress_of(const char *text) {
    return stress_on(text, 1, NULL);
}

static inline void close_stress(ski_stress *stress) {
    sk_scenario *scenario = (sk_scenario *)stress->scenario;
    ski_stress_free(stress);
    sk_scenario_free(scenario);
}

static inline const ski_stress_target *target_named(const ski_stress *stress, const char *name) {
    for (int i = 0; i < stress->target_count; i++) {
        if (strcmp(stress->targets[i].of->name, name) == 0) {
            return &stress->targets[i];
        }
    }
    fail_msg("no target %s", name);
    return NULL;
}

/* The study of one target alone. */
static inline double survival_of(const char *text) {
    ski_stress *stress = stress_of(text);
    const double days = stress->targets[0].survives_days;
    close_stress(stress);
    return days;
}

#endif
