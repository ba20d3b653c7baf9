/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number of a point → the value of every parameter: by digits of a grid, or by a uniform number of
 * a Latin hypercube or a Sobol' set. */
#include "study/points.h"

#include "base/text.h"
#include "uncertainty/design.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Digits of a value in a name, and room for one. */
enum { NAME_DIGITS = 6, ROUNDED_TEXT = 32 };

struct ski_points {
    ski_arena *arena;
    const ski_sweep *sweep;
    const char **names; /* [parameters] the last segments of its path */
    int name_size;
    /* of a grid */
    int *strides; /* [parameters] points from one value of it to the next */
    /* of other designs: points in place of worlds, all in one replicate */
    uint64_t seed;
    ski_design design;
    struct ski_designed *designed; /* [parameters] */
    ski_stream *streams;           /* [parameters] */
};

/* ---- values ---- */

/* Share `part` of `whole` of the way along a range; the ends are met exactly. */
static double along(const ski_sweep_parameter *parameter, double part, double whole) {
    const double from = parameter->from, to = parameter->to;
    if (part <= 0 || part >= whole) {
        return part <= 0 ? from : to;
    }
    const double value = parameter->is_log ? from * pow(to / from, part / whole)
                                           : (from * (whole - part) + to * part) / whole;
    return fmin(fmax(value, from), to);
}

static int values_in_grid(const ski_sweep_parameter *parameter) {
    return parameter->value_count > 0 ? parameter->value_count : parameter->points;
}

static double grid_value(const ski_points *points, int point, int number) {
    const ski_sweep_parameter *parameter = &points->sweep->parameters[number];
    const int count = values_in_grid(parameter);
    const int digit = point / points->strides[number] % count;
    return parameter->value_count > 0 ? parameter->values[digit]
                                      : along(parameter, digit, count - 1);
}

static double designed_value(const ski_points *points, int point, int number) {
    const ski_sweep_parameter *parameter = &points->sweep->parameters[number];
    const ski_stream stream = ski_stream_in(points->streams[number], points->seed, (uint32_t)point);
    const double u = ski_stream_uniform(&stream, 0);
    if (parameter->value_count == 0) {
        return along(parameter, u, 1);
    }
    const int stratum = (int)(u * parameter->value_count);
    return parameter
        ->values[stratum < parameter->value_count ? stratum : parameter->value_count - 1];
}

static double value_at(const ski_points *points, int point, int number) {
    return points->sweep->design == SKI_SWEEP_GRID ? grid_value(points, point, number)
                                                   : designed_value(points, point, number);
}

void ski_point_at(const ski_points *points, int point, ski_value_at *values) {
    for (int i = 0; i < points->sweep->parameter_count; i++) {
        values[i] = (ski_value_at){points->sweep->parameters[i].path, value_at(points, point, i)};
    }
}

int ski_points_count(const ski_points *points) {
    return points->sweep->point_count;
}

int ski_points_values(const ski_points *points) {
    return points->sweep->parameter_count;
}

/* ---- names ---- */

/* The last `segments` segments of a path. */
static const char *tail_of(const char *path, int segments) {
    const char *at = path + strlen(path);
    while (at > path && (at[-1] != '.' || --segments > 0)) {
        at--;
    }
    return at;
}

/* As little of a parameter's path as no other parameter's ends in. */
static const char *name_of(const ski_sweep *sweep, int parameter) {
    const char *path = sweep->parameters[parameter].path;
    int segments = 1;
    const char *name = tail_of(path, segments);
    for (int i = 0; i < sweep->parameter_count && name > path;) {
        const bool same =
            i != parameter && strcmp(tail_of(sweep->parameters[i].path, segments), name) == 0;
        if (same) {
            name = tail_of(path, ++segments);
        }
        i = same ? 0 : i + 1;
    }
    return name;
}

static void name_parameters(ski_points *points) {
    points->name_size = 1;
    for (int i = 0; i < points->sweep->parameter_count; i++) {
        points->names[i] = name_of(points->sweep, i);
        points->name_size += (int)strlen(points->names[i]) + (int)strlen("=, ") + SKI_NUMBER_TEXT;
    }
}

