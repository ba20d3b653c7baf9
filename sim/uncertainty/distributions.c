/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random quantities of the format → quantiles and means. A law without spread is its one value. */
#include "uncertainty/distributions.h"

#include "uncertainty/inverse.h"

#include <gsl/gsl_cdf.h>

#include <math.h>
#include <stdlib.h>

typedef struct {
    double value, weight;
} weighted;

static int compare_values(const void *left, const void *right) {
    double a = ((const weighted *)left)->value;
    double b = ((const weighted *)right)->value;
    return (a > b) - (a < b);
}

sk_status ski_dist_sorted(ski_dist *out, ski_arena *arena, const ski_dist *dist) {
    sk_status st = SK_OK;
    *out = *dist;
    if (dist->kind != SKI_DIST_DISCRETE && dist->kind != SKI_DIST_EMPIRICAL) {
        return SK_OK;
    }
    weighted *pairs = SKI_NEW(arena, weighted, dist->count);
    SK_CHECK_MEMORY(pairs);
    double *values = SKI_NEW(arena, double, dist->count);
    SK_CHECK_MEMORY(values);
    double *weights = SKI_NEW(arena, double, dist->count);
    SK_CHECK_MEMORY(weights);
    for (int i = 0; i < dist->count; i++) {
        pairs[i].value = dist->values[i];
        pairs[i].weight = dist->kind == SKI_DIST_DISCRETE ? dist->weights[i] : 0;
    }
    qsort(pairs, (size_t)dist->count, sizeof *pairs, compare_values);
    for (int i = 0; i < dist->count; i++) {
        values[i] = pairs[i].value;
        weights[i] = pairs[i].weight;
    }
    out->values = values;
    out->weights = weights;
done:
    return st;
}

static double triangular_quantile(const ski_dist *dist, double u) {
    double width = dist->max - dist->min;
    double rise = dist->mode - dist->min;
    if (u * width < rise) {
        return dist->min + sqrt(u * width * rise);
    }
    return dist->max - sqrt((1 - u) * width * (dist->max - dist->mode));
}

/* The beta law on [min, max] whose mean is (min + 4 mode + max) / 6. */
static double pert_quantile(const ski_dist *dist, double u) {
    double width = dist->max - dist->min;
    double a = 1 + 4 * (dist->mode - dist->min) / width;
    double b = 1 + 4 * (dist->max - dist->mode) / width;
    return dist->min + width * ski_beta_quantile(u, a, b);
}

static double normal_quantile(const ski_dist *dist, double u) {
    if (dist->sd == 0) {
        return fmin(fmax(dist->mean, dist->min), dist->max);
    }
    double low = (dist->min - dist->mean) / dist->sd;
    double high = (dist->max - dist->mean) / dist->sd;
    double value = dist->mean + dist->sd * ski_normal_quantile(u, low, high);
    return fmin(fmax(value, dist->min), dist->max);
}

static double lognormal_quantile(const ski_dist *dist, double u) {
    double spread = dist->sd / dist->mean;
    double variance = log1p(spread * spread);
    return dist->mean * exp(sqrt(variance) * gsl_cdf_ugaussian_Pinv(u) - variance / 2);
}

static double discrete_quantile(const ski_dist *dist, double u) {
    double below = 0;
    double value = dist->values[0];
    for (int i = 0; i < dist->count && below < u; i++) {
        if (dist->weights[i] > 0) {
            below += dist->weights[i];
            value = dist->values[i];
        }
    }
    return value;
}

double ski_dist_quantile(const ski_dist *dist, double u) {
    switch (dist->kind) {
    case SKI_DIST_CONSTANT:
        return dist->value;
    case SKI_DIST_UNIFORM:
        return dist->min + u * (dist->max - dist->min);
    case SKI_DIST_TRIANGULAR:
        return triangular_quantile(dist, u);
    case SKI_DIST_PERT:
        return dist->max > dist->min ? pert_quantile(dist, u) : dist->min;
    case SKI_DIST_NORMAL:
        return dist->max > dist->min ? normal_quantile(dist, u) : dist->min;
    case SKI_DIST_LOGNORMAL:
        return lognormal_quantile(dist, u);
    case SKI_DIST_EXPONENTIAL:
        return -dist->mean * log1p(-u);
    case SKI_DIST_GAMMA:
        return dist->sd > 0 ? ski_gamma_quantile(u, dist->mean, dist->sd) : dist->mean;
    case SKI_DIST_WEIBULL:
        return dist->scale * pow(-log1p(-u), 1 / dist->shape);
    case SKI_DIST_BETA:
        return dist->min + (dist->max - dist->min) * ski_beta_quantile(u, dist->a, dist->b);
    case SKI_DIST_DISCRETE:
        return discrete_quantile(dist, u);
    case SKI_DIST_EMPIRICAL:
        break;
    }
    return dist->values[(int)(u * dist->count)];
}

static double normal_mean(const ski_dist *dist) {
    if (dist->sd == 0 || dist->max <= dist->min) {
        return fmin(fmax(dist->mean, dist->min), dist->max);
    }
    double low = (dist->min - dist->mean) / dist->sd;
    double high = (dist->max - dist->mean) / dist->sd;
    return dist->mean + dist->sd * ski_normal_mean(low, high);
}

static double listed_mean(const ski_dist *dist) {
    double sum = 0;
    for (int i = 0; i < dist->count; i++) {
        double weight = dist->kind == SKI_DIST_DISCRETE ? dist->weights[i] : 1.0 / dist->count;
        sum += weight * dist->values[i];
    }
    return sum;
}

double ski_dist_mean(const ski_dist *dist) {
    switch (dist->kind) {
    case SKI_DIST_CONSTANT:
        return dist->value;
    case SKI_DIST_UNIFORM:
        return (dist->min + dist->max) / 2;
    case SKI_DIST_TRIANGULAR:
        return (dist->min + dist->mode + dist->max) / 3;
    case SKI_DIST_PERT:
        return (dist->min + 4 * dist->mode + dist->max) / 6;
    case SKI_DIST_NORMAL:
        return normal_mean(dist);
    case SKI_DIST_LOGNORMAL:
    case SKI_DIST_EXPONENTIAL:
    case SKI_DIST_GAMMA:
        return dist->mean;
    case SKI_DIST_WEIBULL:
        return dist->scale * tgamma(1 + 1 / dist->shape);
    case SKI_DIST_BETA:
        return dist->min + (dist->max - dist->min) * dist->a / (dist->a + dist->b);
    case SKI_DIST_DISCRETE:
    case SKI_DIST_EMPIRICAL:
        break;
    }
    return listed_mean(dist);
}
