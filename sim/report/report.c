/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Summaries of results folders → one page: they are checked, freed of what no figure draws, and put
 * into the page that was made at build time (page.S). */
#include "base/errors.h"
#include "base/memory.h"
#include "report/stream.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <skarn/report.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The page, with DATA_MARK where the documents go (page.S). */
extern const char ski_page[];
static const char DATA_MARK[] = "@DATA@";

struct sk_report {
    int count;
    cJSON **documents; /* [count] */
};

/* --- reading --- */

static char *join(const char *folder, const char *name) {
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "%s/%s", folder, name);
    }
    return path;
}

/* A whole stream, ended by a NUL; NULL with errno when it cannot be read. Free with free(). */
static char *read_all(FILE *stream, size_t *length) {
    enum { BLOCK = 1 << 16 };
    char *text = NULL;
    size_t size = 0;
    *length = 0;
    do {
        if (size - *length < BLOCK) {
            size = 2 * size + BLOCK;
            char *grown = realloc(text, size);
            if (grown == NULL) {
                free(text);
                errno = ENOMEM;
                return NULL;
            }
            text = grown;
        }
        *length += fread(text + *length, 1, size - *length - 1, stream);
    } while (!feof(stream) && !ferror(stream));
    text[*length] = '\0';
    if (ferror(stream)) {
        const int reason = errno;
        free(text);
        errno = reason;
        return NULL;
    }
    return text;
}

static sk_status read_text(char **out, size_t *length, const char *folder, sk_error *error) {
    sk_status st = SK_OK;
    FILE *stream = NULL;
    char *path = join(folder, "summary.json");
    SK_CHECK_MEMORY(path);
    stream = fopen(path, "r");
    *out = stream == NULL ? NULL : read_all(stream, length);
    if (*out == NULL) {
        st = errno == ENOMEM ? SK_ERR_MEMORY
                             : ski_fail(error, SK_ERR_IO, "%s: no results to report on: %s: %s",
                                        folder, path, strerror(errno));
    }
done:
    if (stream != NULL) {
        fclose(stream);
    }
    free(path);
    return st;
}

/* Whether `schema` is "skarn/<word>/1"; *newer: of a later number. */
static bool is_ours(const char *schema, bool *newer) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    *newer = false;
    if (schema == NULL || strncmp(schema, "skarn/", 6) != 0) {
        return false;
    }
    const size_t word = strspn(schema + 6, letters);
    const char *rest = schema + 6 + word;
    if (word == 0 || rest[0] != '/' || rest[1] == '\0' ||
        rest[1 + strspn(rest + 1, "0123456789")] != '\0') {
        return false;
    }
    *newer = strcmp(rest, "/1") != 0;
    return !*newer;
}

/* Whether what the page draws of a study is in it; *missing: the key that is not. */
static bool is_whole(const cJSON *document, const char *schema, const char **missing) {
    static const char *const lists[][2] = {{"skarn/compare/1", "policies"},
                                           {"skarn/stress/1", "targets"},
                                           {"skarn/sensitivity/1", "inputs"},
                                           {"skarn/risk/1", "policies"}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (strcmp(schema, lists[i][0]) == 0) {
            *missing = lists[i][1];
            return cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(document, *missing));
        }
    }
    return true;
}

static sk_status check(const cJSON *document, const char *folder, sk_error *error) {
    const char *schema = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(document, "schema"));
    const char *missing = NULL;
    bool newer = false;
    if (!is_ours(schema, &newer)) {
        return newer ? ski_fail(error, SK_ERR_IO,
                                "%s: its summary.json is of another version of skarn (got %s; "
                                "allowed skarn/…/1)",
                                folder, schema)
                     : ski_fail(error, SK_ERR_IO, "%s: its summary.json is not one of skarn's",
                                folder);
    }
    if (strcmp(schema, "skarn/run/1") == 0 &&
        !cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(document, "figures"))) {
        return ski_fail(error, SK_ERR_IO,
                        "%s: its summary.json has no figures: an older skarn wrote it; run it "
                        "again with --force",
                        folder);
    }
    if (!is_whole(document, schema, &missing)) {
        return ski_fail(error, SK_ERR_IO, "%s: its summary.json is of %s but has no %s", folder,
                        schema, missing);
    }
    return SK_OK;
}

