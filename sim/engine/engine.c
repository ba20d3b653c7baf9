/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks in parallel → rows to a sink, in index order. Workers take the samples of a block one by
 * one and write each row in its own place; a finished block goes to the sink. Nothing is reduced
 * here, so the rows are the same at any number of threads. */
#include "engine/engine.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

/* Samples handed over at a time: enough that workers seldom wait for the last of a block, and no
 * more than memory holds of wide ones. */
enum { BLOCK_SAMPLES = 256, BLOCK_LEAST = 8, BLOCK_BYTES = 64 << 20 };

/* The clock says when to show progress and how much is handed over at a time, and touches no
 * number. What is in hand is lost when the machine goes down. */
#define PROGRESS_SECONDS 0.2
#define BLOCK_SECONDS 10.0
enum { BLOCK_LEAST_A_THREAD = 4 };

typedef struct {
    ski_solves solves;
    char *failure; /* NULL: the sample did not fail */
    bool is_done;
} outcome;

/* What all workers share. */
typedef struct {
    const ski_job *job;
    const ski_sink *sink;
    const sk_watch *watch;
    int threads;
    int most, width;       /* samples of a block; numbers of one: its row, then its trace */
    int first, block;      /* the block in hand */
    double block_began_at; /* in seconds of the clock */
    double *rows;          /* [most * width] */
    outcome *outcomes;     /* [most] */
    sk_status status;      /* the first that was not SK_OK: no more samples are begun */
    char *reason;          /* what belongs to it; NULL: nothing */
    sk_progress told;
    double shown_at; /* when progress was last told */
    omp_lock_t lock; /* held by whoever reads or writes status, reason or counts */
} shared;

/* What one worker has for itself, made and freed on its thread. */
typedef struct {
    const ski_case *chain;  /* that all below is for; NULL: there is none yet */
    ski_rule *rule, *bound; /* bound: NULL when it is not asked for, or is the rule itself */
    ski_ledger *ledger;
    ski_world *world;
    ski_measure *measure;
    sk_error *error;
} worker;

int ski_engine_threads(int asked, int samples) {
    int threads = asked;
    if (asked <= 0) {
        const int most = omp_get_max_threads(), processors = omp_get_num_procs();
        threads = most < processors ? most : processors;
    }
    if (!ski_solver_is_thread_safe()) {
        threads = 1;
    }
    return threads < samples ? threads : samples;
}

/* The text of the last error, owned by the list; NULL when there is none. */
static const char *last_error(const sk_error *error) {
    for (int i = sk_error_kept(error) - 1; i >= 0; i--) {
        if (sk_error_severity(error, i) == SK_SEVERITY_ERROR) {
            return sk_error_text(error, i);
        }
    }
    return NULL;
}

/* Keeps the first failure that ends the run, with its reason (may be NULL). */
static void end_run(shared *run, sk_status st, const char *reason) {
    omp_set_lock(&run->lock);
    if (run->status == SK_OK) {
        run->status = st;
        run->reason = reason == NULL ? NULL : strdup(reason);
    }
    omp_unset_lock(&run->lock);
}

/* Lays down what belongs to the case in hand. */
static void lay_down(worker *self) {
    ski_measure_free(self->measure);
    ski_world_free(self->world);
    ski_rule_free(self->rule);
    ski_rule_free(self->bound);
    ski_ledger_free(self->ledger);
    *self = (worker){.error = self->error};
}

static sk_status take_up(worker *self, const ski_job *job, const ski_task *task) {
    sk_status st = SK_OK;
    const ski_case *chain = task->chain;
    lay_down(self);
    SK_TRY(ski_ledger_new(&self->ledger, chain));
    SK_TRY(ski_rule_new(&self->rule, job->rule, chain, self->error));
    if (job->with_bound && job->rule != SKI_FORESIGHT) {
        SK_TRY(ski_rule_new(&self->bound, SKI_FORESIGHT, chain, self->error));
    }
    SK_TRY(ski_world_new(&self->world, chain->uncertainty));
    SK_TRY(ski_measure_new(&self->measure, chain->network, &chain->program->layout, task->metrics));
    self->chain = chain;
done:
    return st;
}

static ski_task task_of(const ski_job *job, int index) {
    ski_task task = {job->chain, job->metrics, ski_recipe_of_world((uint32_t)index)};
    if (job->task_at != NULL) {
        job->task_at(job->context, index, &task);
    }
    return task;
}

