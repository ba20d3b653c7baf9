/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run → the tables of results.db that say what its rows have in common. */
#ifndef SKI_STUDY_STORE_H
#define SKI_STUDY_STORE_H

#include "results/database.h"
#include "study/run.h"

/* Writes series, plan and marginal, and marks the run as complete. SK_ERR_IO, SK_ERR_MEMORY. */
sk_status ski_run_store(const sk_run *run, sk_results *results);

#endif
