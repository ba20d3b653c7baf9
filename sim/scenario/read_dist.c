/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random quantity: a number or the group of a distribution → ski_dist, with its parameters in
 * order. */
#include "base/text.h"
#include "base/tolerances.h"
#include "scenario/reader.h"

/* The number key of a plain value: everything random is a multiplier or a duration. */
static const ski_key plain = {.kind = SKI_KEY_NUMBER, SKI_AT_LEAST(0)};

/* Reports the key `name` of a group. */
static void wrong_key(ski_reader *reader, const ski_path *path, const ski_entry *group,
                      const char *name, const char *what, double got, const char *allowed) {
    char number[SKI_NUMBER_TEXT];
    ski_wrong(reader, ski_blame_within(ski_blame(group, name), group), &(ski_path){path, name, 0},
              "%s (got %s; allowed %s)", what, ski_number_text(number, got), allowed);
}

static void check_bounds(ski_reader *reader, const ski_path *path, const ski_entry *group,
                         const ski_dist *dist) {
    bool peaked = dist->kind == SKI_DIST_TRIANGULAR || dist->kind == SKI_DIST_PERT;
    if (dist->min >= dist->max) {
        wrong_key(reader, path, group, "max", "not above min", dist->max, "min < max");
    } else if (peaked && (dist->mode < dist->min || dist->mode > dist->max)) {
        wrong_key(reader, path, group, "mode", "not between min and max", dist->mode,
                  "min <= mode <= max");
    }
}

/* Share of a normal distribution between its bounds. */
static double kept_share(const ski_dist *dist) {
    double root = dist->sd * sqrt(2.0);
    return 0.5 * (erfc((dist->min - dist->mean) / root) - erfc((dist->max - dist->mean) / root));
}

static void check_normal(ski_reader *reader, const ski_path *path, const ski_entry *group,
                         const ski_dist *dist) {
    bool inside = dist->mean >= dist->min && dist->mean <= dist->max;
    if (dist->min >= dist->max) {
        wrong_key(reader, path, group, "max", "not above min", dist->max, "min < max");
    } else if (dist->sd == 0 ? !inside : kept_share(dist) < SKI_TRUNCATION_LEAST) {
        wrong_key(reader, path, group, "mean",
                  "nothing of it lies between min (0 when left out) and max", dist->mean,
                  "a normal distribution that reaches between them");
    }
}

/* Weights as many as values, scaled to sum 1. */
static void check_discrete(ski_reader *reader, const ski_path *path, const ski_entry *group,
                           ski_dist *dist) {
    const ski_entry *weights = ski_entry_child(group, "weights");
    const ski_path here = {path, "weights", 0};
    double *scaled = (double *)dist->weights;
    int count = ski_entry_count(weights);
    double sum = 0;
    if (count != dist->count) {
        ski_wrong(reader, ski_blame_within(weights->at, group), &here,
                  "not as many as values (got %d; allowed %d)", count, dist->count);
        return;
    }
    for (int i = 0; i < count; i++) {
        sum += scaled[i];
    }
    if (sum <= 0) {
        ski_wrong(reader, weights->at, &here, "all are 0 (allowed at least one above 0)");
        return;
    }
    for (int i = 0; i < count; i++) {
        scaled[i] /= sum;
    }
}

/* A spread so wide that quantiles would be all 0 or beyond numbers. */
static const double SPREAD_MOST = 1e6;

/* A mean beyond this is none that anything could be expected at. */
static const double MEAN_MOST = 1e15;

static void check_spread(ski_reader *reader, const ski_path *path, const ski_entry *group,
                         const ski_dist *dist) {
    if (dist->sd > SPREAD_MOST * dist->mean) {
        wrong_key(reader, path, group, "sd", "too wide for its mean", dist->sd,
                  "at most a million times the mean");
    }
}

static void check_weibull(ski_reader *reader, const ski_path *path, const ski_entry *group,
                          const ski_dist *dist) {
    if (!(dist->scale * tgamma(1 + 1 / dist->shape) <= MEAN_MOST)) {
        wrong_key(reader, path, group, "shape", "so small that the mean is beyond reason",
                  dist->shape, "a mean of at most 1e15");
    }
}

static void check_dist(ski_reader *reader, const ski_path *path, const ski_entry *group,
                       ski_dist *dist) {
    switch (dist->kind) {
    case SKI_DIST_UNIFORM:
    case SKI_DIST_TRIANGULAR:
    case SKI_DIST_PERT:
    case SKI_DIST_BETA:
        check_bounds(reader, path, group, dist);
        break;
    case SKI_DIST_NORMAL:
        check_normal(reader, path, group, dist);
        break;
    case SKI_DIST_LOGNORMAL:
    case SKI_DIST_GAMMA:
        check_spread(reader, path, group, dist);
        break;
    case SKI_DIST_WEIBULL:
        check_weibull(reader, path, group, dist);
        break;
    case SKI_DIST_DISCRETE:
        check_discrete(reader, path, group, dist);
        break;
    default:
        break;
    }
}

sk_status ski_read_dist(ski_reader *reader, const ski_path *path, const ski_key *key,
                        ski_entry *entry, void *item) {
    ski_dist *dist = (ski_dist *)((char *)item + key->offset);
    if (entry->kind == SKI_ENTRY_NUMBER) {
        dist->kind = SKI_DIST_CONSTANT;
        ski_number_of(reader, path, &plain, entry, &dist->value);
        return SK_OK;
    }
    if (entry->kind != SKI_ENTRY_GROUP) {
        ski_wrong_type(reader, path, key, entry);
        return SK_OK;
    }
    int wrong_before = reader->wrong;
    sk_status st = ski_read_fields(reader, path, entry, &ski_dist_fields, dist);
    if (st != SK_OK || reader->wrong > wrong_before || ski_entry_holds_reported(entry)) {
        return st;
    }
    check_dist(reader, path, entry, dist);
    bool has_sd = dist->kind == SKI_DIST_NORMAL || dist->kind == SKI_DIST_LOGNORMAL ||
                  dist->kind == SKI_DIST_GAMMA;
    if (has_sd &&
        dist->sd == 0) { /* no spread: the mean itself, where a distribution would divide by 0 */
        *dist = (ski_dist){.kind = SKI_DIST_CONSTANT, .value = dist->mean};
    }
    return SK_OK;
}
