/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Country → the World Bank's estimate of its political stability: a table of constants. */
#include "metrics/governance.h"

#include <stddef.h>
#include <string.h>

const char *const ski_governance_source = "World Bank WGI, political stability, 2022";

static const ski_stability stabilities[] = {
    {"AM", -0.797184}, {"AT", 0.637995},  {"AU", 0.933572},  {"AZ", -0.931886}, {"BO", -0.283261},
    {"BR", -0.331466}, {"CA", 0.772814},  {"CL", 0.118579},  {"CN", -0.441074}, {"DE", 0.614759},
    {"ES", 0.265327},  {"GB", 0.503939},  {"GE", -0.440949}, {"IR", -1.586439}, {"JP", 1.073911},
    {"KP", -0.412224}, {"KR", 0.562411},  {"KZ", -0.356833}, {"MN", 0.533999},  {"MX", -0.69196},
    {"NL", 0.717305},  {"PE", -0.446338}, {"PT", 0.86072},   {"RU", -0.918995}, {"RW", 0.030514},
    {"TM", -0.100281}, {"US", -0.036005}, {"UZ", -0.196215}, {"VN", -0.030565},
};

const ski_stability *ski_stability_of(const char *country) {
    for (size_t i = 0; i < sizeof stabilities / sizeof stabilities[0]; i++) {
        if (strcmp(stabilities[i].country, country) == 0) {
            return &stabilities[i];
        }
    }
    return NULL;
}

const ski_stability *ski_stabilities(int *count) {
    *count = (int)(sizeof stabilities / sizeof stabilities[0]);
    return stabilities;
}
