/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text → checked scenario: reading, overrides, policies, the canonical text, and the reference of
 * its keys. */
#ifndef SKARN_SCENARIO_H
#define SKARN_SCENARIO_H

#include <skarn/status.h>
#include <stdbool.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A checked scenario; never changes. */
typedef struct sk_scenario sk_scenario;

/** Kinds of override, in the order of docs/scenario.md: both act on every path that matches. */
typedef enum { SK_SET, SK_SCALE } sk_override_kind;

/** One override: `text` is `PATH=VALUE`, PATH may hold `*` and `?` within a segment. */
typedef struct {
    sk_override_kind kind;
    const char *text;
} sk_override;

/** Reads and checks a scenario file, applies the overrides in order, then the policy.
 * @param out       receives the scenario; free with sk_scenario_free(). Untouched on failure.
 * @param path      of the file
 * @param overrides [override_count], may be NULL when override_count is 0
 * @param policy    name of a policy of the file, "baseline" or NULL for none
 * @param error     receives every error and warning, with file, line and path
 * @return SK_OK (warnings are possible), SK_ERR_SCENARIO, SK_ERR_IO when it cannot be read,
 * SK_ERR_MEMORY */
sk_status sk_scenario_read(sk_scenario **out, const char *path, const sk_override *overrides,
                           int override_count, const char *policy, sk_error *error);

/** Frees a scenario; NULL is allowed. */
void sk_scenario_free(sk_scenario *scenario);

/** Name of the scenario: names its results folder. Borrowed. */
const char *sk_scenario_name(const sk_scenario *scenario);

/** Writes the scenario as one canonical file, includes and overrides folded in: reading it, with
 * the same policy, gives the same scenario. The policy itself is not folded in.
 * @return SK_OK, or SK_ERR_IO when the stream fails */
sk_status sk_scenario_write(const sk_scenario *scenario, FILE *stream);

/** Writes the path of every key, one a line, with `*` for the name of an element and the number of
 * an item: `sources.*.capacity_tpy`, as overrides take it. */
sk_status sk_scenario_write_paths(FILE *stream);

/** Writes the reference of every section and key in Markdown (docs/scenario.md). */
sk_status sk_scenario_write_reference(FILE *stream);

/** Writes a small scenario to start from: it checks, plans and runs.
 * @param name of the scenario: letters, digits, `_` and `-`, first a letter
 * @param full every key of the format, with its meaning, commented out where it may be left out
 * @return SK_OK, SK_ERR_IO when the stream fails, SK_ERR_MEMORY */
sk_status sk_scenario_write_new(const char *name, bool full, FILE *stream);

/** Writes the help of one key, `section.key` or a bare key name: unit, default, range, meaning, an
 * example.
 * @return SK_ERR_USAGE when there is no such key (the nearest one is in `error`) */
sk_status sk_scenario_write_key_help(const char *key, FILE *stream, sk_error *error);

#ifdef __cplusplus
}
#endif
#endif
