/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweep → which policy is best where, which parameters matter, a line a point and policy. */
#include "report/sweep_text.h"

#include "report/format.h"
#include "report/header.h"
#include "report/stream.h"
#include "report/table.h"

#include <math.h>
#include <skarn/version.h>
#include <stdlib.h>

/* Points with a line of their own: of more the first, and how many more there are. */
enum { INDENT = 2, WORDS = 512, LINES_MOST = 60, LEVELS_MOST = 24 };

static int shortage_headline(const ski_sweep_study *sweep) {
    for (int d = 0; d < sweep->scenario->demand_count; d++) {
        if (sweep->scenario->demands[d].critical) {
            return 3;
        }
    }
    return 2;
}

static const char *whose(const ski_sweep_study *sweep) {
    return shortage_headline(sweep) == 3 ? "critical demand" : "demand";
}

static const char *plural(long long count) {
    return count == 1 ? "" : "s";
}

static void write_size(const ski_sweep_study *sweep, const sk_text_style *style, FILE *stream) {
    char line[WORDS], points[SKI_FIGURE_TEXT], samples[SKI_FIGURE_TEXT];
    snprintf(line, sizeof line, "%s point%s, %d polic%s, %s sample%s each, all in the same worlds.",
             ski_figure_text(points, sweep->point_count, 0), plural(sweep->point_count),
             sweep->policy_count, sweep->policy_count == 1 ? "y" : "ies",
             ski_figure_text(samples, sweep->design.worlds, 0), plural(sweep->design.worlds));
    ski_write_line("", line, INDENT, style, stream);
    if (sweep->shard > 0) {
        snprintf(line, sizeof line,
                 "This is shard %d of %d, with %s samples. What they say is said once skarn merge "
                 "has joined all shards.",
                 sweep->shard, sweep->split.shards, ski_figure_text(points, sweep->kept, 0));
        ski_write_line("", line, INDENT, style, stream);
    }
    if (!sweep->is_whole) {
        snprintf(line, sizeof line,
                 "INCOMPLETE: %s of %s samples are there. All below is of these alone.",
                 ski_figure_text(points, sweep->kept, 0),
                 ski_figure_text(samples, (double)sweep->planned, 0));
        ski_write_line("", line, INDENT, style, stream);
    }
    fputc('\n', stream);
}

/* --- which policy is best --- */

static sk_status write_best(const ski_sweep_study *sweep, const sk_text_style *style,
                            FILE *stream) {
    static const char *const headings[] = {"<policy", ">best at", ">clearly so at"};
    if (sweep->policy_count < 2) {
        return SK_OK;
    }
    ski_table *table = ski_table_new(headings, 3);
    for (int p = 0; p < sweep->policy_count; p++) {
        ski_cell_text(table, "%s", sweep->policies[p]);
        ski_cell_count(table, sweep->best[p]);
        ski_cell_count(table, sweep->clear[p]);
    }
    return ski_table_write(table, "The policy of least mean cost, by points", style, stream);
}

/* The policy that is best at most points of a level, -1: none. */
static int mostly(const ski_sweep_study *sweep, const ski_sweep_level *level) {
    int best = -1;
    for (int p = 0; p < sweep->policy_count; p++) {
        if (level->best[p] > 0 && (best < 0 || level->best[p] > level->best[best])) {
            best = p;
        }
    }
    return best;
}

static bool changes_along(const ski_sweep_study *sweep, const ski_sweep_influence *of) {
    int first = -1;
    for (int i = 0; i < of->level_count; i++) {
        const int best = mostly(sweep, &of->levels[i]);
        if (best >= 0 && first >= 0 && best != first) {
            return true;
        }
        first = best >= 0 ? best : first;
    }
    return false;
}

static void level_cell(ski_table *table, const ski_sweep_level *level) {
    if (level->from == level->to) {
        ski_cell_text(table, "%.6g", level->from);
    } else {
        ski_cell_text(table, "%.4g to %.4g", level->from, level->to);
    }
}

