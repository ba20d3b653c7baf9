/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the searches of the stress study have found. */
#ifndef SKI_STUDY_STRESS_FOUND_H
#define SKI_STUDY_STRESS_FOUND_H

#include "study/stress_search.h"

/* Fills in a target from its search. */
sk_status ski_stress_take(ski_stress *stress, const ski_stress_search *search,
                          ski_stress_target *target);

/* Fills by_harm, once every target is there. */
sk_status ski_stress_order(ski_stress *stress);

#endif
