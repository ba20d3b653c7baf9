/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of sections and keys → their rows in the key table. */
#include "scenario/keys.h"

#include <string.h>

/* In the order of ski_section. */
static const ski_section_keys *const sections[SKI_SECTIONS] = {
    &ski_scenario_section,     &ski_materials_section,   &ski_places_section,
    &ski_sources_section,      &ski_processes_section,   &ski_routes_section,
    &ski_chokepoints_section,  &ski_stocks_section,      &ski_demands_section,
    &ski_limits_section,       &ski_countries_section,   &ski_factors_section,
    &ski_correlations_section, &ski_disruptions_section, &ski_policies_section,
    &ski_simulation_section,   &ski_stress_section,      &ski_sweep_section,
};

const ski_section_keys *ski_section_table(ski_section section) {
    return sections[section];
}

const char *ski_section_name(ski_section section) {
    return sections[section]->name;
}

ski_section ski_section_of(const char *name) {
    int section = 0;
    while (section < SKI_SECTIONS && strcmp(sections[section]->name, name) != 0) {
        section++;
    }
    return (ski_section)section;
}

int ski_word_index(const char *const *words, const char *word) {
    for (int i = 0; words[i] != NULL; i++) {
        if (words[i][0] != '\0' && strcmp(words[i], word) == 0) {
            return i;
        }
    }
    return -1;
}

bool ski_key_belongs(const ski_key *key, int decided) {
    return key->when == 0 || (decided >= 0 && (key->when >> decided & 1u) != 0);
}

const ski_key *ski_key_find(const ski_fields *fields, const char *name, int decided) {
    for (int i = 0; i < fields->count; i++) {
        const ski_key *key = &fields->keys[i];
        if (strcmp(key->name, name) == 0 && (decided < 0 || ski_key_belongs(key, decided))) {
            return key;
        }
    }
    return NULL;
}

int ski_decided(const ski_fields *fields, const ski_entry *group) {
    if (fields->decider == NULL) {
        return 0;
    }
    const ski_entry *word = ski_entry_child(group, fields->decider);
    const ski_key *key = ski_key_find(fields, fields->decider, -1);
    return word == NULL || word->kind != SKI_ENTRY_TEXT ? -1
                                                        : ski_word_index(key->words, word->text);
}
