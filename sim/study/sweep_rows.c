/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units → rows, a chunk of units at a time: their cases are made in parallel, then one flat job
 * runs all their worlds. How many are in a chunk changes no row. */
#include "study/sweep.h"

#include "engine/each.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Cases held at a time: enough to keep threads busy while the last worlds of some are waited for,
 * and twice as many as before where they were done in less than CHUNK_SECONDS: such cases are
 * small. The clock touches no row. */
enum { CASES_LEAST = 8, CASES_A_THREAD = 2, CASES_MOST = 512, TASKS_WANTED = 1 << 18 };
static const double CHUNK_SECONDS = 0.5;

/* One case in hand. */
typedef struct {
    ski_point_case at;
    ski_swept swept;
    sk_status status;
    char *reason; /* why it could not be made */
} held;

typedef struct {
    int held, world;
} task;

typedef struct {
    ski_sweep_study *sweep;
    sk_results *results;
    const sk_watch *watch;
    int64_t units, next; /* of the shard; the first one not in hand */
    int most;            /* cases of a chunk */
    int case_count, task_count, task_capacity;
    held *cases;                /* [CASES_MOST] */
    task *tasks;                /* [task_count] by case */
    int done, failed, left_out; /* samples of chunks before; of cases that could not be made */
} chunk;

/* --- taking up units --- */

static sk_status add_task(chunk *of, int number, int world) {
    if (ski_grow((void **)&of->tasks, &of->task_capacity, of->task_count, sizeof(task)) != 0) {
        return SK_ERR_MEMORY;
    }
    of->tasks[of->task_count++] = (task){number, world};
    return SK_OK;
}

/* The worlds of a unit that are not there yet; there: [unit->world_count]. */
static sk_status add_tasks(chunk *of, const ski_unit *unit, const unsigned char *there) {
    sk_status st = SK_OK;
    const ski_point_case at = {unit->point, unit->policy};
    const held *last = of->case_count > 0 ? &of->cases[of->case_count - 1] : NULL;
    const bool is_new = last == NULL || last->at.point != at.point || last->at.policy != at.policy;
    int missing = 0;
    for (int i = 0; i < unit->world_count; i++) {
        if (!there[i]) {
            SK_TRY(add_task(of, of->case_count - !is_new, unit->first_world + i));
            missing++;
        }
    }
    if (missing > 0 && is_new) {
        of->cases[of->case_count++] = (held){.at = at};
    }
done:
    return st;
}

static sk_status take_up_unit(chunk *of, const ski_unit *unit) {
    sk_status st = SK_OK;
    const ski_point_case at = {unit->point, unit->policy};
    const char *known = NULL;
    ski_arena *arena = ski_arena_new();
    unsigned char *there = ski_alloc(unit->world_count, sizeof *there);
    SK_CHECK_MEMORY(arena);
    SK_CHECK_MEMORY(there);
    SK_TRY(ski_cells_error(of->results, at, arena, &known));
    if (known != NULL) {
        of->left_out += unit->world_count;
        goto done;
    }
    SK_TRY(ski_cells_kept(of->results, at, unit->first_world, unit->world_count, there));
    SK_TRY(add_tasks(of, unit, there));
done:
    free(there);
    ski_arena_free(arena);
    return st;
}

static bool should_stop(const chunk *of) {
    const sk_watch *watch = of->watch;
    return watch != NULL && watch->should_stop != NULL && watch->should_stop(watch->context) != 0;
}

/* Takes up units until there is enough to do, or no more of them. */
static sk_status take_up(chunk *of) {
    sk_status st = SK_OK;
    of->case_count = of->task_count = 0;
    while (of->next < of->units && of->case_count < of->most && of->task_count < TASKS_WANTED) {
        const ski_unit unit =
            ski_shard_unit(&of->sweep->split, of->sweep->shard == 0 ? 1 : of->sweep->shard,
                           of->next);
        if (should_stop(of)) {
            return SK_ERR_STOPPED;
        }
        SK_TRY(take_up_unit(of, &unit));
        of->next++;
    }
done:
    return st;
}

/* --- making cases --- */

/* The errors of a list, one a line, without the place of the file, which is no matter of the point.
 */
static char *reason_of(const sk_error *error, const char *path) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return NULL;
    }
    for (int i = 0, said = 0; i < sk_error_kept(error); i++) {
        const char *words = sk_error_text(error, i);
        const size_t head = strlen(path);
        if (sk_error_severity(error, i) != SK_SEVERITY_ERROR) {
            continue;
        }
        if (strncmp(words, path, head) == 0 && words[head] == ':') {
            const size_t digits = strspn(words + head + 1, "0123456789");
            words += head + 1 + digits + (digits > 0 && words[head + 1 + digits] == ':');
            words += strspn(words, " ");
        }
        fprintf(stream, "%s%s", said++ == 0 ? "" : "\n", words);
    }
    return fclose(stream) == 0 ? text : NULL;
}

static void make_case(void *context, int index) {
    chunk *of = context;
    held *one = &of->cases[index];
    sk_error *error = sk_error_new();
    one->status = error == NULL
                      ? SK_ERR_MEMORY
                      : ski_swept_build(&one->swept, of->sweep, one->at, of->watch, error);
    if (one->status == SK_ERR_SCENARIO || one->status == SK_ERR_INTERNAL) {
        one->reason = reason_of(error, of->sweep->scenario->path);
        one->status = one->reason == NULL ? SK_ERR_MEMORY : one->status;
    }
    sk_error_free(error);
}

