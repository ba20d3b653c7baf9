/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules over several keys of one element: the scenario's name, sources, routes, demands. */
#include "base/text.h"
#include "base/tolerances.h"
#include "scenario/reader.h"
#include "scenario/rules.h"

#include <stdio.h>
#include <string.h>

sk_status ski_rule_scenario(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                            void *item) {
    const char *name = ((const sk_scenario *)item)->name;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char others[] = "0123456789_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    if (name == NULL) {
        return SK_OK;
    }
    size_t length = strlen(name);
    if (length == 0 || length > SKI_NAME_MOST || strchr(letters, name[0]) == NULL ||
        strspn(name, others) != length) {
        ski_wrong(reader, ski_blame(entry, "name"), &(ski_path){path, "name", 0},
                  "not an identifier (got \"%.100s\"; allowed letters, digits, _ and -, first a "
                  "letter, at most %d)",
                  name, SKI_NAME_MOST);
    }
    return SK_OK;
}

/* The entry of a source's material; NULL when it is not known. */
static const ski_entry *material_of(const ski_reader *reader, const ski_source *source) {
    return source->material < 0 ? NULL : reader->names[SKI_MATERIALS].entries[source->material];
}

/* Whether a source has no price, neither of its own nor its material's. */
static bool has_no_price(const ski_reader *reader, const ski_entry *entry,
                         const ski_source *source) {
    const ski_entry *material = material_of(reader, source);
    return ski_knows(entry, "price_usd_per_t steps") && source->step_count == 0 &&
           source->price_usd_per_t.kind == SKI_SCHED_ABSENT && material != NULL &&
           ski_knows(material, "price_usd_per_t") &&
           ski_entry_child(material, "price_usd_per_t") == NULL;
}

/* Whether price and premium of a source that gives a premium can be compared. */
static bool knows_premium(const ski_reader *reader, const ski_entry *entry,
                          const ski_source *source) {
    const ski_entry *material = material_of(reader, source);
    bool own = source->step_count > 0 || source->price_usd_per_t.kind != SKI_SCHED_ABSENT;
    return ski_entry_child(entry, "premium_usd_per_t") != NULL &&
           ski_knows(entry, "premium_usd_per_t price_usd_per_t steps") &&
           (own || (material != NULL && ski_knows(material, "price_usd_per_t")));
}

/* Steps: prices must not fall, nor be negative with the premium. */
static void check_steps(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                        const ski_source *source) {
    char got[SKI_NUMBER_TEXT];
    const ski_path steps = {path, "steps", 0};
    const ski_entry *list = ski_entry_child(entry, "steps");
    for (int i = 1; i < source->step_count; i++) {
        if (source->steps[i].usd_per_t < source->steps[i - 1].usd_per_t) {
            ski_where at =
                ski_blame_within(ski_entry_item(list, i)->at, ski_entry_item(list, i - 1));
            ski_wrong(reader, ski_blame_within(at, ski_entry_item(list, i)),
                      &(ski_path){&steps, NULL, i + 1},
                      "price below the block before (got %s; allowed prices that rise)",
                      ski_number_text(got, source->steps[i].usd_per_t));
        }
    }
}

/* Lowest price plus premium of a period. */
static double lowest_price(const ski_source *source, const ski_sched *price, int period,
                           double period_years) {
    double premium = ski_sched_average(&source->premium_usd_per_t, period, period_years);
    return premium + (source->step_count > 0 ? source->steps[0].usd_per_t
                                             : ski_sched_average(price, period, period_years));
}

/* A premium may be negative, but the two together may not. */
static void check_premium(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                          const ski_source *source) {
    const sk_scenario *scenario = reader->scenario;
    const ski_sched *price = &source->price_usd_per_t;
    double period_years = ski_period_years(scenario->calendar.period);
    char got[SKI_NUMBER_TEXT];
    char label[SKI_DATE_TEXT];
    ski_where at = ski_blame_horizon(ski_blame(entry, "premium_usd_per_t"), reader->document);
    if (source->step_count == 0 && price->kind == SKI_SCHED_ABSENT) {
        price = &scenario->materials[source->material].price_usd_per_t;
        at = ski_blame_within(at, ski_entry_child(material_of(reader, source), "price_usd_per_t"));
    }
    at = ski_blame_within(at, entry);
    for (int period = 0; period < scenario->periods; period++) {
        double lowest = lowest_price(source, price, period, period_years);
        if (lowest < 0) {
            ski_wrong(reader, at, &(ski_path){path, "premium_usd_per_t", 0},
                      "price and premium together are negative in %s (got %s; allowed at least 0)",
                      ski_period_label(label, &scenario->calendar, period),
                      ski_number_text(got, lowest));
            return;
        }
    }
}

sk_status ski_rule_source(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                          void *item) {
    const ski_source *source = item;
    if (has_no_price(reader, entry, source)) {
        ski_wrong(reader, ski_blame_within(entry->at, ski_entry_child(entry, "material")), path,
                  "has no price: give price_usd_per_t here or at materials.%s",
                  reader->names[SKI_MATERIALS].names[source->material]);
        return SK_OK;
    }
    if (ski_knows(entry, "steps")) {
        check_steps(reader, path, entry, source);
    }
    if (knows_premium(reader, entry, source)) {
        check_premium(reader, path, entry, source);
    }
    return SK_OK;
}

