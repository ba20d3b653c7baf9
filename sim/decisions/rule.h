/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decision rule: a world, period by period → what is carried out, in one ledger (model.md §3).
 * The engine, metrics and studies know no more of a rule than this. */
#ifndef SKI_DECISIONS_RULE_H
#define SKI_DECISIONS_RULE_H

#include "decisions/ledger.h"

/* As in simulation.decisions. */
typedef enum { SKI_FORESIGHT, SKI_ROLLING } ski_rule_kind;

/* The rule that a scenario asks for. */
ski_rule_kind ski_rule_of(const sk_scenario *scenario);

/* One worker's rule, with its own programs and solver; made, used and freed on one thread. */
typedef struct ski_rule ski_rule;
struct ski_rule {
    /* Decides the ledger's next period in `world` and carries it out. SK_ERR_INTERNAL: no certified
     * optimum, a failed sample (reason in error). */
    sk_status (*decide)(ski_rule *rule, const ski_world *world, ski_ledger *ledger,
                        sk_error *error);
    void (*free)(ski_rule *rule);
    const ski_program *program; /* the one solved last, what there is to see of a failure; NULL: its
                                   numbers were refused before there was one */
};

/* Rolling is for a case with a window. Free with ski_rule_free(). */
sk_status ski_rule_new(ski_rule **out, ski_rule_kind kind, const ski_case *chain, sk_error *error);
void ski_rule_free(ski_rule *rule);

/* Carries out every period of a world. SK_ERR_INTERNAL as decide(). */
sk_status ski_rule_run(ski_rule *rule, const ski_world *world, ski_ledger *ledger, sk_error *error);

#endif
