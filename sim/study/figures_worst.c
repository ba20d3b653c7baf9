/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run's worst worlds, drawn and decided once more → their stories: what struck when, and what
 * ran short. A world is the same however often it is drawn and decided. */
#include "study/figures.h"

#include "decisions/rule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What one world is drawn, decided and measured with, and what is in hand of it. */
typedef struct {
    const sk_run *run;
    ski_figures *figures;
    ski_world *world;
    ski_rule *rule;
    ski_ledger *ledger;
    ski_measure *measure;
    double *shortage_t, *cover_days; /* [demands * periods] */
    double *total_t;                 /* [demands] */
    int *order;                      /* [demands] */
} teller;

/* What makes a world bad, worst first. */
enum { CRITICAL_T, SHORTAGE_T, COST_USD, REASONS };
static const int reasons[REASONS] = {SKI_COL_SHORTAGE_CRITICAL_T, SKI_COL_SHORTAGE_T,
                                     SKI_COL_COST_USD};

/* These columns of every sample. */
typedef struct {
    int samples;
    double *columns; /* [REASONS * samples] */
} record;

static double value_of(const record *of, int reason, int sample) {
    return of->columns[(size_t)reason * (size_t)of->samples + (size_t)sample];
}

static sk_status read_record(record *of, const ski_rows *rows, int samples) {
    sk_status st = SK_OK;
    of->samples = samples;
    of->columns = ski_alloc(samples, REASONS * sizeof *of->columns);
    SK_CHECK_MEMORY(of->columns);
    for (int reason = 0; reason < REASONS; reason++) {
        SK_TRY(rows->read(rows, reasons[reason], samples,
                          of->columns + (size_t)reason * (size_t)samples));
    }
done:
    return st;
}

/* Whether sample a is worse than b: more shortage of critical demands (of all, where none is), then
 * more cost, then the earlier one. */
static bool is_worse(const record *of, int a, int b) {
    const bool critical = !isnan(value_of(of, CRITICAL_T, a));
    for (int reason = 0; reason < REASONS; reason++) {
        const double x = value_of(of, reason, a), y = value_of(of, reason, b);
        if (x != y && reason != (critical ? SHORTAGE_T : CRITICAL_T)) {
            return x > y;
        }
    }
    return a < b;
}

/* The worst first, into worst[SKI_WORST_WORLDS]; how many. Failed samples have no cost. */
static int find_worst(const record *of, int *worst) {
    int count = 0;
    for (int i = 0; i < of->samples; i++) {
        int place = count;
        if (isnan(value_of(of, COST_USD, i))) {
            continue;
        }
        while (place > 0 && is_worse(of, i, worst[place - 1])) {
            place--;
        }
        if (place < SKI_WORST_WORLDS) {
            count += count < SKI_WORST_WORLDS;
            memmove(worst + place + 1, worst + place, (size_t)(count - 1 - place) * sizeof *worst);
            worst[place] = i;
        }
    }
    return count;
}

/* --- what struck --- */

static int by_time(const void *a, const void *b) {
    const ski_event *x = a, *y = b;
    if (x->start != y->start) {
        return x->start > y->start ? 1 : -1;
    }
    return x->disruption - y->disruption;
}

static bool is_within(const ski_event *event, int periods) {
    return event->recovered > 0 && event->start < periods;
}

/* The longest ones, where there are too many. */
static sk_status tell_events(teller *at, ski_story *story) {
    const ski_world *world = at->world;
    const int periods = at->run->scenario->periods;
    double *days = ski_alloc(world->event_count, sizeof *days);
    int *order = ski_alloc(world->event_count, sizeof *order);
    story->events = SKI_NEW(at->figures->arena, ski_event, SKI_DRAWN_EVENTS);
    if (days == NULL || order == NULL || story->events == NULL) {
        free(days);
        free(order);
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < world->event_count; i++) {
        days[i] = world->events[i].recovered - world->events[i].start;
    }
    ski_rank_falling(days, world->event_count, order);
    for (int i = 0; i < world->event_count; i++) {
        const ski_event *event = &world->events[order[i]];
        if (!is_within(event, periods)) {
            continue;
        }
        if (story->event_count < SKI_DRAWN_EVENTS) {
            story->events[story->event_count++] = *event;
        } else {
            story->events_left++;
        }
    }
    free(days);
    free(order);
    qsort(story->events, (size_t)story->event_count, sizeof *story->events, by_time);
    return SK_OK;
}

/* --- what ran short --- */