static sk_status write_changes(const ski_sweep_study *sweep, const sk_text_style *style,
                               FILE *stream) {
    static const char *const headings[] = {"<parameter", "<at", "<best at most points", ">of",
                                           ">points"};
    if (sweep->policy_count < 2) {
        return SK_OK;
    }
    ski_table *table = ski_table_new(headings, 5);
    for (int i = 0; i < ski_points_values(sweep->points); i++) {
        const ski_sweep_influence *of = &sweep->influences[i];
        for (int k = 0, said = 0; k < of->level_count && changes_along(sweep, of); k++) {
            const int best = mostly(sweep, &of->levels[k]);
            if (best < 0 || said >= LEVELS_MOST) {
                continue;
            }
            ski_cell_text(table, "%s", said++ == 0 ? of->name : "");
            level_cell(table, &of->levels[k]);
            ski_cell_text(table, "%s", sweep->policies[best]);
            ski_cell_count(table, of->levels[k].best[best]);
            ski_cell_count(table, of->levels[k].points);
        }
    }
    return ski_table_write(table, "Where the best policy changes", style, stream);
}

/* --- which parameters matter --- */

static sk_status write_influence(const ski_sweep_study *sweep, const sk_text_style *style,
                                 FILE *stream) {
    static const char *const headings[] = {"<parameter", "<policy", ">mean cost, %",
                                           ">mean shortage, %"};
    const int shortage = shortage_headline(sweep);
    if (sweep->point_count < 2) {
        return SK_OK;
    }
    ski_table *table = ski_table_new(headings, 4);
    for (int i = 0; i < ski_points_values(sweep->points); i++) {
        const ski_sweep_influence *of = &sweep->influences[i];
        for (int p = 0; p < sweep->policy_count; p++) {
            ski_cell_text(table, "%s", p == 0 ? of->name : "");
            ski_cell_text(table, "%s", sweep->policies[p]);
            ski_cell_percent(table, of->explained[p * SKI_SWEEP_HEADLINES]);
            ski_cell_percent(table, of->explained[p * SKI_SWEEP_HEADLINES + shortage]);
        }
    }
    return ski_table_write(table,
                           "How much of the variance between points each parameter explains "
                           "by itself",
                           style, stream);
}

/* --- points --- */

typedef struct {
    double usd;
    const char *heading;
} money;

static money money_of(const ski_sweep_study *sweep) {
    for (int i = 0; i < sweep->shown; i++) {
        for (int p = 0; p < sweep->policy_count; p++) {
            if (fabs(sweep->at[i].cases[p].metrics[0].value) >= 1e6) {
                return (money){1e6, ">cost, million USD"};
            }
        }
    }
    return (money){1, ">cost, USD"};
}

static void range_cell(ski_table *table, ski_interval interval, double unit, double value) {
    char text[SKI_RANGE_TEXT];
    const ski_interval in_unit = {interval.low / unit, interval.high / unit};
    if (isnan(interval.low)) {
        ski_cell_text(table, "-");
    } else {
        ski_cell_text(table, "%s",
                      ski_interval_text(text, in_unit,
                                        ski_interval_decimals(value / unit, in_unit)));
    }
}

static void add_line(ski_table *table, const ski_sweep_study *sweep, money unit,
                     const ski_sweep_point *point, int policy, const char *name) {
    const ski_sweep_case *one = &point->cases[policy];
    const ski_sweep_metric *cost = &one->metrics[0];
    const ski_sweep_metric *shortage = &one->metrics[shortage_headline(sweep)];
    ski_cell_text(table, "%s", name);
    ski_cell_text(table, "%s%s%s", sweep->policies[policy],
                  sweep->policy_count > 1 && policy == point->best ? " *" : "",
                  one->error != NULL ? ": error, see below" : "");
    ski_cell_amount(table, one->rows > 0 ? cost->value / unit.usd : (double)NAN);
    range_cell(table, one->rows > 0 ? cost->interval : (ski_interval){NAN, NAN}, unit.usd,
               cost->value);
    ski_cell_amount(table, one->rows > 0 ? shortage->value : (double)NAN);
    range_cell(table, one->rows > 0 ? shortage->interval : (ski_interval){NAN, NAN}, 1,
               shortage->value);
}