const char *ski_points_key(const ski_points *points, int parameter) {
    return points->names[parameter];
}

int ski_points_name_size(const ski_points *points) {
    return points->name_size;
}

/* To NAME_DIGITS digits, without an exponent where it can be. */
static double rounded(double value) {
    char text[ROUNDED_TEXT];
    snprintf(text, sizeof text, "%.*e", NAME_DIGITS - 1, value);
    return strtod(text, NULL);
}

char *ski_point_name(const ski_points *points, int point, char *text) {
    int length = 0;
    text[0] = '\0';
    for (int i = 0; i < points->sweep->parameter_count; i++) {
        char number[SKI_NUMBER_TEXT];
        length += snprintf(text + length, (size_t)(points->name_size - length), "%s%s=%s",
                           i == 0 ? "" : ", ", points->names[i],
                           ski_number_text(number, rounded(value_at(points, point, i))));
    }
    return text;
}

/* ---- making ---- */

static void lay_grid(ski_points *points) {
    int stride = 1;
    for (int i = points->sweep->parameter_count - 1; i >= 0; i--) {
        points->strides[i] = stride;
        stride *= values_in_grid(&points->sweep->parameters[i]);
    }
}

/* Each parameter has a stream of its own, by its path, and a dimension, by its place. */
static sk_status lay_design(ski_points *points) {
    const int parameters = points->sweep->parameter_count;
    const bool is_sobol = points->sweep->design == SKI_SWEEP_SOBOL;
    sk_status st = SK_OK;
    int *dimensions = SKI_NEW(points->arena, int, parameters);
    SK_CHECK_MEMORY(dimensions);
    points->design = (ski_design){.sampling = is_sobol ? SKI_SOBOL : SKI_LHS,
                                  .worlds = points->sweep->point_count,
                                  .replicates = 1,
                                  .points = points->sweep->point_count};
    if (is_sobol) {
        points->design.directions =
            SKI_NEW(points->arena, uint32_t, SKI_SOBOL_DIMENSIONS * SKI_SOBOL_BITS);
        SK_CHECK_MEMORY(points->design.directions);
        SK_TRY(ski_sobol_directions(&points->design));
    }
    for (int i = 0; i < parameters; i++) {
        dimensions[i] = i;
        points->designed[i] = (struct ski_designed){.design = &points->design,
                                                    .count = 1,
                                                    .dimensions = &dimensions[i]};
        points->streams[i] =
            ski_stream_of(points->seed, 0, points->sweep->parameters[i].path, "sweep");
        points->streams[i].designed = &points->designed[i];
    }
done:
    return st;
}

static sk_status fill(ski_points *points) {
    const int parameters = points->sweep->parameter_count;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(points->names = SKI_NEW(points->arena, const char *, parameters));
    SK_CHECK_MEMORY(points->strides = SKI_NEW(points->arena, int, parameters));
    SK_CHECK_MEMORY(points->designed = SKI_NEW(points->arena, struct ski_designed, parameters));
    SK_CHECK_MEMORY(points->streams = SKI_NEW(points->arena, ski_stream, parameters));
    name_parameters(points);
    if (points->sweep->design == SKI_SWEEP_GRID) {
        lay_grid(points);
    } else {
        SK_TRY(lay_design(points));
    }
done:
    return st;
}

sk_status ski_points_new(ski_points **out, const sk_scenario *scenario) {
    sk_status st = SK_OK;
    ski_arena *arena = ski_arena_new();
    SK_CHECK_MEMORY(arena);
    ski_points *points = SKI_NEW(arena, ski_points, 1);
    SK_CHECK_MEMORY(points);
    *points =
        (ski_points){.arena = arena, .sweep = &scenario->sweep, .seed = scenario->simulation.seed};
    SK_TRY(fill(points));
    *out = points;
    arena = NULL;
done:
    ski_arena_free(arena);
    return st;
}

void ski_points_free(ski_points *points) {
    if (points != NULL) {
        ski_arena_free(points->arena);
    }
}
