/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → the identity of its results, and in what stored results differ from it. */
#include "results/database_parts.h"
#include "uncertainty/design.h"

#include <skarn/version.h>
#include <stdlib.h>
#include <string.h>

/* As much of a line as a message has room for. */
enum { SHOWN_MOST = 60 };

/* Takes the line "    samples = …;" out of a section, and the section with it when nothing else is
 * in it. A text holds no line end but those of the writer. */
static void drop_samples(char *text, const char *section) {
    static const char key[] = "\n    samples = ", end[] = "\n};\n";
    char head[SHOWN_MOST];
    snprintf(head, sizeof head, "\n%s = {", section);
    char *found = strstr(text, head);
    char *line = found == NULL ? NULL : strstr(found, key);
    char *last = found == NULL ? NULL : strstr(found, end);
    if (line == NULL || last == NULL || line > last) {
        return;
    }
    const char *rest = line + 1 + strcspn(line + 1, "\n");
    memmove(line, rest, strlen(rest) + 1);
    if (line == found + strlen(head) && strncmp(line, end, strlen(end)) == 0) {
        rest = line + strlen(end) - 1;
        if (strcmp(rest, "\n") == 0) {
            *found = '\0';
        } else {
            memmove(found, rest, strlen(rest) + 1);
        }
    }
}

static sk_status canonical_text(const sk_scenario *scenario, bool is_sweep, char **out) {
    size_t length = 0;
    char *text = NULL;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return SK_ERR_MEMORY;
    }
    const sk_status st = sk_scenario_write(scenario, stream);
    if (fclose(stream) != 0 || st != SK_OK) {
        free(text);
        return SK_ERR_MEMORY; /* a stream into memory has no other reason */
    }
    drop_samples(text, "simulation");
    if (is_sweep) {
        drop_samples(text, "sweep");
    }
    *out = text;
    return SK_OK;
}

sk_status ski_identity_of(ski_identity *out, const char *command, const char *choice,
                          const sk_scenario *scenario) {
    sk_status st = SK_OK;
    const ski_design design = ski_design_of(&scenario->simulation);
    const bool is_sweep = strcmp(command, "sweep") == 0;
    const int samples = is_sweep && scenario->sweep.samples > 0 ? scenario->sweep.samples
                                                                : scenario->simulation.samples;
    *out = (ski_identity){.samples = design.sampling == SKI_RANDOM ? 0 : samples};
    SK_CHECK_MEMORY(out->command = strdup(command));
    SK_CHECK_MEMORY(out->policy = strdup(choice == NULL ? ski_policy_name(scenario) : choice));
    SK_TRY(canonical_text(scenario, is_sweep, &out->scenario));
done:
    return st;
}

void ski_identity_free(ski_identity *identity) {
    free(identity->command);
    free(identity->policy);
    free(identity->scenario);
    *identity = (ski_identity){0};
}

static sk_status differs_in_number(const sk_results *results, const char *what, long long stored,
                                   long long now) {
    if (stored == now) {
        return SK_OK;
    }
    return ski_fail(results->sql.error, SK_ERR_FOREIGN,
                    "%s holds results of another %s: %lld there, %lld now", results->path, what,
                    stored, now);
}

static sk_status differs_in_text(const sk_results *results, const char *what, const char *stored,
                                 const char *now) {
    if (strcmp(stored, now) == 0) {
        return SK_OK;
    }
    return ski_fail(results->sql.error, SK_ERR_FOREIGN,
                    "%s holds results of another %s: %s there, %s now", results->path, what, stored,
                    now);
}

static int shown_length(const char *line) {
    const int length = (int)strcspn(line, "\n");
    return length < SHOWN_MOST ? length : SHOWN_MOST;
}

/* What there is to see of a text from a place on. */
static const char *shown(const char *text) {
    text += strspn(text, " \n");
    return *text == '\0' ? "its end" : text;
}

/* Shows the first line that differs. */
static sk_status differs_in_scenario(const sk_results *results, const char *stored) {
    const char *now = results->identity.scenario;
    int line = 1;
    if (strcmp(stored, now) == 0) {
        return SK_OK;
    }
    while (*stored != '\0' && *now != '\0') {
        const size_t length = strcspn(stored, "\n"), other = strcspn(now, "\n");
        if (length != other || strncmp(stored, now, length) != 0) {
            break;
        }
        stored += length + (stored[length] != '\0');
        now += other + (now[other] != '\0');
        line++;
    }
    stored = shown(stored);
    now = shown(now);
    return ski_fail(results->sql.error, SK_ERR_FOREIGN,
                    "%s holds results of another scenario; line %d of its text is there\n"
                    "    %.*s\n  and now\n    %.*s",
                    results->path, line, shown_length(stored), stored, shown_length(now), now);
}

static const char *text_at(sqlite3_stmt *query, int column) {
    const char *text = (const char *)sqlite3_column_text(query, column);
    return text == NULL ? "" : text;
}

