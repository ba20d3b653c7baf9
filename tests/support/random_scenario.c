/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/random_scenario.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    FILE *out;
    unsigned seed;
    random_scenario_options options;
} writer;

/* --- chance --- */

static double uniform(writer *to, double low, double high) {
    to->seed = to->seed * 1664525u + 1013904223u;
    return low + (high - low) * ((to->seed >> 8) / 16777216.0);
}

static bool chance(writer *to, double probability) {
    return uniform(to, 0, 1) < probability;
}

/* Both draws are always made, so that options change no other number. */
static bool timed(writer *to, double probability) {
    bool given = chance(to, probability);
    return given && !to->options.no_time;
}

/* --- values --- */

static void put(writer *to, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vfprintf(to->out, format, args);
    va_end(args);
}

static void number(writer *to, const char *key, double value) {
    put(to, " %s = %.17g;", key, value);
}

/* `key = schedule` around `middle`, never below half nor above twice of it within the first years.
 */
static void sched(writer *to, const char *key, double middle) {
    double form = uniform(to, 0, 4), first = uniform(to, 0.6, 1.4), second = uniform(to, 0.6, 1.4);
    if (to->options.no_time || form < 1) {
        put(to, " %s = %.17g;", key, first * middle);
    } else if (form < 2) {
        put(to, " %s = { value = %.17g; growth_per_year = %.17g; };", key, first * middle,
            0.1 * (second - 1));
    } else {
        put(to, " %s = { %s = ( (\"2025-02\", %.17g), (\"2025-07-15\", %.17g) ); };", key,
            form < 3 ? "steps" : "ramp", first * middle, second * middle);
    }
}

static void tonnes(writer *to, const char *key, double middle) {
    sched(to, key, middle * to->options.tonnes);
}

static void money(writer *to, const char *key, double middle) {
    sched(to, key, middle * to->options.money);
}

static void capacity(writer *to, double middle, double probability) {
    bool given = chance(to, probability);
    if (given) {
        tonnes(to, "capacity_tpy", middle * to->options.capacity);
    }
}

/* --- sections --- */

static void horizon(writer *to) {
    static const char *const periods[] = {"week", "month", "quarter", "year"};
    static const int most[] = {12, 12, 6, 3};
    int kind = (int)uniform(to, 0, 4), count = 1 + (int)uniform(to, 0, most[kind]);
    put(to, "scenario = { name = \"random\"; start = \"2025-01\";");
    put(to, " period = \"%s\"; periods = %d;",
        to->options.period ? to->options.period : periods[kind],
        to->options.periods > 0 ? to->options.periods : count);
    double rate = uniform(to, 0, 0.15);
    put(to, " discount_rate_per_year = %.17g;", timed(to, 0.7) ? rate : 0.0);
    bool steady = timed(to, 0.6), valued = timed(to, 0.6);
    put(to, " initial_pipeline = \"%s\";", steady && !to->options.no_ends ? "steady" : "empty");
    put(to, " terminal = \"%s\"; };\n", valued && !to->options.no_ends ? "value" : "none");
}

static void material(writer *to, const char *name, const char *element, double price,
                     double probability) {
    put(to, "  %s = { element = \"%s\";", name, element);
    bool priced = chance(to, probability);
    if (priced) {
        money(to, "price_usd_per_t", price);
    }
    put(to, " };\n");
}

static void materials_and_places(writer *to) {
    put(to, "materials = {\n");
    material(to, "ore", "W", 8000, 1);
    material(to, "oxide", "W", 20000, 1);
    material(to, "powder", "W", 60000, 0.5);
    material(to, "byproduct", "Mo", 15000, 0.5);
    material(to, "scrap", "W", 5000, 1);
    material(to, "steel", "Fe", 1000, 1);
    put(to, "};\nplaces = {\n");
    static const char *const places[][2] = {{"mine_1", "CN"},     {"mine_2", "VN"},
                                            {"mine_3", "UZ"},     {"refinery_1", "CN"},
                                            {"refinery_2", "KR"}, {"plant_1", "KR"},
                                            {"plant_2", "JP"}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        put(to, "  %s = { country = \"%s\"; };\n", places[i][0], places[i][1]);
    }
    put(to, "};\n");
}

static void steps(writer *to, double price, double size) {
    int count = 2 + (int)uniform(to, 0, 3);
    put(to, " steps = (");
    for (int i = 0; i < count; i++) {
        double tpy = size / count * uniform(to, 0.7, 1.3);
        double usd = price * (1 + 0.3 * i) * uniform(to, 0.95, 1.05);
        put(to, "%s(%.17g, %.17g)", i > 0 ? ", " : " ",
            tpy * to->options.tonnes * to->options.capacity, usd * to->options.money);
    }
    put(to, " );");
}

