/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key table: the sections that every scenario has once, `scenario` and `simulation`. */
#include "scenario/keys.h"
#include "scenario/rules.h"

static const char *const periods[] = {"week", "month", "quarter", "year", NULL};
static const char *const pipelines[] = {"empty", "steady", NULL};
static const char *const terminals[] = {"none", "value", NULL};

static const ski_key scenario_keys[] = {
    {.name = "name",
     .kind = SKI_KEY_TEXT,
     SKI_AT(sk_scenario, name),
     SKI_NEEDED,
     .example = "\"korea_w\"",
     .help = "identifier: letters, digits, `_` and `-`, first a letter; names the results folder"},
    {.name = "title",
     .kind = SKI_KEY_TEXT,
     SKI_AT(sk_scenario, title),
     .absent = "none",
     .example = "\"Tungsten for Korea\"",
     .help = "for people"},
    {.name = "note",
     .kind = SKI_KEY_TEXT,
     SKI_AT(sk_scenario, note),
     .absent = "none",
     .example = "\"Prices as of January 2026.\"",
     .help = "for people"},
    {.name = "start",
     .kind = SKI_KEY_DATE,
     SKI_AT(sk_scenario, calendar.start),
     SKI_NEEDED,
     .example = "\"2026-01\"",
     .help = "first day of the first period"},
    {.name = "period",
     .kind = SKI_KEY_CHOICE,
     SKI_AT(sk_scenario, calendar.period),
     SKI_DEFAULT(SKI_MONTH),
     .words = periods,
     .example = "\"quarter\"",
     .help = "length of a period: a week is 7/365 of a year, a month 1/12, a quarter 1/4"},
    {.name = "periods",
     .kind = SKI_KEY_INTEGER,
     SKI_AT(sk_scenario, periods),
     SKI_BETWEEN(1, 1200),
     SKI_NEEDED,
     .example = "36",
     .help = "number of periods: the horizon"},
    {.name = "discount_rate_per_year",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(sk_scenario, discount_rate_per_year),
     SKI_BETWEEN(0, 1),
     SKI_DEFAULT(0),
     .unit = "1/year",
     .example = "0.05",
     .help = "a cost in period t (0, 1, …) counts (1 + r)^-(t · length of a period in years)"},
    {.name = "initial_pipeline",
     .kind = SKI_KEY_CHOICE,
     SKI_AT(sk_scenario, steady_pipeline),
     SKI_DEFAULT(1),
     .words = pipelines,
     .example = "\"empty\"",
     .help = "what is on the way at the start: nothing, or what a steady chain would have shipped "
             "before"},
    {.name = "terminal",
     .kind = SKI_KEY_CHOICE,
     SKI_AT(sk_scenario, terminal_value),
     SKI_DEFAULT(1),
     .words = terminals,
     .example = "\"none\"",
     .help = "what stocks and cargo left at the end are worth: nothing, or what a tonne is worth "
             "in a steady chain"},
};

static const ski_fields scenario_fields = {SKI_FIELDS(sk_scenario, scenario_keys),
                                           .rule = ski_rule_scenario};

const ski_section_keys ski_scenario_section = {
    .name = "scenario",
    .singular = "scenario",
    .shape = SKI_SINGLE,
    .fields = &scenario_fields,
    .help = "What is looked at: its name, the horizon and how it is cut into periods, how costs "
            "are discounted, and how "
            "the chain begins and ends. Required.",
    .example = "scenario = {\n"
               "    name = \"korea_w\";\n"
               "    start = \"2025-01\";\n"
               "    period = \"month\";\n"
               "    periods = 36;\n"
               "    discount_rate_per_year = 0.045;\n"
               "};\n",
};

static const char *const decisions[] = {"rolling", "foresight", NULL};
static const char *const samplings[] = {"random", "lhs", "sobol", NULL};

static const ski_key simulation_keys[] = {
    {.name = "samples",
     .kind = SKI_KEY_INTEGER,
     SKI_AT(ski_simulation, samples),
     SKI_BETWEEN(1, 100000000),
     SKI_DEFAULT(1000),
     .example = "2000",
     .help = "number of worlds drawn"},
    {.name = "seed",
     .kind = SKI_KEY_SEED,
     SKI_AT(ski_simulation, seed),
     SKI_BETWEEN(0, 9007199254740991), /* 2^53 - 1: JSON has no larger whole number */
     SKI_DEFAULT(1),
     .example = "7",
     .help =
         "the same seed gives the same worlds; above 2147483647 it is written with an L behind"},
    {.name = "decisions",
     .kind = SKI_KEY_WORD,
     SKI_AT(ski_simulation, decisions),
     SKI_DEFAULT(0),
     .words = decisions,
     .example = "\"foresight\"",
     .help = "how the chain is run in a world: planning on forecasts period by period, or with the "
             "whole world known"},
    {.name = "lookahead_periods",
     .kind = SKI_KEY_INTEGER,
     SKI_AT(ski_simulation, lookahead_periods),
     SKI_BETWEEN(1, 1200),
     SKI_DEFAULT(12),
     .example = "18",
     .help = "how far the rolling rule plans ahead"},
    {.name = "sampling",
     .kind = SKI_KEY_WORD,
     SKI_AT(ski_simulation, sampling),
     SKI_DEFAULT(0),
     .words = samplings,
     .example = "\"sobol\"",
     .help = "independent draws, or replicates of a Latin hypercube or a Sobol' set: 8 to 15 of "
             "them, the Sobol' sets of 2^k worlds; where `samples` does not fit, fewer are run"},
    {.name = "precision",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_simulation, precision),
     SKI_INSIDE(0, 1),
     .absent = "none",
     .example = "0.05",
     .help = "stop when the intervals are this narrow: `cost_usd` and `shortage_critical_t` to "
             "within this share of the mean, `secure` and `any_shortage` to within a tenth of it; "
             "`samples` is then the most; not with \"lhs\""},
    {.name = "confidence",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_simulation, confidence),
     SKI_INSIDE(0, 1),
     SKI_DEFAULT(0.95),
     .example = "0.9",
     .help = "level of every interval"},
    {.name = "tail",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_simulation, tail),
     SKI_INSIDE(0, 1),
     SKI_DEFAULT(0.95),
     .example = "0.99",
     .help = "level of VaR and CVaR"},
    {.name = "secure_fill",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_simulation, secure_fill),
     SKI_BETWEEN(0, 1),
     SKI_DEFAULT(0.95),
     .example = "0.98",
     .help = "a sample is secure if every critical demand's fill rate is at least this"},
};

static const ski_fields simulation_fields = {SKI_FIELDS(ski_simulation, simulation_keys),
                                             .rule = ski_rule_simulation};

const ski_section_keys ski_simulation_section = {
    .name = "simulation",
    .singular = "simulation",
    .shape = SKI_SINGLE,
    .offset = offsetof(sk_scenario, simulation),
    .fields = &simulation_fields,
    .help = "How worlds are drawn and what is measured over them.",
    .example = "simulation = { samples = 2000; seed = 7; decisions = \"foresight\"; };\n",
};
