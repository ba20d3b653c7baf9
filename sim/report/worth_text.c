/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marginal value → the thing it is the worth of, in words. */
#include "report/header.h"
#include "report/plan_text.h"
#include "scenario/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The step of a path "sources.mine.steps.1.tpy", or 0. */
static int step_of(const char *path) {
    static const char steps[] = ".steps.";
    const char *at = strstr(path, steps);
    return at == NULL ? 0 : atoi(at + strlen(steps));
}

/* The last key of a path in words: "capacity" of "routes.x.capacity_tpy". */
static const char *key_words(const char *path) {
    static const char *const words[][2] = {
        {"capacity_tpy", "capacity"},      {"capacity_t", "capacity"},
        {"min_tpy", "minimum purchase"},   {"release_tpy", "release rate"},
        {"refill_tpy", "refill rate"},     {"target_t", "target"},
        {"max_share", "share allowed by"}, {"initial_t", "initial stock"},
    };
    const char *key = strrchr(path, '.');
    key = key == NULL ? path : key + 1;
    for (int i = 0; i < (int)(sizeof words / sizeof *words); i++) {
        if (strcmp(key, words[i][0]) == 0) {
            return words[i][1];
        }
    }
    return key;
}

char *ski_worth_text(const sk_plan *plan, const ski_worth *worth, char *text, int size) {
    const sk_network *network = plan->chain->network;
    const sk_scenario *scenario = network->scenario;
    if (worth->section == SKI_SECTIONS) {
        ski_node node = network->nodes[worth->element];
        snprintf(text, (size_t)size, "%s at %s",
                 ski_title(&scenario->materials[node.material].element),
                 ski_title(&scenario->places[node.place].element));
        return text;
    }
    const ski_element *element = ski_element_at(scenario, worth->section, worth->element);
    const char *singular = ski_section_table(worth->section)->singular;
    int step = step_of(worth->path);
    if (step > 0) {
        snprintf(text, (size_t)size, "step %d of %s %s", step, singular, ski_title(element));
    } else {
        snprintf(text, (size_t)size, "%s of %s %s", key_words(worth->path), singular,
                 ski_title(element));
    }
    return text;
}
