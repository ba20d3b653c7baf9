/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key table: the chain that material goes through, from materials and places to chokepoints. */
#include "scenario/key_rows.h"
#include "scenario/keys.h"
#include "scenario/rules.h"

static const ski_key material_keys[] = {
    SKI_ELEMENT_KEYS,
    {.name = "element",
     .kind = SKI_KEY_TEXT,
     SKI_AT(ski_material, symbol),
     .absent = "none",
     .example = "\"W\"",
     .help = "chemical element (\"Mo\", \"W\") or any other text: groups materials for "
             "concentration indices and limits"},
    {.name = "price_usd_per_t",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_material, price_usd_per_t),
     SKI_AT_LEAST(0),
     .unit = "USD/t",
     .absent = "no price",
     .example = "{ value = 33000.0; growth_per_year = 0.02; }",
     .help = "customs value, and the price of sources that give none"},
    {.name = "recycling_input_rate",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_material, recycling_input_rate),
     SKI_BETWEEN(0, 1),
     SKI_DEFAULT(0),
     .example = "0.42",
     .help = "end-of-life recycling input rate of a demand for it, in the Commission's formula of "
             "supply risk; given: what comes back in the model is left out of that formula, so "
             "that it counts once"},
    {.name = "substitution_index",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_material, substitution_index),
     SKI_BETWEEN(0, 1),
     SKI_DEFAULT(1),
     .example = "0.97",
     .help = "of a demand for it, in the same formula; 1: no substitute"},
};
static const ski_fields material_fields = {SKI_FIELDS(ski_material, material_keys)};
const ski_section_keys ski_materials_section = {
    SKI_SECTION("materials", "material", materials, material_count),
    .fields = &material_fields,
    .help = "What flows. Tonnes are tonnes of contained metal unless the material says otherwise.",
    .example =
        "materials = {\n"
        "    w_conc = { title = \"W concentrate\"; element = \"W\"; price_usd_per_t = 24000.0; };\n"
        "    apt = { element = \"W\"; price_usd_per_t = { value = 33000.0; growth_per_year = 0.02; "
        "}; };\n"
        "};\n",
};

static const ski_key place_keys[] = {
    SKI_ELEMENT_KEYS,
    {.name = "country",
     .kind = SKI_KEY_COUNTRY,
     SKI_AT(ski_place, country),
     SKI_NEEDED,
     .example = "\"KR\"",
     .help = "ISO 3166, two capital letters"},
    SKI_POSITION_KEYS(ski_place),
};
static const ski_fields place_fields = {SKI_FIELDS(ski_place, place_keys)};
const ski_section_keys ski_places_section = {
    SKI_SECTION("places", "place", places, place_count),
    .fields = &place_fields,
    .help = "Where things are.",
    .example = "places = {\n"
               "    kr = { title = \"Korea\"; country = \"KR\"; lat = 36.5; lon = 127.8; };\n"
               "};\n",
};

static const ski_key step_keys[] = {
    {.name = "tpy",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_supply_step, tpy),
     SKI_AT_LEAST(0),
     SKI_NEEDED,
     .unit = "t/year",
     .example = "500.0",
     .help = "the block's own size"},
    {.name = "usd_per_t",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_supply_step, usd_per_t),
     SKI_AT_LEAST(0),
     SKI_NEEDED,
     .unit = "USD/t",
     .example = "24000.0",
     .help = "its price, not below the block before"},
};
static const ski_fields step_fields = {SKI_FIELDS(ski_supply_step, step_keys)};
static const ski_key source_keys[] = {
    SKI_ELEMENT_KEYS,
    SKI_PLACE_KEY(ski_source),
    SKI_MATERIAL_KEY(ski_source),
    {.name = "capacity_tpy",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_source, capacity_tpy),
     SKI_AT_LEAST(0),
     .unit = "t/year",
     .absent = "unlimited",
     .split = "steps.tpy",
     .example = "{ ramp = ( (\"2026-01\", 0.0), (\"2027-01\", 2300.0) ); }",
     .help = "most that can be bought"},
    {.name = "min_tpy",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_source, min_tpy),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "t/year",
     .example = "100.0",
     .help = "take-or-pay or by-product: at least this much enters, scaled by the same "
             "availability as the capacity; above the capacity in a single period it is an error, "
             "so that a planned closure needs `steps` of its own here"},
    {.name = "price_usd_per_t",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_source, price_usd_per_t),
     SKI_AT_LEAST(0),
     .unit = "USD/t",
     .absent = "the material's",
     .inherits = "material",
     .split = "steps.usd_per_t",
     .example = "24000.0",
     .help = "purchase price"},
    {.name = "premium_usd_per_t",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_source, premium_usd_per_t),
     SKI_DEFAULT(0),
     .unit = "USD/t",
     .example = "500.0",
     .help = "added to the price; may be negative while price and premium together are not"},
    {.name = "steps",
     .kind = SKI_KEY_TUPLES,
     SKI_LIST(ski_source, steps, step_count),
     .fields = &step_fields,
     .absent = "none",
     .excludes = "capacity_tpy price_usd_per_t",
     .example = "( (500.0, 24000.0), (2000.0, 31000.0) )",
     .help = "supply curve instead of capacity and price: blocks of rising price, each a tuple, "
             "`( (500, 24000.0), (2000, 31000.0) )`, the premium added to each; factors on "
             "capacity and price act on all"},
};
static const ski_fields source_fields = {SKI_FIELDS(ski_source, source_keys),
                                         .rule = ski_rule_source};
