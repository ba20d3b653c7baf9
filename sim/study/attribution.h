/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows with some of the causes only → how much of the shortage is due to each (model.md §5). */
#ifndef SKI_STUDY_ATTRIBUTION_H
#define SKI_STUDY_ATTRIBUTION_H

#include "study/sensitivity.h"

/* Fills what is of the attribution in the study and its inputs: over the worlds in which no sample
 * behind it failed, so that it adds up. Fails as the rows do; SK_ERR_MEMORY. */
sk_status ski_attribute(ski_sensitivity *study, const ski_set_rows_of *rows);

#endif
