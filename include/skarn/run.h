/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → check summary, deterministic plan, one world, Monte Carlo run; each as text for people
 * or JSON for programs, written to a stream the caller gives. */
#ifndef SKARN_RUN_H
#define SKARN_RUN_H

#include <skarn/scenario.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a long call tells and asks while it works; any member may be NULL. */
typedef struct {
    /** done of total samples, `failed` of them failed; called by one thread at a time, several
     * times a second at most. */
    void (*progress)(void *context, int done, int total, int failed);
    /** Nonzero: stop after the samples in hand. */
    int (*should_stop)(void *context);
    void *context;
} sk_watch;

/** Writes what is in a scenario: elements, horizon, balance of capacity against demand by material.
 * @param sources also list every element with numbers and no `cite`, and the cited ones */
sk_status sk_check_write_text(const sk_scenario *scenario, bool sources, FILE *stream,
                              sk_error *error);
sk_status sk_check_write_json(const sk_scenario *scenario, bool sources, FILE *stream,
                              sk_error *error);

/** The deterministic plan of a scenario. */
typedef struct sk_plan sk_plan;

/** Solves the scenario without randomness and verifies the optimum. Free with sk_plan_free(). */
sk_status sk_plan_solve(sk_plan **out, const sk_scenario *scenario, sk_error *error);
void sk_plan_free(sk_plan *plan);

/** Objective, USD. */
double sk_plan_objective_usd(const sk_plan *plan);

sk_status sk_plan_write_text(const sk_plan *plan, FILE *stream);
sk_status sk_plan_write_json(const sk_plan *plan, FILE *stream);

/** The program for another solver. */
sk_status sk_plan_write_mps(const sk_plan *plan, FILE *stream);
sk_status sk_plan_write_lp(const sk_plan *plan, FILE *stream);

/** One world, by its number: events with dates, multipliers by period. */
sk_status sk_world_write_text(const sk_scenario *scenario, int sample, FILE *stream,
                              sk_error *error);
sk_status sk_world_write_json(const sk_scenario *scenario, int sample, FILE *stream,
                              sk_error *error);

/** A Monte Carlo run with its plan. */
typedef struct sk_run sk_run;

typedef struct {
    int threads; /* 0: as OpenMP says */
} sk_run_options;

/** Plan and samples as the scenario's simulation section says.
 * @return SK_OK; SK_ERR_INCOMPLETE with *out set when samples failed; SK_ERR_STOPPED when watch
 * asked (nothing is kept) */
sk_status sk_run_execute(sk_run **out, const sk_scenario *scenario, const sk_run_options *options,
                         const sk_watch *watch, sk_error *error);
void sk_run_free(sk_run *run);

/** Facts of how and where it ran; they stand under `provenance` in JSON. */
typedef struct {
    double seconds;
    int threads;
    const char *host, *folder; /* NULL: left out */
} sk_provenance;

sk_status sk_run_write_text(const sk_run *run, const sk_provenance *provenance, FILE *stream);
sk_status sk_run_write_json(const sk_run *run, const sk_provenance *provenance, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
