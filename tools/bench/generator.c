/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Section by section of a synthetic chain. Stages: 0 mines of ore, 1 plants that make oxide, 2
 * plants that make metal, 3 markets of metal. Places are named by metal, stage and number: a1_2. */
#include "generator.h"

#include <stdint.h>

enum { STAGES = 4, MARKET = 3, METAL_TPY = 1000 };

const char *const bench_metals[BENCH_METALS] = {"a", "b"};
static const char *const materials[STAGES] = {"ore", "oxide", "metal", "metal"};

/* What is being written. The numbers come from a generator of its own: each call moves it on. */
typedef struct {
    const bench_chain *chain;
    FILE *stream;
    uint64_t state;
} writer;

/* A multiplicative congruential generator is enough to make capacities unlike each other. */
static double between(writer *to, double least, double most) {
    to->state = to->state * 6364136223846793005u + 1442695040888963407u;
    return least + (most - least) * (double)(to->state >> 40) / (double)(1 << 24);
}

static int places_of(const writer *to, int stage) {
    return bench_place_count(to->chain, stage);
}

/* Calls `write` for every metal and number of a place of a stage. */
typedef void place_writer(writer *to, const char *metal, int stage, int number);

static void each_place(writer *to, int stage, place_writer *write) {
    for (int metal = 0; metal < BENCH_METALS; metal++) {
        for (int number = 0; number < places_of(to, stage); number++) {
            write(to, bench_metals[metal], stage, number);
        }
    }
}

static void each_stage(writer *to, int first, int last, place_writer *write) {
    for (int stage = first; stage <= last; stage++) {
        each_place(to, stage, write);
    }
}

/* What a place of a stage has to carry, t/year, with some room to spare. */
static double load_tpy(writer *to, int stage) {
    return METAL_TPY * to->chain->size * between(to, 1.05, 1.4) / places_of(to, stage);
}

static void write_head(writer *to) {
    fprintf(to->stream,
            "# SPDX-License-Identifier: GPL-3.0-or-later\n# A made-up chain of tools/bench.\n"
            "scenario = { name = \"bench\"; start = \"2025-01\"; periods = %d;\n"
            "             discount_rate_per_year = 0.05; };\nmaterials = {\n",
            to->chain->periods);
    for (int metal = 0; metal < BENCH_METALS; metal++) {
        for (int stage = 0; stage < MARKET; stage++) {
            fprintf(to->stream, "    %s_%s = { element = \"%s\"; price_usd_per_t = %.1f; };\n",
                    bench_metals[metal], materials[stage], bench_metals[metal],
                    10000 * (metal + 1) * (1 + 0.5 * stage));
        }
    }
    fprintf(to->stream, "};\n");
}

static void write_place(writer *to, const char *metal, int stage, int number) {
    static const char *const countries[] = {"AU", "CL", "CN", "KR", "UZ", "VN"};
    const int country = (stage + 2 * number + (metal[0] == 'b')) % 6;
    fprintf(to->stream, "    %s%d_%d = { country = \"%s\"; };\n", metal, stage, number,
            countries[country]);
}

/* The first mine has to be taken from, come what may. */
static void write_mine(writer *to, const char *metal, int stage, int number) {
    const double tpy = load_tpy(to, stage);
    fprintf(to->stream,
            "    %s0_%d = { place = \"%s0_%d\"; material = \"%s_ore\"; capacity_tpy = %.1f; "
            "premium_usd_per_t = %.1f;%s };\n",
            metal, number, metal, number, metal, tpy, between(to, 0, 2000),
            number == 0 ? " min_tpy = 100.0;" : "");
}

static void write_spot(writer *to, const char *metal, int stage, int number) {
    (void)stage;
    fprintf(to->stream,
            "    %s_spot_%d = { place = \"%s3_%d\"; material = \"%s_metal\"; capacity_tpy = %.1f; "
            "premium_usd_per_t = %.1f; };\n",
            metal, number, metal, number, metal, METAL_TPY * between(to, 0.1, 0.3),
            between(to, 9000, 15000));
}