static sk_status store_point(const chunk *of, int point) {
    sk_status st = SK_OK;
    const ski_points *points = of->sweep->points;
    const int count = ski_points_values(points);
    ski_value_at *values = ski_alloc(count, sizeof *values);
    char *name = ski_alloc(ski_points_name_size(points), 1);
    SK_CHECK_MEMORY(values);
    SK_CHECK_MEMORY(name);
    ski_point_at(points, point, values);
    st =
        ski_cells_add_point(of->results, point, ski_point_name(points, point, name), values, count);
done:
    free(values);
    free(name);
    return st;
}

/* Says of each case what it is, and leaves out the worlds of those that cannot be made. */
static sk_status store_cases(chunk *of) {
    sk_status st = SK_OK;
    int kept = 0;
    for (int i = 0; i < of->case_count; i++) {
        const held *one = &of->cases[i];
        if (one->status != SK_OK && one->reason == NULL) {
            return one->status;
        }
        SK_TRY(store_point(of, one->at.point));
        if (one->reason != NULL) {
            SK_TRY(ski_cells_add_error(of->results, one->at, one->reason));
        }
    }
    for (int i = 0; i < of->task_count; i++) {
        if (of->cases[of->tasks[i].held].reason == NULL) {
            of->tasks[kept++] = of->tasks[i];
        }
    }
    of->left_out += of->task_count - kept;
    of->task_count = kept;
done:
    return st;
}

static void lay_down(chunk *of) {
    for (int i = 0; i < of->case_count; i++) {
        ski_swept_free(&of->cases[i].swept);
        free(of->cases[i].reason);
        of->cases[i].reason = NULL;
    }
    of->case_count = 0;
}

/* --- running --- */

static void task_at(const void *context, int index, ski_task *out) {
    const chunk *of = context;
    const held *one = &of->cases[of->tasks[index].held];
    out->chain = one->swept.chain;
    out->metrics = one->swept.metrics;
    out->recipe = ski_recipe_of_world((uint32_t)of->tasks[index].world);
}

static sk_status take(void *context, const ski_sample *sample) {
    chunk *of = context;
    const task *at = &of->tasks[sample->index];
    const held *one = &of->cases[at->held];
    ski_sample in_world = *sample;
    in_world.index = at->world;
    of->failed += sample->row == NULL;
    return ski_cells_take(of->results, one->at, one->swept.metrics, &in_world);
}

static sk_status end_block(void *context) {
    const chunk *of = context;
    return ski_cells_last(of->results);
}

static void tell(void *context, const sk_progress *progress) {
    const chunk *of = context;
    sk_progress all = *progress;
    all.done += of->done;
    all.failed = of->failed;
    all.total = (int)of->sweep->planned - of->left_out;
    all.headline = NULL; /* of points mixed it would say nothing */
    of->watch->progress(of->watch->context, &all);
}

static int asks_to_stop(void *context) {
    return should_stop(context);
}

static sk_status run_tasks(chunk *of, sk_error *error) {
    const sk_watch *watch = of->watch;
    const sk_scenario *scenario = of->sweep->scenario;
    const sk_watch through = {.progress = watch != NULL && watch->progress != NULL ? tell : NULL,
                              .should_stop =
                                  watch != NULL && watch->should_stop != NULL ? asks_to_stop : NULL,
                              .context = of};
    const ski_sink sink = {.take = take, .end_block = end_block, .context = of};
    if (of->task_count == 0) {
        return SK_OK;
    }
    const ski_job job = {.chain = of->cases[of->tasks[0].held].swept.chain,
                         .metrics = of->cases[of->tasks[0].held].swept.metrics,
                         .task_at = task_at,
                         .context = of,
                         .rule = ski_rule_of(scenario),
                         .seed = scenario->simulation.seed,
                         .samples = of->task_count,
                         .threads = of->sweep->threads};
    return ski_engine_run(&job, &sink, &through, error);
}

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + 1e-9 * (double)at.tv_nsec;
}

static sk_status run_chunk(chunk *of, sk_error *error) {
    sk_status st = SK_OK;
    const double began = now();
    const int threads = of->sweep->threads;
    SK_TRY(take_up(of));
    ski_engine_each(of->case_count, threads < of->case_count ? threads : of->case_count, make_case,
                    of);
    SK_TRY(store_cases(of));
    SK_TRY(run_tasks(of, error));
    SK_TRY(ski_cells_last(of->results));
    of->done += of->task_count;
    if (now() - began < CHUNK_SECONDS && 2 * of->most <= CASES_MOST) {
        of->most *= 2;
    }
done:
    lay_down(of);
    return st;
}

sk_status ski_sweep_run(ski_sweep_study *sweep, sk_results *results, const sk_watch *watch,
                        sk_error *error) {
    sk_status st = SK_OK;
    const int most = CASES_A_THREAD * sweep->threads;
    chunk of = {.sweep = sweep,
                .results = results,
                .watch = watch,
                .units = ski_shard_units(&sweep->split, sweep->shard == 0 ? 1 : sweep->shard),
                .most = most < CASES_LEAST  ? CASES_LEAST
                        : most > CASES_MOST ? CASES_MOST
                                            : most,
                .done = sk_results_kept(results)};
    SK_CHECK_MEMORY(of.cases = ski_alloc(CASES_MOST, sizeof *of.cases));
    while (of.next < of.units) {
        SK_TRY(run_chunk(&of, error));
    }
done:
    free(of.cases);
    free(of.tasks);
    return st;
}
