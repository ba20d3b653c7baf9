/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A path and a scenario → an open results.db that is ours alone, new or of the same study.
 * One writer: the file is locked as long as it is open. While a run goes on it has a write-ahead
 * log, so that a block costs no wait for the disk and a kill leaves whole blocks; once it is closed
 * there is one plain file again. */
#include "results/database_parts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* How often, and how long between, a file is tried that somebody else has. */
enum { TRIES = 20, PAUSE_LEAST_MS = 5, PAUSE_SPREAD_MS = 29 };

/* The log may grow to 16 MB before it goes into the file. */
static const char settings[] = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL; "
                               "PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY;";

static sk_status close_connection(sk_results *results) {
    const bool closed = sqlite3_close(results->sql.connection) == SQLITE_OK;
    results->sql.connection = NULL;
    return closed ? SK_OK : SK_ERR_INTERNAL; /* a statement was left open */
}

/* Opens the file, or makes it, and locks it; why that fails is not said, and left with the
 * connection. */
static sk_status try_connection(sk_results *results) {
    sk_status st = SK_OK;
    ski_sql quiet = {.path = results->path};
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(results->path, &results->sql.connection, flags, NULL);
    quiet.connection = results->sql.connection;
    if (code != SQLITE_OK) {
        return quiet.connection == NULL ? SK_ERR_MEMORY : SK_ERR_IO;
    }
    SK_TRY(ski_sql_run(&quiet, settings));
    SK_TRY(ski_sql_run(&quiet, "BEGIN EXCLUSIVE; COMMIT;"));
done:
    return st;
}

/* Waits for a time in which two processes that stand in each other's way differ, and from one try
 * to the next too. */
static void pause_before(int next_try) {
    const unsigned mixed = ((unsigned)getpid() * 31U + (unsigned)next_try) * 2654435761U;
    const long ms = PAUSE_LEAST_MS + (long)((mixed >> 16) % PAUSE_SPREAD_MS);
    const struct timespec pause = {.tv_nsec = ms * 1000000};
    (void)nanosleep(&pause, NULL); /* cut short by a signal: the next try comes earlier */
}

/* Of two that start together each may hold a part of the lock that the other wants: both let go of
 * it and try again. */
static sk_status open_connection(sk_results *results) {
    sk_status st = try_connection(results);
    for (int i = 1; i < TRIES && st != SK_OK && results->sql.connection != NULL; i++) {
        if ((sqlite3_errcode(results->sql.connection) & 0xff) != SQLITE_BUSY) {
            break;
        }
        if (close_connection(results) != SK_OK) {
            return SK_ERR_INTERNAL;
        }
        pause_before(i);
        st = try_connection(results);
    }
    return st == SK_OK || results->sql.connection == NULL ? st : ski_sql_failed(&results->sql);
}

/* Whether the file that could not be opened holds something that is no database, or a damaged one.
 */
