/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Costs of all options in the same worlds → ranks, regret, dominance. */
#include "study/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool ski_compare_is_settled(const ski_compare *compare, double half_width) {
    bool settled = true;
    for (int p = 0; p < ski_pair_count(compare->option_count) && settled; p++) {
        settled = ski_pair_is_settled(&compare->pairs[p], half_width);
    }
    return settled;
}

static sk_status fill_ranks(ski_compare *compare, double **costs, double *work) {
    sk_status st = SK_OK;
    const int options = compare->option_count;
    int *rank = SKI_NEW(compare->arena, int, options);
    SK_CHECK_MEMORY(rank);
    ski_rank((const double *const *)costs, options, compare->samples, compare->confidence,
             compare->design.replicates, work, compare->pairs, rank);
    compare->pair_level = ski_pairs_level(options, compare->confidence);
    for (int i = 0; i < options; i++) {
        compare->options[i].rank = rank[i];
    }
    if (!(compare->scenario->simulation.precision > 0)) { /* else looks have said so */
        compare->settled = compare->good > 0 && ski_compare_is_settled(compare, -1);
    }
done:
    return st;
}

static sk_status fill_regrets(ski_compare *compare, double **costs, double *work) {
    const int samples = compare->samples;
    double *best = ski_alloc(samples, sizeof *best);
    if (best == NULL) {
        return SK_ERR_MEMORY;
    }
    memcpy(best, costs[0], (size_t)samples * sizeof *best);
    for (int i = 1; i < compare->option_count; i++) {
        for (int world = 0; world < samples; world++) {
            best[world] = costs[i][world] < best[world] ? costs[i][world] : best[world];
        }
    }
    for (int i = 0; i < compare->option_count; i++) {
        ski_regret_of(costs[i], best, samples, compare->confidence, compare->design.replicates,
                      work, &compare->options[i].regret);
    }
    free(best);
    return SK_OK;
}

/* The costs of an option in ascending order, those of worlds left out excepted. */
static double *sorted_of(const double *costs, int samples) {
    double *sorted = ski_alloc(samples, sizeof *sorted);
    if (sorted != NULL) {
        memcpy(sorted, costs, (size_t)samples * sizeof *sorted);
        ski_sort_defined(sorted, samples);
    }
    return sorted;
}

static sk_status fill_dominating(ski_compare *compare, double **costs, double *const *sorted,
                                 double *work) {
    const ski_compared over = {compare->samples, compare->good, compare->confidence,
                               compare->design.replicates};
    for (int i = 0; i < compare->option_count; i++) {
        ski_option *option = &compare->options[i];
        option->dominated_by = SKI_NEW(compare->arena, ski_dominating, compare->option_count);
        if (option->dominated_by == NULL) {
            return SK_ERR_MEMORY;
        }
        for (int other = 0; other < compare->option_count; other++) {
            const int order = other == i
                                  ? 0
                                  : ski_dominates(&(ski_costs){costs[other], sorted[other]},
                                                  &(ski_costs){costs[i], sorted[i]}, &over, work);
            if (order > 0) {
                option->dominated_by[option->dominating_count++] = (ski_dominating){other, order};
            }
        }
    }
    compare->dominance_level = ski_dominance_level(compare->confidence);
    return SK_OK;
}

static sk_status fill_dominance(ski_compare *compare, double **costs, double *work) {
    sk_status st = SK_OK;
    const int options = compare->option_count;
    double **sorted = ski_alloc(options, sizeof *sorted);
    SK_CHECK_MEMORY(sorted);
    for (int i = 0; i < options; i++) {
        SK_CHECK_MEMORY(sorted[i] = sorted_of(costs[i], compare->samples));
    }
    SK_TRY(fill_dominating(compare, costs, sorted, work));
done:
    for (int i = 0; i < options && sorted != NULL; i++) {
        free(sorted[i]);
    }
    free(sorted);
    return st;
}

sk_status ski_compare_fill_costs(ski_compare *compare, const ski_compare_rows *kept) {
    sk_status st = SK_OK;
    double *work = ski_alloc(compare->samples, 3 * sizeof *work);
    SK_CHECK_MEMORY(work);
    SK_TRY(fill_ranks(compare, kept->costs, work));
    SK_TRY(fill_regrets(compare, kept->costs, work));
    SK_TRY(fill_dominance(compare, kept->costs, work));
done:
    free(work);
    return st;
}
