/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A failed sample, decided once more → the program it came to a stop at. */
#include "decisions/rule.h"
#include "optimizer/export.h"
#include "study/run.h"

int sk_run_failed_count(const sk_run *run) {
    return run->failed_count;
}

int sk_run_failed_sample(const sk_run *run, int index) {
    return run->failures[index].sample;
}

/* The program that was failed at, or why there is none. */
static sk_status write_program(const ski_rule *rule, const char *reason, FILE *stream) {
    if (rule->program != NULL) {
        return ski_program_write_lp(rule->program, stream);
    }
    fprintf(stream, "\\ no program was made: %s\n", reason);
    return ferror(stream) ? SK_ERR_IO : SK_OK;
}

/* Decides a world by a rule; if it fails, *failed says so and its program is written. */
static sk_status try_rule(const ski_case *chain, ski_rule_kind kind, const ski_world *world,
                          const char *reason, FILE *stream, bool *failed) {
    sk_status st = SK_OK;
    ski_rule *rule = NULL;
    ski_ledger *ledger = NULL;
    SK_TRY(ski_rule_new(&rule, kind, chain, NULL));
    SK_TRY(ski_ledger_new(&ledger, chain));
    st = ski_rule_run(rule, world, ledger, NULL);
    *failed = st == SK_ERR_INTERNAL;
    if (*failed) {
        st = write_program(rule, reason, stream);
    }
done:
    ski_ledger_free(ledger);
    ski_rule_free(rule);
    return st;
}

sk_status sk_run_write_failed_lp(const sk_run *run, int index, FILE *stream) {
    sk_status st = SK_OK;
    const ski_case *chain = run->plan->chain;
    const ski_rule_kind kind = ski_rule_of(run->scenario);
    ski_world *world = NULL;
    bool failed = false;
    if (index < 0 || index >= run->failed_count) {
        return SK_ERR_USAGE;
    }
    const char *reason = run->failures[index].reason;
    SK_TRY(ski_world_new(&world, chain->uncertainty));
    const ski_recipe recipe = ski_recipe_of_world((uint32_t)run->failures[index].sample);
    SK_TRY(ski_world_draw(chain->uncertainty, run->scenario->simulation.seed, &recipe, world));
    SK_TRY(try_rule(chain, kind, world, reason, stream, &failed));
    if (!failed && kind != SKI_FORESIGHT) { /* then it was the bound that failed */
        SK_TRY(try_rule(chain, SKI_FORESIGHT, world, reason, stream, &failed));
    }
done:
    ski_world_free(world);
    return st;
}
