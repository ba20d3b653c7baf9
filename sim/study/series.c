/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Traces of worlds → means and quantiles by period. A trace is the flows of the ledger, then each
 * line's numbers, then each disruption's share of every period. */
#include "study/series.h"

#include "base/tolerances.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Most that is kept to take quantiles of. */
enum { KEPT_BYTES = 128 << 20 };

static const double quantile_levels[SKI_QUANTILES] = {0.05, 0.25, 0.50, 0.75, 0.95};

const char *ski_series_name(ski_series_kind kind) {
    static const char *const names[SKI_SERIES_KINDS] = {"shortage_t", "cover_days", "stock_t"};
    return names[kind];
}

static int column_count(const ski_series *series) {
    return series->chain->program->column_count;
}

static int periods_of(const ski_series *series) {
    return series->chain->network->periods;
}

/* --- making one --- */

static sk_status add_lines(ski_series *series, ski_series_kind kind, int element_count) {
    for (int element = 0; element < element_count; element++) {
        ski_series_line *line = &series->lines[series->line_count++];
        *line = (ski_series_line){.kind = kind, .element = element};
        line->mean = series->means + (line - series->lines) * periods_of(series);
        for (int q = 0; q < SKI_QUANTILES; q++) {
            line->quantiles[q] = SKI_NEW(series->arena, double, periods_of(series));
            if (line->quantiles[q] == NULL) {
                return SK_ERR_MEMORY;
            }
        }
    }
    return SK_OK;
}

static sk_status allocate(ski_series *series) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = series->chain->scenario;
    const int lines = 2 * scenario->demand_count + scenario->stock_count;
    const double numbers = (double)lines * periods_of(series);
    SK_CHECK_MEMORY(series->arena = ski_arena_new());
    SK_CHECK_MEMORY(series->flows = SKI_NEW(series->arena, double, column_count(series)));
    SK_CHECK_MEMORY(series->activity =
                        ski_arena_alloc(series->arena, scenario->disruption_count,
                                        (size_t)periods_of(series) * sizeof(double)));
    SK_CHECK_MEMORY(series->lines = SKI_NEW(series->arena, ski_series_line, lines));
    SK_CHECK_MEMORY(series->means = SKI_NEW(series->arena, double, lines *periods_of(series)));
    SK_CHECK_MEMORY(series->packed = SKI_NEW(series->arena, float, lines *periods_of(series)));
    SK_TRY(add_lines(series, SKI_SERIES_SHORTAGE_T, scenario->demand_count));
    SK_TRY(add_lines(series, SKI_SERIES_COVER_DAYS, scenario->demand_count));
    SK_TRY(add_lines(series, SKI_SERIES_STOCK_T, scenario->stock_count));
    const double fits = KEPT_BYTES / (double)sizeof(float) / fmax(numbers, 1);
    series->quantile_most = fits < SKI_SERIES_WORLDS ? (int)fmax(fits, 1) : SKI_SERIES_WORLDS;
    series->kept = ski_alloc(series->quantile_most, (size_t)numbers * sizeof *series->kept);
    SK_CHECK_MEMORY(series->kept);
done:
    return st;
}

sk_status ski_series_new(ski_series **out, const ski_case *chain) {
    sk_status st = SK_OK;
    ski_series *series = ski_alloc(1, sizeof *series);
    SK_CHECK_MEMORY(series);
    series->chain = chain;
    SK_TRY(allocate(series));
    *out = series;
    series = NULL;
done:
    ski_series_free(series);
    return st;
}

void ski_series_free(ski_series *series) {
    if (series != NULL) {
        free(series->kept);
        ski_arena_free(series->arena);
        free(series);
    }
}

/* --- a world's trace, written by its worker --- */

/* Share of each period in which an event is on or recovers. */
static void add_activity(const ski_event *event, int periods, double *shares) {
    const int first = event->start > 0 ? (int)event->start : 0;
    for (int t = first; t < periods && t < event->recovered; t++) {
        shares[t] += fmin(event->recovered, t + 1) - fmax(event->start, t);
    }
}

static void write_trace(const void *context, const ski_world *world, const ski_ledger *ledger,
                        ski_measure *measure, double *trace) {
    const ski_series *series = context;
    const sk_scenario *scenario = series->chain->scenario;
    const int periods = periods_of(series), demands = scenario->demand_count;
    double *shortage_t = trace + column_count(series);
    double *cover_days = shortage_t + demands * periods;
    double *stock_t = cover_days + demands * periods;
    double *activity = stock_t + scenario->stock_count * periods;
    for (int column = 0; column < column_count(series); column++) {
        trace[column] = ledger->flows[column];
    }
    ski_measure_series(measure, world->values, ledger->flows, shortage_t, cover_days);
    for (int stock = 0; stock < scenario->stock_count; stock++) {
        const int first = series->chain->program->layout.stock[stock];
        for (int t = 0; t < periods; t++) {
            stock_t[stock * periods + t] = ledger->flows[first + t];
        }
    }
    for (int i = 0; i < scenario->disruption_count * periods; i++) {
        activity[i] = 0;
    }
    for (int i = 0; i < world->event_count; i++) {
        const ski_event *event = &world->events[i];
        add_activity(event, periods, activity + event->disruption * periods);
    }
}