static void worker_end(worker *self) {
    lay_down(self);
    sk_error_free(self->error);
    ski_solver_end_thread();
}

/* A failed sample's reason moves to its outcome; the worker goes on with an empty list. */
static sk_status note_failure(worker *self, outcome *result) {
    const char *reason = last_error(self->error);
    result->failure = strdup(reason == NULL ? "no certified optimum" : reason);
    sk_error_free(self->error);
    self->error = sk_error_new();
    return result->failure == NULL || self->error == NULL ? SK_ERR_MEMORY : SK_OK;
}

/* The world decided by a rule, its flows in the ledger. */
static sk_status decide(worker *self, ski_rule *rule, outcome *result) {
    const sk_status st = ski_rule_run(rule, self->world, self->ledger, self->error);
    ski_solves_sum(&result->solves, &self->ledger->solves);
    return st == SK_ERR_INTERNAL ? note_failure(self, result) : st;
}

/* One task: world, decisions, row. A failed sample is SK_OK here. */
static sk_status run_sample(worker *self, const ski_job *job, int index, double *row,
                            outcome *result) {
    sk_status st = SK_OK;
    const ski_task task = task_of(job, index);
    if (self->world == NULL || self->chain != task.chain) {
        SK_TRY(take_up(self, job, &task));
    }
    const double *values = self->world->values;
    SK_TRY(ski_world_draw(task.chain->uncertainty, job->seed, &task.recipe, self->world));
    SK_TRY(decide(self, self->rule, result));
    if (result->failure == NULL) {
        ski_measure_row(self->measure, values, self->ledger->flows, row);
        if (job->trace.width > 0) {
            job->trace.write(job->trace.context, self->world, self->ledger, self->measure,
                             row + job->metrics->width);
        }
    }
    if (result->failure == NULL && self->bound != NULL) {
        SK_TRY(decide(self, self->bound, result));
    }
    if (result->failure == NULL && job->with_bound) {
        ski_measure_bound(self->measure, values, self->ledger->flows, row);
    }
done:
    return st;
}

static bool asked_to_stop(const sk_watch *watch) {
    return watch != NULL && watch->should_stop != NULL && watch->should_stop(watch->context) != 0;
}

/* Whether another sample may be begun. */
static bool goes_on(shared *run) {
    omp_set_lock(&run->lock);
    if (run->status == SK_OK && asked_to_stop(run->watch)) {
        run->status = SK_ERR_STOPPED;
    }
    const bool on = run->status == SK_OK;
    omp_unset_lock(&run->lock);
    return on;
}

/* Counts are whole numbers: the order in which samples come does not matter to them. */
static void count_sample(sk_progress *told, const double *row, bool failed) {
    told->done++;
    told->failed += failed;
    if (!failed) {
        const bool is_critical = !isnan(row[SKI_COL_ANY_SHORTAGE_CRITICAL]);
        told->headline = is_critical ? "some critical demand goes short" : "some demand goes short";
        told->events += row[is_critical ? SKI_COL_ANY_SHORTAGE_CRITICAL : SKI_COL_ANY_SHORTAGE] > 0;
    }
}

/* row: NULL where the sample failed. */
static void tell_progress(shared *run, const double *row) {
    sk_progress *told = &run->told;
    omp_set_lock(&run->lock);
    count_sample(told, row, row == NULL);
    const double now = omp_get_wtime();
    const bool last = told->done == told->total;
    if (run->watch != NULL && run->watch->progress != NULL &&
        (last || now - run->shown_at >= PROGRESS_SECONDS)) {
        run->watch->progress(run->watch->context, told);
        run->shown_at = now;
    }
    omp_unset_lock(&run->lock);
}

static void work_on(shared *run, worker *self, int index, int place) {
    if (self->error == NULL || !goes_on(run)) {
        return;
    }
    outcome *result = &run->outcomes[place];
    double *row = run->rows + (size_t)place * (size_t)run->width;
    const sk_status st = run_sample(self, run->job, index, row, result);
    if (st == SK_OK) {
        result->is_done = true;
        tell_progress(run, result->failure == NULL ? row : NULL);
    } else {
        end_run(run, st, last_error(self->error));
    }
}

static ski_sample sample_at(const shared *run, int index, int place) {
    const outcome *result = &run->outcomes[place];
    const double *row = run->rows + (size_t)place * (size_t)run->width;
    const bool good = result->failure == NULL;
    return (ski_sample){.index = index,
                        .row = good ? row : NULL,
                        .trace = good ? row + run->job->metrics->width : NULL,
                        .failure = result->failure,
                        .solves = &result->solves};
}

