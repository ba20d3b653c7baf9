/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities → quantiles of the gamma, beta and cut normal laws. What GSL 2.7 gets wrong, and
 * what is done instead: its gamma and beta inverses fail or loop for shapes that are small or
 * large; its gamma distribution function is wrong above the mean for shapes beyond 1e6. */
#include "uncertainty/inverse.h"

#include "base/tolerances.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>

/* Shapes for which GSL's inverses converge fast; the result is checked all the same. */
static const double SOUND_SHAPE_LEAST = 0.2;
static const double SOUND_SHAPE_MOST = 900;

/* From this gamma shape on the expansion below is right to 1e-9 of a standard deviation. */
static const double EXPANSION_SHAPE = 1e5;

/* Halvings of an interval of logarithms 1500 wide until it is narrower than a double's last bit. */
enum { HALVINGS = 64 };

enum { NEWTON_STEPS = 2 };

/* A law of two parameters: GSL's tails and inverse tails. */
typedef double (*law_function)(double, double, double);
typedef struct {
    law_function lower, upper, lower_inverse, upper_inverse;
} law;

static const law gamma_law = {gsl_cdf_gamma_P, gsl_cdf_gamma_Q, gsl_cdf_gamma_Pinv,
                              gsl_cdf_gamma_Qinv};
static const law beta_law = {gsl_cdf_beta_P, gsl_cdf_beta_Q, gsl_cdf_beta_Pinv, gsl_cdf_beta_Qinv};

static bool is_sound(double shape) {
    return shape >= SOUND_SHAPE_LEAST && shape <= SOUND_SHAPE_MOST;
}

/* The root of lower(x) = u by halving log x in [log DBL_MIN, log most]; 0 when it lies below. */
static double bracketed(const law *of, double u, double a, double b, double most) {
    double low = log(DBL_MIN);
    double high = log(most);
    if (of->lower(DBL_MIN, a, b) >= u) {
        return 0;
    }
    for (int i = 0; i < HALVINGS; i++) {
        double middle = 0.5 * (low + high);
        double x = exp(middle);
        bool below = u <= 0.5 ? of->lower(x, a, b) < u : of->upper(x, a, b) > 1 - u;
        if (below) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return fmin(exp(0.5 * (low + high)), most);
}

/* GSL's inverse, of the smaller tail so that the far ends keep their digits; NaN where it fails. */
static double inverse(const law *of, double u, double a, double b) {
    return u <= 0.5 ? of->lower_inverse(u, a, b) : of->upper_inverse(1 - u, a, b);
}

/* `guess` (NaN: none) where the distribution function agrees with it, else the bracketed root. */
static double guarded(const law *of, double u, double a, double b, double guess, double most) {
    if (guess >= 0 && guess <= most) {
        double tail = fmin(u, 1 - u);
        double back = u <= 0.5 ? of->lower(guess, a, b) : of->upper(guess, a, b);
        if (fabs(back - tail) <= SKI_QUANTILE_TOL * tail) {
            return guess;
        }
    }
    return bracketed(of, u, a, b, most);
}

/* Cornish–Fisher expansion of the standardised gamma quantile (Abramowitz and Stegun 26.4, of
 * chi-square). */
static double expanded_gamma(double u, double shape) {
    double z = gsl_cdf_ugaussian_Pinv(u);
    double root = sqrt(shape);
    return z + (z * z - 1) / (3 * root) + z * (z * z - 7) / (36 * shape) -
           ((3 * z * z + 7) * z * z - 16) / (810 * shape * root);
}

/* Newton steps from the expansion, which is right to 1e-4 of a standard deviation at shape 900. */
static double refined_gamma(double u, double shape) {
    double x = shape + sqrt(shape) * expanded_gamma(u, shape);
    for (int step = 0; step < NEWTON_STEPS; step++) {
        double miss =
            u <= 0.5 ? gsl_cdf_gamma_P(x, shape, 1) - u : (1 - u) - gsl_cdf_gamma_Q(x, shape, 1);
        x -= miss / gsl_ran_gamma_pdf(x, shape, 1);
    }
    return x;
}

double ski_gamma_quantile(double u, double mean, double sd) {
    double shape = (mean / sd) * (mean / sd);
    if (shape >= EXPANSION_SHAPE) {
        return fmax(mean + sd * expanded_gamma(u, shape), 0);
    }
    double guess = NAN;
    if (shape > SOUND_SHAPE_MOST) {
        guess = refined_gamma(u, shape);
    } else if (shape >= SOUND_SHAPE_LEAST) {
        guess = inverse(&gamma_law, u, shape, 1);
    }
    /* 60 standard deviations and 100 more: beyond any tail of 2^-53, the exponential's too. */
    double most = shape + 60 * sqrt(shape) + 100;
    return sd * (sd / mean) * guarded(&gamma_law, u, shape, 1, guess, most);
}

double ski_beta_quantile(double u, double a, double b) {
    double guess = is_sound(a) && is_sound(b) ? inverse(&beta_law, u, a, b) : NAN;
    return guarded(&beta_law, u, a, b, guess, 1);
}

/* Of an interval with low >= 0, from the upper tail. */
static double upper_quantile(double u, double low, double high) {
    return gsl_cdf_ugaussian_Qinv((1 - u) * gsl_cdf_ugaussian_Q(low) +
                                  u * gsl_cdf_ugaussian_Q(high));
}

double ski_normal_quantile(double u, double low, double high) {
    double x = 0;
    if (low >= 0) {
        x = upper_quantile(u, low, high);
    } else if (high <= 0) {
        x = -upper_quantile(1 - u, -high, -low);
    } else {
        double lower = (1 - u) * gsl_cdf_ugaussian_P(low) + u * gsl_cdf_ugaussian_P(high);
        double upper = (1 - u) * gsl_cdf_ugaussian_Q(low) + u * gsl_cdf_ugaussian_Q(high);
        x = lower <= upper ? gsl_cdf_ugaussian_Pinv(lower) : gsl_cdf_ugaussian_Qinv(upper);
    }
    return fmin(fmax(x, low), high);
}

/* The mass between the bounds, from the tail in which it loses no digits. */
static double normal_mass(double low, double high) {
    return low >= 0 ? gsl_cdf_ugaussian_Q(low) - gsl_cdf_ugaussian_Q(high)
                    : gsl_cdf_ugaussian_P(high) - gsl_cdf_ugaussian_P(low);
}

double ski_normal_mean(double low, double high) {
    double drop = gsl_ran_ugaussian_pdf(low) - gsl_ran_ugaussian_pdf(high);
    return fmin(fmax(drop / normal_mass(low, high), low), high);
}
