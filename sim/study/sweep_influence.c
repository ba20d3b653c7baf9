/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means of points, one after the other → how much of their variance each parameter explains by
 * itself (the correlation ratio, Var E[Y|X] / Var Y), and where which policy is best. In a grid the
 * levels are its values; in other designs those of a list, or equal parts of a range. */
#include "study/sweep.h"

#include <math.h>
#include <stdlib.h>

/* Parts of a range: as many as leave each so many points. */
enum { POINTS_A_PART = 8, PARTS_MOST = 16, PARTS_LEAST = 3 };

/* Of what is explained of one policy and metric. Values are less the first, so that sums of large
 * and alike ones lose nothing. */
typedef struct {
    bool has_first;
    double first;
    int count;
    double sum, squares;
} total;

struct ski_sweep_sums {
    ski_sweep_study *sweep;
    ski_value_at *values;
    int columns;   /* policies * headlines */
    total *totals; /* [columns] */
    double **sums; /* [parameters][levels * columns] */
    int **counts;  /* the same */
    ski_arena *arena;
};

static const ski_sweep_parameter *parameter_of(const ski_sweep_study *sweep, int number) {
    return &sweep->scenario->sweep.parameters[number];
}

static bool is_grid(const ski_sweep_study *sweep) {
    return sweep->scenario->sweep.design == SKI_SWEEP_GRID;
}

static int levels_of(const ski_sweep_study *sweep, int number) {
    const ski_sweep_parameter *parameter = parameter_of(sweep, number);
    const int parts = sweep->point_count / POINTS_A_PART;
    if (parameter->value_count > 0) {
        return parameter->value_count;
    }
    if (is_grid(sweep)) {
        return parameter->points;
    }
    return parts < PARTS_LEAST ? 0 : parts < PARTS_MOST ? parts : PARTS_MOST;
}

/* Where a share of a range lies. */
static double along(const ski_sweep_parameter *parameter, double share) {
    if (share <= 0 || share >= 1) {
        return share <= 0 ? parameter->from : parameter->to;
    }
    return parameter->is_log ? parameter->from * pow(parameter->to / parameter->from, share)
                             : parameter->from + (parameter->to - parameter->from) * share;
}

static double share_of(const ski_sweep_parameter *parameter, double value) {
    if (parameter->from == parameter->to) {
        return 0;
    }
    return parameter->is_log ? log(value / parameter->from) / log(parameter->to / parameter->from)
                             : (value - parameter->from) / (parameter->to - parameter->from);
}

/* Which level a value is of: in a grid, and of a list, it is one of them but for rounding. */
static int level_of(const ski_sweep_study *sweep, int number, double value) {
    const ski_sweep_parameter *parameter = parameter_of(sweep, number);
    const int levels = sweep->influences[number].level_count;
    if (parameter->value_count > 0) {
        for (int i = 0; i < levels; i++) {
            if (parameter->values[i] == value) {
                return i;
            }
        }
    }
    const double share = share_of(parameter, value);
    const int level = is_grid(sweep) ? (int)lround(share * (levels - 1)) : (int)(share * levels);
    return level < 0 ? 0 : level < levels ? level : levels - 1;
}

static void fill_level(const ski_sweep_study *sweep, int number, int level, ski_sweep_level *out) {
    const ski_sweep_parameter *parameter = parameter_of(sweep, number);
    const int levels = sweep->influences[number].level_count;
    if (parameter->value_count > 0) {
        out->from = out->to = parameter->values[level];
    } else if (is_grid(sweep)) {
        out->from = out->to = along(parameter, levels > 1 ? (double)level / (levels - 1) : 0);
    } else {
        out->from = along(parameter, (double)level / levels);
        out->to = along(parameter, (double)(level + 1) / levels);
    }
}

static sk_status make_influence(ski_sweep_sums *of, int number) {
    sk_status st = SK_OK;
    ski_sweep_study *sweep = of->sweep;
    ski_sweep_influence *out = &sweep->influences[number];
    const int levels = levels_of(sweep, number);
    out->path = parameter_of(sweep, number)->path;
    out->name = ski_points_key(sweep->points, number);
    out->level_count = levels;
    SK_CHECK_MEMORY(out->levels = SKI_NEW(sweep->arena, ski_sweep_level, levels));
    SK_CHECK_MEMORY(out->explained = SKI_NEW(sweep->arena, double, of->columns));
    for (int i = 0; i < levels; i++) {
        fill_level(sweep, number, i, &out->levels[i]);
        SK_CHECK_MEMORY(out->levels[i].best = SKI_NEW(sweep->arena, int, sweep->policy_count));
    }
    SK_CHECK_MEMORY(of->sums[number] = SKI_NEW(of->arena, double, levels * of->columns));
    SK_CHECK_MEMORY(of->counts[number] = SKI_NEW(of->arena, int, levels * of->columns));
done:
    return st;
}

