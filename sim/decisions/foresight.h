/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foresight rule: one program over the whole horizon with the world known, carried out as
 * planned (model.md §3). Its cost bounds that of every other rule, world by world. */
#ifndef SKI_DECISIONS_FORESIGHT_H
#define SKI_DECISIONS_FORESIGHT_H

#include "decisions/rule.h"

sk_status ski_foresight_new(ski_rule **out, const ski_case *chain, sk_error *error);

#endif
