/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison of options → what an official reads before choosing one. */
#include "report/compare_text.h"

#include "report/format.h"
#include "report/header.h"
#include "report/stream.h"

#include <skarn/version.h>

enum { INDENT = 2, WORDS = 512, FAILURES_MOST = 10 };

static void write_sentence(const char *text, const sk_text_style *style, FILE *stream) {
    fprintf(stream, "%*s", INDENT, "");
    ski_write_wrapped(text, INDENT, style, stream);
    fputc('\n', stream);
}

/* The reference, and what has a title. */
static void write_titles(const ski_compare *compare, const sk_text_style *style, FILE *stream) {
    char line[WORDS];
    fputs("Options\n", stream);
    for (int i = 0; i < compare->option_count; i++) {
        const ski_option *option = &compare->options[i];
        if (i > 0 && option->title == NULL) {
            continue;
        }
        snprintf(line, sizeof line, "%s%s%s%s", option->name, option->title == NULL ? "" : ": ",
                 option->title == NULL ? "" : option->title,
                 i == 0 ? " (the others are compared with it)" : "");
        ski_write_line("", line, INDENT, style, stream);
    }
    fputc('\n', stream);
}

void ski_compare_terms_text(const ski_compare *compare, const sk_text_style *style, FILE *stream) {
    const ski_simulation *simulation = &compare->scenario->simulation;
    char text[WORDS], worlds[SKI_FIGURE_TEXT];
    fputs("How to read it\n", stream);
    write_sentence("Every option meets the same worlds: what they have in common cancels in the "
                   "differences. Cost counts shortage at its value and the option's own cost; paid "
                   "in money: all of it but shortage, waiting, stocks below target and limits.",
                   style, stream);
    write_sentence("Spent per tonne avoided: mean of what is paid more, over mean of shortage "
                   "avoided. Not told apart: it is not certain that any is avoided. Spends no "
                   "more: shortage falls and nothing more is paid.",
                   style, stream);
    write_sentence("Regret: what an option costs more than the best of these in each world. Rank: "
                   "one more than the number of options that beat it; tied: with some option it "
                   "cannot be told apart from.",
                   style, stream);
    write_sentence("Tariffs are the buyer's spending, not a national cost: a treasury gets them.",
                   style, stream);
    snprintf(text, sizeof text,
             "Ranges are %.4g %% intervals: how far a figure may be off because only %s worlds "
             "were drawn; they do not say whether the scenario is right. *: few events. Too few "
             "worlds stand behind the figure, or too uneven ones: its range is too narrow to rely "
             "on.",
             100 * simulation->confidence, ski_figure_text(worlds, compare->good, 0));
    write_sentence(text, style, stream);
    if (!ski_is_rolling(compare->scenario)) {
        write_sentence("Decisions are by perfect foresight: no operator has it, and options that "
                       "serve against surprise look worth less than they are.",
                       style, stream);
    }
    fputc('\n', stream);
}

static void write_precision(const ski_compare *compare, const sk_text_style *style, FILE *stream) {
    const double precision = compare->scenario->simulation.precision;
    char text[WORDS];
    if (precision > 0) {
        snprintf(text, sizeof text,
                 "With %d samples of at most %d %s told apart or known to %.4g %% of the mean cost "
                 "of %s.",
                 compare->samples, compare->design.worlds,
                 compare->settled ? "every pair is" : "not every pair is", 100 * precision,
                 compare->options[0].name);
        ski_write_line("", text, 0, style, stream);
    }
}

static void write_failures(const ski_compare *compare, const sk_text_style *style, FILE *stream) {
    char line[WORDS];
    for (int i = 0; i < compare->failure_count && i < FAILURES_MOST; i++) {
        const ski_option_failure *of = &compare->failures[i];
        snprintf(line, sizeof line, "sample %d failed under %s: %.300s", of->failure.sample,
                 compare->options[of->option].name, of->failure.reason);
        ski_write_line("", line, INDENT, style, stream);
    }
    if (compare->failure_count > FAILURES_MOST) {
        fprintf(stream, "  and %d more\n", compare->failure_count - FAILURES_MOST);
    }
}

static void write_provenance(const ski_compare *compare, const sk_provenance *provenance,
                             const sk_text_style *style, FILE *stream) {
    const int threads = provenance->threads > 0 ? provenance->threads : compare->threads;
    const int left_out = compare->samples - compare->good;
    char samples[SKI_FIGURE_TEXT], failed[WORDS] = "none failed", line[2 * WORDS];
    if (left_out > 0) {
        snprintf(failed, sizeof failed,
                 "%d worlds left out for all options because a sample failed", left_out);
    }
    snprintf(line, sizeof line,
             "%s samples of each of %d options, %s; seed %llu; skarn %s; %.1f s on %d thread%s",
             ski_figure_text(samples, compare->samples, 0), compare->option_count, failed,
             (unsigned long long)compare->scenario->simulation.seed, SK_VERSION,
             provenance->seconds, threads, threads == 1 ? "" : "s");
    ski_write_line("", line, 0, style, stream);
    write_failures(compare, style, stream);
    write_precision(compare, style, stream);
    if (provenance->folder != NULL) {
        fprintf(stream, "Results are in %s\n", provenance->folder);
    }
}

sk_status ski_compare_text(const ski_compare *compare, const sk_provenance *provenance,
                           const sk_text_style *style, FILE *stream) {
    sk_status st = SK_OK;
    ski_header_text(compare->scenario, "Options compared", style, stream);
    write_titles(compare, style, stream);
    SK_TRY(ski_compare_tables_text(compare, style, stream));
    SK_TRY(ski_compare_words_text(compare, style, stream));
    ski_compare_terms_text(compare, style, stream);
    write_provenance(compare, provenance, style, stream);
    st = ski_stream_status(stream);
done:
    return st;
}

sk_status ski_compare_announce(const sk_scenario *scenario, const sk_study_options *options,
                               FILE *stream, sk_error *error) {
    sk_status st = SK_OK;
    ski_choice choice;
    ski_arena *arena = ski_arena_new();
    const sk_scenario *base = scenario->base == NULL ? scenario : scenario->base;
    const char *most = scenario->simulation.precision > 0 ? "at most " : "";
    SK_CHECK_MEMORY(arena);
    SK_TRY(ski_choose(&choice, base, options == NULL ? NULL : options->policies,
                      options == NULL ? NULL : options->against, arena, error));
    const int worlds = ski_design_of(&scenario->simulation).worlds;
    fprintf(stream, "compare: %d option%s against %s, each in the same %s%d worlds: %s%d samples",
            choice.count - 1, choice.count == 2 ? "" : "s",
            ski_option_name(base, choice.policies[0]), most, worlds, most, choice.count * worlds);
    st = ski_stream_status(stream);
done:
    ski_arena_free(arena);
    return st;
}
