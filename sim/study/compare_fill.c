/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of all options → statistics of each, differences from the reference, USD per tonne avoided,
 * curves. A column at a time is in memory, and one of cost for each option. */
#include "study/compare.h"

#include "study/gap.h"
#include "study/summary.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    ski_compare *compare;
    const ski_compare_rows *kept;
    int samples;
    double *reference, *values; /* [samples] columns of the reference and of an option */
    double *work;               /* [4 * samples] */
} filling;

bool ski_is_compared(int column) {
    return column != SKI_COL_FORESIGHT_GAP_USD;
}

/* A column of an option, NaN in worlds that are left out. */
static sk_status read_column(const filling *at, int option, int column, double *values) {
    ski_rows *rows = at->kept->rows[option];
    const double *costs = at->kept->costs[0];
    const sk_status st = rows->read(rows, column, at->samples, values);
    for (int i = 0; i < at->samples && st == SK_OK; i++) {
        values[i] = isnan(costs[i]) ? NAN : values[i];
    }
    return st;
}

static ski_reduction reduction_of(const ski_compare *compare, int column) {
    const ski_metric *metric = &compare->metrics[column];
    return (ski_reduction){metric->bad_side, metric->harmless, compare->confidence,
                           compare->scenario->simulation.tail, compare->design.replicates};
}

static void fill_statistics(const filling *at, ski_option *option, int column,
                            const double *values) {
    const ski_compare *compare = at->compare;
    const ski_reduction how = reduction_of(compare, column);
    ski_statistics *of = &option->statistics[column];
    ski_statistics_of(values, at->samples, &how, at->work, of);
    of->undefined -= compare->samples - compare->good; /* a world left out is no undefined metric */
    if (compare->metrics[column].is_event) {
        option->probabilities[column] =
            ski_probability_of(values, of, at->samples, compare->confidence);
    }
}

/* Whether a column is of what was carried out; the rest is of what foresight would have done. */
static bool is_outcome(int column) {
    return column != SKI_COL_FORESIGHT_COST_USD && column != SKI_COL_FORESIGHT_GAP_USD;
}

/* Whether an option changes nothing but what it costs itself, by the same in every world. */
static bool is_own_cost_alone(const filling *at, const ski_option *option, int column) {
    const ski_mean *difference = &option->differences[column].mean;
    const double least = ski_resolution(at->values, at->reference, at->samples);
    const double own = option->own_cost_usd - at->compare->options[0].own_cost_usd;
    return (column == SKI_COL_COST_USD || column == SKI_COL_SPEND_USD) && difference->sd <= least &&
           fabs(difference->mean - own) <= least;
}

static void fill_difference(const filling *at, ski_option *option, int column) {
    const ski_reduction how = reduction_of(at->compare, column);
    ski_paired_of(at->values, at->reference, at->samples, &how,
                  !at->compare->metrics[column].is_event, at->work, &option->differences[column]);
    if (is_outcome(column) && !ski_is_identical(at->values, at->reference, at->samples)) {
        option->changes_nothing = false;
        option->changes_cost_alone =
            option->changes_cost_alone && is_own_cost_alone(at, option, column);
    }
}

static sk_status fill_column(const filling *at, int column) {
    sk_status st = SK_OK;
    ski_option *options = at->compare->options;
    SK_TRY(read_column(at, 0, column, at->reference));
    fill_statistics(at, &options[0], column, at->reference);
    for (int i = 1; i < at->compare->option_count; i++) {
        SK_TRY(read_column(at, i, column, at->values));
        fill_statistics(at, &options[i], column, at->values);
        fill_difference(at, &options[i], column);
    }
done:
    return st;
}

/* columns: [2 * samples], the reference's spending and shortage. */
static sk_status fill_avoided(const filling *at, int number, const double *columns) {
    sk_status st = SK_OK;
    const ski_compare *compare = at->compare;
    ski_option *option = &compare->options[number];
    const ski_pair_of_columns spend = {at->values, columns};
    const ski_pair_of_columns shortage = {at->reference, columns + at->samples};
    SK_TRY(read_column(at, number, SKI_COL_SPEND_USD, at->values));
    SK_TRY(read_column(at, number, compare->shortage_column, at->reference));
    ski_avoided_of(&spend, &shortage, at->samples, compare->confidence, compare->design.replicates,
                   at->work, &option->avoided);
    if (option->changes_nothing) {
        option->avoided.verdict = SKI_CHANGES_NOTHING;
    }
done:
    return st;
}

static sk_status fill_all_avoided(const filling *at) {
    sk_status st = SK_OK;
    double *columns = ski_alloc(at->samples, 2 * sizeof *columns);
    SK_CHECK_MEMORY(columns);
    SK_TRY(read_column(at, 0, SKI_COL_SPEND_USD, columns));
    SK_TRY(read_column(at, 0, at->compare->shortage_column, columns + at->samples));
    for (int i = 1; i < at->compare->option_count; i++) {
        SK_TRY(fill_avoided(at, i, columns));
    }
done:
    free(columns);
    return st;
}

