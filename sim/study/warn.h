/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → what a study warns of before its samples. */
#ifndef SKI_STUDY_WARN_H
#define SKI_STUDY_WARN_H

#include "uncertainty/design.h"

/* Without a critical demand much is undefined. */
void ski_warn_of_no_critical(const sk_scenario *scenario, sk_error *error);

/* A design has whole replicates: what does not fill one is not run. */
void ski_warn_of_left_out(const sk_scenario *scenario, const ski_design *design, sk_error *error);

#endif
