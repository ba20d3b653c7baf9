/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of values of the tree: what `--set`, `--scale`, the point of a
 * sweep and the changes of a policy do. */
#ifndef SKI_SCENARIO_OVERRIDE_H
#define SKI_SCENARIO_OVERRIDE_H

#include "scenario/point.h"
#include "scenario/reader.h"

/* Applies one override of the caller's to reader->document; its errors name it (`--set PATH=VALUE:
 * …`). */
sk_status ski_override_apply(ski_reader *reader, const sk_override *override);

/* Sets a value of a sweep; its errors name it (`sweep PATH=VALUE: …`). */
sk_status ski_point_apply(ski_reader *reader, const ski_value_at *wanted);

/* Applies change `wanted` of a policy, which stands at `path`. */
sk_status ski_change_apply(ski_reader *reader, const ski_change *wanted, const ski_entry *entry,
                           const ski_path *path);

#endif
