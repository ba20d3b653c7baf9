/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → the answer to one question beyond `run`: which policy, what would break the chain,
 * what the risk consists of, what indices say; each as text for people or JSON for programs. */
#ifndef SKARN_STUDY_H
#define SKARN_STUDY_H

#include <skarn/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The questions; each is the command of its name. */
typedef enum {
    SK_COMPARE,     /* every policy in the same worlds */
    SK_STRESS,      /* each target out for each duration: how long until somebody goes short */
    SK_SENSITIVITY, /* which cause the spread, and the shortage, are due to */
    SK_RISK,        /* concentration and supply-risk indices */
    SK_SWEEP        /* every point of the sweep section, with each of its policies */
} sk_study_kind;

/** A study that is done. */
typedef struct sk_study sk_study;

/** What to study; NULL everywhere is the common case. */
typedef struct {
    int threads;          /* 0: as OpenMP says; changes no number */
    sk_results *results;  /* as in sk_run_options, opened for the study's command */
    const char *policies; /* SK_COMPARE, SK_RISK: names with commas between; NULL: all */
    const char *against;  /* SK_COMPARE: the policy compared with; NULL: baseline */
    const char *metric;   /* SK_SENSITIVITY: NULL: shortage of critical demands */
    int shard, shards; /* SK_SWEEP: which part of it, 1 … shards; 0, 0: all. As the results were
                          opened */
    bool kept_only;    /* SK_SWEEP: sums up what the results hold, runs nothing */
    const char *const *parts; /* SK_SWEEP: [part_count] results.db of its shards, whose rows are
                                 taken first; all shards, unless kept_only. NULL: none */
    int part_count;
} sk_study_options;

/** Writes in a sentence what a study is going to do and how many samples it takes.
 * @param options NULL: the defaults
 * @return SK_OK, SK_ERR_USAGE (a policy or metric that is not there), SK_ERR_SCENARIO, SK_ERR_IO,
 * SK_ERR_MEMORY */
sk_status sk_study_announce(sk_study_kind kind, const sk_scenario *scenario,
                            const sk_study_options *options, FILE *stream, sk_error *error);

/** Runs a study.
 * @param out      free with sk_study_free(); set with SK_OK and SK_ERR_INCOMPLETE, but not where
 * shards of `parts` are missing that must not be
 * @param scenario borrowed: outlives the study
 * @param options  NULL: the defaults; the texts are borrowed for the call
 * @param watch    NULL: no progress, no stop
 * @return as sk_run_execute(); SK_ERR_USAGE when a policy or metric is not there */
sk_status sk_study_execute(sk_study **out, sk_study_kind kind, const sk_scenario *scenario,
                           const sk_study_options *options, const sk_watch *watch, sk_error *error);

/** Writes what a sweep, or a shard of it, is going to do: points, samples, and how long it may
 * take, by one sample of its first point. Stores nothing.
 * @param options threads, shard and shards count; NULL: the defaults
 * @param watch   may be NULL, and style
 * @return SK_OK, SK_ERR_SCENARIO (there is no sweep), SK_ERR_USAGE, SK_ERR_STOPPED, SK_ERR_IO,
 * SK_ERR_MEMORY */
sk_status sk_sweep_write_plan(const sk_scenario *scenario, const sk_study_options *options,
                              const sk_watch *watch, const sk_text_style *style, FILE *stream,
                              sk_error *error);

/** Frees a study; NULL is allowed. */
void sk_study_free(sk_study *study);

/** Writes the answer for people.
 * @return SK_OK, SK_ERR_IO when the stream fails, SK_ERR_MEMORY */
sk_status sk_study_write_text(const sk_study *study, const sk_provenance *provenance,
                              const sk_text_style *style, FILE *stream);

/** The same as JSON, schema skarn/compare/1, skarn/stress/1, … */
sk_status sk_study_write_json(const sk_study *study, const sk_provenance *provenance, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
