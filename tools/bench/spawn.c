/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a command line → what the program took, from start to end. */
#include "spawn.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MOST = 24 };

/* In the child: the program, with its output thrown away. */
static _Noreturn void become(const char *const *words) {
    if (freopen("/dev/null", "w", stdout) != NULL && freopen("/dev/null", "w", stderr) != NULL) {
        execv(words[0], (char *const *)words);
    }
    _exit(127);
}

bench_usage bench_spawn(const char *const *words) {
    struct rusage used = {0};
    int status = 0;
    fflush(NULL); /* or the child would print what waits in the buffers again */
    const double begun = bench_seconds();
    const pid_t child = fork();
    if (child == 0) {
        become(words);
    }
    if (child < 0 || wait4(child, &status, 0, &used) < 0 || status != 0) {
        bench_fail("the program did not end well", NULL);
    }
    return (bench_usage){bench_seconds() - begun, (double)used.ru_maxrss / 1024};
}

bench_usage bench_spawn_run(const bench_plan *plan, const char *scenario, const char *const *more,
                            int count) {
    char results[512];
    const char *words[WORDS_MOST] = {plan->program, "run", scenario, "--force", "-o", results};
    snprintf(results, sizeof results, "%s/results", plan->folder);
    for (int i = 0; i < count; i++) {
        words[6 + i] = more[i];
    }
    return bench_spawn(words);
}
