/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rolling rule: each period the present is seen, the rest of a window forecast, the window's
 * plan made, its first period carried out (model.md §3). */
#ifndef SKI_DECISIONS_ROLLING_H
#define SKI_DECISIONS_ROLLING_H

#include "decisions/rule.h"

/* Of a case with a window. */
sk_status ski_rolling_new(ski_rule **out, const ski_case *chain, sk_error *error);

#endif
