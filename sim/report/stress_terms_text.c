/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a stress study is to be read → sentences for people. */
#include "report/format.h"
#include "report/header.h"
#include "report/stress_text.h"

enum { INDENT = 2, SENTENCES = 640 };

static void write_sentences(const char *text, const sk_text_style *style, FILE *stream) {
    fprintf(stream, "%*s", INDENT, "");
    ski_write_wrapped(text, INDENT, style, stream);
    fputc('\n', stream);
}

void ski_stress_terms_text(const ski_stress *stress, const sk_text_style *style, FILE *stream) {
    const sk_scenario *scenario = stress->scenario;
    const char *period = ski_period_word(scenario, false);
    const char *whose = stress->has_critical ? "critical demand" : "demand";
    char text[SENTENCES];
    fputs("How to read it\n", stream);
    snprintf(
        text, sizeof text,
        "Each target is out from the first day on, to %.4g %% of its capacity; nothing else is "
        "disturbed and nothing is random. The operator decides %s by %s, expects the outage "
        "to stay for as long as it is on, and learns of its end when it ends.",
        100 * stress->factor, period, period);
    write_sentences(text, style, stream);
    snprintf(
        text, sizeof text,
        "Stands: the longest outage, in whole days, that leaves every %s served in full and in "
        "time. Tonnes are lacking over the whole horizon.",
        whose);
    write_sentences(text, style, stream);
    snprintf(text, sizeof text,
             "Stock: the fewest tonnes of its own material beside each %s at the start, drawn only "
             "instead of a shortage, that ride this outage out; checked by running the chain with "
             "them and with less. It may be less than what is short, even 0, where the operator "
             "puts demand off to save stock for worse.",
             whose);
    write_sentences(text, style, stream);
    snprintf(
        text, sizeof text,
        "Limits: within a %s only the average counts, so idle capacity makes good a short "
        "outage for nothing; cargo that is under way arrives; a capacity without a limit counts "
        "as what flows undisturbed.",
        period);
    write_sentences(text, style, stream);
}
