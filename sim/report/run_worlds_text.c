/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run's worlds were spread, and whether they were enough → sentences for people. */
#include "report/format.h"
#include "report/run_text.h"

enum { INDENT = 2, SENTENCE = 512 };

static void write_sentence(const char *sentence, const sk_text_style *style, FILE *stream) {
    fprintf(stream, "%*s", INDENT, "");
    ski_write_wrapped(sentence, INDENT, style, stream);
    fputc('\n', stream);
}

static void write_design(const sk_run *run, const sk_text_style *style, FILE *stream) {
    char sentence[SENTENCE];
    const ski_design *design = &run->design;
    const int points = run->samples / design->replicates;
    if (design->sampling == SKI_LHS) {
        snprintf(sentence, sizeof sentence,
                 "Worlds are %d Latin hypercubes of %d: every draw of each lies evenly.",
                 design->replicates, points);
    } else {
        snprintf(
            sentence, sizeof sentence,
            "Worlds are %d randomly shifted Sobol' sets of %d. %d draws of each lie evenly: in "
            "turn the first draws of factors and disruptions, then the second, as far as the "
            "%d dimensions go; the others are independent.",
            design->replicates, points, run->designed_draws, SKI_SOBOL_DIMENSIONS);
    }
    write_sentence(sentence, style, stream);
}

/* The headline metrics that are not known to the precision. */
static void write_unsettled(const sk_run *run, const sk_text_style *style, FILE *stream) {
    char names[SENTENCE] = "";
    char sentence[2 * SENTENCE];
    int length = 0;
    for (int h = 0; h < SKI_HEADLINES; h++) {
        if (!run->settled[h]) {
            length += snprintf(names + length, sizeof names - (size_t)length, "%s%s",
                               length > 0 ? ", " : "", ski_headlines[h]);
        }
    }
    snprintf(sentence, sizeof sentence,
             "The precision of %.4g %% was not reached with the %d samples that were the most: not "
             "by %s.",
             100 * run->scenario->simulation.precision, run->samples, names);
    write_sentence(sentence, style, stream);
}

static void write_precision(const sk_run *run, const sk_text_style *style, FILE *stream) {
    char sentence[SENTENCE];
    if (!ski_all_settled(run->settled)) {
        write_unsettled(run, style, stream);
        return;
    }
    snprintf(sentence, sizeof sentence,
             "The precision of %.4g %% was reached with %d samples of at most %d.",
             100 * run->scenario->simulation.precision, run->samples, run->design.worlds);
    write_sentence(sentence, style, stream);
}

void ski_run_worlds_text(const sk_run *run, const sk_text_style *style, FILE *stream) {
    if (run->design.sampling != SKI_RANDOM) {
        write_design(run, style, stream);
    }
    if (run->scenario->simulation.precision > 0) {
        write_precision(run, style, stream);
    }
}