static bool carries(const ski_route *route, int material) {
    for (int i = 0; i < route->material_count; i++) {
        if (route->materials[i] == material) {
            return true;
        }
    }
    return false;
}

sk_status ski_rule_route(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                         void *item) {
    ski_route *route = item;
    const ski_path transit = {path, "in_transit_tpy", 0};
    const ski_entry *part = ski_entry_child(entry, "in_transit_tpy");
    route->has_in_transit = part != NULL;
    if (route->from == route->to && route->from >= 0) {
        ski_wrong(reader, ski_blame(entry, "to from"), &(ski_path){path, "to", 0},
                  "ends where it starts (got \"%s\"; allowed another place)",
                  reader->names[SKI_PLACES].names[route->to]);
    }
    part = part == NULL || !ski_knows(entry, "materials in_transit_tpy") ? NULL : part->first;
    for (int i = 0; i < route->in_transit_count && part != NULL; i++, part = part->next) {
        if (!carries(route, route->in_transit_tpy[i].material)) {
            ski_where at = ski_blame_within(part->at, ski_entry_child(entry, "materials"));
            ski_wrong(reader, at, &(ski_path){&transit, part->name, 0},
                      "the route does not carry it (got %s; allowed its materials)", part->name);
        }
    }
    return SK_OK;
}

static void check_tiers(ski_reader *reader, const ski_path *path, const ski_entry *list,
                        const ski_demand *demand) {
    const ski_path tiers = {path, "tiers", 0};
    char got[SKI_NUMBER_TEXT];
    double sum = 0;
    const ski_entry *tier = list->first;
    for (int i = 0; i < demand->tier_count; i++, tier = tier->next) {
        sum += demand->tiers[i].share;
        if (i > 0 && demand->tiers[i].usd_per_t <= demand->tiers[i - 1].usd_per_t) {
            ski_where at = ski_blame_within(tier->at, ski_entry_item(list, i - 1));
            ski_wrong(reader, ski_blame_within(at, tier), &(ski_path){&tiers, NULL, i + 1},
                      "value not above the tier before (got %s; allowed values that rise)",
                      ski_number_text(got, demand->tiers[i].usd_per_t));
        }
    }
    if (fabs(sum - 1.0) > SKI_SHARES_TOL) {
        snprintf(got, sizeof got, "%.6g", sum); /* the last digits of a sum are noise */
        ski_wrong(reader, ski_blame_within(list->at, list), &tiers,
                  "shares do not add to 1 (got %s; allowed 1)", got);
    }
}

/* Substitutes: each once, none the demand's own material. */
static void check_alternatives(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                               const ski_demand *demand) {
    const ski_path alternatives = {path, "alternatives", 0};
    const ski_entry *list = ski_entry_child(entry, "alternatives");
    const ski_entry *one = list->first;
    for (int i = 0; i < demand->alternative_count; i++, one = one->next) {
        int material = demand->alternatives[i].material;
        const ski_path here = {&alternatives, NULL, i + 1};
        bool twice = false;
        for (int j = 0; j < i; j++) {
            twice = twice || demand->alternatives[j].material == material;
        }
        if (material == demand->material) {
            ski_where at = ski_blame_within(one->at, ski_entry_child(entry, "material"));
            ski_wrong(reader, ski_blame_within(at, one), &here,
                      "is the demand's own material (allowed another one)");
        } else if (twice) {
            ski_wrong(reader, ski_blame_within(one->at, list), &here,
                      "a material given twice (allowed each once)");
        }
    }
}

sk_status ski_rule_demand(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                          void *item) {
    const ski_demand *demand = item;
    const ski_entry *value = ski_entry_child(entry, "shortage_usd_per_t");
    if (value == NULL && demand->tier_count == 0 && ski_knows(entry, "shortage_usd_per_t tiers")) {
        ski_wrong(reader, entry->at, &(ski_path){path, "shortage_usd_per_t", 0},
                  "missing (required: a number or a schedule, at least 0, or tiers instead)");
    }
    if (demand->tier_count > 0 && ski_knows(entry, "tiers")) {
        check_tiers(reader, path, ski_entry_child(entry, "tiers"), demand);
    }
    if (demand->tier_count > 0 && value != NULL) {
        ski_warn(reader, value->at, &(ski_path){path, value->name, 0},
                 "counts in the steady state only: the tiers say what a shortage costs");
    }
    if (demand->alternative_count > 0 && ski_knows(entry, "material alternatives")) {
        check_alternatives(reader, path, entry, demand);
    }
    return SK_OK;
}

/* The name is the code. What is no name at all was said. */
sk_status ski_rule_country(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                           void *item) {
    const char *name = ((const ski_country *)item)->element.name;
    if (ski_is_name(name) && !ski_is_country(name)) {
        ski_wrong(reader, entry->at, path,
                  "not a country (got \"%s\"; allowed two capital letters, ISO 3166: \"KR\")",
                  name);
    }
    return SK_OK;
}
