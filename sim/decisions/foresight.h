/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foresight rule: world → flows, one program over the whole horizon with the world known
 * (model.md §3). */
#ifndef SKI_DECISIONS_FORESIGHT_H
#define SKI_DECISIONS_FORESIGHT_H

#include "decisions/case.h"

/* One worker's private program and solver; made, used and freed on one thread. */
typedef struct ski_foresight ski_foresight;

sk_status ski_foresight_new(ski_foresight **out, const ski_case *chain, sk_error *error);

/* Flows [column_count] of the optimum in `world`. SK_ERR_INTERNAL: no certified optimum, a failed
 * sample (reason in error). */
sk_status ski_foresight_decide(ski_foresight *rule, const ski_world *world, double *flows,
                               ski_optimum *optimum, sk_error *error);

void ski_foresight_free(ski_foresight *rule);

#endif
