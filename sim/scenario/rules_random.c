/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules over several keys of one element: simulation, factors, correlations, disruptions, policies.
 */
#include "base/text.h"
#include "scenario/reader.h"
#include "scenario/rules.h"

#include <string.h>

sk_status ski_rule_factor(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                          void *item) {
    const ski_factor *factor = item;
    double sum = 0;
    if (factor->process != SKI_HISTORY || factor->history_count == 0 ||
        !ski_knows(entry, "values")) {
        return SK_OK;
    }
    for (int i = 0; i < factor->history_count; i++) {
        sum += factor->history[i];
    }
    if (sum <= 0) {
        ski_wrong(reader, ski_blame(entry, "values"), &(ski_path){path, "values", 0},
                  "all are 0 and cannot be scaled to mean 1 (allowed at least one above 0)");
    }
    if (factor->block_periods > factor->history_count && ski_knows(entry, "block_periods")) {
        ski_wrong(reader, ski_blame(entry, "block_periods values"),
                  &(ski_path){path, "block_periods", 0},
                  "longer than the history (got %d; allowed up to %d, the number of values)",
                  factor->block_periods, factor->history_count);
    }
    return SK_OK;
}

static bool same_pair(const ski_correlation *one, const ski_correlation *other) {
    return (one->a == other->a && one->b == other->b) || (one->a == other->b && one->b == other->a);
}

sk_status ski_rule_correlation(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                               void *item) {
    const ski_correlation *one = item;
    if (one->a < 0 || one->b < 0) {
        return SK_OK;
    }
    if (one->a == one->b) {
        ski_wrong(reader, ski_blame_within(entry->at, entry), path,
                  "a factor with itself (allowed two factors)");
    }
    const ski_correlation *first = reader->scenario->correlations;
    for (const ski_correlation *other = first; other < one; other++) {
        if (same_pair(one, other)) {
            ski_wrong(reader, ski_blame_within(entry->at, entry), path,
                      "the same pair as correlations.%d (allowed each pair once)",
                      (int)(other - first) + 1);
            break;
        }
    }
    return SK_OK;
}

sk_status ski_rule_effect(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                          void *item) {
    const ski_effect *effect = item;
    char got[SKI_NUMBER_TEXT];
    if (effect->until_days <= effect->from_days && ski_knows(entry, "from_days until_days")) {
        ski_wrong(reader, ski_blame(entry, "until_days from_days"),
                  &(ski_path){path, "until_days", 0}, "not after from_days (got %s; allowed more)",
                  ski_number_text(got, effect->until_days));
    }
    return SK_OK;
}

sk_status ski_rule_disruption(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                              void *item) {
    ski_disruption *disruption = item;
    disruption->dated = ski_entry_child(entry, "start") != NULL;
    if (!disruption->dated && ski_entry_child(entry, "rate_per_year") == NULL &&
        ski_knows(entry, "rate_per_year start")) {
        ski_wrong(reader, entry->at, path, "neither rate_per_year nor start (allowed one of them)");
    }
    return SK_OK;
}

sk_status ski_rule_change(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                          void *item) {
    const ski_change *change = item;
    if (change->set == NULL && isnan(change->scale) && isnan(change->add) &&
        ski_knows(entry, "set scale add")) {
        ski_wrong(reader, entry->at, path, "changes nothing (allowed set, scale or add)");
    }
    if (change->path != NULL && strncmp(change->path, "policies.", strlen("policies.")) == 0) {
        ski_wrong(reader, ski_blame(entry, "path"), &(ski_path){path, "path", 0},
                  "a policy cannot change policies (got \"%s\"; allowed the other sections)",
                  change->path);
    }
    return SK_OK;
}

sk_status ski_rule_policy(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                          void *item) {
    const ski_policy *policy = item;
    if (strcmp(policy->element.name, "baseline") == 0) {
        ski_wrong(reader, entry->at, path,
                  "the name is reserved for no change (allowed any other)");
    }
    return SK_OK;
}

/* The sections of a Latin hypercube are no Latin hypercubes: there is nothing to stop at. */
sk_status ski_rule_simulation(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                              void *item) {
    const ski_simulation *simulation = item;
    const bool is_lhs = strcmp(simulation->sampling, "lhs") == 0;
    const bool is_designed = is_lhs || strcmp(simulation->sampling, "sobol") == 0;
    if (is_designed && simulation->samples < SKI_DESIGN_SAMPLES_LEAST) {
        ski_wrong(reader, ski_blame(entry, "samples sampling"), &(ski_path){path, "samples", 0},
                  "too few for sampling \"%s\" (got %d; allowed %d or more, or sampling "
                  "\"random\")",
                  simulation->sampling, simulation->samples, SKI_DESIGN_SAMPLES_LEAST);
    }
    if (is_lhs && simulation->precision > 0) {
        ski_wrong(reader, ski_blame(entry, "precision sampling"), &(ski_path){path, "precision", 0},
                  "a Latin hypercube cannot stop early (got sampling \"lhs\"; allowed \"random\" "
                  "or \"sobol\", or no precision)");
    }
    return SK_OK;
}