static void source(writer *to, const char *name, const char *place, const char *of, double price,
                   double size) {
    put(to, "  %s = { place = \"%s\"; material = \"%s\";", name, place, of);
    double style = uniform(to, 0, 3), least = uniform(to, 0.05, 0.4) * size * to->options.tonnes;
    if (style < 1) {
        steps(to, price, size);
    } else {
        capacity(to, size, style < 2 ? 1 : 0.5);
        if (chance(to, 0.5)) {
            money(to, "price_usd_per_t", price);
        }
    }
    if (style < 2 && chance(to, 0.7)) {
        number(to, "min_tpy", least);
    }
    if (chance(to, 0.5)) {
        money(to, "premium_usd_per_t", 0.1 * price);
    }
    put(to, " };\n");
}

static void sources(writer *to) {
    put(to, "sources = {\n");
    source(to, "mine_cn", "mine_1", "ore", 8000, 900);
    source(to, "mine_vn", "mine_2", "ore", 9000, 500);
    source(to, "mine_uz", "mine_3", "ore", 8500, 400);
    source(to, "scrap_kr", "refinery_2", "scrap", 6000, 150);
    source(to, "oxide_cn", "refinery_1", "oxide", 24000, 200);
    source(to, "steel_kr", "plant_1", "steel", 1000, 800);
    source(to, "steel_jp", "plant_2", "steel", 1200, 800);
    put(to, "};\n");
}

static void process(writer *to, const char *name, const char *place, const char *inputs,
                    const char *outputs, double size, double cost) {
    put(to, "  %s = { place = \"%s\"; inputs = { %s }; outputs = { %s };", name, place, inputs,
        outputs);
    capacity(to, size, 0.8);
    money(to, "cost_usd_per_t", cost);
    if (chance(to, 0.5)) {
        sched(to, "yield", 0.7);
    }
    put(to, " };\n");
}

static void processes(writer *to) {
    put(to, "processes = {\n");
    process(to, "roast_1", "refinery_1", "ore = 1.3;", "oxide = 0.9; byproduct = 0.1;", 700, 900);
    process(to, "roast_2", "refinery_2", "ore = 1.0; scrap = 0.2;", "oxide = 0.95;", 500, 1100);
    process(to, "mill_1", "plant_1", "oxide = 1.1; steel = 0.1;", "powder = 0.95;", 500, 4000);
    process(to, "mill_2", "plant_2", "oxide = 1.0;", "powder = 0.9; scrap = 0.05;", 400, 5000);
    put(to, "};\n");
}

static void route(writer *to, const char *name, const char *from, const char *dest,
                  const char *carried, const char *via) {
    put(to, "  %s = { from = \"%s\"; to = \"%s\"; materials = [%s];", name, from, dest, carried);
    if (via[0] != '\0') {
        put(to, " via = [%s];", via);
    }
    double days = uniform(to, 0, 120), loss = uniform(to, 0, 0.05);
    capacity(to, 600, 0.7);
    money(to, "cost_usd_per_t", 300);
    number(to, "lead_time_days", timed(to, 0.7) ? days : 0.0);
    number(to, "loss", chance(to, 0.5) ? loss : 0.0);
    if (chance(to, 0.4)) {
        sched(to, "tariff", 0.1);
    }
    double rate = uniform(to, 0, 300) * to->options.tonnes;
    if (timed(to, 0.3)) {
        const char *first = strchr(carried, '"') + 1;
        put(to, " in_transit_tpy = { %.*s = %.17g; };", (int)strcspn(first, "\""), first, rate);
    }
    put(to, " };\n");
}

static void routes(writer *to) {
    put(to, "routes = {\n");
    route(to, "m1_r1", "mine_1", "refinery_1", "\"ore\"", "");
    route(to, "m2_r1", "mine_2", "refinery_1", "\"ore\"", "\"border\"");
    route(to, "m1_r2", "mine_1", "refinery_2", "\"ore\"", "\"border\", \"strait\"");
    route(to, "m2_r2", "mine_2", "refinery_2", "\"ore\"", "\"strait\"");
    route(to, "m3_r2", "mine_3", "refinery_2", "\"ore\"", "\"corridor\"");
    route(to, "r1_p1", "refinery_1", "plant_1", "\"oxide\", \"byproduct\"", "\"border\"");
    route(to, "r2_p1", "refinery_2", "plant_1", "\"oxide\"", "");
    route(to, "r1_p2", "refinery_1", "plant_2", "\"oxide\"", "\"border\"");
    route(to, "r2_p2", "refinery_2", "plant_2", "\"oxide\", \"scrap\"", "\"strait\"");
    route(to, "p1_p2", "plant_1", "plant_2", "\"powder\", \"steel\"", "\"strait\"");
    route(to, "p2_r2", "plant_2", "refinery_2", "\"scrap\"", "");
    put(to, "};\nchokepoints = {\n");
    static const char *const names[] = {"border", "strait", "corridor"};
    for (int i = 0; i < 3; i++) {
        put(to, "  %s = { country = \"CN\";", names[i]);
        capacity(to, 500, 0.6);
        put(to, " };\n");
    }
    put(to, "};\n");
}

