/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question and a scenario → its study: one of the kinds, done. */
#ifndef SKI_STUDY_STUDY_H
#define SKI_STUDY_STUDY_H

#include "study/compare.h"
#include "study/risk.h"
#include "study/sensitivity.h"
#include "study/stress.h"
#include "study/sweep.h"

#include <skarn/study.h>

/* The one of `kind` is there, the others are NULL. */
struct sk_study {
    sk_study_kind kind;
    ski_compare *compare;
    ski_stress *stress;
    ski_sensitivity *sensitivity;
    ski_risk *risk;
    ski_sweep_study *sweep;
};

#endif
