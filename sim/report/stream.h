/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What writing a document came to. */
#ifndef SKI_REPORT_STREAM_H
#define SKI_REPORT_STREAM_H

#include <skarn/status.h>
#include <stdio.h>

/* Flushes: SK_ERR_IO when anything written to the stream so far was lost (a full disk, a closed
 * pipe). */
static inline sk_status ski_stream_status(FILE *stream) {
    return fflush(stream) == 0 && !ferror(stream) ? SK_OK : SK_ERR_IO;
}

#endif
