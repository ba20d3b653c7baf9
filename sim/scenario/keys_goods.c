/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key table: what is kept, what is wanted, and what caps dependence. */
#include "scenario/key_rows.h"
#include "scenario/keys.h"
#include "scenario/rules.h"

static const ski_key stock_keys[] = {
    SKI_ELEMENT_KEYS,
    SKI_PLACE_KEY(ski_stock),
    SKI_MATERIAL_KEY(ski_stock),
    {.name = "capacity_t",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_stock, capacity_t),
     SKI_AT_LEAST(0),
     .unit = "t",
     .absent = "unlimited",
     .help = "most it holds"},
    {.name = "initial_t",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_stock, initial_t),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "t",
     .help = "what is in it at the start"},
    {.name = "holding_usd_per_t_year",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_stock, holding_usd_per_t_year),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "USD/t/year",
     .help = "on the stock at the end of each period, interest left out"},
    {.name = "release_tpy",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_stock, release_tpy),
     SKI_AT_LEAST(0),
     .unit = "t/year",
     .absent = "unlimited",
     .help = "fastest net draw in a period"},
    {.name = "refill_tpy",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_stock, refill_tpy),
     SKI_AT_LEAST(0),
     .unit = "t/year",
     .absent = "unlimited",
     .help = "fastest net fill in a period"},
    {.name = "decay_per_year",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_stock, decay_per_year),
     SKI_BETWEEN(0, 1),
     SKI_DEFAULT(0),
     .unit = "1/year",
     .help = "share that spoils in a year"},
    {.name = "target_t",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_stock, target_t),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "t",
     .help = "safety or strategic level"},
    {.name = "below_target_usd_per_t_year",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_stock, below_target_usd_per_t_year),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "USD/t/year",
     .help = "soft penalty on the part below target: what keeps a reserve a reserve"},
};
static const ski_fields stock_fields = {SKI_FIELDS(ski_stock, stock_keys)};
const ski_section_keys ski_stocks_section = {
    SKI_SECTION("stocks", "stock", stocks, stock_count),
    .fields = &stock_fields,
    .help = "Where material can wait. A material cannot wait at a place that has no stock for it.",
    .example =
        "stocks = {\n"
        "    kr_reserve = { place = \"kr\"; material = \"apt\"; capacity_t = 400.0; initial_t = "
        "250.0;\n"
        "        target_t = 300.0; below_target_usd_per_t_year = 2000.0; release_tpy = 600.0; };\n"
        "};\n",
};

static const ski_key tier_keys[] = {
    {.name = "share",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_tier, share),
     SKI_UP_TO(0, 1),
     SKI_NEEDED,
     .help = "of the demand"},
    {.name = "usd_per_t",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_tier, usd_per_t),
     SKI_AT_LEAST(0),
     SKI_NEEDED,
     .unit = "USD/t",
     .help = "what a tonne short costs there, above the tier before"},
};
static const ski_fields tier_fields = {SKI_FIELDS(ski_tier, tier_keys)};

static const ski_key alternative_keys[] = {
    {.name = "material",
     .kind = SKI_KEY_NAME,
     SKI_AT(ski_alternative, material),
     SKI_NEEDED,
     .of = SKI_MATERIALS,
     .help = "the other material, at the same place"},
    {.name = "ratio",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_alternative, ratio),
     SKI_BETWEEN(1e-6, 1e6),
     SKI_NEEDED,
     .unit = "t/t",
     .help = "tonnes of it that replace one tonne"},
    {.name = "max_share",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_alternative, max_share),
     SKI_BETWEEN(0, 1),
     SKI_NEEDED,
     .help = "of the demand, at most"},
    {.name = "extra_usd_per_t",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_alternative, extra_usd_per_t),
     SKI_AT_LEAST(0),
     SKI_NEEDED,
     .unit = "USD/t",
     .help = "extra cost per tonne of the substitute"},
};
static const ski_fields alternative_fields = {SKI_FIELDS(ski_alternative, alternative_keys)};

static const ski_key return_keys[] = {
    {.name = "place",
     .kind = SKI_KEY_NAME,
     SKI_AT(ski_demand, return_place),
     SKI_NEEDED,
     .of = SKI_PLACES,
     .help = "where it comes back"},
    {.name = "material",
     .kind = SKI_KEY_NAME,
     SKI_AT(ski_demand, return_material),
     SKI_NEEDED,
     .of = SKI_MATERIALS,
     .help = "as what"},
    {.name = "share",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_demand, return_share),
     SKI_BELOW(0, 1),
     SKI_NEEDED,
     .help = "of what was served of the own material"},
    {.name = "lag_days",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_demand, return_lag_days),
     SKI_BETWEEN(0, 36500),
     SKI_NEEDED,
     .unit = "days",
     .help = "time until it comes back"},
};
static const ski_fields return_fields = {SKI_FIELDS(ski_demand, return_keys)};

