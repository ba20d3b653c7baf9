/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is random in a synthetic chain: a factor of its own for every capacity and demand, outages,
 * and factors of costs. */
#include "generator.h"

enum { MARKET = 3 };

const char *bench_kind_name(bench_kind kind) {
    static const char *const names[] = {[BENCH_CONTINUOUS] = "continuous",
                                        [BENCH_MIXED] = "mixed",
                                        [BENCH_MILD] = "mixed, mild",
                                        [BENCH_DISCRETE] = "discrete",
                                        [BENCH_RARE] = "rare"};
    return names[kind];
}

/* --- factors --- */

/* Whatever follows a factor's targets. Degrees: about 18 % up and down, or 9 %, half of it gone
 * after half a year. */
static const char *process_of(bench_kind kind, int number) {
    if (kind == BENCH_MILD) {
        return "process = \"mean_reverting\"; sd_per_year = 0.15; half_life_days = 180.0;";
    }
    if (kind != BENCH_DISCRETE) {
        return "process = \"mean_reverting\"; sd_per_year = 0.3; half_life_days = 180.0;";
    }
    return number % 2 == 0
               ? "process = \"iid\"; value = { dist = \"discrete\"; values = [0.6, 1.0, 1.1]; "
                 "weights = [1.0, 6.0, 3.0]; };"
               : "process = \"iid\"; value = { dist = \"discrete\"; values = [0.7, 1.05]; weights "
                 "= [1.0, 4.0]; };";
}

static void write_factor(const bench_chain *chain, FILE *stream, const char *section,
                         const char *element, const char *key, int number) {
    fprintf(stream, "    %s_%s = { targets = [\"%s.%s.%s\"]; %s };\n", section, element, section,
            element, key, process_of(chain->kind, number));
}

static void write_stage_factors(const bench_chain *chain, FILE *stream, const char *metal,
                                int stage, int number) {
    char name[32];
    snprintf(name, sizeof name, "%s%d_%d", metal, stage, number);
    if (stage < MARKET) {
        write_factor(chain, stream, stage == 0 ? "sources" : "processes", name, "capacity_tpy",
                     number);
    } else {
        snprintf(name, sizeof name, "%s_spot_%d", metal, number);
        write_factor(chain, stream, "sources", name, "capacity_tpy", number);
        snprintf(name, sizeof name, "%s_%d", metal, number);
        write_factor(chain, stream, "demands", name, "tpy", number);
    }
    for (int next = 0; stage < MARKET && next < bench_place_count(chain, stage + 1); next++) {
        snprintf(name, sizeof name, "%s%d_%d_%d", metal, stage, number, next);
        write_factor(chain, stream, "routes", name, "capacity_tpy", number + next);
    }
}

/* Glob of the targets, one factor for all of each. */
static void write_cost_factors(FILE *stream) {
    static const char *const targets[][2] = {{"price_a", "materials.a_*.price_usd_per_t"},
                                             {"price_b", "materials.b_*.price_usd_per_t"},
                                             {"freight", "routes.*.cost_usd_per_t"},
                                             {"running", "processes.*.cost_usd_per_t"}};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        fprintf(stream,
                "    %s = { targets = [\"%s\"]; process = \"mean_reverting\"; sd_per_year = 0.3; "
                "half_life_days = 365.0; };\n",
                targets[i][0], targets[i][1]);
    }
}

static void write_quantity_factors(const bench_chain *chain, FILE *stream) {
    for (int metal = 0; metal < BENCH_METALS; metal++) {
        for (int stage = 0; stage <= MARKET; stage++) {
            for (int number = 0; number < bench_place_count(chain, stage); number++) {
                write_stage_factors(chain, stream, bench_metals[metal], stage, number);
            }
        }
    }
}

/* --- disruptions --- */

static void write_outage(FILE *stream, const char *metal, const char *section, int stage,
                         int number) {
    fprintf(stream,
            "    out_%s%d_%d = { rate_per_year = 0.1; duration_days = { dist = \"lognormal\"; mean "
            "= 60.0; sd = 45.0; }; recovery_days = 30.0;\n        effects = ( { target = "
            "\"%s.%s%d_%d.capacity_tpy\"; factor = 0.0; } ); };\n",
            metal, stage, number, section, metal, stage, number);
}

/* Mines and plants fail. */
static void write_outages(const bench_chain *chain, FILE *stream) {
    for (int metal = 0; metal < BENCH_METALS; metal++) {
        for (int stage = 0; stage < MARKET; stage++) {
            for (int number = 0; number < bench_place_count(chain, stage); number++) {
                write_outage(stream, bench_metals[metal], stage == 0 ? "sources" : "processes",
                             stage, number);
            }
        }
    }
}

void bench_chain_write_random(const bench_chain *chain, FILE *stream) {
    fprintf(stream, "factors = {\n");
    if (chain->kind != BENCH_RARE) {
        write_quantity_factors(chain, stream);
    }
    if (chain->costs_vary) {
        write_cost_factors(stream);
    }
    fprintf(stream, "};\n");
    if (chain->kind == BENCH_MIXED || chain->kind == BENCH_MILD || chain->kind == BENCH_RARE) {
        fprintf(stream, "disruptions = {\n");
        write_outages(chain, stream);
        fprintf(stream, "};\n");
    }
    fprintf(stream, "simulation = { samples = 100; seed = 1; lookahead_periods = 6; };\n");
}
