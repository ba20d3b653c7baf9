/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep that is yet to be done → what there is to do, and how long it may take. */
#include "report/format.h"
#include "report/header.h"
#include "report/stream.h"
#include "report/sweep_text.h"
#include "report/table.h"

#include <stdlib.h>

/* Points that are listed: of more the first and the last ones. */
enum { INDENT = 2, WORDS = 512, ALL_MOST = 24, FIRST = 6, LAST = 3, DURATION_TEXT = 32 };

static void add_point(ski_table *table, const ski_sweep_study *sweep, int point, char *name) {
    ski_cell_text(table, "%d", point);
    ski_cell_text(table, "%s", ski_point_name(sweep->points, point, name));
}

static sk_status write_points(const ski_sweep_study *sweep, const sk_text_style *style,
                              FILE *stream) {
    sk_status st = SK_OK;
    static const char *const headings[] = {">", "<point"};
    const int points = sweep->point_count;
    char *name = ski_alloc(ski_points_name_size(sweep->points), 1);
    SK_CHECK_MEMORY(name);
    ski_table *table = ski_table_new(headings, 2);
    for (int i = 0; i < (points <= ALL_MOST ? points : FIRST); i++) {
        add_point(table, sweep, i, name);
    }
    if (points > ALL_MOST) {
        ski_cell_text(table, "…");
        ski_cell_text(table, "%s", "");
        for (int i = points - LAST; i < points; i++) {
            add_point(table, sweep, i, name);
        }
    }
    st = ski_table_write(table, "Points", style, stream);
done:
    free(name);
    return st;
}

static const char *duration_text(char text[DURATION_TEXT], double seconds) {
    if (seconds < 100) {
        snprintf(text, DURATION_TEXT, "%.2g s", seconds);
    } else if (seconds < 6000) {
        snprintf(text, DURATION_TEXT, "%.0f minutes", seconds / 60);
    } else if (seconds < 360000) {
        snprintf(text, DURATION_TEXT, "%.0f hours", seconds / 3600);
    } else {
        snprintf(text, DURATION_TEXT, "%.0f days", seconds / 86400);
    }
    return text;
}

static void write_tasks(const ski_sweep_study *sweep, const sk_text_style *style, FILE *stream) {
    char line[WORDS], points[SKI_FIGURE_TEXT], samples[SKI_FIGURE_TEXT], cases[SKI_FIGURE_TEXT];
    const ski_split *split = &sweep->split;
    snprintf(line, sizeof line,
             "%s points under %d polic%s: %s cases of %d samples each, %s in all.",
             ski_figure_text(points, sweep->point_count, 0), sweep->policy_count,
             sweep->policy_count == 1 ? "y" : "ies",
             ski_figure_text(cases, (double)split->points * split->policies, 0), split->worlds,
             ski_figure_text(samples, (double)split->points * split->policies * split->worlds, 0));
    ski_write_line("", line, INDENT, style, stream);
    if (sweep->shard > 0) {
        snprintf(line, sizeof line,
                 "Shard %d of %d has %s samples, in %s units: a unit is a case in one of %d blocks "
                 "of its worlds.",
                 sweep->shard, split->shards, ski_figure_text(samples, (double)sweep->planned, 0),
                 ski_figure_text(cases, (double)ski_shard_units(split, sweep->shard), 0),
                 split->blocks);
        ski_write_line("", line, INDENT, style, stream);
    }
    fputc('\n', stream);
}

static void write_time(const ski_sweep_study *sweep, const ski_sweep_pilot *pilot,
                       const sk_text_style *style, FILE *stream) {
    char line[WORDS], one[DURATION_TEXT], made[DURATION_TEXT], all[DURATION_TEXT];
    snprintf(line, sizeof line,
             "Tried out: point 0 under %s took %s to make and %s for its first sample. If all went "
             "as that one, %s would take about %s on %d thread%s. One sample is little to go by: "
             "others may take several times as long, or a fraction.",
             sweep->policies[0], duration_text(made, pilot->case_seconds),
             duration_text(one, pilot->sample_seconds),
             sweep->shard > 0 ? "this shard" : "the sweep", duration_text(all, pilot->seconds),
             sweep->threads, sweep->threads == 1 ? "" : "s");
    ski_write_line("", line, INDENT, style, stream);
}

static void write_no_time(const sk_error *error, const sk_text_style *style, FILE *stream) {
    char line[WORDS];
    const int last = sk_error_kept(error) - 1;
    snprintf(line, sizeof line,
             "How long it may take cannot be said: the first point is wrong: %.300s",
             last >= 0 ? sk_error_text(error, last) : "");
    ski_write_line("", line, INDENT, style, stream);
}

sk_status sk_sweep_write_plan(const sk_scenario *scenario, const sk_study_options *options,
                              const sk_watch *watch, const sk_text_style *style, FILE *stream,
                              sk_error *error) {
    sk_status st = SK_OK;
    ski_sweep_study *sweep = NULL;
    ski_sweep_pilot pilot = {0};
    sk_error *objections = sk_error_new();
    static const sk_study_options none = {0};
    SK_CHECK_MEMORY(objections);
    SK_TRY(ski_sweep_plan(&sweep, scenario, options == NULL ? &none : options, error));
    ski_header_text(sweep->scenario, "Plan of a sweep", style, stream);
    write_tasks(sweep, style, stream);
    SK_TRY(write_points(sweep, style, stream));
    st = ski_sweep_try(sweep, watch, &pilot, objections);
    if (st == SK_OK) {
        write_time(sweep, &pilot, style, stream);
    } else if (st == SK_ERR_SCENARIO || st == SK_ERR_INTERNAL) {
        write_no_time(objections, style, stream);
        st = SK_OK;
    }
    st = st == SK_OK ? ski_stream_status(stream) : st;
done:
    ski_sweep_free(sweep);
    sk_error_free(objections);
    return st;
}
