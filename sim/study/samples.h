/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A job → its samples, look by look until they are enough. */
#ifndef SKI_STUDY_SAMPLES_H
#define SKI_STUDY_SAMPLES_H

#include "study/looks.h"

/* What came of it. */
typedef struct {
    int samples;                 /* run */
    bool settled[SKI_HEADLINES]; /* as of the last look; false all without a precision */
} ski_looked;

/* Runs `job` up to of->design->worlds at most; `sink` puts its rows into `rows`, in which some may
 * stand already: those are not run again. Progress is told of that most, over all looks. Fails as
 * ski_engine_run(). */
sk_status ski_run_looks(const ski_watched *of, const ski_job *job, const ski_sink *sink,
                        const ski_rows *rows, const sk_watch *watch, ski_looked *out,
                        sk_error *error);

#endif