static void write_plant(writer *to, const char *metal, int stage, int number) {
    const double tpy = load_tpy(to, stage);
    fprintf(to->stream,
            "    %s%d_%d = { place = \"%s%d_%d\"; inputs = { %s_%s = 1.0; }; outputs = { %s_%s = "
            "%.3f; }; capacity_tpy = %.1f; cost_usd_per_t = %.1f; };\n",
            metal, stage, number, metal, stage, number, metal, materials[stage - 1], metal,
            materials[stage], between(to, 0.93, 0.99), tpy, between(to, 1000, 4000));
}

/* From one place to every place of the next stage; what goes to market passes a strait. */
static void write_routes(writer *to, const char *metal, int stage, int number) {
    for (int next = 0; next < places_of(to, stage + 1); next++) {
        fprintf(to->stream,
                "    %s%d_%d_%d = { from = \"%s%d_%d\"; to = \"%s%d_%d\"; materials = [\"%s_%s\"]; "
                "capacity_tpy = %.1f; cost_usd_per_t = %.1f; lead_time_days = %.1f;%s };\n",
                metal, stage, number, next, metal, stage, number, metal, stage + 1, next, metal,
                materials[stage], METAL_TPY * between(to, 0.5, 0.9), between(to, 50, 400),
                between(to, 5, 60), stage + 1 == MARKET ? " via = [\"strait\"];" : "");
    }
}

static void write_stock(writer *to, const char *metal, int stage, int number) {
    fprintf(to->stream,
            "    %s%d_%d = { place = \"%s%d_%d\"; material = \"%s_%s\"; capacity_t = 300.0; "
            "initial_t = %.1f; holding_usd_per_t_year = 300.0;%s };\n",
            metal, stage, number, metal, stage, number, metal,
            materials[stage == MARKET ? MARKET : stage - 1], between(to, 40, 120),
            stage == MARKET
                ? " target_t = 100.0; below_target_usd_per_t_year = 9000.0; release_tpy = 900.0;"
                : "");
}

/* Every other demand waits; the others go short in two tiers. */
static void write_demand(writer *to, const char *metal, int stage, int number) {
    (void)stage;
    fprintf(to->stream,
            "    %s_%d = { place = \"%s3_%d\"; material = \"%s_metal\"; tpy = %.1f; critical = "
            "true;\n        %s };\n",
            metal, number, metal, number, metal, METAL_TPY * between(to, 0.9, 1.1),
            number % 2 == 0 ? "tiers = ( (0.3, 90000.0), (0.7, 400000.0) );"
                            : "shortage_usd_per_t = 300000.0; backlog_usd_per_t_year = 60000.0;");
}

static void write_limits(writer *to) {
    for (int metal = 0; metal < BENCH_METALS; metal++) {
        fprintf(to->stream,
                "    %s = { element = \"%s\"; countries = [\"CN\", \"AU\"]; max_share = 0.6; "
                "excess_usd_per_t = 800.0; };\n",
                bench_metals[metal], bench_metals[metal]);
    }
}

static void write_chain(writer *to) {
    write_head(to);
    fprintf(to->stream, "places = {\n");
    each_stage(to, 0, MARKET, write_place);
    fprintf(to->stream, "};\nsources = {\n");
    each_place(to, 0, write_mine);
    each_place(to, MARKET, write_spot);
    fprintf(to->stream, "};\nprocesses = {\n");
    each_stage(to, 1, 2, write_plant);
    fprintf(to->stream, "};\nchokepoints = { strait = { capacity_tpy = %.1f; }; };\nroutes = {\n",
            2.2 * METAL_TPY * to->chain->size);
    each_stage(to, 0, 2, write_routes);
    fprintf(to->stream, "};\nstocks = {\n");
    each_stage(to, 1, MARKET, write_stock);
    fprintf(to->stream, "};\ndemands = {\n");
    each_place(to, MARKET, write_demand);
    fprintf(to->stream, "};\nlimits = {\n");
    write_limits(to);
    fprintf(to->stream, "};\n");
}

int bench_place_count(const bench_chain *chain, int stage) {
    return stage == 0 ? chain->size + 1 : chain->size;
}

void bench_chain_write(const bench_chain *chain, FILE *stream) {
    writer to = {.chain = chain, .stream = stream, .state = (uint64_t)chain->size};
    write_chain(&to);
    bench_chain_write_random(chain, stream);
}