static sk_status fill_sums(ski_sweep_sums *of) {
    sk_status st = SK_OK;
    ski_sweep_study *sweep = of->sweep;
    const int parameters = ski_points_values(sweep->points);
    of->columns = sweep->policy_count * SKI_SWEEP_HEADLINES;
    SK_CHECK_MEMORY(of->values = SKI_NEW(of->arena, ski_value_at, parameters));
    SK_CHECK_MEMORY(of->totals = SKI_NEW(of->arena, total, of->columns));
    SK_CHECK_MEMORY(of->sums = SKI_NEW(of->arena, double *, parameters));
    SK_CHECK_MEMORY(of->counts = SKI_NEW(of->arena, int *, parameters));
    SK_CHECK_MEMORY(sweep->influences = SKI_NEW(sweep->arena, ski_sweep_influence, parameters));
    for (int i = 0; i < parameters; i++) {
        SK_TRY(make_influence(of, i));
    }
done:
    return st;
}

sk_status ski_sweep_sums_new(ski_sweep_sums **out, ski_sweep_study *sweep) {
    sk_status st = SK_OK;
    ski_arena *arena = ski_arena_new();
    SK_CHECK_MEMORY(arena);
    ski_sweep_sums *of = SKI_NEW(arena, ski_sweep_sums, 1);
    SK_CHECK_MEMORY(of);
    *of = (ski_sweep_sums){.sweep = sweep, .arena = arena};
    SK_TRY(fill_sums(of));
    *out = of;
    arena = NULL;
done:
    ski_arena_free(arena);
    return st;
}

void ski_sweep_sums_free(ski_sweep_sums *sums) {
    if (sums != NULL) {
        ski_arena_free(sums->arena);
    }
}

/* --- adding up --- */

static double add_to_total(total *of, double value) {
    if (!of->has_first) {
        of->has_first = true;
        of->first = value;
    }
    const double less = value - of->first;
    of->count++;
    of->sum += less;
    of->squares += less * less;
    return less;
}

void ski_sweep_sums_add(ski_sweep_sums *of, int point, const ski_sweep_point *at) {
    ski_sweep_study *sweep = of->sweep;
    ski_point_at(sweep->points, point, of->values);
    for (int c = 0; c < of->columns; c++) {
        const ski_sweep_case *one = &at->cases[c / SKI_SWEEP_HEADLINES];
        const double value = one->metrics[c % SKI_SWEEP_HEADLINES].value;
        if (one->rows == 0 || isnan(value)) {
            continue;
        }
        const double moved = add_to_total(&of->totals[c], value);
        for (int i = 0; i < ski_points_values(sweep->points); i++) {
            if (sweep->influences[i].level_count > 0) {
                const int level = level_of(sweep, i, of->values[i].value);
                of->sums[i][level * of->columns + c] += moved;
                of->counts[i][level * of->columns + c]++;
            }
        }
    }
    for (int i = 0; i < ski_points_values(sweep->points); i++) {
        ski_sweep_influence *influence = &sweep->influences[i];
        if (influence->level_count > 0) {
            ski_sweep_level *level = &influence->levels[level_of(sweep, i, of->values[i].value)];
            level->points++;
            if (at->best >= 0) {
                level->best[at->best]++;
            }
        }
    }
}

/* Between levels ÷ in all. Outside grids chance alone would put (levels - 1) times the mean square
 * within levels between them, which is taken off (Kelley's epsilon²). */
static double explained(const ski_sweep_sums *of, int parameter, int column) {
    const total *all = &of->totals[column];
    const int levels = of->sweep->influences[parameter].level_count;
    double between = 0;
    int met = 0;
    if (all->count < 2 || levels == 0) {
        return NAN;
    }
    const double mean = all->sum / all->count;
    const double in_all = all->squares - all->sum * mean;
    for (int i = 0; i < levels; i++) {
        const int count = of->counts[parameter][i * of->columns + column];
        const double sum = of->sums[parameter][i * of->columns + column];
        between += count > 0 ? count * (sum / count - mean) * (sum / count - mean) : 0;
        met += count > 0;
    }
    /* what is left of squares that cancel is rounding */
    if (!(in_all > all->squares * 1e-12)) {
        return NAN;
    }
    if (!is_grid(of->sweep)) {
        if (all->count <= met) {
            return NAN;
        }
        between -= (met - 1) * (in_all - between) / (all->count - met);
    }
    return fmin(fmax(between / in_all, 0), 1);
}

void ski_sweep_sums_end(const ski_sweep_sums *of) {
    for (int i = 0; i < ski_points_values(of->sweep->points); i++) {
        for (int c = 0; c < of->columns; c++) {
            of->sweep->influences[i].explained[c] = explained(of, i, c);
        }
    }
}
