/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes → rows with the outcome beside them, and back. */
#include "study/stress_kept.h"

#include <stdlib.h>
#include <string.h>

/* What is there of one target from before. */
typedef struct {
    ski_stress_kept *kept;
    double **outcomes; /* [count] */
    int count, capacity, given;
    bool has_failed;
} kept_target;

struct ski_stress_kept {
    const ski_stress *stress;
    int width;
    sk_results *results; /* NULL: nothing is kept */
    bool was_complete;
    ski_set *sets; /* [targets], as all below */
    ski_rows **rows;
    const char **names;
    kept_target *targets;
    ski_set_policy policy;
    sk_status status; /* what went wrong while runs were given back */
};

static void take_back(void *context, ski_beside beside) {
    kept_target *of = context;
    ski_stress_kept *kept = of->kept;
    const size_t size = (size_t)kept->width * sizeof(double);
    double *outcome = SKI_NEW(kept->stress->arena, double, kept->width);
    if (kept->status != SK_OK) {
        return;
    }
    if (outcome == NULL ||
        ski_grow((void **)&of->outcomes, &of->capacity, of->count, sizeof *of->outcomes) != 0) {
        kept->status = SK_ERR_MEMORY;
    } else if ((size_t)beside.size != size) {
        kept->status = SK_ERR_INTERNAL; /* the identity says that it is this study's */
    } else {
        memcpy(outcome, beside.bytes, size);
        of->outcomes[of->count++] = outcome;
    }
}

/* A target's name, with its section: elements of two sections may have one name. */
static const char *point_name(const ski_stress *stress, int target) {
    const ski_outage_target *of = stress->targets[target].of;
    return of->country != NULL
               ? of->name
               : ski_arena_printf(stress->arena, "%s.%s", ski_section_name(of->members[0].section),
                                  of->name);
}

static sk_status make_sets(ski_stress_kept *kept, const ski_metric_table *metrics) {
    sk_status st = SK_OK;
    const int count = kept->stress->target_count;
    SK_CHECK_MEMORY(kept->sets = ski_alloc(count, sizeof *kept->sets));
    SK_CHECK_MEMORY(kept->rows = ski_alloc(count, sizeof(ski_rows *)));
    SK_CHECK_MEMORY(kept->names = ski_alloc(count, sizeof *kept->names));
    SK_CHECK_MEMORY(kept->targets = ski_alloc(count, sizeof *kept->targets));
    for (int i = 0; i < count; i++) {
        kept->targets[i].kept = kept;
        kept->sets[i] = (ski_set){.point = i,
                                  .metrics = metrics,
                                  .take_beside = take_back,
                                  .context = &kept->targets[i]};
        SK_CHECK_MEMORY(kept->names[i] = point_name(kept->stress, i));
    }
done:
    return st;
}

sk_status ski_stress_kept_new(ski_stress_kept **out, const ski_stress *stress, int width,
                              const ski_metric_table *metrics, double policy_cost_usd,
                              sk_results *results, sk_error *error) {
    sk_status st = SK_OK;
    ski_stress_kept *kept = ski_alloc(1, sizeof *kept);
    SK_CHECK_MEMORY(kept);
    kept->stress = stress;
    kept->width = width;
    if (results != NULL && stress->target_count > 0) {
        kept->policy = (ski_set_policy){ski_policy_name(stress->scenario), policy_cost_usd};
        kept->was_complete = sk_results_are_complete(results);
        SK_TRY(make_sets(kept, metrics));
        const ski_running running = {.sets = kept->sets,
                                     .set_count = stress->target_count,
                                     .policies = &kept->policy,
                                     .policy_count = 1,
                                     .points = kept->names,
                                     .point_count = stress->target_count,
                                     .threads = stress->threads};
        kept->results = results;
        SK_TRY(ski_results_begin(results, &running, kept->rows, error));
        SK_TRY(kept->status);
    }
    *out = kept;
    kept = NULL;
done:
    ski_stress_kept_free(kept);
    return st;
}

void ski_stress_kept_free(ski_stress_kept *kept) {
    if (kept == NULL) {
        return;
    }
    ski_results_end(kept->results);
    for (int i = 0; kept->targets != NULL && i < kept->stress->target_count; i++) {
        free(kept->targets[i].outcomes);
    }
    free(kept->sets);
    free(kept->rows);
    free(kept->names);
    free(kept->targets);
    free(kept);
}

double *ski_stress_kept_next(ski_stress_kept *kept, int target) {
    kept_target *of = kept->results == NULL ? NULL : &kept->targets[target];
    return of == NULL || of->given == of->count ? NULL : of->outcomes[of->given++];
}

sk_status ski_stress_keep(ski_stress_kept *kept, int target, const ski_sample *sample,
                          const double *outcome) {
    if (kept->results == NULL || kept->was_complete) {
        return SK_OK;
    }
    kept_target *of = &kept->targets[target];
    of->has_failed = of->has_failed || outcome == NULL;
    if (of->has_failed) {
        return SK_OK;
    }
    ski_rows *rows = kept->rows[target];
    ski_sample numbered = *sample;
    numbered.index = rows->taken;
    return rows->take(rows, &numbered, (ski_beside){outcome, kept->width * (int)sizeof *outcome});
}

sk_status ski_stress_keep_block(ski_stress_kept *kept) {
    return kept->results == NULL || kept->was_complete ? SK_OK
                                                       : kept->rows[0]->end_block(kept->rows[0]);
}

sk_status ski_stress_kept_end(ski_stress_kept *kept) {
    sk_status st = SK_OK;
    if (kept->results != NULL && !kept->was_complete) {
        SK_TRY(ski_results_tables_begin(kept->results));
        SK_TRY(ski_results_tables_end(kept->results, kept->stress->runs, 0));
    }
done:
    return st;
}