static void stock(writer *to, const char *name, const char *place, const char *of, double size) {
    put(to, "  %s = { place = \"%s\"; material = \"%s\";", name, place, of);
    size *= to->options.tonnes;
    number(to, "initial_t", uniform(to, 0, 0.4) * size);
    if (chance(to, 0.6)) {
        sched(to, "capacity_t", size);
    }
    if (chance(to, 0.7)) {
        money(to, "holding_usd_per_t_year", 500);
    }
    if (chance(to, 0.5)) {
        sched(to, "release_tpy", 3 * size);
    }
    if (chance(to, 0.5)) {
        sched(to, "refill_tpy", 2 * size);
    }
    if (chance(to, 0.5)) {
        number(to, "decay_per_year", uniform(to, 0, 0.3));
    }
    if (chance(to, 0.6)) {
        sched(to, "target_t", 0.3 * size);
        money(to, "below_target_usd_per_t_year", 3000);
    }
    put(to, " };\n");
}

static void stocks(writer *to) {
    put(to, "stocks = {\n");
    stock(to, "ore_r1", "refinery_1", "ore", 100);
    stock(to, "oxide_p1", "plant_1", "oxide", 80);
    stock(to, "reserve_p1", "plant_1", "oxide", 60);
    stock(to, "powder_p2", "plant_2", "powder", 50);
    stock(to, "byproduct_p1", "plant_1", "byproduct", 20);
    put(to, "};\n");
}

/* Either tiers, or one value, with or without a backlog. */
static void value_of_supply(writer *to, double value) {
    double style = uniform(to, 0, 3), share = uniform(to, 0.1, 0.6);
    if (style < 1) {
        double first = value * uniform(to, 0.3, 0.6) * to->options.money;
        double last = value * uniform(to, 1, 2) * to->options.money;
        put(to, " tiers = ( (%.17g, %.17g), (%.17g, %.17g) );", share, first, 1 - share, last);
        return;
    }
    money(to, "shortage_usd_per_t", value);
    double waiting = uniform(to, 0.1, 2) * value * to->options.money;
    if (style < 2 && !to->options.no_time) {
        put(to, " backlog_usd_per_t_year = %.17g;", waiting);
    }
}

static void demand(writer *to, const char *name, const char *place, const char *of, double size,
                   double value) {
    put(to, "  %s = { place = \"%s\"; material = \"%s\"; critical = %s;", name, place, of,
        chance(to, 0.5) ? "true" : "false");
    tonnes(to, "tpy", size);
    value_of_supply(to, value);
}

static void returns(writer *to, const char *place, const char *of) {
    double share = uniform(to, 0.05, 0.5), days = uniform(to, 5, 200);
    if (chance(to, 0.7)) {
        put(to,
            " returns = { place = \"%s\"; material = \"%s\"; share = %.17g; lag_days = %.17g; };",
            place, of, share, to->options.no_time ? 0 : days);
    }
}

static void alternative(writer *to, const char *other) {
    double ratio = uniform(to, 0.5, 2), share = uniform(to, 0.1, 0.5), extra = uniform(to, 0, 9000);
    if (chance(to, 0.7)) {
        put(to,
            " alternatives = ( { material = \"%s\"; ratio = %.17g; max_share = %.17g; "
            "extra_usd_per_t = %.17g; } );",
            other, ratio, share, extra * to->options.money);
    }
}

static void demands(writer *to) {
    put(to, "demands = {\n");
    demand(to, "tools", "plant_1", "powder", 250, 200000);
    returns(to, "refinery_2", "scrap");
    alternative(to, "steel");
    put(to, " };\n");
    demand(to, "fabs", "plant_2", "powder", 200, 400000);
    returns(to, "plant_2", "scrap");
    put(to, " };\n");
    demand(to, "chemicals", "plant_1", "oxide", 80, 90000);
    alternative(to, "byproduct");
    put(to, " };\n");
    demand(to, "catalysts", "plant_1", "byproduct", 40, 70000);
    put(to, " };\n");
    demand(to, "works", "plant_2", "steel", 300, 15000);
    put(to, " };\n};\n");
}

static void limits(writer *to) {
    if (chance(to, 0.6)) {
        put(to, "limits = {\n  china = { element = \"W\"; countries = [\"CN\"];");
        sched(to, "max_share", 0.4);
        money(to, "excess_usd_per_t", 2000);
        put(to, " };\n};\n");
    }
}

char *random_scenario(unsigned seed, const random_scenario_options *options) {
    char *text = NULL;
    size_t size = 0;
    writer to = {.out = open_memstream(&text, &size), .seed = seed * 2654435761u + 1u};
    if (options != NULL) {
        to.options = *options;
    }
    to.options.money = to.options.money == 0 ? 1 : to.options.money;
    to.options.tonnes = to.options.tonnes == 0 ? 1 : to.options.tonnes;
    to.options.capacity = to.options.capacity == 0 ? 1 : to.options.capacity;
    horizon(&to);
    materials_and_places(&to);
    sources(&to);
    processes(&to);
    routes(&to);
    if (!to.options.no_time) {
        stocks(&to);
    }
    demands(&to);
    limits(&to);
    fclose(to.out);
    return text;
}
