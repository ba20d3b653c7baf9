/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key table: the stress study. */
#include "scenario/keys.h"
#include "scenario/rules.h"

static const ski_key stress_keys[] = {
    {.name = "targets",
     .kind = SKI_KEY_OUTAGES,
     SKI_LIST(ski_outages, targets, target_count),
     .absent = "every source, process, route and chokepoint",
     .example = "[\"sources.china_*\", \"border\", \"country:CN\", \"country:CN:ore\"]",
     .help = "what goes out, one after the other: elements by name, with or without the section "
             "before it; \"country:CN\" is one target, every source and process at a place of the "
             "country and every chokepoint of it; \"country:CN:ore\" the sources of that material "
             "there and the processes there that make it"},
    {.name = "outage_days",
     .kind = SKI_KEY_NUMBERS,
     SKI_LIST(ski_outages, outage_days, days_count),
     SKI_ABOVE(0),
     .unit = "days",
     .absent = "[30, 90, 180, 365]",
     .example = "[14, 60, 365]",
     .help = "how long each outage lasts, rising; it begins with the first period"},
    {.name = "factor",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_outages, factor),
     SKI_BELOW(0, 1),
     SKI_DEFAULT(0),
     .example = "0.5",
     .help = "what is left of a capacity while it is out; without a capacity, of what flows in "
             "the same period undisturbed"},
};

static const ski_fields stress_fields = {SKI_FIELDS(ski_outages, stress_keys),
                                         .rule = ski_rule_stress};

const ski_section_keys ski_stress_section = {
    .name = "stress",
    .singular = "stress",
    .shape = SKI_SINGLE,
    .offset = offsetof(sk_scenario, stress),
    .fields = &stress_fields,
    .help = "What `skarn stress` puts out of action, and for how long.",
    .example =
        "stress = { targets = [\"sources.*\", \"country:CN\"]; outage_days = [30, 180]; };\n",
};
