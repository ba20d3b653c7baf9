/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db: where a study keeps its rows, so that it can be stopped and go on, and others can
 * read them (docs/results.md). */
#ifndef SKARN_RESULTS_H
#define SKARN_RESULTS_H

#include <skarn/scenario.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A database of results, open for one study; nobody else writes or reads it meanwhile. */
typedef struct sk_results sk_results;

/** Opens the results of a study of `scenario`, or makes new ones. What an earlier start of the same
 * study of the same scenario, choice, seed and revision left is kept, and a larger number of
 * samples adds to it.
 * @param out      end with sk_results_close(); untouched on failure
 * @param path     of the file
 * @param command  "run", "compare", …
 * @param choice   what else was chosen and changes rows, as the policies of `compare`; NULL: the
 * policy that `scenario` was read with
 * @param scenario borrowed: outlives the results
 * @param replace  whatever else is there is given up
 * @param error    says what differs; may be NULL
 * @return SK_OK; SK_ERR_FOREIGN when results of something else, a newer schema or no results at
 * all are there; SK_ERR_IO when the file cannot be read or written, or another process has it;
 * SK_ERR_MEMORY */
sk_status sk_results_open(sk_results **out, const char *path, const char *command,
                          const char *choice, const sk_scenario *scenario, bool replace,
                          sk_error *error);

/** The same of one shard of a sweep, whose split is a part of what it is: results of another shard,
 * another number of them or of samples, or of the whole sweep, are something else.
 * @param shard  1 … shards
 * @return as sk_results_open(); SK_ERR_USAGE when there is no such shard */
sk_status sk_results_open_shard(sk_results **out, const char *path, const sk_scenario *scenario,
                                int shard, int shards, bool replace, sk_error *error);

/** Closes them; NULL is allowed. All that was stored stands in the one file. */
void sk_results_close(sk_results *results);

/** Samples that are stored, of all policies and points. */
int sk_results_kept(const sk_results *results);

/** Whether they are all that was asked for, with everything made of them. */
bool sk_results_are_complete(const sk_results *results);

/** What stands in a database of results at one moment, for writing elsewhere. */
typedef struct sk_export sk_export;

/** Opens a results.db for reading.
 * @param out   free with sk_export_close(); untouched on failure
 * @param error may be NULL
 * @return SK_OK; SK_ERR_FOREIGN when it is of a newer schema or no results; SK_ERR_IO when it
 * cannot be read, or a run has it open; SK_ERR_MEMORY */
sk_status sk_export_open(sk_export **out, const char *path, sk_error *error);

/** Closes it; NULL is allowed. */
void sk_export_close(sk_export *from);

/** Whether the run that filled it came to its end. */
bool sk_export_is_complete(const sk_export *from);

/** Whether it has a table: those of points and their metrics are of sweeps alone. */
bool sk_export_has(const sk_export *from, const char *table);

/** Names of the tables that can be written, [*count], of whatever study. */
const char *const *sk_export_tables(int *count);

/** Writes one table as CSV (RFC 4180): a header, a row a line, numbers in the fewest digits that
 * read back as the same, nothing where a value is undefined.
 * @return SK_OK; SK_ERR_USAGE (no such table); SK_ERR_IO when reading (said in error) or the stream
 * fails; SK_ERR_MEMORY */
sk_status sk_export_write_csv(sk_export *from, const char *table, FILE *stream, sk_error *error);

/** Writes all of it as one JSON document, schema skarn/export/1: each table an array of objects. */
sk_status sk_export_write_json(sk_export *from, FILE *stream, sk_error *error);

#ifdef __cplusplus
}
#endif
#endif
