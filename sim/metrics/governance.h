/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Country → the World Bank's estimate of its political stability (Worldwide Governance Indicators,
 * 2022). A country that is not in the table has no value here: a scenario may give one
 * (`countries`). */
#ifndef SKI_METRICS_GOVERNANCE_H
#define SKI_METRICS_GOVERNANCE_H

typedef struct {
    const char *country; /* ISO 3166, two letters */
    double estimate;     /* about -2.5, weak, to 2.5, strong */
} ski_stability;

/* Where the table's numbers come from. */
extern const char *const ski_governance_source;

/* NULL: the table has none. */
const ski_stability *ski_stability_of(const char *country);

/* All of it, by country; [*count]. */
const ski_stability *ski_stabilities(int *count);

#endif
