/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checked scenario: what the file says, in structs. Every name is resolved to an index into its
 * section, every number is finite and within its range, every schedule stands in model time.
 * Immutable once read. Lists are in the file's order. Units are in the names, as in the format
 * (docs/scenario.md). */
#ifndef SKI_SCENARIO_SCENARIO_H
#define SKI_SCENARIO_SCENARIO_H

#include "base/calendar.h"
#include "base/errors.h"
#include "base/memory.h"
#include "scenario/document.h"
#include "scenario/names.h"

#include <skarn/scenario.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
    SKI_SCENARIO,
    SKI_MATERIALS,
    SKI_PLACES,
    SKI_SOURCES,
    SKI_PROCESSES,
    SKI_ROUTES,
    SKI_CHOKEPOINTS,
    SKI_STOCKS,
    SKI_DEMANDS,
    SKI_LIMITS,
    SKI_COUNTRIES,
    SKI_FACTORS,
    SKI_CORRELATIONS,
    SKI_DISRUPTIONS,
    SKI_POLICIES,
    SKI_SIMULATION,
    SKI_STRESS,
    SKI_SWEEP,
    SKI_SECTIONS
} ski_section;

/* A value over time. ABSENT: left out, and the key has no default (a missing limit or an inherited
 * price). */
typedef enum {
    SKI_SCHED_ABSENT,
    SKI_SCHED_CONSTANT,
    SKI_SCHED_GROWTH,
    SKI_SCHED_STEPS,
    SKI_SCHED_RAMP
} ski_sched_kind;

typedef struct {
    ski_sched_kind kind;
    double value;           /* CONSTANT, GROWTH */
    double growth_per_year; /* GROWTH */
    int count;              /* STEPS, RAMP: points, in order of time */
    const double *times;    /* [count] model time, in periods from the start (may be negative) */
    const double *values;   /* [count] */
} ski_sched;

/* A random quantity; the fields are the keys of the format. CONSTANT: a plain number in `value`. */
typedef enum {
    SKI_DIST_CONSTANT,
    SKI_DIST_UNIFORM,
    SKI_DIST_TRIANGULAR,
    SKI_DIST_PERT,
    SKI_DIST_NORMAL,
    SKI_DIST_LOGNORMAL,
    SKI_DIST_EXPONENTIAL,
    SKI_DIST_GAMMA,
    SKI_DIST_WEIBULL,
    SKI_DIST_BETA,
    SKI_DIST_DISCRETE,
    SKI_DIST_EMPIRICAL
} ski_dist_kind;

typedef struct {
    ski_dist_kind kind;
    double value;
    double min, mode,
        max; /* normal: -inf, +inf where not truncated (min is 0 for multipliers and durations) */
    double mean, sd;
    double shape, scale;
    double a, b;
    int count;
    const double *values;  /* [count] discrete, empirical */
    const double *weights; /* [count] discrete: normalised to sum 1 */
} ski_dist;

/* What every element has. */
typedef struct {
    const char *name;
    const char *title;      /* NULL when left out */
    const char *cite;       /* NULL when left out */
    const ski_entry *entry; /* its text: position and which keys were given */
} ski_element;

/* Where `key` of an element was written (its own place when the key was left out). */
ski_where ski_key_where(const ski_element *element, const char *key);

/* A material and a rate or share: items of `inputs`, `outputs`, `in_transit_tpy`. */
typedef struct {
    int material;
    double amount;
} ski_part;

typedef struct {
    ski_element element;
    const char *symbol; /* key `element`: "Mo", "W"; NULL when left out */
    ski_sched price_usd_per_t;
    double recycling_input_rate, substitution_index; /* in the Commission's formula */
} ski_material;

typedef struct {
    ski_element element;
    const char *country;
    double lat_deg, lon_deg; /* NaN when left out */
} ski_place;

/* One block of a supply curve. */
typedef struct {
    double tpy, usd_per_t;
} ski_supply_step;

typedef struct {
    ski_element element;
    int place, material;
    ski_sched capacity_tpy, min_tpy, price_usd_per_t, premium_usd_per_t;
    int step_count; /* 0: capacity and price instead */
    const ski_supply_step *steps;
} ski_source;

typedef struct {
    ski_element element;
    int place;
    int input_count, output_count;
    const ski_part *inputs, *outputs; /* t per unit of throughput */
    ski_sched capacity_tpy, cost_usd_per_t, yield;
} ski_process;

