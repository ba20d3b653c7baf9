/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → errors where minimums, capacities, first stocks and returns contradict one
 * another. */
#include "base/text.h"
#include "base/tolerances.h"
#include "scenario/check.h"
#include "scenario/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether a schedule is the same in every period, so that it can be compared without any. */
static bool is_constant(const ski_sched *sched) {
    return sched->kind == SKI_SCHED_ABSENT || sched->kind == SKI_SCHED_CONSTANT;
}

/* Most a source can give in a year in a period: its capacity, or the sum of its steps. */
static double most_tpy(const sk_scenario *scenario, const ski_source *source, int period) {
    double sum = 0;
    for (int step = 0; step < source->step_count; step++) {
        sum += source->steps[step].tpy;
    }
    return source->step_count > 0 ? sum
                                  : ski_limit_average(scenario, &source->capacity_tpy, period);
}

static sk_status check_minimum(const sk_scenario *scenario, int index, int period, bool constant,
                               sk_error *error) {
    const ski_source *source = &scenario->sources[index];
    double least = ski_limit_average(scenario, &source->min_tpy, period);
    double most = most_tpy(scenario, source, period);
    bool dated = scenario->periods > 0;
    char got[SKI_NUMBER_TEXT], allowed[SKI_NUMBER_TEXT], label[SKI_DATE_TEXT];
    if (least <= most * (1 + SKI_ROUNDING_TOL)) {
        return SK_OK;
    }
    const ski_compared compared = {SKI_SOURCES, index, "min_tpy capacity_tpy steps", NULL,
                                   !constant};
    return ski_check_error(scenario, &compared, error,
                           "the minimum is above the capacity%s%s (got %s; allowed at most %s)",
                           dated ? " in " : "",
                           dated ? ski_period_label(label, &scenario->calendar, period) : "",
                           ski_number_text(got, least), ski_number_text(allowed, most));
}

/* Each source in the first period that breaks the rule. */
static sk_status check_sources(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->source_count; index++) {
        const ski_source *source = &scenario->sources[index];
        bool constant = is_constant(&source->min_tpy) && is_constant(&source->capacity_tpy);
        int periods = constant ? 1 : scenario->periods;
        sk_status one = SK_OK;
        if (!ski_check_knows(scenario, SKI_SOURCES, index, "min_tpy capacity_tpy steps")) {
            continue;
        }
        for (int period = 0; one == SK_OK && period < periods; period++) {
            one = check_minimum(scenario, index, period, constant, error);
        }
        st = one != SK_OK ? one : st;
    }
    return st;
}

static sk_status check_stocks(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->stock_count; index++) {
        const ski_stock *stock = &scenario->stocks[index];
        const ski_compared compared = {SKI_STOCKS, index, "initial_t capacity_t", NULL,
                                       !is_constant(&stock->capacity_t)};
        bool known = ski_check_knows(scenario, SKI_STOCKS, index, "initial_t capacity_t") &&
                     (scenario->periods > 0 || is_constant(&stock->capacity_t));
        double capacity_t = known ? ski_limit_average(scenario, &stock->capacity_t, 0) : INFINITY;
        char got[SKI_NUMBER_TEXT], allowed[SKI_NUMBER_TEXT];
        sk_status one = SK_OK;
        if (stock->initial_t > capacity_t) {
            one = ski_check_error(
                scenario, &compared, error,
                "the stock is above its capacity at the start (got %s; allowed at most %s)",
                ski_number_text(got, stock->initial_t), ski_number_text(allowed, capacity_t));
        }
        st = one != SK_OK ? one : st;
    }
    return st;
}

static sk_status check_returns(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->demand_count; index++) {
        const ski_demand *demand = &scenario->demands[index];
        const ski_compared compared = {SKI_DEMANDS, index, "returns place material", NULL, false};
        bool known = ski_check_knows(scenario, SKI_DEMANDS, index, "returns place material") &&
                     demand->place >= 0 && demand->material >= 0;
        sk_status one = SK_OK;
        if (known && demand->has_returns && demand->return_place == demand->place &&
            demand->return_material == demand->material && demand->return_lag_days <= 0) {
            one = ski_check_error(scenario, &compared, error,
                                  "what comes back to the demand's own place and material would "
                                  "be served again at once (got lag_days 0; allowed above 0)");
        }
        st = one != SK_OK ? one : st;
    }
    return st;
}

