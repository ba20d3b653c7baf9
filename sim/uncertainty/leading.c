/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Causes and design → which draw takes which dimension of the Sobol' sets. Its dimensions are few
 * and the first of them lie most evenly, so they go to what decides most of a world: in turn the
 * first draw of every factor, whether and when the first event of every disruption begins, how long
 * it lasts, what it does; then second draws, and so on. */
#include "uncertainty/causes.h"
#include "uncertainty/distributions.h"

#include <float.h>
#include <limits.h>

/* A stream that a world may draw from, and the places it draws at. */
typedef struct {
    ski_stream *stream;
    int first_place, places;
} candidate;

typedef struct {
    int count;
    candidate *streams; /* [count] in the order of their turns */
} candidates;

static bool has_spread(const ski_dist *dist) {
    return ski_dist_quantile(dist, DBL_EPSILON / 2) != ski_dist_quantile(dist, 1 - DBL_EPSILON / 2);
}

static void add(candidates *of, ski_stream *stream, int first_place, int places) {
    if (places > 0) {
        of->streams[of->count++] = (candidate){stream, first_place, places};
    }
}

/* Whether the score at place 0, before a walk's first step, reaches a value: through a correlation
 * with a factor that has one. */
static bool is_first_score_used(const ski_uncertainty *uncertainty) {
    for (int i = 0; i < uncertainty->network->scenario->factor_count; i++) {
        const ski_factor_cause *cause = &uncertainty->factors[i];
        if (cause->linked && cause->given->process == SKI_IID) {
            return true;
        }
    }
    return false;
}

static void add_factor(const ski_uncertainty *uncertainty, ski_factor_cause *cause,
                       candidates *of) {
    const ski_factor *given = cause->given;
    const int periods = uncertainty->network->periods;
    const int first_step = cause->linked && is_first_score_used(uncertainty) ? 0 : 1;
    switch (given->process) {
    case SKI_FIXED:
        add(of, &cause->stream, 0, cause->linked || has_spread(&cause->value) ? 1 : 0);
        break;
    case SKI_IID:
        add(of, &cause->stream, 0, cause->linked || has_spread(&cause->value) ? periods : 0);
        break;
    case SKI_RANDOM_WALK:
    case SKI_MEAN_REVERTING:
        add(of, &cause->stream, first_step,
            cause->linked || given->sd_per_year > 0 ? periods - first_step : 0);
        break;
    case SKI_HISTORY:
        add(of, &cause->stream, 0, (periods + given->block_periods - 1) / given->block_periods);
        break;
    }
}

/* Whether and when events begin. */
static void add_onset(ski_disruption_cause *cause, candidates *of) {
    const ski_disruption *given = cause->given;
    if (given->dated) {
        add(of, &cause->happens, 0, given->probability > 0 && given->probability < 1 ? 1 : 0);
    } else {
        add(of, &cause->wait, given->active_at_start ? 1 : 0,
            given->rate_per_year > 0 ? SKI_SOBOL_DIMENSIONS : 0);
    }
}

/* Events that a disruption may have, as far as dimensions go. */
static int events_most(const ski_disruption *given) {
    return given->dated ? 1 : SKI_SOBOL_DIMENSIONS;
}

static void list_candidates(ski_uncertainty *uncertainty, candidates *of) {
    const sk_scenario *scenario = uncertainty->network->scenario;
    for (int i = 0; i < scenario->factor_count; i++) {
        add_factor(uncertainty, &uncertainty->factors[i], of);
    }
    for (int i = 0; i < scenario->disruption_count; i++) {
        add_onset(&uncertainty->disruptions[i], of);
    }
    for (int i = 0; i < scenario->disruption_count; i++) {
        ski_disruption_cause *cause = &uncertainty->disruptions[i];
        add(of, &cause->length, 0, has_spread(&cause->duration) ? events_most(cause->given) : 0);
    }
    for (int i = 0; i < uncertainty->effect_count; i++) {
        ski_effect_cause *cause = &uncertainty->effects[i];
        add(of, &cause->stream, 0,
            has_spread(&cause->factor) ? events_most(&scenario->disruptions[cause->disruption])
                                       : 0);
    }
}

/* Deals the dimensions out, a round for each further place. counts, dimensions: by stream. */
static int deal(const candidates *of, int *counts, int (*dimensions)[SKI_SOBOL_DIMENSIONS]) {
    int dealt = 0;
    for (int round = 0; round < SKI_SOBOL_DIMENSIONS; round++) {
        for (int i = 0; i < of->count && dealt < SKI_SOBOL_DIMENSIONS; i++) {
            if (round < of->streams[i].places) {
                dimensions[i][counts[i]++] = dealt++;
            }
        }
    }
    return dealt;
}

/* Every stream of a cause learns which of its draws are by design. */
static sk_status attach(ski_uncertainty *uncertainty, const candidates *of) {
    sk_status st = SK_OK;
    int(*dimensions)[SKI_SOBOL_DIMENSIONS] =
        ski_arena_alloc(uncertainty->arena, of->count, sizeof *dimensions);
    int *counts = SKI_NEW(uncertainty->arena, int, of->count);
    struct ski_designed *designed = SKI_NEW(uncertainty->arena, struct ski_designed, of->count);
    SK_CHECK_MEMORY(dimensions);
    SK_CHECK_MEMORY(counts);
    SK_CHECK_MEMORY(designed);
    uncertainty->designed_draws = deal(of, counts, dimensions);
    for (int i = 0; i < of->count; i++) {
        const uint32_t first = (uint32_t)of->streams[i].first_place;
        designed[i] = (struct ski_designed){uncertainty->design, first, counts[i], dimensions[i]};
        of->streams[i].stream->designed = &designed[i];
    }
done:
    return st;
}

sk_status ski_leading_build(ski_uncertainty *uncertainty) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = uncertainty->network->scenario;
    candidates of = {0};
    ski_design *design = SKI_NEW(uncertainty->arena, ski_design, 1);
    SK_CHECK_MEMORY(design);
    *design = ski_design_of(&scenario->simulation);
    uncertainty->design = design;
    if (design->sampling == SKI_RANDOM) {
        return SK_OK;
    }
    if (design->sampling == SKI_SOBOL) {
        design->directions =
            SKI_NEW(uncertainty->arena, uint32_t, SKI_SOBOL_DIMENSIONS * SKI_SOBOL_BITS);
        SK_CHECK_MEMORY(design->directions);
        SK_TRY(ski_sobol_directions(design));
    }
    of.streams = SKI_NEW(uncertainty->arena, candidate,
                         scenario->factor_count + 2 * scenario->disruption_count +
                             uncertainty->effect_count);
    SK_CHECK_MEMORY(of.streams);
    list_candidates(uncertainty, &of);
    SK_TRY(attach(uncertainty, &of));
done:
    return st;
}
