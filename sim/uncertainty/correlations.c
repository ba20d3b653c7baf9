/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correlations → the Cholesky factors of two matrices: of fixed factors, and of factors that step
 * in every period. */
#include "uncertainty/causes.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>

#include <stdio.h>

static bool is_fixed(const sk_scenario *scenario, int factor) {
    return scenario->factors[factor].process == SKI_FIXED;
}

/* Whether a pair belongs to the class; the scenario's own checks refuse pairs across classes. */
static bool is_of_class(const sk_scenario *scenario, const ski_correlation *pair, bool fixed) {
    return is_fixed(scenario, pair->a) == fixed && is_fixed(scenario, pair->b) == fixed;
}

/* Lists the linked factors of a class; positions[factor] is where each stands, else -1. */
static sk_status list_linked(ski_uncertainty *uncertainty, bool fixed, ski_linked *linked,
                             int *positions) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = uncertainty->network->scenario;
    int *factors = SKI_NEW(uncertainty->arena, int, scenario->factor_count);
    SK_CHECK_MEMORY(factors);
    for (int i = 0; i < scenario->correlation_count; i++) {
        const ski_correlation *pair = &scenario->correlations[i];
        if (is_of_class(scenario, pair, fixed)) {
            uncertainty->factors[pair->a].linked = true;
            uncertainty->factors[pair->b].linked = true;
        }
    }
    for (int factor = 0; factor < scenario->factor_count; factor++) {
        bool belongs = uncertainty->factors[factor].linked && is_fixed(scenario, factor) == fixed;
        positions[factor] = belongs ? linked->count : -1;
        if (belongs) {
            factors[linked->count++] = factor;
        }
    }
    linked->factors = factors;
done:
    return st;
}

static void fill_matrix(const sk_scenario *scenario, bool fixed, const int *positions,
                        gsl_matrix *matrix) {
    gsl_matrix_set_identity(matrix);
    for (int i = 0; i < scenario->correlation_count; i++) {
        const ski_correlation *pair = &scenario->correlations[i];
        if (is_of_class(scenario, pair, fixed)) {
            size_t a = (size_t)positions[pair->a];
            size_t b = (size_t)positions[pair->b];
            gsl_matrix_set(matrix, a, b, pair->rho);
            gsl_matrix_set(matrix, b, a, pair->rho);
        }
    }
}

/* The pair that takes most from v'Rv, v the eigenvector of the smallest eigenvalue: loosening it
 * helps most. */
static const ski_correlation *worst_pair(const sk_scenario *scenario, bool fixed,
                                         const int *positions, const gsl_vector *vector) {
    const ski_correlation *worst = NULL;
    double least = 0;
    for (int i = 0; i < scenario->correlation_count; i++) {
        const ski_correlation *pair = &scenario->correlations[i];
        if (!is_of_class(scenario, pair, fixed)) {
            continue;
        }
        double share = pair->rho * gsl_vector_get(vector, (size_t)positions[pair->a]) *
                       gsl_vector_get(vector, (size_t)positions[pair->b]);
        if (worst == NULL || share < least) {
            worst = pair;
            least = share;
        }
    }
    return worst;
}

static sk_status refuse(const sk_scenario *scenario, const ski_correlation *worst, double smallest,
                        sk_error *error) {
    char path[32];
    snprintf(path, sizeof path, "correlations.%d", (int)(worst - scenario->correlations) + 1);
    return ski_error_at(
        error, worst->at, path,
        "the correlations of %s factors contradict one another: their matrix is not "
        "positive definite (smallest eigenvalue %.3g; allowed above 0); the worst pair "
        "is %s and %s (rho %g)",
        is_fixed(scenario, worst->a) ? "fixed" : "stepping", smallest,
        scenario->factors[worst->a].element.name, scenario->factors[worst->b].element.name,
        worst->rho);
}

static sk_status report(const sk_scenario *scenario, bool fixed, const int *positions, int count,
                        sk_error *error) {
    sk_status st = SK_OK;
    size_t size = (size_t)count;
    gsl_matrix *matrix = gsl_matrix_alloc(size, size);
    gsl_matrix *vectors = gsl_matrix_alloc(size, size);
    gsl_vector *values = gsl_vector_alloc(size);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(size);
    SK_CHECK_MEMORY(matrix);
    SK_CHECK_MEMORY(vectors);
    SK_CHECK_MEMORY(values);
    SK_CHECK_MEMORY(work);
    fill_matrix(scenario, fixed, positions, matrix);
    gsl_eigen_symmv(matrix, values, vectors, work);
    size_t smallest = gsl_vector_min_index(values);
    gsl_vector_const_view vector = gsl_matrix_const_column(vectors, smallest);
    const ski_correlation *worst = worst_pair(scenario, fixed, positions, &vector.vector);
    st = refuse(scenario, worst, gsl_vector_get(values, smallest), error);
done:
    gsl_eigen_symmv_free(work);
    gsl_vector_free(values);
    gsl_matrix_free(vectors);
    gsl_matrix_free(matrix);
    return st;
}

static sk_status build_class(ski_uncertainty *uncertainty, bool fixed, ski_linked *linked,
                             sk_error *error) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = uncertainty->network->scenario;
    int *positions = SKI_NEW(uncertainty->arena, int, scenario->factor_count);
    SK_CHECK_MEMORY(positions);
    SK_TRY(list_linked(uncertainty, fixed, linked, positions));
    if (linked->count == 0) {
        goto done;
    }
    double *lower = SKI_NEW(uncertainty->arena, double, linked->count * linked->count);
    SK_CHECK_MEMORY(lower);
    gsl_matrix_view matrix =
        gsl_matrix_view_array(lower, (size_t)linked->count, (size_t)linked->count);
    fill_matrix(scenario, fixed, positions, &matrix.matrix);
    if (gsl_linalg_cholesky_decomp1(&matrix.matrix) != 0) {
        SK_TRY(report(scenario, fixed, positions, linked->count, error));
    }
    linked->lower = lower;
done:
    return st;
}

sk_status ski_correlations_build(ski_uncertainty *uncertainty, sk_error *error) {
    sk_status fixed = build_class(uncertainty, true, &uncertainty->fixed, error);
    sk_status stepped = build_class(uncertainty, false, &uncertainty->stepped, error);
    return fixed != SK_OK ? fixed : stepped;
}
