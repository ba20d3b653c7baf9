/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every tolerance of the product, with its reason. */
#ifndef SKI_BASE_TOLERANCES_H
#define SKI_BASE_TOLERANCES_H

/* A lead time or lag within this of a whole number of periods is that number (model.md §1). */
#define SKI_WHOLE_PERIOD_TOL 1e-9

/* A date within this of the next day (or month) is that day: what is left of rounding when model
 * time is turned back into a date. */
#define SKI_DAY_TOL 1e-6

/* The solver's own primal and dual tolerances: a hundredth of the certificate's, so that it has
 * slack and tie-breaking ranks are seen. */
#define SKI_SOLVER_TOL 1e-9

/* A quantile is taken from GSL when GSL's distribution function leads back to the probability to
 * within this share of it: looser than its inverses' own 1e-10, far tighter than any sample can
 * tell. */
#define SKI_QUANTILE_TOL 1e-8

/* A pivot of a factorization is at least this share of the largest in its row. GLPK's own 0.1 loses
 * all digits on chains with recycling over some 100 periods, and is no faster. */
#define SKI_PIVOT_SHARE 0.5

/* Largest relative primal residual, dual residual and gap of a certified optimum (model.md §6). */
#define SKI_CERTIFICATE_TOL 1e-7

/* Largest relative error of a node's mass balance over the horizon (model.md §6). */
#define SKI_BALANCE_TOL 1e-9

/* In residuals and balances a flow or cost below this share of the largest is measured against that
 * share: a double has no more digits. */
#define SKI_LEAST_SCALE_SHARE 1e-6

/* Shares of origins in the pools of a chain are settled when none moves by more than this in a
 * sweep: what is left is far below the solver's own rounding of the flows. */
#define SKI_ORIGIN_TOL 1e-14

/* A country that gives less than this share of a supply gives nothing: an optimum is verified to
 * no more (SKI_CERTIFICATE_TOL). */
#define SKI_SUPPLIER_SHARE 1e-7

/* A period is short when shortage or waiting exceeds this share of its demand (model.md §4). */
#define SKI_SHORT_SHARE 1e-6

/* n times a level within this of a whole number is that rank: 0.07 · 100 is 7.000000000000001 in
 * binary. */
#define SKI_ORDER_TOL 1e-9

/* The demands of the steady network are lowered by this share, so that a tie gives the lower
 * marginal value. */
#define SKI_STEADY_DEMAND_CUT 1e-6

/* Adjacent tie-breaking ranks differ by this share of the largest shortage value: above what the
 * solver can see. */
#define SKI_RANK_STEP 1e-9

/* Where there is no room for that, they differ by as little as this: ten times what the solver can
 * see. */
#define SKI_RANK_STEP_LEAST 1e-11

/* Ranks of equal purchases, shipments and throughputs differ by this share of the largest shortage
 * value: still a hundred times what the solver can see, and ten of them weigh less than who goes
 * short. */
#define SKI_FLOW_RANK_STEP 1e-10

/* All ranks together may move the objective by at most this share. */
#define SKI_RANK_MOST 1e-6

/* A gap to perfect foresight of at most this share of its cost is none: optima are known to
 * SKI_CERTIFICATE_TOL, in practice to this. */
#define SKI_GAP_TOL 1e-9

/* A demand that is served at least this share of what it is undisturbed has recovered
 * (docs/stress.md). */
#define SKI_RECOVERED_SHARE 0.99

/* What a tonne from the reserve of the stress study costs differs by this share from what its
 * shortage does: more than ties are ordered by, less than prices are known to. */
#define SKI_RESERVE_STEP 1e-3

/* A stock to ride out an outage is known when this share of it less does not do. */
#define SKI_STOCK_TOL 0.005

/* A metric whose standard deviation is at most this share of its mean does not vary, and two
 * samples that differ by at most this share do not: that is what optima are known to. */
#define SKI_SPREAD_TOL 1e-9

/* Two options' figures in one world are equal when they differ by at most this share of the larger
 * of them, or of what they are on average over worlds: what optima are known to, as above. Worlds
 * are told apart by policies, not by the solver's rounding. */
#define SKI_EQUAL_TOL 1e-9

/* Shares of a demand's tiers that add to 1 within this add to 1. */
#define SKI_SHARES_TOL 1e-9

/* A normal distribution of which less than this lies between its bounds is taken for a slip: its
 * quantiles would be rounding. */
#define SKI_TRUNCATION_LEAST 1e-9

/* Two numbers that differ by less than this share are one number, but for rounding (checks of a
 * scenario). */
#define SKI_ROUNDING_TOL 1e-12

#endif
