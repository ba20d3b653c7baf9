/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Specification of a synthetic chain → its file in the bench's folder → scenario. */
#include "parts.h"

void bench_made_path(const bench_plan *plan, const bench_chain *chain, char *path, int size) {
    snprintf(path, (size_t)size, "%s/size%d_T%d_%s%s.cfg", plan->folder, chain->size,
             chain->periods, bench_kind_name(chain->kind), chain->costs_vary ? "_costs" : "");
    FILE *stream = fopen(path, "w");
    if (stream == NULL) {
        bench_fail("a chain cannot be written", NULL);
    }
    bench_chain_write(chain, stream);
    if (ferror(stream) || fclose(stream) != 0) {
        bench_fail("a chain could not be written", NULL);
    }
}

sk_scenario *bench_made(const bench_plan *plan, const bench_chain *chain, ski_rule_kind rule,
                        const char *more) {
    char path[512];
    bench_made_path(plan, chain, path, sizeof path);
    return bench_scenario(path, rule, &more, more != NULL);
}
