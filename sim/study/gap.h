/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of samples → the gap between the scenario's decisions and perfect foresight. */
#ifndef SKI_STUDY_GAP_H
#define SKI_STUDY_GAP_H

#include "study/run.h"

/* difference: the column SKI_COL_FORESIGHT_GAP_USD, foresight: SKI_COL_FORESIGHT_COST_USD,
 * [samples] both, which are work space afterwards; statistics: of every column. */
void ski_gap_of(double *difference, double *foresight, int samples, const ski_reduction *how,
                const ski_statistics *statistics, ski_gap *gap);

/* Fills run->gap; the statistics of every column are there. Fails as the rows do. */
sk_status ski_gap_fill(sk_run *run, const ski_rows *rows);

#endif