typedef struct {
    ski_element element;
    int from, to;
    int material_count, via_count;
    const int *materials, *via;
    ski_sched capacity_tpy, cost_usd_per_t, tariff;
    double lead_time_days, loss;
    bool has_in_transit;
    int in_transit_count;
    const ski_part *in_transit_tpy;
} ski_route;

typedef struct {
    ski_element element;
    const char *country; /* NULL when left out */
    double lat_deg, lon_deg;
    ski_sched capacity_tpy;
} ski_chokepoint;

typedef struct {
    ski_element element;
    int place, material;
    double initial_t, decay_per_year;
    ski_sched capacity_t, holding_usd_per_t_year, release_tpy, refill_tpy, target_t,
        below_target_usd_per_t_year;
} ski_stock;

typedef struct {
    double share, usd_per_t;
} ski_tier;

typedef struct {
    int material;
    double ratio, max_share, extra_usd_per_t;
} ski_alternative;

typedef struct {
    ski_element element;
    int place, material;
    ski_sched tpy, shortage_usd_per_t, backlog_usd_per_t_year; /* backlog ABSENT: none */
    int tier_count;
    const ski_tier *tiers;
    bool critical;
    const char *sector;
    int alternative_count;
    const ski_alternative *alternatives;
    bool has_returns;
    int return_place, return_material;
    double return_share, return_lag_days;
} ski_demand;

typedef struct {
    ski_element element;
    const char *symbol; /* key `element` */
    int country_count;
    const char *const *countries;
    ski_sched max_share, excess_usd_per_t;
} ski_limit;

/* Named by its code, "CN". */
typedef struct {
    ski_element element;
    double political_stability; /* NaN when left out */
    double trade_factor;
} ski_country;

/* What a factor or a disruption multiplies: one schedule of one element. `key` is the key's name in
 * the format
 * ("capacity_tpy"); compare with strcmp. */
typedef struct {
    ski_section section;
    int element;
    const char *key;
} ski_target;

typedef enum {
    SKI_FIXED,
    SKI_IID,
    SKI_RANDOM_WALK,
    SKI_MEAN_REVERTING,
    SKI_HISTORY
} ski_factor_process;

typedef struct {
    ski_element element;
    ski_factor_process process;
    int target_count;
    const ski_target *targets; /* globs resolved, each once, in scenario order */
    ski_dist value;            /* FIXED, IID */
    double sd_per_year, drift_per_year, half_life_days, start;
    int history_count, block_periods;
    const double *history; /* key `values`, as written (not scaled) */
} ski_factor;

typedef struct {
    int a, b; /* factors */
    double rho;
    ski_where at;
} ski_correlation;

typedef struct {
    int target_count;
    const ski_target *targets;
    ski_dist factor;
    double from_days, until_days; /* after onset; until_days is +inf when left out */
} ski_effect;

typedef struct {
    ski_element element;
    int effect_count;
    const ski_effect *effects;
    bool dated;        /* `start` given: one event at start_time with `probability` */
    double start_time; /* model time, periods */
    double probability;
    double rate_per_year;
    ski_dist duration_days;
    double recovery_days;
    bool active_at_start;
    double window_from, window_to; /* model time; -inf and +inf when left out */
    bool months[12];               /* January first; all true when left out */
} ski_disruption;

/* One change of a policy: exactly one of the three is given. */
typedef struct {
    const char *path;     /* may hold globs */
    const ski_entry *set; /* NULL: not a set */
    double scale, add;    /* NaN: not that */
} ski_change;

typedef struct {
    ski_element element;
    int change_count;
    const ski_change *changes;
    int include_count;
    const int *includes;
    double cost_usd, cost_usd_per_year;
    double life_years; /* 0: borne whole */
} ski_policy;

/* "lhs" and "sobol" need replicates of two points or more to say how far off a figure may be. */
enum { SKI_DESIGN_SAMPLES_LEAST = 16 };

typedef struct {
    int samples;
    uint64_t seed;
    const char *decisions; /* "rolling" or "foresight" */
    int lookahead_periods;
    const char *sampling; /* "random", "lhs", "sobol" */
    double precision;     /* 0: none */
    double confidence, tail, secure_fill;
} ski_simulation;

/* What the stress study puts out of action together: one element, or all with a common cause. */
typedef struct {
    const char *name;    /* the element's; of a common cause as written: "country:CN" */
    const char *country; /* of a common cause, else NULL */
    int material;        /* of a common cause: all it is about, or -1 */
    int member_count;
    const ski_target *members; /* their capacities, each once, in scenario order */
} ski_outage_target;

