/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key table: what is uncertain, and the options compared. */
#include "scenario/key_rows.h"
#include "scenario/keys.h"
#include "scenario/rules.h"

/* In the order of ski_factor_process. */
static const char *const processes[] = {"fixed",          "iid",     "random_walk",
                                        "mean_reverting", "history", NULL};

enum {
    DRAWN = 1u << SKI_FIXED | 1u << SKI_IID,
    MOVING = 1u << SKI_RANDOM_WALK | 1u << SKI_MEAN_REVERTING,
    WALK = 1u << SKI_RANDOM_WALK,
    REVERTING = 1u << SKI_MEAN_REVERTING,
    HISTORY = 1u << SKI_HISTORY
};

static const ski_key factor_keys[] = {
    SKI_ELEMENT_KEYS,
    {.name = "targets",
     .kind = SKI_KEY_TARGETS,
     SKI_LIST(ski_factor, targets, target_count),
     SKI_NEEDED,
     .example = "[ \"sources.*.capacity_tpy\" ]",
     .help = "globs over the schedules it multiplies (`sources.*.capacity_tpy`)"},
    {.name = "process",
     .kind = SKI_KEY_CHOICE,
     SKI_AT(ski_factor, process),
     SKI_NEEDED,
     .words = processes,
     .help = "one draw for the whole horizon; a draw each period; a geometric walk from 1 whose "
             "expected value follows the "
             "drift; a logarithm that is Ornstein–Uhlenbeck around the level whose mean is 1; a "
             "circular block bootstrap of "
             "a history, scaled to mean 1"},
    {.name = "value",
     .kind = SKI_KEY_DIST,
     SKI_AT(ski_factor, value),
     SKI_NEEDED,
     .when = DRAWN,
     .example = "{ dist = \"triangular\"; min = 0.7; mode = 1.0; max = 1.1; }",
     .help = "the multiplier drawn"},
    {.name = "sd_per_year",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_factor, sd_per_year),
     SKI_BETWEEN(0, 100),
     SKI_NEEDED,
     .when = MOVING,
     .unit = "1/√year",
     .example = "0.25",
     .help = "standard deviation of the logarithm's moves"},
    {.name = "drift_per_year",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_factor, drift_per_year),
     SKI_INSIDE(-1, 100),
     SKI_DEFAULT(0),
     .when = WALK,
     .unit = "1/year",
     .example = "0.02",
     .help = "growth of the expected value"},
    {.name = "half_life_days",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_factor, half_life_days),
     SKI_ABOVE(0),
     SKI_NEEDED,
     .when = REVERTING,
     .unit = "days",
     .example = "365.0",
     .help = "time in which a deviation halves"},
    {.name = "start",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_factor, start),
     SKI_ABOVE(0),
     SKI_DEFAULT(1),
     .when = REVERTING,
     .example = "1.1",
     .help = "value in the first period"},
    {.name = "values",
     .kind = SKI_KEY_NUMBERS,
     SKI_LIST(ski_factor, history, history_count),
     SKI_AT_LEAST(0),
     SKI_NEEDED,
     .when = HISTORY,
     .example = "[ 0.97, 1.0, 1.02, 0.99 ]",
     .help = "the history, one value a period"},
    {.name = "block_periods",
     .kind = SKI_KEY_INTEGER,
     SKI_AT(ski_factor, block_periods),
     SKI_AT_LEAST(1),
     SKI_NEEDED,
     .when = HISTORY,
     .unit = "periods",
     .example = "2",
     .help = "length of the blocks drawn, at most that of the history"},
};
static const ski_fields factor_fields = {SKI_FIELDS(ski_factor, factor_keys), .decider = "process",
                                         .rule = ski_rule_factor};
const ski_section_keys ski_factors_section = {
    SKI_SECTION("factors", "factor", factors, factor_count),
    .fields = &factor_fields,
    .help = "What is uncertain and moves by degrees: each factor multiplies its targets.",
    .example = "factors = {\n"
               "    w_price = { targets = [\"materials.*.price_usd_per_t\"]; process = "
               "\"mean_reverting\";\n"
               "        sd_per_year = 0.25; half_life_days = 365; };\n"
               "    output = { targets = [\"sources.*.capacity_tpy\"]; process = \"fixed\";\n"
               "        value = { dist = \"triangular\"; min = 0.8; mode = 1.0; max = 1.1; }; };\n"
               "};\n",
};