const ski_section_keys ski_sources_section = {
    SKI_SECTION("sources", "source", sources, source_count),
    .fields = &source_fields,
    .help = "Where material enters the network: mines, by-products, purchases.",
    .example =
        "sources = {\n"
        "    sangdong = { place = \"kr\"; material = \"w_conc\"; cite = \"operator, 2024\";\n"
        "        capacity_tpy = { ramp = ( (\"2025-01\", 0.0), (\"2027-01\", 2300.0) ); }; };\n"
        "    market = { place = \"kr\"; material = \"w_conc\"; steps = ( (500, 24000.0), (2000, "
        "31000.0) ); };\n"
        "};\n",
};

static const ski_key process_keys[] = {
    SKI_ELEMENT_KEYS,
    SKI_PLACE_KEY(ski_process),
    {.name = "inputs",
     .kind = SKI_KEY_PARTS,
     SKI_LIST(ski_process, inputs, input_count),
     SKI_ABOVE(0),
     SKI_NEEDED,
     .unit = "t per unit of throughput",
     .example = "{ ore = 1.0; }",
     .help = "what it takes"},
    {.name = "outputs",
     .kind = SKI_KEY_PARTS,
     SKI_LIST(ski_process, outputs, output_count),
     SKI_ABOVE(0),
     SKI_NEEDED,
     .unit = "t per unit of throughput",
     .example = "{ metal = 0.9; }",
     .help = "what it makes"},
    {.name = "capacity_tpy",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_process, capacity_tpy),
     SKI_AT_LEAST(0),
     .unit = "throughput per year",
     .absent = "unlimited",
     .example = "1500.0",
     .help = "most throughput"},
    {.name = "cost_usd_per_t",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_process, cost_usd_per_t),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "USD per unit of throughput",
     .example = "3000.0",
     .help = "cost of running"},
    {.name = "yield",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_process, yield),
     SKI_BETWEEN(0, 1000),
     SKI_DEFAULT(1),
     .example = "0.97",
     .help = "multiplies every output (a target for factors)"},
};
static const ski_fields process_fields = {SKI_FIELDS(ski_process, process_keys)};
const ski_section_keys ski_processes_section = {
    SKI_SECTION("processes", "process", processes, process_count),
    .fields = &process_fields,
    .help = "Refining and conversion.",
    .example =
        "processes = {\n"
        "    apt_plant = { place = \"kr\"; inputs = { w_conc = 1.0; }; outputs = { apt = 0.95; };\n"
        "        capacity_tpy = 3000.0; cost_usd_per_t = 4000.0; };\n"
        "};\n",
};

