/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key table: the sweep study. */
#include "scenario/keys.h"
#include "scenario/rules.h"

static const char *const scales[] = {"linear", "log", NULL};
static const char *const designs[] = {"grid", "lhs", "sobol", NULL};

static const ski_key parameter_keys[] = {
    {.name = "path",
     .kind = SKI_KEY_PATH,
     SKI_AT(ski_sweep_parameter, path),
     SKI_NEEDED,
     .example = "\"sources.mine.capacity_tpy\"",
     .help = "which number is set, as by `--set`: with globs every one that matches; a schedule "
             "becomes a constant"},
    {.name = "values",
     .kind = SKI_KEY_NUMBERS,
     SKI_LIST(ski_sweep_parameter, values, value_count),
     .excludes = "from to points scale",
     .absent = "a range: `from`, `to`",
     .example = "[ 400.0, 800.0, 1600.0 ]",
     .help = "what it is set to; \"lhs\" and \"sobol\" take each for an equal share of the points"},
    {.name = "from",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_sweep_parameter, from),
     SKI_MISSING(NAN, "`values` instead"),
     .needs = "to",
     .example = "400.0",
     .help = "lower end of a range"},
    {.name = "to",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_sweep_parameter, to),
     SKI_MISSING(NAN, "`values` instead"),
     .needs = "from",
     .example = "1600.0",
     .help = "upper end of it"},
    {.name = "points",
     .kind = SKI_KEY_INTEGER,
     SKI_AT(ski_sweep_parameter, points),
     SKI_BETWEEN(2, SKI_SWEEP_POINTS_MOST),
     .absent = "required of a range in a grid",
     .needs = "from",
     .example = "5",
     .help = "how many values the range has in a grid, both ends among them; other designs spread "
             "points of their own over it"},
    {.name = "scale",
     .kind = SKI_KEY_CHOICE,
     SKI_AT(ski_sweep_parameter, is_log),
     SKI_DEFAULT(0),
     .words = scales,
     .needs = "from",
     .example = "\"log\"",
     .help = "whether values of a range lie evenly by difference or by ratio"},
};
static const ski_fields parameter_fields = {SKI_FIELDS(ski_sweep_parameter, parameter_keys),
                                            .rule = ski_rule_sweep_parameter};

static const ski_key sweep_keys[] = {
    {.name = "parameters",
     .kind = SKI_KEY_RECORDS,
     SKI_LIST(ski_sweep, parameters, parameter_count),
     SKI_NEEDED,
     .fields = &parameter_fields,
     .example = "( { path = \"sources.mine.capacity_tpy\"; from = 400.0; to = 1600.0; points = 5; "
                "} )",
     .help = "what is varied; each on a number of its own"},
    {.name = "design",
     .kind = SKI_KEY_CHOICE,
     SKI_AT(ski_sweep, design),
     SKI_DEFAULT(SKI_SWEEP_GRID),
     .words = designs,
     .example = "\"lhs\"",
     .help = "every combination of values, the last parameter fastest; or a Latin hypercube or a "
             "Sobol' set in the ranges, moved by the seed"},
    {.name = "points",
     .kind = SKI_KEY_INTEGER,
     SKI_AT(ski_sweep, points),
     SKI_BETWEEN(1, SKI_SWEEP_POINTS_MOST),
     .absent = "required by \"lhs\" and \"sobol\"",
     .example = "64",
     .help = "how many points these have; more of \"sobol\" keep those there were"},
    {.name = "policies",
     .kind = SKI_KEY_OPTIONS,
     SKI_LIST(ski_sweep, policies, policy_count),
     .absent = "[\"baseline\"]",
     .example = "[\"baseline\", \"stockpile\"]",
     .help = "which are run at every point; baseline is no policy"},
    {.name = "samples",
     .kind = SKI_KEY_INTEGER,
     SKI_AT(ski_sweep, samples),
     SKI_BETWEEN(1, 100000000),
     .absent = "the simulation's",
     .example = "200",
     .help = "number of worlds, the same ones at every point"},
};

static const ski_fields sweep_fields = {SKI_FIELDS(ski_sweep, sweep_keys), .rule = ski_rule_sweep};

const ski_section_keys ski_sweep_section = {
    .name = "sweep",
    .singular = "sweep",
    .shape = SKI_SINGLE,
    .offset = offsetof(sk_scenario, sweep),
    .fields = &sweep_fields,
    .help = "What `skarn sweep` varies: the Monte Carlo at every point, on the same worlds.",
    .example = "sweep = {\n"
               "    parameters = ( { path = \"sources.mine.capacity_tpy\"; from = 400.0; to = "
               "1600.0; points = 5; },\n"
               "                   { path = \"stocks.*.initial_t\"; values = [0.0, 100.0, 300.0]; "
               "} );\n"
               "    policies = [\"baseline\", \"stockpile\"];\n"
               "    samples = 200;\n"
               "};\n",
};