static sk_status write_points(const ski_sweep_study *sweep, const sk_text_style *style,
                              FILE *stream) {
    sk_status st = SK_OK;
    const money unit = money_of(sweep);
    char title[WORDS];
    const char *const headings[] = {"<point", "<policy", unit.heading, "<", ">short, t", "<"};
    const int lines = LINES_MOST / sweep->policy_count > 0 ? LINES_MOST / sweep->policy_count : 1;
    const int shown = sweep->shown < lines ? sweep->shown : lines;
    char *name = ski_alloc(ski_points_name_size(sweep->points), 1);
    SK_CHECK_MEMORY(name);
    ski_table *table = ski_table_new(headings, 6);
    for (int i = 0; i < shown; i++) {
        ski_point_name(sweep->points, i, name);
        for (int p = 0; p < sweep->policy_count; p++) {
            add_line(table, sweep, unit, &sweep->at[i], p, p == 0 ? name : "");
        }
    }
    snprintf(title, sizeof title, "%s of %d points: mean cost and shortage of %ss, with intervals",
             shown < sweep->point_count ? "The first" : "All", sweep->point_count, whose(sweep));
    SK_TRY(ski_table_write(table, title, style, stream));
    if (shown < sweep->point_count) {
        snprintf(title, sizeof title, "%d more points are in results.db (table point_metric)%s.",
                 sweep->point_count - shown, sweep->shown > 0 ? " and summary.json" : "");
        ski_write_line("", title, INDENT, style, stream);
        fputc('\n', stream);
    }
done:
    free(name);
    return st;
}

static void write_terms(const ski_sweep_study *sweep, const sk_text_style *style, FILE *stream) {
    char line[WORDS];
    if (sweep->policy_count > 1) {
        ski_write_line("best",
                       " least mean cost_usd at the point (*); clearly so where the interval of "
                       "the mean difference from every other policy, world by world, leaves out 0. "
                       "Over many points a twentieth would be so by chance.",
                       8, style, stream);
    }
    snprintf(line, sizeof line,
             " the share of the variance of means over points that is between a parameter's own "
             "values: the rest is other parameters, what they do together%s.",
             sweep->scenario->sweep.design == SKI_SWEEP_GRID ? ""
                                                             : ", and what varies within a part of "
                                                               "its range");
    ski_write_line("explains", line, 8, style, stream);
    fputc('\n', stream);
}

/* --- what went wrong, and where it ran --- */

static void write_end(const ski_sweep_study *sweep, const sk_provenance *provenance,
                      const sk_text_style *style, FILE *stream) {
    const int threads = provenance->threads > 0 ? provenance->threads : sweep->threads;
    char line[WORDS], rows[SKI_FIGURE_TEXT];
    if (sweep->sum.errors > 0 || sweep->sum.failed > 0) {
        snprintf(line, sizeof line,
                 "%d case%s could not be made, %d sample%s failed: named on standard error, and in "
                 "summary.json and results.db.",
                 sweep->sum.errors, plural(sweep->sum.errors), sweep->sum.failed,
                 plural(sweep->sum.failed));
        ski_write_line("", line, 0, style, stream);
    }
    snprintf(line, sizeof line, "%s samples; skarn %s; %.1f s on %d thread%s",
             ski_figure_text(rows, sweep->kept, 0), SK_VERSION, provenance->seconds, threads,
             plural(threads));
    ski_write_line("", line, 0, style, stream);
    if (provenance->folder != NULL) {
        fprintf(stream, "Results are in %s\n", provenance->folder);
    }
}

sk_status ski_sweep_text(const ski_sweep_study *sweep, const sk_provenance *provenance,
                         const sk_text_style *style, FILE *stream) {
    sk_status st = SK_OK;
    ski_header_text(sweep->scenario, "Sweep", style, stream);
    write_size(sweep, style, stream);
    if (sweep->shard == 0) {
        SK_TRY(write_best(sweep, style, stream));
        SK_TRY(write_changes(sweep, style, stream));
        SK_TRY(write_influence(sweep, style, stream));
        SK_TRY(write_points(sweep, style, stream));
        write_terms(sweep, style, stream);
    }
    write_end(sweep, provenance, style, stream);
    st = ski_stream_status(stream);
done:
    return st;
}

sk_status ski_sweep_announce(const sk_scenario *scenario, const sk_study_options *options,
                             FILE *stream, sk_error *error) {
    ski_sweep_study *sweep = NULL;
    const sk_status st = ski_sweep_plan(&sweep, scenario, options, error);
    if (st == SK_OK) {
        char points[SKI_FIGURE_TEXT], samples[SKI_FIGURE_TEXT];
        fprintf(stream, "%s point%s, %d polic%s, %d world%s each: %s samples%s",
                ski_figure_text(points, sweep->point_count, 0), plural(sweep->point_count),
                sweep->policy_count, sweep->policy_count == 1 ? "y" : "ies", sweep->design.worlds,
                plural(sweep->design.worlds), ski_figure_text(samples, (double)sweep->planned, 0),
                sweep->shard > 0 ? " in this shard" : "");
    }
    ski_sweep_free(sweep);
    return st;
}