static bool is_damaged(const sk_results *results) {
    const int code = sqlite3_errcode(results->sql.connection) & 0xff;
    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

static sk_status remove_file(const sk_results *results) {
    static const char *const endings[] = {"", "-wal", "-journal", "-shm"};
    for (int i = 0; i < 4; i++) {
        char *path = sqlite3_mprintf("%s%s", results->path, endings[i]);
        if (path == NULL) {
            return SK_ERR_MEMORY;
        }
        (void)unlink(path); /* what cannot be removed is said by opening it again */
        sqlite3_free(path);
    }
    return SK_OK;
}

/* What stood in tables that are gone. */
static void forget(sk_results *results) {
    results->has_tables = results->is_complete = false;
    results->stored = results->cell_rows = 0;
}

/* Empties a database that is ours to write. */
static sk_status empty(sk_results *results) {
    sk_status st = SK_OK;
    sqlite3 *connection = results->sql.connection;
    sqlite3_db_config(connection, SQLITE_DBCONFIG_RESET_DATABASE, 1, NULL);
    st = ski_sql_run(&results->sql, "VACUUM");
    sqlite3_db_config(connection, SQLITE_DBCONFIG_RESET_DATABASE, 0, NULL);
    forget(results);
    return st;
}

/* What stands in the tables of results. */
static sk_status read_extent(sk_results *results) {
    sk_status st = SK_OK;
    long long stored = 0, asked = 0, unfinished = 0;
    const ski_sql *sql = &results->sql;
    SK_TRY(ski_sql_integer(sql, "SELECT count(*) FROM sample", 0, &stored));
    SK_TRY(ski_sql_integer(sql, "SELECT asked FROM policy", -1, &asked));
    SK_TRY(
        ski_sql_integer(sql, "SELECT count(*) FROM policy WHERE samples IS NULL", 1, &unfinished));
    results->stored = (int)stored;
    results->cell_rows = ski_is_sweep(results) ? (int)stored : 0;
    results->is_complete = unfinished == 0 && asked == results->asked;
done:
    return st;
}

/* Refuses more samples of a policy than are asked for. */
static sk_status check_extent(const sk_results *results) {
    sk_status st = SK_OK;
    long long most = 0;
    const ski_sql *sql = &results->sql;
    if (results->asked == 0) {
        return SK_OK;
    }
    SK_TRY(ski_sql_integer(sql, "SELECT max(world) + 1 FROM sample", 0, &most));
    if (most > results->asked) {
        st = ski_fail(sql->error, SK_ERR_FOREIGN,
                      "%s holds %lld samples of this very study, more than the %d asked for",
                      results->path, most, results->asked);
    }
done:
    return st;
}

/* Refuses what is another study's; results without a sample are nobody's loss. */
static sk_status examine(sk_results *results) {
    sk_status st = SK_OK;
    bool is_empty = true;
    const ski_sql *sql = &results->sql;
    SK_TRY(ski_sql_examine(sql, &is_empty));
    if (is_empty) {
        return SK_OK;
    }
    results->has_tables = true;
    SK_TRY(ski_identity_compare(results));
    SK_TRY(ski_shard_compare(results));
    SK_TRY(read_extent(results));
    SK_TRY(check_extent(results));
done:
    return st == SK_ERR_IO && ski_sql_is_misunderstood(sql) ? ski_sql_foreign(sql) : st;
}

/* Whether nothing is lost when the tables go: they are skarn's, no sample is in them, and no study
 * that needs none has come to its end. */
static bool is_worthless(const sk_results *results) {
    long long schema = 0, samples = 1;
    const ski_sql quiet = {results->sql.connection, results->path, NULL};
    return results->has_tables &&
           ski_sql_integer(&quiet, "SELECT schema FROM identity", 0, &schema) == SK_OK &&
           schema <= SKI_SCHEMA &&
           ski_sql_integer(&quiet,
                           "SELECT (SELECT count(*) FROM sample) + "
                           "(SELECT count(samples) FROM policy)",
                           1, &samples) == SK_OK &&
           samples == 0;
}

/* Makes the file ready for this study, giving up what is in the way if that is allowed. */
static sk_status prepare(sk_results *results, bool replace) {
    sk_error *error = results->sql.error;
    sk_error *objections = sk_error_new();
    if (objections == NULL) {
        return SK_ERR_MEMORY;
    }
    results->sql.error = objections;
    sk_status st = open_connection(results);
    if (st == SK_OK) {
        st = examine(results);
    }
    const bool damaged = st != SK_OK && results->sql.connection != NULL && is_damaged(results);
    const bool gives_way = replace || (!damaged && is_worthless(results));
    results->sql.error = error;
    if (damaged && replace) {
        st = close_connection(results);
        st = st == SK_OK ? remove_file(results) : st;
        st = st == SK_OK ? open_connection(results) : st;
        forget(results);
    } else if ((st == SK_ERR_FOREIGN && gives_way) || (st == SK_OK && replace)) {
        st = empty(results);
    } else if (damaged) {
        st = ski_fail(error, SK_ERR_FOREIGN, "%s is no results of skarn, or damaged (%s)",
                      results->path, sqlite3_errmsg(results->sql.connection));
    } else if (st != SK_OK && sk_error_kept(objections) > 0) {
        ski_fail(error, st, "%s", sk_error_text(objections, sk_error_kept(objections) - 1));
    }
    sk_error_free(objections);
    return st;
}

/* Samples of each policy that make a study complete; stress and risk have none. */
static int asked_of(const char *command, const sk_scenario *scenario) {
    const bool has_none = strcmp(command, "stress") == 0 || strcmp(command, "risk") == 0;
    const bool has_own = strcmp(command, "sweep") == 0 && scenario->sweep.samples > 0;
    return has_none ? 0 : has_own ? scenario->sweep.samples : scenario->simulation.samples;
}

bool ski_is_sweep(const sk_results *results) {
    return strcmp(results->identity.command, "sweep") == 0;
}

static sk_status open_part(sk_results **out, const char *path, const char *command,
                           const char *choice, const sk_scenario *scenario, ski_shard shard,
                           bool replace, sk_error *error) {
    sk_status st = SK_OK;
    sk_results *results = ski_alloc(1, sizeof *results);
    SK_CHECK_MEMORY(results);
    SK_CHECK_MEMORY(results->path = strdup(path));
    results->scenario = scenario;
    results->shard = shard;
    results->asked = asked_of(command, scenario);
    results->sql.path = results->path;
    results->sql.error = error;
    SK_TRY(ski_identity_of(&results->identity, command, choice, scenario));
    SK_TRY(prepare(results, replace));
    results->sql.error = NULL;
    *out = results;
    results = NULL;
done:
    sk_results_close(results);
    return st;
}

sk_status sk_results_open(sk_results **out, const char *path, const char *command,
                          const char *choice, const sk_scenario *scenario, bool replace,
                          sk_error *error) {
    return open_part(out, path, command, choice, scenario, (ski_shard){0, 0}, replace, error);
}

sk_status sk_results_open_shard(sk_results **out, const char *path, const sk_scenario *scenario,
                                int shard, int shards, bool replace, sk_error *error) {
    if (shard < 1 || shard > shards) {
        return ski_fail(error, SK_ERR_USAGE, "there is no shard %d of %d (allowed 1 to %d)", shard,
                        shards, shards);
    }
    return open_part(out, path, "sweep", NULL, scenario, (ski_shard){shard, shards}, replace,
                     error);
}

void sk_results_close(sk_results *results) {
    if (results == NULL) {
        return;
    }
    ski_results_end(results);
    if (results->sql.connection != NULL) {
        /* Where the disk is full the log stays beside the file, and what it holds is not lost. */
        (void)sqlite3_exec(results->sql.connection, "PRAGMA journal_mode = DELETE", NULL, NULL,
                           NULL);
        (void)close_connection(results);
    }
    ski_identity_free(&results->identity);
    free(results->path);
    free(results);
}

int sk_results_kept(const sk_results *results) {
    return results->stored;
}

bool sk_results_are_complete(const sk_results *results) {
    return results->is_complete;
}