static sk_status compare_row(const sk_results *results, sqlite3_stmt *query) {
    sk_status st = SK_OK;
    const ski_identity *now = &results->identity;
    SK_TRY(differs_in_number(results, "results revision", sqlite3_column_int64(query, 0),
                             SK_RESULTS_REVISION));
    SK_TRY(differs_in_text(results, "command", text_at(query, 1), now->command));
    SK_TRY(differs_in_text(results, "policy", text_at(query, 2), now->policy));
    SK_TRY(differs_in_scenario(results, text_at(query, 3)));
    SK_TRY(differs_in_number(results, "seed", sqlite3_column_int64(query, 4),
                             (long long)results->scenario->simulation.seed));
    SK_TRY(differs_in_number(results, "number of samples, on which the design of worlds rests",
                             sqlite3_column_int64(query, 5), now->samples));
done:
    return st;
}

sk_status ski_identity_compare(const sk_results *results) {
    sk_status st = SK_OK;
    const ski_sql *sql = &results->sql;
    sqlite3_stmt *query = NULL;
    bool found = false;
    long long schema = 0;
    SK_TRY(ski_sql_integer(sql, "SELECT schema FROM identity", 0, &schema));
    if (schema > SKI_SCHEMA) {
        st = ski_fail(sql->error, SK_ERR_FOREIGN,
                      "%s is of a newer skarn: its schema is %lld, this one knows up to %d",
                      results->path, schema, SKI_SCHEMA);
        goto done;
    }
    SK_TRY(ski_sql_prepare(
        sql, "SELECT revision, command, policy, scenario, seed, samples FROM identity", &query));
    SK_TRY(ski_sql_row(sql, query, &found));
    st = found
             ? compare_row(results, query)
             : ski_fail(sql->error, SK_ERR_FOREIGN, "%s does not say what it holds", results->path);
done:
    sqlite3_finalize(query);
    return st;
}

sk_status ski_identity_store(const sk_results *results) {
    sk_status st = SK_OK;
    const ski_identity *now = &results->identity;
    sqlite3_stmt *insert = NULL;
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT INTO identity (schema, revision, command, scenario, seed, "
                           "policy, samples) VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0))",
                           &insert));
    sqlite3_bind_int(insert, 1, SKI_SCHEMA);
    sqlite3_bind_int(insert, 2, SK_RESULTS_REVISION);
    ski_sql_bind_text(insert, 3, now->command);
    ski_sql_bind_text(insert, 4, now->scenario);
    sqlite3_bind_int64(insert, 5, (sqlite3_int64)results->scenario->simulation.seed);
    ski_sql_bind_text(insert, 6, now->policy);
    sqlite3_bind_int(insert, 7, now->samples);
    SK_TRY(ski_sql_step(&results->sql, insert));
done:
    sqlite3_finalize(insert);
    return st;
}

/* --- which shard --- */

static sk_status differs_in_part(const sk_results *results, const char *held) {
    const ski_shard *now = &results->shard;
    char asked[SHOWN_MOST] = "the whole sweep";
    if (now->shards > 0) {
        snprintf(asked, sizeof asked, "shard %d of %d with %d samples a point", now->shard,
                 now->shards, results->asked);
    }
    return ski_fail(results->sql.error, SK_ERR_FOREIGN, "%s holds %s, not %s", results->path, held,
                    asked);
}

sk_status ski_shard_compare(const sk_results *results) {
    sk_status st = SK_OK;
    sqlite3_stmt *query = NULL;
    long long is_shard = 0;
    bool found = false;
    const ski_shard *now = &results->shard;
    SK_TRY(ski_sql_integer(&results->sql,
                           "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND "
                           "name = 'shard'",
                           0, &is_shard));
    if (is_shard == 0) {
        st = now->shards == 0 ? SK_OK : differs_in_part(results, "a whole sweep");
        goto done;
    }
    SK_TRY(ski_sql_prepare(&results->sql, "SELECT shard, shards, samples FROM shard", &query));
    SK_TRY(ski_sql_row(&results->sql, query, &found));
    const ski_shard held = {sqlite3_column_int(query, 0), sqlite3_column_int(query, 1)};
    const int samples = sqlite3_column_int(query, 2);
    if (held.shard != now->shard || held.shards != now->shards || samples != results->asked) {
        char text[SHOWN_MOST];
        snprintf(text, sizeof text, "shard %d of %d with %d samples a point", held.shard,
                 held.shards, samples);
        st = differs_in_part(results, text);
    }
done:
    sqlite3_finalize(query);
    return st;
}

sk_status ski_shard_store(const sk_results *results) {
    sk_status st = SK_OK;
    sqlite3_stmt *insert = NULL;
    if (results->shard.shards == 0) {
        return SK_OK;
    }
    SK_TRY(ski_sql_run(&results->sql, "CREATE TABLE shard (shard INTEGER NOT NULL, "
                                      "shards INTEGER NOT NULL, samples INTEGER NOT NULL)"));
    SK_TRY(ski_sql_prepare(&results->sql, "INSERT INTO shard VALUES (?, ?, ?)", &insert));
    sqlite3_bind_int(insert, 1, results->shard.shard);
    sqlite3_bind_int(insert, 2, results->shard.shards);
    sqlite3_bind_int(insert, 3, results->asked);
    SK_TRY(ski_sql_step(&results->sql, insert));
done:
    sqlite3_finalize(insert);
    return st;
}
