/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → which demands each stock can serve from inside their country, and how much of a tonne
 * gets there: what lowest_cover_days is made of (model.md §4). */
#ifndef SKI_METRICS_COVER_H
#define SKI_METRICS_COVER_H

#include "network/network.h"

/* A demand within reach of a stock. */
typedef struct {
    int demand;
    double delivered; /* t of the demand's material out of a tonne of the stock */
} ski_reach;

typedef struct {
    const int *first;         /* [stocks + 1] of each stock's reaches */
    const ski_reach *reaches; /* [first[stocks]] */
} ski_cover;

/* Finds the best path from each stock to each demand of its country: through routes between places
 * of the country, which deliver 1 - loss, and processes there, which deliver output · yield per
 * tonne of the input the path comes by (yield: the base's mean over the horizon). A path passes a
 * node once. Filled from `arena`. */
sk_status ski_cover_build(ski_cover *cover, const sk_network *network, ski_arena *arena);

#endif