static const ski_key correlation_keys[] = {
    {.name = "a",
     .kind = SKI_KEY_NAME,
     SKI_AT(ski_correlation, a),
     SKI_NEEDED,
     .of = SKI_FACTORS,
     .example = "\"w_price\"",
     .help = "one factor"},
    {.name = "b",
     .kind = SKI_KEY_NAME,
     SKI_AT(ski_correlation, b),
     SKI_NEEDED,
     .of = SKI_FACTORS,
     .example = "\"mo_price\"",
     .help = "the other"},
    {.name = "rho",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_correlation, rho),
     SKI_INSIDE(-1, 1),
     SKI_NEEDED,
     .example = "0.55",
     .help = "correlation of their normal scores"},
};
static const ski_fields correlation_fields = {SKI_FIELDS(ski_correlation, correlation_keys),
                                              .rule = ski_rule_correlation};
const ski_section_keys ski_correlations_section = {
    .name = "correlations",
    .singular = "correlation",
    .shape = SKI_ITEMS,
    .offset = offsetof(sk_scenario, correlations),
    .count_offset = offsetof(sk_scenario, correlation_count),
    .fields = &correlation_fields,
    .help = "A list. Correlations act on the normal scores of factors that step alike in time; "
            "together they must be "
            "positive definite.",
    .example = "correlations = ( { a = \"w_price\"; b = \"mo_price\"; rho = 0.55; } );\n",
};

static const ski_key effect_keys[] = {
    {.name = "target",
     .kind = SKI_KEY_TARGET,
     SKI_LIST(ski_effect, targets, target_count),
     SKI_NEEDED,
     .example = "\"routes.rail.capacity_tpy\"",
     .help = "glob over the schedules it multiplies"},
    {.name = "factor",
     .kind = SKI_KEY_DIST,
     SKI_AT(ski_effect, factor),
     SKI_NEEDED,
     .example = "0.3",
     .help = "what they are multiplied by, drawn at each onset"},
    {.name = "from_days",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_effect, from_days),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "days",
     .example = "10.0",
     .help = "after onset"},
    {.name = "until_days",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_effect, until_days),
     SKI_ABOVE(0),
     .unit = "days",
     SKI_MISSING(INFINITY, "the end"),
     .example = "90.0",
     .help = "after onset"},
};
static const ski_fields effect_fields = {SKI_FIELDS(ski_effect, effect_keys),
                                         .rule = ski_rule_effect};

static const ski_key disruption_keys[] = {
    SKI_ELEMENT_KEYS,
    {.name = "effects",
     .kind = SKI_KEY_RECORDS,
     SKI_LIST(ski_disruption, effects, effect_count),
     SKI_NEEDED,
     .fields = &effect_fields,
     .help = "while the event lasts each target is multiplied by its factor, all the time or "
             "between these days after onset"},
    {.name = "rate_per_year",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_disruption, rate_per_year),
     SKI_BETWEEN(0, 1000),
     .unit = "1/year",
     .absent = "`start` instead",
     .excludes = "start",
     .example = "0.4",
     .help = "onsets per year of time spent inactive (exponential waiting)"},
    {.name = "start",
     .kind = SKI_KEY_TIME,
     SKI_AT(ski_disruption, start_time),
     .absent = "`rate_per_year` instead",
     .example = "\"2026-06-15\"",
     .help = "one dated event; it may precede the start of the scenario"},
    {.name = "probability",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_disruption, probability),
     SKI_BETWEEN(0, 1),
     SKI_DEFAULT(1),
     .needs = "start",
     .example = "0.5",
     .help = "that the dated event happens"},
    {.name = "duration_days",
     .kind = SKI_KEY_DIST,
     SKI_AT(ski_disruption, duration_days),
     SKI_NEEDED,
     .unit = "days",
     .example = "{ dist = \"exponential\"; mean = 60.0; }",
     .help = "how long an event lasts"},
    {.name = "recovery_days",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_disruption, recovery_days),
     SKI_BETWEEN(0, 36500),
     SKI_DEFAULT(0),
     .unit = "days",
     .example = "30.0",
     .help = "the effect fades along a straight line after the end"},
    {.name = "active_at_start",
     .kind = SKI_KEY_BOOL,
     SKI_AT(ski_disruption, active_at_start),
     SKI_DEFAULT(0),
     .needs = "rate_per_year",
     .help = "an event begins at the first instant; the duration drawn is what is left"},
    {.name = "window",
     .kind = SKI_KEY_WINDOW,
     SKI_AT(ski_disruption, window_from),
     .absent = "the whole horizon",
     .needs = "rate_per_year",
     .example = "( \"2026-03\", \"2027-06\" )",
     .help = "onsets only between these two dates"},
    {.name = "months",
     .kind = SKI_KEY_MONTHS,
     SKI_AT(ski_disruption, months),
     SKI_BETWEEN(1, 12),
     .absent = "all",
     .needs = "rate_per_year",
     .example = "[ 12, 1, 2 ]",
     .help = "onsets only in these months of every year: a winter crisis is [12, 1, 2]"},
};
static const ski_fields disruption_fields = {SKI_FIELDS(ski_disruption, disruption_keys),
                                             .rule = ski_rule_disruption};
