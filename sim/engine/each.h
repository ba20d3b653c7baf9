/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of work that have nothing to do with one another → all of them, in parallel. */
#ifndef SKI_ENGINE_EACH_H
#define SKI_ENGINE_EACH_H

/* Does work(context, i) for each i of 0 … count - 1, one of them on one thread; `work` keeps what
 * comes of each in a place of its own. threads: as ski_engine_threads() gives them. */
void ski_engine_each(int count, int threads, void (*work)(void *context, int index), void *context);

#endif
