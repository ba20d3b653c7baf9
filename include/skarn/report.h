/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results folders → one page for people. */
#ifndef SKARN_REPORT_H
#define SKARN_REPORT_H

#include <skarn/status.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The summaries of one or more results folders. */
typedef struct sk_report sk_report;

/** Reads `summary.json` of each folder.
 * @param out     free with sk_report_free(); untouched on failure
 * @param folders [folder_count], at least one
 * @param error   names each folder that cannot be reported on, and why
 * @return SK_OK; SK_ERR_IO when a folder has no summary, or one that is cut short, was written by
 * another program or by a version of skarn whose results this one does not know; SK_ERR_MEMORY */
sk_status sk_report_read(sk_report **out, const char *const *folders, int folder_count,
                         sk_error *error);

/** Frees a report; NULL is allowed. */
void sk_report_free(sk_report *report);

/** Writes the page: one HTML file that needs nothing else and loads nothing.
 * @return SK_OK, SK_ERR_IO when the stream fails, SK_ERR_MEMORY */
sk_status sk_report_write_html(const sk_report *report, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