static sk_status tell_demand(teller *at, int demand, ski_story_demand *told) {
    const int periods = at->run->scenario->periods;
    const double *shortage_t = at->shortage_t + demand * periods;
    *told = (ski_story_demand){.demand = demand, .shortage_t = at->total_t[demand]};
    told->by_point_t = SKI_NEW(at->figures->arena, double, at->figures->point_count);
    if (told->by_point_t == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int t = periods - 1; t >= 0; t--) {
        told->short_periods += shortage_t[t] > 0;
        told->first_period = shortage_t[t] > 0 ? t : told->first_period;
    }
    for (int point = 0; point < at->figures->point_count; point++) {
        told->by_point_t[point] = ski_point_sum(at->figures, shortage_t, periods, point);
    }
    return SK_OK;
}

static sk_status tell_demands(teller *at, ski_story *story) {
    sk_status st = SK_OK;
    const int periods = at->run->scenario->periods, demands = at->run->scenario->demand_count;
    ski_measure_series(at->measure, at->world->values, at->ledger->flows, at->shortage_t,
                       at->cover_days);
    for (int d = 0; d < demands; d++) {
        at->total_t[d] = 0;
        for (int t = 0; t < periods; t++) {
            at->total_t[d] += at->shortage_t[d * periods + t];
        }
    }
    ski_rank_falling(at->total_t, demands, at->order);
    story->demands = SKI_NEW(at->figures->arena, ski_story_demand, SKI_DRAWN_SHORT);
    SK_CHECK_MEMORY(story->demands);
    for (int i = 0; i < demands && at->total_t[at->order[i]] > 0; i++) {
        if (story->demand_count == SKI_DRAWN_SHORT) {
            story->demands_left++;
        } else {
            SK_TRY(tell_demand(at, at->order[i], &story->demands[story->demand_count++]));
        }
    }
done:
    return st;
}

static sk_status tell(teller *at, const record *of, int sample, ski_story *story) {
    sk_status st = SK_OK;
    const ski_case *chain = at->run->plan->chain;
    const ski_recipe recipe = ski_recipe_of_world((uint32_t)sample);
    *story = (ski_story){
        .sample = sample,
        .shortage_t = value_of(of, SHORTAGE_T, sample),
        .shortage_critical_t = value_of(of, CRITICAL_T, sample),
        .cost_usd = value_of(of, COST_USD, sample),
    };
    SK_TRY(
        ski_world_draw(chain->uncertainty, at->run->scenario->simulation.seed, &recipe, at->world));
    SK_TRY(ski_rule_run(at->rule, at->world, at->ledger, NULL));
    SK_TRY(tell_events(at, story));
    SK_TRY(tell_demands(at, story));
done:
    return st;
}

/* --- all of them --- */

static sk_status prepare(teller *at) {
    sk_status st = SK_OK;
    const ski_case *chain = at->run->plan->chain;
    const int demands = at->run->scenario->demand_count;
    const size_t row = (size_t)at->run->scenario->periods * sizeof(double);
    SK_CHECK_MEMORY(at->shortage_t = ski_alloc(demands, row));
    SK_CHECK_MEMORY(at->cover_days = ski_alloc(demands, row));
    SK_CHECK_MEMORY(at->total_t = ski_alloc(demands, sizeof *at->total_t));
    SK_CHECK_MEMORY(at->order = ski_alloc(demands, sizeof *at->order));
    SK_TRY(ski_world_new(&at->world, chain->uncertainty));
    SK_TRY(ski_rule_new(&at->rule, ski_rule_of(at->run->scenario), chain, NULL));
    SK_TRY(ski_ledger_new(&at->ledger, chain));
    SK_TRY(
        ski_measure_new(&at->measure, chain->network, &chain->program->layout, at->run->metrics));
done:
    return st;
}

static void finish(teller *at) {
    ski_measure_free(at->measure);
    ski_ledger_free(at->ledger);
    ski_rule_free(at->rule);
    ski_world_free(at->world);
    free(at->order);
    free(at->total_t);
    free(at->cover_days);
    free(at->shortage_t);
}

static bool should_stop(const sk_watch *watch) {
    return watch != NULL && watch->should_stop != NULL && watch->should_stop(watch->context);
}

sk_status ski_figures_worst(ski_figures *figures, const sk_run *run, const ski_rows *rows,
                            const sk_watch *watch) {
    sk_status st = SK_OK;
    int worst[SKI_WORST_WORLDS + 1];
    teller at = {.run = run, .figures = figures};
    record of = {0};
    int count = 0;
    SK_TRY(read_record(&of, rows, run->samples));
    count = find_worst(&of, worst);
    SK_CHECK_MEMORY(figures->stories = SKI_NEW(figures->arena, ski_story, SKI_WORST_WORLDS));
    SK_TRY(prepare(&at));
    for (int i = 0; i < count; i++) {
        if (should_stop(watch)) {
            st = SK_ERR_STOPPED;
            break;
        }
        SK_TRY(tell(&at, &of, worst[i], &figures->stories[figures->story_count]));
        figures->story_count++;
    }
done:
    free(of.columns);
    finish(&at);
    return st;
}
