/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A world as far as it has come → what its operator expects of the periods after (model.md §3). Of
 * the world nothing is read that is not known by the end of the present period: neither what
 * strikes later, nor how long lasts what is on, unless it was announced. */
#ifndef SKI_UNCERTAINTY_FORECAST_H
#define SKI_UNCERTAINTY_FORECAST_H

#include "uncertainty/world.h"

/* One worker's work space. */
typedef struct ski_forecast ski_forecast;

/* Free with ski_forecast_free(). SK_ERR_MEMORY is the only failure. */
sk_status ski_forecast_new(ski_forecast **out, const ski_uncertainty *uncertainty);
void ski_forecast_free(ski_forecast *forecast);

/* Values of the touched quantities in a window of `periods` periods from `first` on, into
 * values[quantity_count * periods]: of the world up to the period `now`, expected after it.
 * Allocates nothing. */
void ski_forecast_fill(ski_forecast *forecast, const ski_world *world, int now, int first,
                       int periods, double *values);

#endif