static const ski_key route_keys[] = {
    SKI_ELEMENT_KEYS,
    {.name = "from",
     .kind = SKI_KEY_NAME,
     SKI_AT(ski_route, from),
     SKI_NEEDED,
     .of = SKI_PLACES,
     .example = "\"hills\"",
     .help = "where it leaves"},
    {.name = "to",
     .kind = SKI_KEY_NAME,
     SKI_AT(ski_route, to),
     SKI_NEEDED,
     .of = SKI_PLACES,
     .example = "\"town\"",
     .help = "where it arrives"},
    {.name = "materials",
     .kind = SKI_KEY_NAMES,
     SKI_LIST(ski_route, materials, material_count),
     SKI_NEEDED,
     .of = SKI_MATERIALS,
     .example = "[ \"metal\" ]",
     .help = "what it carries; they share the capacity"},
    {.name = "capacity_tpy",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_route, capacity_tpy),
     SKI_AT_LEAST(0),
     .unit = "t/year",
     .absent = "unlimited",
     .example = "1400.0",
     .help = "most that leaves, all materials together"},
    {.name = "cost_usd_per_t",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_route, cost_usd_per_t),
     SKI_AT_LEAST(0),
     SKI_DEFAULT(0),
     .unit = "USD/t",
     .example = "200.0",
     .help = "freight"},
    {.name = "lead_time_days",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_route, lead_time_days),
     SKI_BETWEEN(0, 36500),
     SKI_DEFAULT(0),
     .unit = "days",
     .example = "45.0",
     .help = "time between leaving and arriving"},
    {.name = "loss",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_route, loss),
     SKI_BELOW(0, 1),
     SKI_DEFAULT(0),
     .example = "0.01",
     .help = "share lost on the way"},
    {.name = "tariff",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_route, tariff),
     SKI_BETWEEN(0, 1000),
     SKI_DEFAULT(0),
     .example = "0.05",
     .help = "ad valorem, on the material's price: 0.05 is 5 %"},
    {.name = "via",
     .kind = SKI_KEY_NAMES,
     SKI_LIST(ski_route, via, via_count),
     .of = SKI_CHOKEPOINTS,
     .absent = "none",
     .example = "[ \"south_china_sea\" ]",
     .help = "chokepoints on the way"},
    {.name = "in_transit_tpy",
     .kind = SKI_KEY_PARTS,
     SKI_LIST(ski_route, in_transit_tpy, in_transit_count),
     SKI_AT_LEAST(0),
     .unit = "t/year",
     .absent = "the initial pipeline",
     .example = "{ metal = 1000.0; }",
     .help = "what left at this rate before the start (before loss), instead of the initial "
             "pipeline; materials it does "
             "not list have none"},
};
static const ski_fields route_fields = {SKI_FIELDS(ski_route, route_keys), .rule = ski_rule_route};
const ski_section_keys ski_routes_section = {
    SKI_SECTION("routes", "route", routes, route_count),
    .fields = &route_fields,
    .help = "Transport from one place to another.",
    .example = "routes = {\n"
               "    vn_kr = { from = \"vn\"; to = \"kr\"; materials = [\"w_conc\", \"apt\"]; "
               "cost_usd_per_t = 80.0;\n"
               "        lead_time_days = 21; tariff = 0.03; via = [\"south_china_sea\"]; };\n"
               "};\n",
};

static const ski_key chokepoint_keys[] = {
    SKI_ELEMENT_KEYS,
    {.name = "capacity_tpy",
     .kind = SKI_KEY_SCHED,
     SKI_AT(ski_chokepoint, capacity_tpy),
     SKI_AT_LEAST(0),
     .unit = "t/year",
     .absent = "none of its own",
     .example = "9000.0",
     .help = "most that leaves over all routes through it"},
    {.name = "country",
     .kind = SKI_KEY_COUNTRY,
     SKI_AT(ski_chokepoint, country),
     .absent = "none",
     .example = "\"KZ\"",
     .help = "ISO 3166, two capital letters"},
    SKI_POSITION_KEYS(ski_chokepoint),
};
static const ski_fields chokepoint_fields = {SKI_FIELDS(ski_chokepoint, chokepoint_keys)};
const ski_section_keys ski_chokepoints_section = {
    SKI_SECTION("chokepoints", "chokepoint", chokepoints, chokepoint_count),
    .fields = &chokepoint_fields,
    .help = "Borders, corridors, ports and straits that routes share. A disruption of a chokepoint "
            "without a capacity "
            "scales the capacity of each route through it; such a route must have one.",
    .example = "chokepoints = { south_china_sea = { lat = 12.0; lon = 113.0; }; };\n",
};