typedef struct {
    int target_count, days_count;
    const ski_outage_target *targets; /* each once, in the order of `targets` */
    const double *outage_days;        /* [days_count] rising */
    double factor;                    /* what is left of a capacity while it is out */
} ski_outages;

/* GSL has Sobol' sequences of 40 dimensions; the walk to their direction numbers takes a second for
 * the most points. */
enum { SKI_SWEEP_POINTS_MOST = 10000000, SKI_SWEEP_SOBOL_MOST = 40 };

/* One number that a sweep sets: to `values`, or within a range. */
typedef struct {
    const char *path; /* may hold globs */
    int value_count;  /* 0: a range */
    const double *values;
    double from, to; /* NaN: no range */
    int points;      /* of the range in a grid, else 0 */
    bool is_log;
} ski_sweep_parameter;

typedef enum { SKI_SWEEP_GRID, SKI_SWEEP_LHS, SKI_SWEEP_SOBOL } ski_sweep_design;

typedef struct {
    const ski_sweep_parameter *parameters;
    int parameter_count; /* 0: the scenario has no sweep */
    ski_sweep_design design;
    int points;      /* as given; 0: a grid */
    int point_count; /* in all */
    int policy_count;
    const int *policies; /* [policy_count] each once, -1: baseline */
    int samples;         /* 0: the simulation's */
} ski_sweep;

struct sk_scenario {
    ski_arena *arena;
    const ski_entry *document;      /* after overrides and the policy */
    const ski_entry *before_policy; /* after overrides: what is "the scenario", and what
                                       sk_scenario_write() writes */
    const char *path;               /* of the file, as given */
    const ski_names *names;         /* [SKI_SECTIONS] of before_policy; none where a section is no
                                       group */

    const char *name, *title, *note;
    ski_calendar calendar;
    int periods;
    double discount_rate_per_year;
    bool steady_pipeline; /* initial_pipeline = "steady" */
    bool terminal_value;  /* terminal = "value" */

    int material_count, place_count, source_count, process_count, route_count, chokepoint_count,
        stock_count, demand_count, limit_count, country_count, factor_count, correlation_count,
        disruption_count, policy_count;
    const ski_material *materials;
    const ski_place *places;
    const ski_source *sources;
    const ski_process *processes;
    const ski_route *routes;
    const ski_chokepoint *chokepoints;
    const ski_stock *stocks;
    const ski_demand *demands;
    const ski_limit *limits;
    const ski_country *countries;
    const ski_factor *factors;
    const ski_correlation *correlations;
    const ski_disruption *disruptions;
    const ski_policy *policies;
    ski_simulation simulation;
    ski_outages stress;
    ski_sweep sweep;

    int policy; /* the policy applied, or -1: its own cost counts in cost_usd and spend_usd */
    double policy_start_usd; /* what it adds to first stocks costs */
    const sk_scenario *base; /* before the policy, shares what the policy leaves alone and outlives
                                this one; NULL: no policy is applied */
};

/* The scenario with policy number `policy` of `base` in place of the policy applied to it, if any.
 * `base` outlives it; free with sk_scenario_free(). What the new scenario would be warned of is not
 * said. SK_ERR_MEMORY is the only failure: every policy was tried when `base` was read. */
sk_status ski_scenario_with_policy(sk_scenario **out, const sk_scenario *base, int policy,
                                   sk_error *error);

/* Mean of a schedule over period `period` (0-based; may be beyond the horizon), period_years its
 * length. Not for ABSENT. */
double ski_sched_average(const ski_sched *sched, int period, double period_years);

/* The same in periods of the scenario, of a value that may be missing: ABSENT is +inf, no limit. */
double ski_limit_average(const sk_scenario *scenario, const ski_sched *sched, int period);

/* Name of the policy applied, "baseline" when there is none. */
const char *ski_policy_name(const sk_scenario *scenario);

/* Whether decisions are taken period by period, on forecasts; else with perfect foresight. */
bool ski_is_rolling(const sk_scenario *scenario);

/* The header of element `index` of a section of named elements. */
const ski_element *ski_element_at(const sk_scenario *scenario, ski_section section, int index);

/* Where a key of the simulation section stands; the file alone when it was left out. */
ski_where ski_simulation_where(const sk_scenario *scenario, const char *key);

/* Name of a section as in the format ("sources"). */
const char *ski_section_name(ski_section section);

#endif
