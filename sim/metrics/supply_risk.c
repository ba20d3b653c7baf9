/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tonnes by country → indices of concentration and supply risk. */
#include "metrics/supply_risk.h"

#include <math.h>

static double sum_of(const double *t, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += t[i];
    }
    return sum;
}

double ski_hhi(const double *t, int count) {
    const double sum = sum_of(t, count);
    double squares = 0;
    for (int i = 0; i < count; i++) {
        squares += t[i] * t[i];
    }
    return sum > 0 ? squares / (sum * sum) : NAN;
}

double ski_hhi_weighted(const double *t, const double *weight, int count) {
    const double sum = sum_of(t, count);
    double squares = 0;
    for (int i = 0; i < count; i++) {
        squares += t[i] > 0 ? t[i] * t[i] * weight[i] : 0;
    }
    return sum > 0 ? squares / (sum * sum) : NAN;
}

double ski_governance_risk(double political_stability) {
    return (2.5 - political_stability) / 5;
}

double ski_governance_eu(double political_stability) {
    return 10 * ski_governance_risk(political_stability);
}

double ski_weighted_trade_average(const double *imports_t, const double *risk, int count,
                                  double domestic_t) {
    const double supply_t = domestic_t + sum_of(imports_t, count);
    double weighted_t = 0;
    for (int i = 0; i < count; i++) {
        weighted_t += imports_t[i] > 0 ? imports_t[i] * risk[i] : 0;
    }
    return supply_t > 0 ? weighted_t / supply_t : NAN;
}

double ski_import_reliance(double imports_t, double exports_t, double domestic_t) {
    const double net_t = imports_t - exports_t;
    return domestic_t + net_t > 0 ? net_t / (domestic_t + net_t) : NAN;
}

double ski_eu_supply_risk(const ski_eu_inputs *inputs) {
    const double global = inputs->hhi_global, sourcing = inputs->hhi_sourcing;
    const double weight = inputs->import_reliance / 2;
    const double hhi = isnan(global)     ? sourcing
                       : isnan(sourcing) ? global
                                         : global * weight + sourcing * (1 - weight);
    return hhi * (1 - inputs->recycling_input_rate) * inputs->substitution_index;
}

int ski_largest_supplier(const double *t, int count) {
    int largest = -1;
    for (int i = 0; i < count; i++) {
        if (t[i] > (largest < 0 ? 0 : t[largest])) {
            largest = i;
        }
    }
    return largest;
}

double ski_n_minus_1(const double *t, int count, double demand_t) {
    const int largest = ski_largest_supplier(t, count);
    double left_t = 0;
    for (int i = 0; i < count; i++) {
        left_t += i == largest ? 0 : t[i];
    }
    return demand_t > 0 ? left_t / demand_t : NAN;
}
