/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets of causes → which quantities each multiplies. A factor, or an effect of a disruption,
 * multiplies a quantity once, however many of the schedules the quantity follows it targets, by
 * whatever globs. */
#include "uncertainty/causes.h"

#include <stdlib.h>
#include <string.h>

/* One schedule that one quantity follows. */
typedef struct {
    ski_target target;
    int quantity;
    bool by_material; /* an inherited price, by way of its material */
} followed;

/* One cause on one quantity: a factor, or (numbered on after the factors) an effect. */
typedef struct {
    int quantity, cause, group; /* group: -1, or the disruption */
    bool by_material;
} hit;

typedef struct {
    ski_uncertainty *uncertainty;
    int followed_count;
    followed *followed; /* by target */
    int hit_count, hit_capacity;
    hit *hits;
} finder;

static int compare_targets(const ski_target *a, const ski_target *b) {
    if (a->section != b->section) {
        return a->section < b->section ? -1 : 1;
    }
    if (a->element != b->element) {
        return a->element < b->element ? -1 : 1;
    }
    return strcmp(a->key, b->key);
}

static int compare_followed(const void *left, const void *right) {
    const followed *a = left;
    const followed *b = right;
    int order = compare_targets(&a->target, &b->target);
    return order != 0 ? order : (a->quantity > b->quantity) - (a->quantity < b->quantity);
}

/* By quantity, then cause (the effects of one disruption stand together); by way of the material
 * first. */
static int compare_hits(const void *left, const void *right) {
    const hit *a = left;
    const hit *b = right;
    if (a->quantity != b->quantity) {
        return a->quantity < b->quantity ? -1 : 1;
    }
    if (a->cause != b->cause) {
        return a->cause < b->cause ? -1 : 1;
    }
    return (int)b->by_material - (int)a->by_material;
}

static sk_status list_followed(finder *find) {
    sk_status st = SK_OK;
    const sk_network *network = find->uncertainty->network;
    int count = 0;
    for (int quantity = 0; quantity < network->quantity_count; quantity++) {
        count += network->quantities[quantity].target_count;
    }
    find->followed = ski_alloc(count, sizeof *find->followed);
    SK_CHECK_MEMORY(find->followed);
    for (int quantity = 0; quantity < network->quantity_count; quantity++) {
        const ski_quantity *of = &network->quantities[quantity];
        for (int i = 0; i < of->target_count; i++) {
            bool by_material =
                of->targets[0].section == SKI_SOURCES && of->targets[i].section == SKI_MATERIALS;
            find->followed[find->followed_count++] =
                (followed){of->targets[i], quantity, by_material};
        }
    }
    qsort(find->followed, (size_t)count, sizeof *find->followed, compare_followed);
done:
    return st;
}

/* The first place in `followed` whose target is not before `target`. */
static int first_followed(const finder *find, const ski_target *target) {
    int low = 0;
    int high = find->followed_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (compare_targets(&find->followed[middle].target, target) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static sk_status add_hits(finder *find, const ski_target *targets, int count, int cause,
                          int group) {
    for (int i = 0; i < count; i++) {
        for (int at = first_followed(find, &targets[i]);
             at < find->followed_count &&
             compare_targets(&find->followed[at].target, &targets[i]) == 0;
             at++) {
            if (ski_grow((void **)&find->hits, &find->hit_capacity, find->hit_count,
                         sizeof *find->hits) != 0) {
                return SK_ERR_MEMORY;
            }
            find->hits[find->hit_count++] =
                (hit){find->followed[at].quantity, cause, group, find->followed[at].by_material};
        }
    }
    return SK_OK;
}

static sk_status find_hits(finder *find) {
    sk_status st = SK_OK;
    const ski_uncertainty *uncertainty = find->uncertainty;
    const sk_scenario *scenario = uncertainty->network->scenario;
    for (int i = 0; i < scenario->factor_count; i++) {
        const ski_factor *factor = &scenario->factors[i];
        SK_TRY(add_hits(find, factor->targets, factor->target_count, i, -1));
    }
    for (int i = 0; i < uncertainty->effect_count; i++) {
        const ski_effect_cause *cause = &uncertainty->effects[i];
        const ski_effect *effect = &scenario->disruptions[cause->disruption].effects[cause->number];
        SK_TRY(add_hits(find, effect->targets, effect->target_count, scenario->factor_count + i,
                        cause->disruption));
    }
done:
    return st;
}

/* Whether hits[at], one of its quantity's hits [begin, end), multiplies it: once for each cause,
 * and on an inherited price not at all when the same disruption already acted on the material's
 * price. */
static bool counts(const finder *find, int begin, int end, int at) {
    const hit *of = &find->hits[at];
    if (at > begin && find->hits[at - 1].cause == of->cause) {
        return false;
    }
    for (int i = begin; i < end; i++) {
        const hit *other = &find->hits[i];
        if (of->group >= 0 && other->group == of->group && other->by_material) {
            return of->by_material;
        }
    }
    return true;
}

/* Turns a quantity's hits [begin, end) into its causes, listed in causes[begin, end). */
static void add_touch(const finder *find, int begin, int end, int *causes, ski_touch *touch) {
    int factor_count = find->uncertainty->network->scenario->factor_count;
    int kept = 0;
    for (int at = begin; at < end; at++) {
        if (!counts(find, begin, end, at)) {
            continue;
        }
        int cause = find->hits[at].cause;
        bool is_factor = cause < factor_count;
        causes[begin + kept++] = is_factor ? cause : cause - factor_count;
        touch->factor_count += is_factor;
        touch->effect_count += !is_factor;
    }
    touch->factors = &causes[begin];
    touch->effects = &causes[begin + touch->factor_count];
}

static sk_status group_hits(finder *find) {
    sk_status st = SK_OK;
    ski_uncertainty *uncertainty = find->uncertainty;
    int *causes = SKI_NEW(uncertainty->arena, int, find->hit_count);
    SK_CHECK_MEMORY(causes);
    int *touched = SKI_NEW(uncertainty->arena, int, find->hit_count);
    SK_CHECK_MEMORY(touched);
    ski_touch *touches = SKI_NEW(uncertainty->arena, ski_touch, find->hit_count);
    SK_CHECK_MEMORY(touches);
    for (int begin = 0, end = 0; begin < find->hit_count; begin = end) {
        int quantity = find->hits[begin].quantity;
        while (end < find->hit_count && find->hits[end].quantity == quantity) {
            end++;
        }
        ski_touch *touch = &touches[uncertainty->touched_count];
        touched[uncertainty->touched_count++] = quantity;
        add_touch(find, begin, end, causes, touch);
        if (touch->effect_count > uncertainty->touch_most) {
            uncertainty->touch_most = touch->effect_count;
        }
    }
    uncertainty->touched = touched;
    uncertainty->touches = touches;
done:
    return st;
}

sk_status ski_touched_build(ski_uncertainty *uncertainty) {
    sk_status st = SK_OK;
    finder find = {.uncertainty = uncertainty};
    SK_TRY(list_followed(&find));
    SK_TRY(find_hits(&find));
    if (find.hit_count > 0) {
        qsort(find.hits, (size_t)find.hit_count, sizeof *find.hits, compare_hits);
    }
    SK_TRY(group_hits(&find));
done:
    free(find.followed);
    free(find.hits);
    return st;
}
