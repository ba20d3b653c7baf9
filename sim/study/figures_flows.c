/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean flows → who feeds whom: tonnes from countries, stocks and returns through processes to
 * demands, with the places in between left out; and tonnes by route and chokepoint. */
#include "study/figures.h"

#include <math.h>
#include <string.h>

/* Parts of the horizon, as many as a slider is handy with: periods, else quarters, else years. */
static void choose_spans(ski_flows *out, const sk_network *network) {
    const int year = (int)lround(1 / network->period_years);
    int length = 1;
    while ((network->periods + length - 1) / length > SKI_DRAWN_SPANS) {
        length = length >= year ? length + year : length == 1 && year > 4 ? year / 4 : year;
    }
    out->spans[out->span_count++] = (ski_span){0, network->periods};
    for (int first = 0; first < network->periods && length < network->periods; first += length) {
        const int left = network->periods - first;
        out->spans[out->span_count++] = (ski_span){first, left < length ? left : length};
    }
}

static ski_end origin_end(const ski_mixing *of, int origin) {
    const int past_countries = origin - of->country_count;
    if (past_countries < 0) {
        return (ski_end){SKI_END_COUNTRY, origin};
    }
    return past_countries == 0   ? (ski_end){SKI_END_STOCKS, 0}
           : past_countries == 1 ? (ski_end){SKI_END_RETURNS, 0}
                                 : (ski_end){SKI_END_PROCESS, past_countries - 2};
}

/* --- the flows that are drawn --- */

/* Keeps the largest by insertion into a ranking of at most SKI_DRAWN_LINKS. */
static int rank_flows(const ski_mixing *of, const double *total_t, int *ranked) {
    int count = 0;
    for (int i = 0; i < of->origin_count * of->outlet_count; i++) {
        int place = count;
        while (place > 0 && total_t[ranked[place - 1]] < total_t[i]) {
            place--;
        }
        if (!(total_t[i] > 0) || place == SKI_DRAWN_LINKS) {
            continue;
        }
        count += count < SKI_DRAWN_LINKS;
        memmove(ranked + place + 1, ranked + place, (size_t)(count - 1 - place) * sizeof *ranked);
        ranked[place] = i;
    }
    return count;
}

static sk_status choose_flows(const ski_mixing *of, ski_flows *out, ski_arena *kept,
                              double *total_t, int *ranked) {
    for (int i = 0; i < of->origin_count * of->outlet_count; i++) {
        const int origin = i % of->origin_count, to = i / of->origin_count;
        total_t[i] = ski_mixed_t(of, origin, to);
        out->total_t += total_t[i];
    }
    out->left_t = out->total_t;
    out->flow_count = rank_flows(of, total_t, ranked);
    out->flows = SKI_NEW(kept, ski_flow, out->flow_count);
    for (int i = 0; i < out->flow_count && out->flows != NULL; i++) {
        const ski_outlet *to = &of->outlets[ranked[i] / of->origin_count];
        out->left_t -= total_t[ranked[i]];
        out->flows[i] = (ski_flow){origin_end(of, ranked[i] % of->origin_count), to->end,
                                   of->network->nodes[to->node].material,
                                   SKI_NEW(kept, double, out->span_count)};
        if (out->flows[i].t == NULL) {
            return SK_ERR_MEMORY;
        }
    }
    out->left_t = fmax(out->left_t, 0); /* but for rounding */
    return out->flows == NULL ? SK_ERR_MEMORY : SK_OK;
}

static sk_status fill_flows(ski_mixing *of, ski_flows *out, ski_arena *kept, ski_arena *work) {
    sk_status st = SK_OK;
    int *ranked = SKI_NEW(work, int, SKI_DRAWN_LINKS + 1);
    double *total_t = SKI_NEW(work, double, of->origin_count * of->outlet_count);
    SK_CHECK_MEMORY(ranked);
    SK_CHECK_MEMORY(total_t);
    ski_mix(of, out->spans[0]);
    SK_TRY(choose_flows(of, out, kept, total_t, ranked));
    for (int span = 0; span < out->span_count; span++) {
        ski_mix(of, out->spans[span]);
        for (int i = 0; i < out->flow_count; i++) {
            out->flows[i].t[span] =
                ski_mixed_t(of, ranked[i] % of->origin_count, ranked[i] / of->origin_count);
        }
    }
done:
    return st;
}

/* --- tonnes by route and chokepoint --- */

/* Those whose flows are drawn by number. */
static sk_status keep_countries(const ski_mixing *of, ski_flows *out, ski_arena *kept) {
    out->country_count = of->country_count;
    out->countries = SKI_NEW(kept, const char *, of->country_count);
    if (out->countries == NULL) {
        return SK_ERR_MEMORY;
    }
    memcpy(out->countries, of->countries, (size_t)of->country_count * sizeof *out->countries);
    return SK_OK;
}

static sk_status fill_routes(const ski_mixing *of, ski_flows *out, ski_arena *kept) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = of->network->scenario;
    const size_t row = (size_t)out->span_count * sizeof(double);
    SK_CHECK_MEMORY(out->route_t = ski_arena_alloc(kept, scenario->route_count, row));
    SK_CHECK_MEMORY(out->chokepoint_t = ski_arena_alloc(kept, scenario->chokepoint_count, row));
    for (int l = 0; l < of->network->lane_count; l++) {
        const int route = of->network->lanes[l].route;
        for (int span = 0; span < out->span_count; span++) {
            const double t = ski_flow_in(of, of->layout->ship[l], out->spans[span]);
            out->route_t[route * out->span_count + span] += t;
            for (int via = 0; via < scenario->routes[route].via_count; via++) {
                const int chokepoint = scenario->routes[route].via[via];
                out->chokepoint_t[chokepoint * out->span_count + span] += t;
            }
        }
    }
done:
    return st;
}

/* Those with the most tonnes. */
static sk_status choose_routes(ski_flows *out, int count, ski_arena *kept) {
    double *worth = SKI_NEW(kept, double, count);
    out->drawn_routes = SKI_NEW(kept, int, count);
    if (worth == NULL || out->drawn_routes == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int route = 0; route < count; route++) {
        worth[route] = out->route_t[route * out->span_count];
    }
    ski_rank_falling(worth, count, out->drawn_routes);
    out->drawn_route_count = count < SKI_DRAWN_LINKS ? count : SKI_DRAWN_LINKS;
    out->routes_left = count - out->drawn_route_count;
    return SK_OK;
}

sk_status ski_figures_flows(ski_figures *figures, const sk_run *run) {
    sk_status st = SK_OK;
    ski_mixing of;
    ski_flows *out = &figures->flows;
    const ski_case *chain = run->plan->chain;
    ski_arena *work = ski_arena_new();
    SK_CHECK_MEMORY(work);
    choose_spans(out, chain->network);
    SK_TRY(ski_mixing_prepare(&of, chain->network, &chain->program->layout, run->series->flows,
                              SKI_MIX_MADE, work));
    SK_TRY(keep_countries(&of, out, figures->arena));
    SK_TRY(fill_flows(&of, out, figures->arena, work));
    SK_TRY(fill_routes(&of, out, figures->arena));
    SK_TRY(choose_routes(out, run->scenario->route_count, figures->arena));
done:
    ski_arena_free(work);
    return st;
}
