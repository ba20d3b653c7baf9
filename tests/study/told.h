/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains of one year whose sensitivity is known beforehand → studies of them. */
#ifndef TESTS_STUDY_TOLD_H
#define TESTS_STUDY_TOLD_H

#include "study/sensitivity.h"

#include "report/sensitivity_json.h"
#include "report/sensitivity_text.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

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

static inline sk_status run(ski_sensitivity **out, const sk_scenario *scenario,
                            const char *metric) {
    const sk_study_options options = {.threads = 2, .metric = metric};
    return ski_sensitivity_execute(out, scenario, &options, NULL, NULL);
}

static inline ski_sensitivity *study_of(const sk_scenario *scenario, const char *metric) {
    ski_sensitivity *study = NULL;
    assert_int_equal(run(&study, scenario, metric), SK_OK);
    return study;
}

static inline const ski_input *input_named(const ski_sensitivity *study, const char *name) {
    for (int i = 0; i < study->groups.count; i++) {
        if (strcmp(study->groups.groups[i].name, name) == 0) {
            return &study->inputs[i];
        }
    }
    fail_msg("there is no input %s", name);
    return NULL;
}

/* How often some of the events, bits of `which`, are all on in the study's worlds. */
static inline double share_with(const ski_sensitivity *study, int which) {
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

static inline char *text_of(const ski_sensitivity *study, int width) {
    const sk_provenance provenance = {.seconds = 1, .threads = 1};
    const sk_text_style style = {.width = width};
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(ski_sensitivity_text(study, &provenance, &style, stream), SK_OK);
    fclose(stream);
    return text;
}

static inline char *document_of(const ski_sensitivity *study) {
    const sk_provenance provenance = {.threads = 1};
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(ski_sensitivity_json(study, &provenance, stream), SK_OK);
    fclose(stream);
    return text;
}

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

/* Fourteen sources with an outage each: too many coalitions, so that orders are drawn; each cause
 * adds its own whatever came before. */
static inline sk_scenario *fourteen(int samples) {
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

#endif