static sk_status fill_gap(const filling *at, int number) {
    sk_status st = SK_OK;
    ski_option *option = &at->compare->options[number];
    const ski_reduction how = reduction_of(at->compare, SKI_COL_FORESIGHT_GAP_USD);
    SK_TRY(read_column(at, number, SKI_COL_FORESIGHT_GAP_USD, at->values));
    SK_TRY(read_column(at, number, SKI_COL_FORESIGHT_COST_USD, at->reference));
    ski_gap_of(at->values, at->reference, at->samples, &how, option->statistics, &option->gap);
done:
    return st;
}

static sk_status fill_curves(const filling *at, int number) {
    sk_status st = SK_OK;
    ski_compare *compare = at->compare;
    ski_option *option = &compare->options[number];
    const int columns[SKI_OPTION_CURVES] = {SKI_COL_COST_USD, compare->shortage_column};
    for (int i = 0; i < SKI_OPTION_CURVES; i++) {
        SK_TRY(read_column(at, number, columns[i], at->values));
        const int count = ski_sort_defined(at->values, at->samples);
        if (count > 0) {
            ski_exceedance *curve = &option->curves[option->curve_count++];
            curve->column = columns[i];
            SK_TRY(ski_exceedance_of(at->values, count,
                                     option->statistics[columns[i]].independent_count,
                                     compare->confidence, compare->arena, curve));
        }
    }
done:
    return st;
}

static sk_status fill_front(const ski_compare *compare) {
    sk_status st = SK_OK;
    const int options = compare->option_count;
    double *x = SKI_NEW(compare->arena, double, options);
    double *y = SKI_NEW(compare->arena, double, options);
    bool *on_front = SKI_NEW(compare->arena, bool, options);
    SK_CHECK_MEMORY(x);
    SK_CHECK_MEMORY(y);
    SK_CHECK_MEMORY(on_front);
    for (int i = 0; i < options; i++) {
        x[i] = compare->options[i].statistics[SKI_COL_SPEND_USD].mean;
        y[i] = compare->options[i].statistics[compare->shortage_column].cvar;
    }
    ski_pareto(x, y, options, on_front);
    for (int i = 0; i < options; i++) {
        compare->options[i].on_front = on_front[i];
    }
done:
    return st;
}

static sk_status make_room(ski_compare *compare) {
    sk_status st = SK_OK;
    const int columns = compare->metric_count;
    for (int i = 0; i < compare->option_count; i++) {
        ski_option *option = &compare->options[i];
        option->statistics = SKI_NEW(compare->arena, ski_statistics, columns);
        option->probabilities = SKI_NEW(compare->arena, ski_probability, columns);
        option->differences = SKI_NEW(compare->arena, ski_paired, columns);
        option->changes_nothing = option->changes_cost_alone = i > 0 && compare->good > 0;
        SK_CHECK_MEMORY(option->statistics);
        SK_CHECK_MEMORY(option->probabilities);
        SK_CHECK_MEMORY(option->differences);
    }
done:
    return st;
}

/* Failed samples of all options, by option. */
static sk_status fill_failures(ski_compare *compare, ski_rows **rows) {
    sk_status st = SK_OK;
    int count = 0;
    for (int i = 0; i < compare->option_count; i++) {
        count += rows[i]->failed;
    }
    SK_CHECK_MEMORY(compare->failures = SKI_NEW(compare->arena, ski_option_failure, count));
    for (int i = 0; i < compare->option_count; i++) {
        ski_failure *of = SKI_NEW(compare->arena, ski_failure, rows[i]->failed);
        SK_CHECK_MEMORY(of);
        SK_TRY(rows[i]->name_failed(rows[i], of, compare->arena));
        for (int f = 0; f < rows[i]->failed; f++) {
            compare->failures[compare->failure_count++] = (ski_option_failure){i, of[f]};
        }
    }
done:
    return st;
}

static sk_status fill_all(const filling *at) {
    sk_status st = SK_OK;
    for (int c = 0; c < at->compare->metric_count; c++) {
        SK_TRY(fill_column(at, c));
    }
    SK_TRY(fill_all_avoided(at));
    for (int i = 0; i < at->compare->option_count; i++) {
        SK_TRY(fill_gap(at, i));
        SK_TRY(fill_curves(at, i));
    }
    SK_TRY(fill_front(at->compare));
done:
    return st;
}

sk_status ski_compare_fill(ski_compare *compare, const ski_compare_rows *kept) {
    sk_status st = SK_OK;
    const int samples = compare->samples;
    double *room = ski_alloc(samples, 6 * sizeof *room);
    SK_CHECK_MEMORY(room);
    const filling at = {compare, kept, samples, room, room + samples, room + 2 * samples};
    SK_TRY(ski_compare_costs(compare, kept, samples, &compare->good));
    SK_TRY(fill_failures(compare, kept->rows));
    SK_TRY(make_room(compare));
    SK_TRY(fill_all(&at));
    SK_TRY(ski_compare_fill_costs(compare, kept));
done:
    free(room);
    return st;
}