/* What no figure draws would make most of the page; where a run took place and under which name it
 * lies is nobody's business who is sent it. */
static void prune(cJSON *document) {
    cJSON *plan = cJSON_GetObjectItemCaseSensitive(document, "plan");
    cJSON *provenance = cJSON_GetObjectItemCaseSensitive(document, "provenance");
    cJSON_DeleteItemFromObjectCaseSensitive(plan, "periods");
    cJSON_DeleteItemFromObjectCaseSensitive(plan, "marginal_usd_per_t");
    cJSON_DeleteItemFromObjectCaseSensitive(provenance, "host");
    cJSON_DeleteItemFromObjectCaseSensitive(provenance, "folder");
}

static sk_status read_document(cJSON **out, const char *folder, sk_error *error) {
    sk_status st = SK_OK;
    char *text = NULL;
    const char *stopped = NULL;
    size_t length = 0;
    cJSON *document = NULL;
    SK_TRY(read_text(&text, &length, folder, error));
    document = cJSON_ParseWithLengthOpts(text, length + 1, &stopped, 1);
    if (document == NULL) {
        st = ski_fail(error, SK_ERR_IO,
                      "%s: its summary.json is cut short or no JSON (byte %ld of %ld)", folder,
                      stopped == NULL ? 0L : (long)(stopped - text), (long)length);
        goto done;
    }
    SK_TRY(check(document, folder, error));
    prune(document);
    *out = document;
    document = NULL;
done:
    cJSON_Delete(document);
    free(text);
    return st;
}

sk_status sk_report_read(sk_report **out, const char *const *folders, int folder_count,
                         sk_error *error) {
    sk_status st = SK_OK;
    sk_status first_failure = SK_OK;
    sk_report *report = ski_alloc(1, sizeof *report);
    SK_CHECK_MEMORY(report);
    SK_CHECK_MEMORY(report->documents = ski_alloc(folder_count, sizeof *report->documents));
    for (int i = 0; i < folder_count; i++) {
        st = read_document(&report->documents[i], folders[i], error);
        first_failure = first_failure == SK_OK ? st : first_failure;
        report->count++;
    }
    SK_TRY(first_failure);
    *out = report;
    report = NULL;
done:
    sk_report_free(report);
    return st;
}

void sk_report_free(sk_report *report) {
    if (report == NULL) {
        return;
    }
    for (int i = 0; i < report->count; i++) {
        cJSON_Delete(report->documents[i]);
    }
    free(report->documents);
    free(report);
}

/* --- writing --- */

/* `<` stands in JSON only within texts: escaped, no text can end the page's script element. */
static void write_escaped(const char *json, FILE *stream) {
    for (const char *next = json; *next != '\0';) {
        const size_t plain = strcspn(next, "<");
        fwrite(next, 1, plain, stream);
        next += plain;
        if (*next == '<') {
            fputs("\\u003c", stream);
            next++;
        }
    }
}

static sk_status write_document(const cJSON *document, FILE *stream) {
    char *text = cJSON_PrintUnformatted(document);
    if (text != NULL) {
        write_escaped(text, stream);
    }
    cJSON_free(text);
    return text == NULL ? SK_ERR_MEMORY : SK_OK;
}

sk_status sk_report_write_html(const sk_report *report, FILE *stream) {
    sk_status st = SK_OK;
    const char *mark = strstr(ski_page, DATA_MARK);
    fwrite(ski_page, 1, (size_t)(mark - ski_page), stream);
    fputs("[", stream);
    for (int i = 0; i < report->count; i++) {
        fputs(i > 0 ? ",\n" : "", stream);
        SK_TRY(write_document(report->documents[i], stream));
    }
    fputs("]", stream);
    fputs(mark + strlen(DATA_MARK), stream);
    st = ski_stream_status(stream);
done:
    return st;
}