/* The elements that materials give, each once, into symbols[materials]; -1: not all of them are
 * known. `changed`: the first that an override or a policy gave, or NULL. */
static int list_symbols(const sk_scenario *scenario, const char **symbols,
                        const ski_entry **changed) {
    int count = 0;
    *changed = NULL;
    for (int i = 0; i < scenario->material_count; i++) {
        const ski_material *material = &scenario->materials[i];
        const ski_entry *entry = ski_entry_child(material->element.entry, "element");
        int same = 0;
        if (!ski_check_knows(scenario, SKI_MATERIALS, i, "element")) {
            return -1;
        }
        while (same < count && material->symbol != NULL &&
               strcmp(symbols[same], material->symbol) != 0) {
            same++;
        }
        if (material->symbol != NULL && same == count) {
            symbols[count++] = material->symbol;
        }
        *changed = *changed == NULL && entry != NULL ? ski_entry_changed(entry) : *changed;
    }
    return count;
}

static sk_status check_symbol(const sk_scenario *scenario, const ski_compared *compared,
                              const char *const *symbols, int count, sk_error *error) {
    const char *symbol = scenario->limits[compared->element].symbol;
    char list[SKI_ALLOWED_TEXT];
    for (int i = 0; i < count; i++) {
        if (strcmp(symbols[i], symbol) == 0) {
            return SK_OK;
        }
    }
    const char *nearest = ski_nearest(symbol, symbols, count);
    if (nearest != NULL) {
        return ski_check_error(
            scenario, compared, error,
            "no material has this element (got \"%.100s\"; did you mean \"%s\"?)", symbol, nearest);
    }
    return ski_check_error(scenario, compared, error,
                           "no material has this element (got \"%.100s\"; allowed %s)", symbol,
                           ski_names_text(list, symbols, count));
}

/* Whether anything in a section is not as the file has it. */
static bool is_touched(const sk_scenario *scenario, ski_section section) {
    const ski_entry *entry = ski_entry_child(scenario->document, ski_section_name(section));
    return entry != NULL && entry->touched;
}

/* A limit on an element that no material holds caps nothing. */
static sk_status check_elements(const sk_scenario *scenario, sk_error *error) {
    if (scenario->limit_count == 0 ||
        (scenario->policy >= 0 && !is_touched(scenario, SKI_MATERIALS) &&
         !is_touched(scenario, SKI_LIMITS))) {
        return SK_OK;
    }
    const char **symbols = ski_alloc(scenario->material_count, sizeof *symbols);
    const ski_entry *changed = NULL;
    sk_status st = SK_OK;
    sk_status wrong = SK_OK;
    SK_CHECK_MEMORY(symbols);
    int count = list_symbols(scenario, symbols, &changed);
    const ski_entry *materials =
        ski_entry_child(scenario->document, ski_section_name(SKI_MATERIALS));
    bool known = count >= 0 && materials != NULL && !materials->reported;
    for (int i = 0; known && i < scenario->limit_count; i++) {
        const ski_compared compared = {SKI_LIMITS, i, "element", changed, false};
        if (scenario->limits[i].symbol != NULL &&
            ski_check_knows(scenario, SKI_LIMITS, i, "element")) {
            sk_status one = check_symbol(scenario, &compared, symbols, count, error);
            wrong = one != SK_OK ? one : wrong;
        }
    }
    st = wrong;
done:
    free(symbols);
    return st;
}

sk_status ski_check_limits(const sk_scenario *scenario, sk_error *error) {
    sk_status elements = check_elements(scenario, error);
    if (elements == SK_ERR_MEMORY) {
        return elements;
    }
    sk_status sources = check_sources(scenario, error);
    sk_status stocks = check_stocks(scenario, error);
    sk_status returns = check_returns(scenario, error);
    if (sources != SK_OK || elements != SK_OK) {
        return SK_ERR_SCENARIO;
    }
    return stocks != SK_OK ? stocks : returns;
}
