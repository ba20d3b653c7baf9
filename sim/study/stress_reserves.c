/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of a scenario → the same with reserves, each beside one demand and for it alone. */
#include "base/tolerances.h"
#include "study/stress_chain.h"

#include <math.h>
#include <string.h>

/* A copy of `count` items with room for `more`; NULL when out of memory. */
static void *copy_of(ski_arena *arena, const void *items, int count, int more, size_t size) {
    void *copy = ski_arena_alloc(arena, count + more, size);
    if (copy != NULL && count > 0) {
        memcpy(copy, items, (size_t)count * size);
    }
    return copy;
}

/* The sections of a copy that reserves add to or change, in the making. */
typedef struct {
    sk_scenario *copy;
    ski_arena *arena;
    ski_material *materials;
    ski_process *processes;
    ski_stock *stocks;
    ski_demand *demands;
    double *times; /* [periods] */
} reserves;

static sk_status make_room(reserves *of, int count) {
    sk_status st = SK_OK;
    const sk_scenario *s = of->copy;
    ski_arena *arena = of->arena;
    of->materials =
        copy_of(arena, s->materials, s->material_count, 2 * count, sizeof *of->materials);
    of->processes = copy_of(arena, s->processes, s->process_count, count, sizeof *of->processes);
    of->stocks = copy_of(arena, s->stocks, s->stock_count, count, sizeof *of->stocks);
    of->demands = copy_of(arena, s->demands, s->demand_count, 0, sizeof *of->demands);
    SK_CHECK_MEMORY(of->materials);
    SK_CHECK_MEMORY(of->processes);
    SK_CHECK_MEMORY(of->stocks);
    SK_CHECK_MEMORY(of->demands);
    SK_CHECK_MEMORY(of->times = SKI_NEW(arena, double, s->periods));
    for (int t = 0; t < s->periods; t++) {
        of->times[t] = t;
    }
done:
    return st;
}

static ski_sched sched_of(const reserves *of, const double *values) {
    return (ski_sched){.kind = SKI_SCHED_STEPS,
                       .count = of->copy->periods,
                       .times = of->times,
                       .values = values};
}

/* What the first tonne short costs in a period. */
static double shortage_usd_per_t(const reserves *of, const ski_demand *demand, int period) {
    double least = INFINITY;
    for (int tier = 0; tier < demand->tier_count; tier++) {
        least = fmin(least, demand->tiers[tier].usd_per_t);
    }
    return demand->tier_count > 0 ? least
                                  : ski_sched_average(&demand->shortage_usd_per_t, period,
                                                      ski_period_years(of->copy->calendar.period));
}

/* What a reserve is worth, by period. */
typedef struct {
    double *shortage_usd_per_t; /* [periods] of its demand */
    double *draw_usd_per_t;     /* [periods] */
    double keep_usd_per_t_year;
} worth;

/* A shortage is made a little dearer, so that a tonne from the reserve costs less than it and more
 * than that of a demand of equal value that is not critical: the order of ties (model.md §1) stays.
 * What is saved falls from period to period: a reserve that may not last is drawn as soon as it is
 * needed. What is not needed is kept and not thrown away, for a tenth of that. */
static sk_status make_worth(const reserves *of, const ski_demand *demand, worth *reserve) {
    sk_status st = SK_OK;
    const int periods = of->copy->periods;
    double lowest = INFINITY;
    SK_CHECK_MEMORY(reserve->shortage_usd_per_t = SKI_NEW(of->arena, double, periods));
    SK_CHECK_MEMORY(reserve->draw_usd_per_t = SKI_NEW(of->arena, double, periods));
    for (int t = 0; t < periods; t++) {
        const double given = shortage_usd_per_t(of, demand, t);
        reserve->shortage_usd_per_t[t] = (1 + 2 * SKI_RESERVE_STEP) * given;
        lowest = fmin(lowest, given);
    }
    for (int t = 0; t < periods; t++) {
        reserve->draw_usd_per_t[t] =
            reserve->shortage_usd_per_t[t] - SKI_RESERVE_STEP * lowest * (1 - 0.5 * t / periods);
    }
    reserve->keep_usd_per_t_year =
        0.1 * SKI_RESERVE_STEP * lowest / (periods * ski_period_years(of->copy->calendar.period));
done:
    return st;
}

