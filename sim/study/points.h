/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweep section → the points of its design, each made from its number alone: there is no table, so
 * that millions of them need no memory and a shard makes its own. */
#ifndef SKI_STUDY_POINTS_H
#define SKI_STUDY_POINTS_H

#include "scenario/point.h"

typedef struct ski_points ski_points;

/* The points of scenario->sweep, which has some; the scenario outlives them. Free with
 * ski_points_free(). SK_ERR_MEMORY is the only failure. */
sk_status ski_points_new(ski_points **out, const sk_scenario *scenario);
void ski_points_free(ski_points *points);

/* How many there are, and how many values each has. */
int ski_points_count(const ski_points *points);
int ski_points_values(const ski_points *points);

/* What a parameter is called in names: as much of its path as tells it from the others. */
const char *ski_points_key(const ski_points *points, int parameter);

/* Point `point` (0-based): values[ski_points_values()], by parameter. Under "sobol" it does not
 * hang on how many points there are, so that more of them go on from those that are done. */
void ski_point_at(const ski_points *points, int point, ski_value_at *values);

/* "capacity_tpy=600, price_usd_per_t=1.2" in text[ski_points_name_size()]: for people, values to
 * six digits; each key with as much of its path as tells it from the others. Returns `text`. */
int ski_points_name_size(const ski_points *points);
char *ski_point_name(const ski_points *points, int point, char *text);

#endif