static const ski_key demand_keys[] = {
    SKI_ELEMENT_KEYS,
    SKI_PLACE_KEY(ski_demand),
    SKI_MATERIAL_KEY(ski_demand),
    {.name = "tpy",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_demand, tpy),
     SKI_AT_LEAST(0),
     SKI_NEEDED,
     .unit = "t/year",
     .help = "what is wanted"},
    {.name = "shortage_usd_per_t",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_demand, shortage_usd_per_t),
     SKI_AT_LEAST(0),
     .unit = "USD/t",
     .absent = "required unless `tiers` are given",
     .split = "tiers.usd_per_t",
     .help =
         "value of lost load: what a tonne short costs; must exceed what a tonne costs to deliver"},
    {.name = "tiers",
     .kind = SKI_KEY_TUPLES,
     SKI_LIST(ski_demand, tiers, tier_count),
     .fields = &tier_fields,
     .absent = "none",
     .excludes = "backlog_usd_per_t_year",
     .help =
         "instead of one value, each a tuple, `( (0.3, 1000.0), (0.7, 5000.0) )`: the first share "
         "of the demand to go costs least (values rise); shares add to 1; a factor on "
         "`shortage_usd_per_t` acts on all"},
    {.name = "backlog_usd_per_t_year",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_demand, backlog_usd_per_t_year),
     SKI_AT_LEAST(0),
     .unit = "USD/t/year",
     .absent = "unserved demand is lost",
     .help = "given: unserved demand waits at this cost (on what waits at the end of a period) "
             "instead of being lost; what "
             "waits at the end of the horizon is lost, at the shortage value"},
    {.name = "critical",
     .kind = SKI_KEY_BOOL,
     SKI_AT(ski_demand, critical),
     SKI_DEFAULT(0),
     .help = "counts in the chance of secure supply"},
    {.name = "sector",
     .kind = SKI_KEY_TEXT,
     SKI_AT(ski_demand, sector),
     .absent = "none",
     .help = "groups demands in reports"},
    {.name = "alternatives",
     .kind = SKI_KEY_RECORDS,
     SKI_LIST(ski_demand, alternatives, alternative_count),
     .fields = &alternative_fields,
     .absent = "none",
     .help = "substitution by other materials"},
    {.name = "returns",
     .kind = SKI_KEY_GROUP,
     .count_offset = offsetof(ski_demand, has_returns),
     .fields = &return_fields,
     .absent = "none",
     .help = "recycling: a share of what was served comes back after a lag, split over periods as "
             "lead times are"},
};
static const ski_fields demand_fields = {SKI_FIELDS(ski_demand, demand_keys),
                                         .rule = ski_rule_demand};
const ski_section_keys ski_demands_section = {
    SKI_SECTION("demands", "demand", demands, demand_count),
    .fields = &demand_fields,
    .help = "Who needs what, and what it costs to go short.",
    .example = "demands = {\n"
               "    fab = { place = \"kr\"; material = \"apt\"; tpy = 1200.0; critical = true; "
               "sector = \"chips\";\n"
               "        tiers = ( (0.3, 60000.0), (0.7, 400000.0) );\n"
               "        returns = { place = \"kr\"; material = \"w_conc\"; share = 0.1; lag_days = "
               "180; }; };\n"
               "};\n",
};

static const ski_key limit_keys[] = {
    SKI_ELEMENT_KEYS,
    {.name = "element",
     .kind = SKI_KEY_TEXT,
     SKI_AT(ski_limit, symbol),
     SKI_NEEDED,
     .help = "the `element` of materials, such as \"W\"; one that no material has is an error"},
    {.name = "countries",
     .kind = SKI_KEY_COUNTRIES,
     SKI_LIST(ski_limit, countries, country_count),
     SKI_NEEDED,
     .help = "ISO 3166, two capital letters each"},
    {.name = "max_share",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_limit, max_share),
     SKI_BETWEEN(0, 1),
     SKI_NEEDED,
     .help = "of all purchases of the element, per period"},
    {.name = "excess_usd_per_t",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_limit, excess_usd_per_t),
     SKI_AT_LEAST(0),
     SKI_NEEDED,
     .unit = "USD/t",
     .help = "charged on purchases beyond the share"},
};
static const ski_fields limit_fields = {SKI_FIELDS(ski_limit, limit_keys)};
const ski_section_keys ski_limits_section = {
    SKI_SECTION("limits", "limit", limits, limit_count),
    .fields = &limit_fields,
    .help = "Soft caps on dependence: purchases of an element from these countries beyond the "
            "share are charged.",
    .example = "limits = {\n"
               "    half = { element = \"W\"; countries = [\"CN\"]; max_share = 0.5; "
               "excess_usd_per_t = 5000.0; };\n"
               "};\n",
};