/* A part of one tonne. */
static const ski_part *one_of(ski_arena *arena, int material) {
    ski_part *part = SKI_NEW(arena, ski_part, 1);
    if (part != NULL) {
        *part = (ski_part){material, 1};
    }
    return part;
}

/* A material of the copy that is worth nothing by itself. */
static int add_material(reserves *of, const char *name) {
    static const ski_sched nothing = {.kind = SKI_SCHED_CONSTANT};
    of->materials[of->copy->material_count] =
        (ski_material){.element = {.name = name}, .price_usd_per_t = nothing};
    return of->copy->material_count++;
}

/* A process that draws material `kept` and turns it into `drawn`. */
static sk_status add_process(reserves *of, int place, int kept, int drawn, const double *costs) {
    static const ski_sched none = {.kind = SKI_SCHED_ABSENT};
    static const ski_sched one = {.kind = SKI_SCHED_CONSTANT, .value = 1};
    const ski_part *input = one_of(of->arena, kept), *output = one_of(of->arena, drawn);
    if (input == NULL || output == NULL) {
        return SK_ERR_MEMORY;
    }
    of->processes[of->copy->process_count++] =
        (ski_process){.element = {.name = of->materials[kept].element.name},
                      .place = place,
                      .input_count = 1,
                      .output_count = 1,
                      .inputs = input,
                      .outputs = output,
                      .capacity_tpy = none,
                      .cost_usd_per_t = sched_of(of, costs),
                      .yield = one};
    return SK_OK;
}

/* Lets the demand be served by another material, tonne for tonne. */
static sk_status add_alternative(const reserves *of, ski_demand *demand, int material) {
    ski_alternative *alternatives =
        copy_of(of->arena, demand->alternatives, demand->alternative_count, 1,
                sizeof *demand->alternatives);
    if (alternatives == NULL) {
        return SK_ERR_MEMORY;
    }
    alternatives[demand->alternative_count++] =
        (ski_alternative){.material = material, .ratio = 1, .max_share = 1};
    demand->alternatives = alternatives;
    return SK_OK;
}

/* A stock of a material of its own, a process that draws on it, and an alternative of the demand
 * for what is drawn: nobody else gets at it. The demand neither waits nor is put off by tiers. */
static sk_status add_reserve(reserves *of, int demand, double most_t) {
    static const ski_sched none = {.kind = SKI_SCHED_ABSENT};
    static const ski_sched nothing = {.kind = SKI_SCHED_CONSTANT};
    sk_status st = SK_OK;
    ski_demand *beside = &of->demands[demand];
    const char *name = ski_arena_printf(of->arena, "reserve_of_%s", beside->element.name);
    worth reserve;
    SK_CHECK_MEMORY(name);
    SK_TRY(make_worth(of, beside, &reserve));
    const int kept = add_material(of, name), drawn = add_material(of, name);
    SK_TRY(add_process(of, beside->place, kept, drawn, reserve.draw_usd_per_t));
    SK_TRY(add_alternative(of, beside, drawn));
    beside->shortage_usd_per_t = sched_of(of, reserve.shortage_usd_per_t);
    beside->tier_count = 0;
    beside->backlog_usd_per_t_year = none;
    of->stocks[of->copy->stock_count++] =
        (ski_stock){.element = {.name = name},
                    .place = beside->place,
                    .material = kept,
                    .capacity_t = none,
                    .holding_usd_per_t_year = nothing,
                    .release_tpy = none,
                    .refill_tpy = none,
                    .target_t = {.kind = SKI_SCHED_CONSTANT, .value = most_t},
                    .below_target_usd_per_t_year = {.kind = SKI_SCHED_CONSTANT,
                                                    .value = reserve.keep_usd_per_t_year}};
done:
    return st;
}

sk_status ski_stress_add_reserves(sk_scenario *copy, const double *reserve_most_t,
                                  ski_arena *arena) {
    sk_status st = SK_OK;
    reserves of = {.copy = copy, .arena = arena};
    const int demand_count = copy->demand_count;
    int count = 0;
    for (int d = 0; d < demand_count; d++) {
        count += reserve_most_t[d] > 0;
    }
    SK_TRY(make_room(&of, count));
    for (int d = 0; d < demand_count; d++) {
        if (reserve_most_t[d] > 0) {
            SK_TRY(add_reserve(&of, d, reserve_most_t[d]));
        }
    }
    copy->materials = of.materials;
    copy->processes = of.processes;
    copy->stocks = of.stocks;
    copy->demands = of.demands;
done:
    return st;
}