ski_trace ski_series_trace(const ski_series *series) {
    const int by_period = series->line_count + series->chain->scenario->disruption_count;
    return (ski_trace){.width = column_count(series) + by_period * periods_of(series),
                       .write = write_trace,
                       .context = series};
}

/* --- taking --- */

/* Numbers of lines and periods, one world's. */
static int by_period(const ski_series *series) {
    return series->line_count * periods_of(series);
}

/* Puts the packed world where its quantiles will be taken from. */
static void keep_packed(ski_series *series, int world) {
    for (int place = 0; place < by_period(series); place++) {
        series->kept[(size_t)place * (size_t)series->quantile_most + (size_t)world] =
            series->packed[place];
    }
}

static void add(double *sums, const double *values, int count) {
    for (int i = 0; i < count; i++) {
        sums[i] += values[i];
    }
}

ski_beside ski_series_take(ski_series *series, const ski_sample *sample) {
    const int periods = periods_of(series);
    ski_beside beside = {NULL, 0};
    if (sample->trace == NULL) {
        return beside;
    }
    const double *lines = sample->trace + column_count(series);
    add(series->flows, sample->trace, column_count(series));
    add(series->means, lines, by_period(series));
    add(series->activity, lines + by_period(series),
        series->chain->scenario->disruption_count * periods);
    if (series->worlds < series->quantile_most) {
        for (int place = 0; place < by_period(series); place++) {
            series->packed[place] = (float)lines[place];
        }
        keep_packed(series, series->worlds);
        beside =
            (ski_beside){series->packed, (int)((size_t)by_period(series) * sizeof *series->packed)};
    }
    series->worlds++;
    return beside;
}

/* --- going on --- */

void ski_series_states(ski_series *series, ski_state *states) {
    const size_t activity =
        (size_t)series->chain->scenario->disruption_count * (size_t)periods_of(series);
    const ski_state all[SKI_SERIES_STATES] = {
        {"flows", series->flows, (size_t)column_count(series) * sizeof *series->flows},
        {"means", series->means, (size_t)by_period(series) * sizeof *series->means},
        {"activity", series->activity, activity * sizeof *series->activity},
        {"worlds", &series->worlds, sizeof series->worlds}};
    memcpy(states, all, sizeof all);
}

void ski_series_take_beside(ski_series *series, int world, ski_beside beside) {
    const size_t size = (size_t)by_period(series) * sizeof *series->packed;
    if (world < series->quantile_most && (size_t)beside.size == size && size > 0) {
        memcpy(series->packed, beside.bytes, size);
        keep_packed(series, world);
    }
}

/* --- finishing --- */

static int compare_floats(const void *a, const void *b) {
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Moves what is a number to the front; how many there are. */
static int keep_numbers(float *numbers, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (!isnan(numbers[i])) {
            numbers[kept++] = numbers[i];
        }
    }
    return kept;
}

/* numbers: of a period of one line, in place. */
static void find_quantiles(const ski_series *series, ski_series_line *line, int period,
                           float *numbers) {
    const int count = keep_numbers(numbers, series->quantile_worlds);
    qsort(numbers, (size_t)count, sizeof *numbers, compare_floats);
    for (int q = 0; q < SKI_QUANTILES; q++) {
        const int rank = (int)ceil(quantile_levels[q] * count - SKI_ORDER_TOL);
        line->quantiles[q][period] = count == 0 ? NAN : numbers[rank < 1 ? 0 : rank - 1];
    }
}

static void divide(double *sums, int count, int by) {
    for (int i = 0; i < count; i++) {
        sums[i] = by > 0 ? sums[i] / by : NAN;
    }
}

void ski_series_finish(ski_series *series) {
    const int periods = periods_of(series);
    series->quantile_worlds =
        series->worlds < series->quantile_most ? series->worlds : series->quantile_most;
    divide(series->flows, column_count(series), series->worlds);
    divide(series->activity, series->chain->scenario->disruption_count * periods, series->worlds);
    for (int index = 0; index < series->line_count; index++) {
        ski_series_line *line = &series->lines[index];
        divide(line->mean, periods, series->worlds);
        for (int t = 0; t < periods; t++) {
            const size_t place = (size_t)index * (size_t)periods + (size_t)t;
            find_quantiles(series, line, t, series->kept + place * (size_t)series->quantile_most);
        }
    }
    free(series->kept);
    series->kept = NULL;
}