const ski_section_keys ski_disruptions_section = {
    SKI_SECTION("disruptions", "disruption", disruptions, disruption_count),
    .fields = &disruption_fields,
    .help = "What is uncertain and strikes. Events live in continuous time; a period sees the time "
            "average of the factor. "
            "Effects on one target multiply.",
    .example =
        "disruptions = {\n"
        "    licence = { effects = ( { target = \"sources.cn_*.capacity_tpy\"; factor = 0.3; } );\n"
        "        rate_per_year = 0.2; duration_days = { dist = \"exponential\"; mean = 180.0; };\n"
        "        recovery_days = 60; };\n"
        "};\n",
};

static const ski_key change_keys[] = {
    {.name = "path",
     .kind = SKI_KEY_PATH,
     SKI_AT(ski_change, path),
     SKI_NEEDED,
     .example = "\"stocks.reserve.capacity_t\"",
     .help = "of the values changed; may hold `*` and `?`"},
    {.name = "set",
     .kind = SKI_KEY_ANY,
     SKI_AT(ski_change, set),
     .absent = "none",
     .excludes = "scale add",
     .example = "800.0",
     .help = "the new value"},
    {.name = "scale",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_change, scale),
     SKI_MISSING(NAN, "none"),
     .excludes = "add",
     .example = "2.0",
     .help = "what the value is multiplied by"},
    {.name = "add",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_change, add),
     SKI_MISSING(NAN, "none"),
     .example = "200.0",
     .help = "what is added to the value"},
};
static const ski_fields change_fields = {SKI_FIELDS(ski_change, change_keys),
                                         .rule = ski_rule_change};

static const ski_key policy_keys[] = {
    SKI_ELEMENT_KEYS,
    {.name = "changes",
     .kind = SKI_KEY_RECORDS,
     SKI_LIST(ski_policy, changes, change_count),
     .fields = &change_fields,
     .absent = "none",
     .example = "( { path = \"stocks.reserve.capacity_t\"; scale = 2.0; } )",
     .help = "what it changes, in order; it changes values and adds no elements"},
    {.name = "includes",
     .kind = SKI_KEY_NAMES,
     SKI_LIST(ski_policy, includes, include_count),
     .of = SKI_POLICIES,
     .absent = "none",
     .example = "[ \"bigger_reserve\" ]",
     .help = "other policies, applied first, in order, each once"},
    {.name = "cost_usd",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_policy, cost_usd),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "USD",
     .example = "8000000.0",
     .help = "what the option itself costs, once"},
    {.name = "cost_usd_per_year",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_policy, cost_usd_per_year),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "USD/year",
     .example = "250000.0",
     .help = "what it costs each year"},
    {.name = "life_years",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_policy, life_years),
     SKI_UP_TO(0, 1000),
     .unit = "years",
     .absent = "borne whole",
     .needs = "cost_usd",
     .example = "20.0",
     .help = "`cost_usd` is spread over it as an annuity at the discount rate, and a study bears "
             "the years of its horizon"},
};
static const ski_fields policy_fields = {SKI_FIELDS(ski_policy, policy_keys),
                                         .rule = ski_rule_policy};
const ski_section_keys ski_policies_section = {
    SKI_SECTION("policies", "policy", policies, policy_count),
    .fields = &policy_fields,
    .help = "Options to compare. The name `baseline` is reserved for no change.",
    .example =
        "policies = {\n"
        "    reserve = { title = \"Double the reserve\"; cost_usd = 8.0e6; life_years = 20;\n"
        "        changes = ( { path = \"stocks.kr_*.target_t\"; scale = 2.0; },\n"
        "                    { path = \"stocks.kr_reserve.capacity_t\"; set = 800.0; } ); };\n"
        "};\n",
};
