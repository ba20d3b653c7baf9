/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Size and kind of randomness → the text of a synthetic chain: two metals from mines over two
 * stages of plants to markets, every place of a stage joined to every one of the next. The same
 * specification gives the same bytes. */
#ifndef BENCH_GENERATOR_H
#define BENCH_GENERATOR_H

#include <stdbool.h>
#include <stdio.h>

typedef enum {
    BENCH_CONTINUOUS, /* every capacity and demand moves by degrees */
    BENCH_MIXED,      /* so, and now and then something fails */
    BENCH_MILD,       /* as mixed, but moving half as far */
    BENCH_DISCRETE,   /* every capacity and demand is one of two or three values each month */
    BENCH_RARE        /* now and then something fails, and nothing else is random */
} bench_kind;

const char *bench_kind_name(bench_kind kind);

typedef struct {
    int size; /* plants of a stage and markets, of each metal; 2: about 39 rows and 118 columns a
                 month */
    int periods;
    bench_kind kind;
    bool costs_vary; /* prices, freights and costs of running are random too */
} bench_chain;

void bench_chain_write(const bench_chain *chain, FILE *stream);

/* --- shared by the generator's two files --- */

enum { BENCH_METALS = 2 };
extern const char *const bench_metals[BENCH_METALS];

/* Places of a stage, of one metal: one mine more than plants. */
int bench_place_count(const bench_chain *chain, int stage);

/* The sections that say what is random, after the chain itself. */
void bench_chain_write_random(const bench_chain *chain, FILE *stream);

#endif