/* The samples at the head of a block that are done: of one that was stopped, those before a gap. */
static int done_at_head(const shared *run, int count) {
    int done = 0;
    while (done < count && run->outcomes[done].is_done) {
        done++;
    }
    return done;
}

static sk_status give(const shared *run, int first, int count) {
    sk_status st = SK_OK;
    const ski_sink *sink = run->sink;
    for (int place = 0; place < count; place++) {
        const ski_sample sample = sample_at(run, first + place, place);
        SK_TRY(sink->take(sink->context, &sample));
    }
    if (count > 0 && sink->end_block != NULL) {
        st = sink->end_block(sink->context);
    }
done:
    return st;
}

/* Gives the block in hand to the sink, unless the run has failed, and empties it. The other workers
 * wait. */
static void hand_over(shared *run) {
    if (run->status == SK_OK || run->status == SK_ERR_STOPPED) {
        const sk_status st = give(run, run->first, done_at_head(run, run->block));
        if (st != SK_OK) {
            run->status = st;
        }
    }
    for (int place = 0; place < run->block; place++) {
        free(run->outcomes[place].failure);
        run->outcomes[place] = (outcome){0};
    }
}

/* Samples of the next block: as many as the last one did in BLOCK_SECONDS. */
static int next_block(const shared *run, double seconds) {
    const int left = run->job->samples - run->first;
    const double fits = seconds > 0 ? run->block * BLOCK_SECONDS / seconds : run->most;
    int block = BLOCK_LEAST_A_THREAD * run->threads;
    block = fits > block ? (int)fmin(fits, run->most) : block;
    block = block < run->most ? block : run->most;
    return block < left ? block : left;
}

static void go_to_next_block(shared *run) {
    const double now = omp_get_wtime();
    run->first += run->block;
    run->block =
        next_block(run, run->first == run->job->first ? INFINITY : now - run->block_began_at);
    run->block_began_at = now;
}

/* What each thread does. Every thread passes every block, for each ends in a barrier. */
static void work(shared *run) {
    worker self = {.error = sk_error_new()};
    if (self.error == NULL) {
        end_run(run, SK_ERR_MEMORY, NULL);
    }
    while (run->block > 0) {
        const int first = run->first, end = first + run->block;
#pragma omp for schedule(dynamic, 1)
        for (int index = first; index < end; index++) {
            work_on(run, &self, index, index - first);
        }
#pragma omp single
        {
            hand_over(run);
            go_to_next_block(run);
        }
    }
    worker_end(&self);
}

static int block_samples(int width) {
    const int fits = BLOCK_BYTES / (int)sizeof(double) / (width > 0 ? width : 1);
    return fits < BLOCK_LEAST ? BLOCK_LEAST : fits < BLOCK_SAMPLES ? fits : BLOCK_SAMPLES;
}

sk_status ski_engine_run(const ski_job *job, const ski_sink *sink, const sk_watch *watch,
                         sk_error *error) {
    sk_status st = SK_OK;
    shared run = {.job = job,
                  .sink = sink,
                  .watch = watch,
                  .told = {.done = job->first, .total = job->samples}};
    const int threads = ski_engine_threads(job->threads, job->samples - job->first);
    run.threads = threads;
    run.width = job->metrics->width + job->trace.width;
    run.most = block_samples(run.width);
    run.first = job->first;
    omp_init_lock(&run.lock);
    SK_CHECK_MEMORY(run.rows = ski_alloc(run.width, (size_t)run.most * sizeof *run.rows));
    SK_CHECK_MEMORY(run.outcomes = ski_alloc(run.most, sizeof *run.outcomes));
    if (job->threads > 1 && threads == 1 && !ski_solver_is_thread_safe()) {
        ski_warning_at(error, (ski_where){NULL, 0}, NULL,
                       "this build of GLPK can be used by one thread only: the run uses one");
    }
    go_to_next_block(&run);
    run.shown_at = run.block_began_at;
#pragma omp parallel num_threads(threads)
    work(&run);
    st = run.status;
    if (run.reason != NULL) {
        ski_fail(error, st, "%s", run.reason);
    }
done:
    omp_destroy_lock(&run.lock);
    free(run.reason);
    free(run.rows);
    free(run.outcomes);
    return st;
}
