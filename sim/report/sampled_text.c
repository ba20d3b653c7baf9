/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples, their optima, where and how long → the lines that a summary ends with. */
#include "report/sampled_text.h"

#include "report/format.h"

#include <math.h>
#include <skarn/version.h>

enum { WORDS = 256 };

void ski_sampled_text(const sk_scenario *scenario, int samples, int failed_count, int threads,
                      const sk_provenance *provenance, const sk_text_style *style, FILE *stream) {
    const int used = provenance->threads > 0 ? provenance->threads : threads;
    char count[SKI_FIGURE_TEXT], failed[WORDS] = "none failed", line[2 * WORDS];
    if (failed_count > 0) {
        snprintf(failed, sizeof failed, "%d failed and left out", failed_count);
    }
    snprintf(line, sizeof line, "%s samples, %s; seed %llu; skarn %s; %.1f s on %d thread%s",
             ski_figure_text(count, samples, 0), failed,
             (unsigned long long)scenario->simulation.seed, SK_VERSION, provenance->seconds, used,
             used == 1 ? "" : "s");
    ski_write_line("", line, 0, style, stream);
}

void ski_certificates_text(const ski_solves *solves, const sk_text_style *style, FILE *stream) {
    long mended = 0, all = 0;
    char optima[SKI_FIGURE_TEXT], second[WORDS] = "", line[2 * WORDS];
    for (int method = 0; method < SKI_METHODS; method++) {
        mended += method == SKI_WARM ? 0 : solves->by_method[method];
        all += solves->by_method[method];
    }
    if (mended > 0) {
        snprintf(second, sizeof second, "; %ld of them needed a second method", mended);
    }
    snprintf(line, sizeof line,
             "%s optima verified outside the solver, residuals and gap at most %.0e%s",
             ski_figure_text(optima, (double)all, 0),
             fmax(solves->gap, fmax(solves->primal_residual, solves->dual_residual)), second);
    ski_write_line("", line, 0, style, stream);
}
