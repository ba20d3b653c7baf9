/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run → what the figures of its report are drawn from, small however long the horizon and however
 * many the elements: lines of at most so many points, at most so many lines, and how many were left
 * out. */
#ifndef SKI_STUDY_FIGURES_H
#define SKI_STUDY_FIGURES_H

#include "results/rows.h"
#include "study/check.h"
#include "study/mixing.h"
#include "study/run.h"

/* More than these nobody can tell apart on a page, and a page of them stays within 10 MB. */
enum {
    SKI_DRAWN_POINTS = 240,
    SKI_DRAWN_LINES = 60,
    SKI_DRAWN_SPANS = 24,
    SKI_DRAWN_LINKS = 240,
    SKI_DRAWN_EVENTS = 60,
    SKI_DRAWN_SHORT = 20, /* demands in one story */
    SKI_WORST_WORLDS = 10
};

/* Tonnes of a material from one end to another, whatever routes and stores lie between. */
typedef struct {
    ski_end from, to;
    int material;
    double *t; /* [span_count] mean over worlds */
} ski_flow;

/* Mean flows over the whole horizon (span 0) and over parts of it. */
typedef struct {
    int country_count;
    const char **countries;
    int span_count;
    ski_span spans[SKI_DRAWN_SPANS + 1];
    int flow_count;
    ski_flow *flows;        /* [flow_count] by falling tonnes over the horizon */
    double total_t, left_t; /* of all flows over the horizon, and of those left out */
    double *route_t;        /* [routes * span_count] departed, all materials */
    double *chokepoint_t;   /* [chokepoints * span_count] */
    int drawn_route_count, routes_left;
    int *drawn_routes; /* [drawn_route_count] by falling tonnes over the horizon */
} ski_flows;

/* A share of worlds in which a metric comes to more than `value`. */
typedef struct {
    double value, share;
    ski_interval interval; /* Wilson */
} ski_exceeded;

typedef struct {
    int column; /* of the metric */
    int point_count;
    ski_exceeded *points; /* [point_count] by rising value */
} ski_exceedance;

/* One country's part in an element's purchases, over the points. */
typedef struct {
    const char *country; /* NULL: all others together */
    double *t;           /* [points] sum over the periods of each */
} ski_supply_line;

typedef struct {
    const char *symbol;
    int line_count;
    ski_supply_line *lines; /* [line_count] by falling sum */
    double *hhi;            /* [points] of the mean purchases; NaN where nothing is bought */
} ski_supply_over_time;

/* A demand that runs short in one world. */
typedef struct {
    int demand;
    double shortage_t;
    int short_periods, first_period; /* with a shortage; 0-based */
    double *by_point_t;              /* [points] sum over the periods of each */
} ski_story_demand;

/* One world: what struck, and what ran short. */
typedef struct {
    int sample;
    double shortage_t, shortage_critical_t, cost_usd; /* NaN where undefined */
    int event_count, events_left;
    ski_event *events; /* [event_count] that are on within the horizon, by time */
    int demand_count, demands_left;
    ski_story_demand *demands; /* [demand_count] by falling shortage */
} ski_story;

struct ski_figures {
    ski_arena *arena;
    int every;       /* periods that a point stands for */
    int point_count; /* ceil(periods / every) */

    int demand_count, demands_left; /* critical ones first, then by falling mean shortage */
    const int *demands;             /* [demand_count] */
    double *short_share; /* [demand_count * points] mean shortage over the periods of a point, as a
                            share of the demand planned in them; NaN where none is */
    int disruption_count, disruptions_left;
    const int *disruptions; /* [disruption_count] by falling share of time */

    ski_flows flows;
    int exceedance_count;
    ski_exceedance *exceedances;
    int supply_count;
    ski_supply_over_time *supply;
    int story_count;
    ski_story *stories;         /* [story_count] worst first */
    ski_check_summary *sources; /* where numbers come from */
};

/* rows: the run's rows. watch: asked whether to stop, may be NULL. Free with ski_figures_free().
 * SK_ERR_STOPPED, SK_ERR_MEMORY. */
sk_status ski_figures_build(ski_figures **out, const sk_run *run, const ski_rows *rows,
                            const sk_watch *watch);
void ski_figures_free(ski_figures *figures);

/* --- figures_flows.c, figures_spread.c, figures_supply.c, figures_worst.c: parts of it --- */

sk_status ski_figures_flows(ski_figures *figures, const sk_run *run);
sk_status ski_figures_spread(ski_figures *figures, const sk_run *run, const ski_rows *rows);
sk_status ski_figures_supply(ski_figures *figures, const sk_run *run);
sk_status ski_figures_worst(ski_figures *figures, const sk_run *run, const ski_rows *rows,
                            const sk_watch *watch);

/* The curve of a column that holds `count` values, ascending, worth that many independent ones. */
sk_status ski_exceedance_of(const double *sorted, int count, double independent_count,
                            double confidence, ski_arena *arena, ski_exceedance *curve);

/* The defined values of a column, ascending, in place; how many. */
int ski_sort_defined(double *values, int samples);

/* Sum of values[periods] over the periods of a point. */
double ski_point_sum(const ski_figures *figures, const double *values, int periods, int point);

/* The numbers 0 … count - 1 by falling worth, then as they are; into order[count]. */
void ski_rank_falling(const double *worth, int count, int *order);

#endif
