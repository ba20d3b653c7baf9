/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → check summary, deterministic plan, one world, Monte Carlo run; each as text for people
 * or JSON for programs, written to a stream the caller gives. */
#ifndef SKARN_RUN_H
#define SKARN_RUN_H

#include <skarn/results.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How far a long call is, and what its samples say so far. For display only: which samples are
 * done at a moment depends on the machine. */
typedef struct {
    int done, total, failed; /* total: the most, where samples may stop at a precision */
    int events;              /* samples of those done and not failed in which `headline` holds */
    const char *headline;    /* "some critical demand goes short"; of any demand where none is
                                critical; NULL before the first sample */
    double value, low, high; /* its chance, with Wilson's interval at the scenario's confidence */
} sk_progress;

/** What a long call tells and asks while it works; any member may be NULL. */
typedef struct {
    /** Called by one thread at a time, several times a second at most; `progress` is gone after. */
    void (*progress)(void *context, const sk_progress *progress);
    /** Nonzero: stop after the samples in hand. */
    int (*should_stop)(void *context);
    void *context;
} sk_watch;

/** How text for people is laid out; NULL where it is asked for: a file of any width, UTF-8. */
typedef struct {
    int width;  /* columns of the screen, into which tables and sentences are folded; 0: none */
    bool ascii; /* lines over time are drawn in ASCII; names and titles stay as they are */
} sk_text_style;

/** Writes what is in a scenario: elements, horizon, balance of capacity against demand by material.
 * @param sources also list every element with numbers and no `cite`, and the cited ones
 * @param style   may be NULL, here and below
 * @param error   may be NULL
 * @return SK_OK; SK_ERR_SCENARIO when the correlations are not positive definite; SK_ERR_IO when
 * the stream fails; SK_ERR_MEMORY */
sk_status sk_check_write_text(const sk_scenario *scenario, bool sources, const sk_text_style *style,
                              FILE *stream, sk_error *error);
/** The same as JSON, schema skarn/check/1. */
sk_status sk_check_write_json(const sk_scenario *scenario, bool sources, FILE *stream,
                              sk_error *error);

/** The deterministic plan of a scenario. */
typedef struct sk_plan sk_plan;

/** Solves the scenario without randomness, every disruption off, and verifies the optimum
 * (docs/model.md).
 * @param out      free with sk_plan_free(); untouched on failure
 * @param scenario borrowed: outlives the plan
 * @param watch    NULL: no stop; its progress is not told
 * @return SK_OK, SK_ERR_INTERNAL when no optimum could be verified, SK_ERR_SCENARIO,
 * SK_ERR_STOPPED when watch asked, SK_ERR_MEMORY */
sk_status sk_plan_solve(sk_plan **out, const sk_scenario *scenario, const sk_watch *watch,
                        sk_error *error);

/** Frees a plan; NULL is allowed. */
void sk_plan_free(sk_plan *plan);

/** Objective, USD discounted to the first period. */
double sk_plan_objective_usd(const sk_plan *plan);

/** Writes the plan as tables: cost lines, demands, flows, stocks, marginal values.
 * @return SK_OK, SK_ERR_IO when the stream fails, SK_ERR_MEMORY */
sk_status sk_plan_write_text(const sk_plan *plan, const sk_text_style *style, FILE *stream);

/** The same as JSON, schema skarn/optimize/1. */
sk_status sk_plan_write_json(const sk_plan *plan, FILE *stream);

/** Writes the linear program for another solver, as free MPS.
 * @return SK_OK, SK_ERR_IO when the stream fails */
sk_status sk_plan_write_mps(const sk_plan *plan, FILE *stream);

/** The same as CPLEX LP. */
sk_status sk_plan_write_lp(const sk_plan *plan, FILE *stream);

/** Writes one world: events with dates, multipliers by period.
 * @param sample number of the world, from 0
 * @return SK_OK, SK_ERR_USAGE (sample below 0, or beyond a design of
 * worlds), SK_ERR_SCENARIO, SK_ERR_IO, SK_ERR_MEMORY */
sk_status sk_world_write_text(const sk_scenario *scenario, int sample, const sk_text_style *style,
                              FILE *stream, sk_error *error);

/** The same as JSON, schema skarn/worlds/1. */
sk_status sk_world_write_json(const sk_scenario *scenario, int sample, FILE *stream,
                              sk_error *error);

/** A Monte Carlo run with its plan. */
typedef struct sk_run sk_run;

/** How to run; it changes no number. */
typedef struct {
    int threads;         /* 0: as OpenMP says */
    sk_results *results; /* where the rows are kept, and may stand already; opened for this
                            scenario. NULL: in memory, for as long as the call */
} sk_run_options;

/** Plans, then runs the samples of the scenario's simulation section.
 * @param out      free with sk_run_free(); set with SK_OK and SK_ERR_INCOMPLETE
 * @param scenario borrowed: outlives the run
 * @param options  NULL: the defaults
 * @param watch    NULL: no progress, no stop
 * @return SK_OK; SK_ERR_INCOMPLETE when samples failed (named in error); SK_ERR_STOPPED when watch
 * asked (the samples that are done are kept in the results, and the same call goes on from there);
 * SK_ERR_IO when the results cannot be written (what is there stays); SK_ERR_FOREIGN when they are
 * damaged; SK_ERR_SCENARIO, SK_ERR_INTERNAL, SK_ERR_MEMORY */
sk_status sk_run_execute(sk_run **out, const sk_scenario *scenario, const sk_run_options *options,
                         const sk_watch *watch, sk_error *error);

/** Frees a run; NULL is allowed. */
void sk_run_free(sk_run *run);

/** Number of samples that failed. */
int sk_run_failed_count(const sk_run *run);

/** World number of failed sample `index` (0-based), as sk_world_write_json() takes it. */
int sk_run_failed_sample(const sk_run *run, int index);

/** Writes the linear program that failed sample `index` (0-based) came to a stop at, as CPLEX LP,
 * for another solver to try; where its numbers were refused before there was one, a comment that
 * says why. The sample is decided once more.
 * @return SK_OK; SK_ERR_IO when the stream fails; SK_ERR_USAGE (no such index); SK_ERR_MEMORY */
sk_status sk_run_write_failed_lp(const sk_run *run, int index, FILE *stream);

/** Facts of how and where it ran; they stand under `provenance` in JSON. */
typedef struct {
    double seconds;
    int threads;
    const char *host, *folder; /* NULL: left out */
} sk_provenance;

/** Writes the summary for people.
 * @return SK_OK, SK_ERR_IO when the stream fails, SK_ERR_MEMORY */
sk_status sk_run_write_text(const sk_run *run, const sk_provenance *provenance,
                            const sk_text_style *style, FILE *stream);

/** The same as JSON, schema skarn/run/1. */
sk_status sk_run_write_json(const sk_run *run, const sk_provenance *provenance, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
