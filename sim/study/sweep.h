/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario with a sweep → samples at every point with every policy in the same worlds, and what
 * they say: what `sweep` shows (docs/sweep.md). What is held in memory does not grow with the
 * points but for those that are shown, of which there are SKI_SWEEP_SHOWN_MOST at most. */
#ifndef SKI_STUDY_SWEEP_H
#define SKI_STUDY_SWEEP_H

#include "metrics/paired.h"
#include "results/cells.h"
#include "study/points.h"
#include "study/run.h"
#include "study/split.h"

#include <skarn/study.h>

/* Points times policies that are kept in memory, and stand in the JSON document. */
enum { SKI_SWEEP_SHOWN_MOST = 4000, SKI_SWEEP_HEADLINES = 8, SKI_SWEEP_NAMED_MOST = 20 };

/* The columns that are: the first is what is best of. */
extern const int ski_sweep_headlines[SKI_SWEEP_HEADLINES];

typedef struct {
    int count;
    double value; /* mean; of an event its chance */
    ski_interval interval;
    double cvar; /* NaN of an event */
    ski_interval cvar_interval;
    bool few_events, cvar_few_events;
    ski_paired difference; /* from the first policy at the same point; zeroed of that policy, and
                              where that has no case */
} ski_sweep_metric;

/* One policy at one point. */
typedef struct {
    const char *error; /* why there is no case; NULL: there is one */
    int rows, failed;  /* that are there; that failed of them */
    bool has_difference;
    ski_sweep_metric metrics[SKI_SWEEP_HEADLINES];
} ski_sweep_case;

typedef struct {
    int good;              /* worlds that stand behind the figures of all policies */
    int best;              /* policy of least mean cost_usd; -1: none has one */
    bool is_clear;         /* every other one costs more, by its interval of differences */
    ski_sweep_case *cases; /* [policy_count] */
} ski_sweep_point;

/* What is known of one value of a parameter, or of one part of its range. */
typedef struct {
    double from, to; /* the same where it is a value */
    int points;      /* that have one */
    int *best;       /* [policy_count] points of these where each is best */
} ski_sweep_level;

/* How much of the variance of the points' means a parameter explains by itself. */
typedef struct {
    const char *path, *name; /* in full; as short as it is clear */
    int level_count;
    ski_sweep_level *levels; /* [level_count] rising in number of the value or part */
    double *explained;       /* [policy_count * SKI_SWEEP_HEADLINES] NaN: not to be said */
} ski_sweep_influence;

/* Somebody to name: a failed sample, or a case that there is not (world -1). */
typedef struct {
    int point, policy, world;
    const char *name, *text; /* of the point; why */
} ski_sweep_failure;

typedef struct ski_sweep_study {
    const sk_scenario *scenario; /* borrowed: before any policy */
    sk_network *network;         /* of the file as it stands, */
    ski_metric_table *metrics;   /* and its columns, which every case must have */
    ski_points *points;
    ski_split split;
    int shard;         /* 1 … split.shards; 0: all of it */
    ski_design design; /* of the worlds of every case */
    int threads;
    double confidence;
    int policy_count;
    const char **policies; /* [policy_count] names */
    ski_set_policy *own;   /* [policy_count] */
    long long planned;     /* samples of this shard, or of all */
    int kept;              /* of them there */
    bool is_whole;         /* nothing is missing */
    ski_cells_sum sum;
    int failure_count;
    ski_sweep_failure *failures; /* [failure_count] the first of each kind */
    /* of no shard: */
    int point_count, shown; /* points in all; in memory: all, or none where they are too many */
    ski_sweep_point *at;    /* [shown] */
    int *best;              /* [policy_count] points where each is best */
    int *clear;             /* [policy_count] clearly so */
    int without;            /* points where none is */
    ski_sweep_influence *influences; /* [parameters] */
    ski_arena *arena;
} ski_sweep_study;

/* Free with ski_sweep_free(). Statuses as sk_study_execute(); SK_ERR_INCOMPLETE too where some
 * cases could not be made, or rows are missing. */
sk_status ski_sweep_execute(ski_sweep_study **out, const sk_scenario *scenario,
                            const sk_study_options *options, const sk_watch *watch,
                            sk_error *error);
void ski_sweep_free(ski_sweep_study *sweep);

/* --- sweep_plan.c, sweep_pilot.c, sweep_rows.c, sweep_fill.c, sweep_influence.c: parts of it ---
 */

/* What there is to do; nothing is solved. threads, shard and shards as in options. */
sk_status ski_sweep_plan(ski_sweep_study **out, const sk_scenario *scenario,
                         const sk_study_options *options, sk_error *error);

/* Case of a point and a policy, with its scenario and columns. error: where is said why there is
 * none, SK_ERR_SCENARIO or SK_ERR_INTERNAL. */
typedef struct {
    sk_scenario *scenario;
    ski_case *chain;
    ski_metric_table *metrics;
} ski_swept;
sk_status ski_swept_build(ski_swept *out, const ski_sweep_study *sweep, ski_point_case at,
                          const sk_watch *watch, sk_error *error);
void ski_swept_free(ski_swept *of);

/* What a first sample takes: that of point 0 under the first policy. */
typedef struct {
    double case_seconds, sample_seconds;
    double seconds; /* of all that is planned, if it went like this, on the threads there are */
} ski_sweep_pilot;
sk_status ski_sweep_try(const ski_sweep_study *sweep, const sk_watch *watch, ski_sweep_pilot *out,
                        sk_error *error);

/* Runs what is not there of the shard, or of all. */
sk_status ski_sweep_run(ski_sweep_study *sweep, sk_results *results, const sk_watch *watch,
                        sk_error *error);

/* Fills all that rests on rows; stores the table of metrics unless it stands. */
sk_status ski_sweep_fill(ski_sweep_study *sweep, sk_results *results, bool store);

/* Running sums of the points' means, by level of each parameter. */
typedef struct ski_sweep_sums ski_sweep_sums;
sk_status ski_sweep_sums_new(ski_sweep_sums **out, ski_sweep_study *sweep);
void ski_sweep_sums_free(ski_sweep_sums *sums);
void ski_sweep_sums_add(ski_sweep_sums *of, int point, const ski_sweep_point *at);
void ski_sweep_sums_end(const ski_sweep_sums *of);

#endif
