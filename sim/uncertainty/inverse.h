/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inverse distribution functions that always answer: GSL's where they are sound, else a bracketed
 * root of GSL's distribution function, or an expansion where that is wrong too. GSL's error handler
 * must be off. */
#ifndef SKI_UNCERTAINTY_INVERSE_H
#define SKI_UNCERTAINTY_INVERSE_H

/* Quantile of the gamma law with this mean and standard deviation, both > 0; u in (0, 1). */
double ski_gamma_quantile(double u, double mean, double sd);

/* Quantile of the beta law on [0, 1]; a and b in (0, 1e5]; u in (0, 1). */
double ski_beta_quantile(double u, double a, double b);

/* Quantile and mean of the standard normal cut to [low, high], either of which may be infinite; at
 * least SKI_TRUNCATION_LEAST of it lies between them (the scenario's checks). */
double ski_normal_quantile(double u, double low, double high);
double ski_normal_mean(double low, double high);

#endif
