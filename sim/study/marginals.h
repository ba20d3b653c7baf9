/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duals of the plan's optimum → what one more tonne, here or of capacity, is worth. */
#ifndef SKI_STUDY_MARGINALS_H
#define SKI_STUDY_MARGINALS_H

#include "study/plan.h"

/* Fills marginals (free with free()) and worths (the plan's arena) from the case's duals. */
sk_status ski_marginals_fill(sk_plan *plan);

#endif
