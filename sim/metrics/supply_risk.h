/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tonnes by country → the indices of concentration and supply risk that analysts know, as pure
 * functions: what goes in is what their authors put in.
 *
 * An index is undefined, NaN, where nothing is supplied, and where a country that supplies has no
 * value of governance: that is said, never guessed. Sources: docs/risk.md. */
#ifndef SKI_METRICS_SUPPLY_RISK_H
#define SKI_METRICS_SUPPLY_RISK_H

/* Herfindahl-Hirschman index, 0 to 1: the sum of squared shares of t[count], each >= 0. 1: one
 * supplier; 1/n: n alike. */
double ski_hhi(const double *t, int count);

/* The same with each squared share weighted: Σ S² w. Countries of weight[count] that supply nothing
 * may be NaN. */
double ski_hhi_weighted(const double *t, const double *weight, int count);

/* World Bank's estimate of political stability (about -2.5, weak, to 2.5, strong) as a risk: from 0
 * to 1 as the GeoPolRisk method has it, (2.5 - x)/5. */
double ski_governance_risk(double political_stability);

/* The same from 0 to 10, as the Commission scales its governance indicators; it takes the mean of
 * six of them, of which political stability is one. */
double ski_governance_eu(double political_stability);

/* GeoPolRisk's weighted trade average Σ g f/(p + F): imports f of imports_t[count] weighted by
 * risk[count], over what is produced at home, p, and all imports, F. */
double ski_weighted_trade_average(const double *imports_t, const double *risk, int count,
                                  double domestic_t);

/* (imports - exports)/(production + imports - exports). */
double ski_import_reliance(double imports_t, double exports_t, double domestic_t);

/* What the Commission's formula of supply risk (2017) is made of. */
typedef struct {
    double hhi_global;           /* HHI_WGI,t of the world's supply; NaN: not known */
    double hhi_sourcing;         /* HHI_WGI,t of the own sourcing; NaN: not known */
    double import_reliance;      /* 0 to 1; needed where both are known */
    double recycling_input_rate; /* EoL-RIR, 0 to 1 */
    double substitution_index;   /* SI_SR; 1: no substitute */
} ski_eu_inputs;

/* [global·IR/2 + sourcing·(1 - IR/2)]·(1 - EoL-RIR)·SI; with one of the two alone where the other
 * is not known. */
double ski_eu_supply_risk(const ski_eu_inputs *inputs);

/* What is left of t[count] without the largest supplier, as a share of the demand: IEA's N-1. NaN
 * where nothing is wanted. */
double ski_n_minus_1(const double *t, int count, double demand_t);

/* The largest of t[count], the first of equals; -1 where nothing is supplied. */
int ski_largest_supplier(const double *t, int count);

#endif
