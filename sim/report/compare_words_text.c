/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison of options → sentences: which may be best, which cannot be told apart, which dominate,
 * and how all of it is to be read. */
#include "report/compare_text.h"
#include "report/format.h"

#include <math.h>

enum { INDENT = 2, SENTENCE = 1024, SHOWN_MOST = 10 };

static void write_sentence(const char *text, const sk_text_style *style, FILE *stream) {
    fprintf(stream, "%*s", INDENT, "");
    ski_write_wrapped(text, INDENT, style, stream);
    fputc('\n', stream);
}

static const char *name_of(const ski_compare *compare, int option) {
    return compare->options[option].name;
}

/* Options by a property → "a, b and c"; *count: how many. NULL when out of memory. */
typedef bool property(const ski_option *option);
static const char *list_of(const ski_compare *compare, property *of, int *count, ski_arena *arena) {
    const char *list = "", *last = NULL;
    *count = 0;
    for (int i = 0; i < compare->option_count && list != NULL; i++) {
        if (of(&compare->options[i])) {
            if (last != NULL) {
                list = ski_arena_printf(arena, "%s%s%s", list, *count > 1 ? ", " : "", last);
            }
            last = name_of(compare, i);
            (*count)++;
        }
    }
    return list == NULL || last == NULL
               ? list
               : ski_arena_printf(arena, "%s%s%s", list, *count > 1 ? " and " : "", last);
}

static bool may_be_best(const ski_option *option) {
    return option->rank == 1;
}

static bool is_on_front(const ski_option *option) {
    return option->on_front;
}

static sk_status write_best(const ski_compare *compare, ski_arena *arena,
                            const sk_text_style *style, FILE *stream) {
    int count = 0;
    const char *best = list_of(compare, may_be_best, &count, arena);
    const double level = 100 * compare->scenario->simulation.confidence;
    const char *text =
        best == NULL ? NULL
        : count == 1
            ? ski_arena_printf(arena,
                               "%s costs least on average, at %.4g %% for all pairs together.",
                               best, level)
            : ski_arena_printf(arena,
                               "%s: each may be the one that costs least on average. No other "
                               "option beats any of them at %.4g %% for all pairs together.",
                               best, level);
    if (text == NULL) {
        return SK_ERR_MEMORY;
    }
    write_sentence(text, style, stream);
    return SK_OK;
}

/* "about 3,400 more samples would tell them apart": two digits, it is a guess. */
static void put_more(char text[SENTENCE], const ski_pair *pair) {
    char figure[SKI_FIGURE_TEXT];
    const double more = pair->more_samples;
    if (isnan(pair->less.interval.low)) {
        snprintf(text, SENTENCE, "a single world says nothing of how far off that is");
        return;
    }
    if (isnan(more)) {
        snprintf(text, SENTENCE, "more samples would hardly tell them apart");
        return;
    }
    const int decimals = more < 100 ? 0 : 1 - (int)floor(log10(more));
    snprintf(text, SENTENCE, "some %s more samples would do if it stays so",
             ski_figure_text(figure, more, decimals));
}

static void write_tie(const ski_compare *compare, const ski_pair *pair, const sk_text_style *style,
                      FILE *stream) {
    const ski_money unit = ski_compare_money(compare);
    const ski_interval interval = {pair->less.interval.low / unit.usd,
                                   pair->less.interval.high / unit.usd};
    const int decimals = ski_interval_decimals(pair->less.mean / unit.usd, interval);
    char text[SENTENCE], more[SENTENCE], value[SKI_FIGURE_TEXT], range[SKI_RANGE_TEXT];
    if (pair->identical) {
        snprintf(text, sizeof text, "%s and %s cost the same in every world.",
                 name_of(compare, pair->a), name_of(compare, pair->b));
    } else {
        put_more(more, pair);
        snprintf(text, sizeof text,
                 "%s and %s cannot be told apart (difference %s %s, %s%s); %.200s.",
                 name_of(compare, pair->a), name_of(compare, pair->b),
                 ski_figure_text(value, pair->less.mean / unit.usd, decimals), unit.name,
                 ski_interval_text(range, interval, decimals),
                 pair->less.few_events ? ", few events" : "", more);
    }
    write_sentence(text, style, stream);
}

static void write_left(int left, const char *what, const sk_text_style *style, FILE *stream) {
    char text[SENTENCE];
    if (left > 0) {
        snprintf(text, sizeof text, "And %d more %s: the JSON document has them all.", left, what);
        write_sentence(text, style, stream);
    }
}

static void write_ties(const ski_compare *compare, const sk_text_style *style, FILE *stream) {
    int ties = 0;
    for (int p = 0; p < ski_pair_count(compare->option_count); p++) {
        const ski_pair *pair = &compare->pairs[p];
        if (pair->better < 0 && ++ties <= SHOWN_MOST) {
            write_tie(compare, pair, style, stream);
        }
    }
    write_left(ties - SHOWN_MOST, "pairs that cannot be told apart", style, stream);
}

/* "a, b": the options that dominate one at an order; "" when none does. */
static const char *dominating(const ski_compare *compare, const ski_option *option, int order,
                              ski_arena *arena) {
    const char *list = "";
    for (int i = 0; i < option->dominating_count && list != NULL; i++) {
        const ski_dominating *by = &option->dominated_by[i];
        if (by->order == order) {
            list = ski_arena_printf(arena, "%s%s%s", list, *list == '\0' ? "" : ", ",
                                    name_of(compare, by->option));
        }
    }
    return list;
}

static sk_status write_dominated(const ski_compare *compare, const ski_option *option,
                                 ski_arena *arena, const sk_text_style *style, FILE *stream) {
    const char *first = dominating(compare, option, 1, arena);
    const char *second = dominating(compare, option, 2, arena);
    if (first == NULL || second == NULL) {
        return SK_ERR_MEMORY;
    }
    const char *text = ski_arena_printf(arena, "%s is dominated on cost by %s%s%s%s%s.",
                                        option->name, first, *first == '\0' ? "" : " (first order)",
                                        *first == '\0' || *second == '\0' ? "" : " and ", second,
                                        *second == '\0' ? "" : " (second order)");
    if (text == NULL) {
        return SK_ERR_MEMORY;
    }
    write_sentence(text, style, stream);
    return SK_OK;
}

static sk_status write_dominance(const ski_compare *compare, ski_arena *arena,
                                 const sk_text_style *style, FILE *stream) {
    sk_status st = SK_OK;
    int found = 0;
    for (int i = 0; i < compare->option_count; i++) {
        const ski_option *option = &compare->options[i];
        if (option->dominating_count > 0 && ++found <= SHOWN_MOST) {
            SK_TRY(write_dominated(compare, option, arena, style, stream));
        }
    }
    write_left(found - SHOWN_MOST, "options that are dominated", style, stream);
    if (found > 0) {
        write_sentence("First order: no cost is exceeded more often. Second order: whoever shuns "
                       "high costs would choose it, however much.",
                       style, stream);
    }
done:
    return st;
}

static sk_status write_front(const ski_compare *compare, ski_arena *arena,
                             const sk_text_style *style, FILE *stream) {
    int count = 0;
    const bool critical = compare->shortage_column == SKI_COL_SHORTAGE_CRITICAL_T;
    const char *front = list_of(compare, is_on_front, &count, arena);
    const char *text =
        front == NULL
            ? NULL
            : ski_arena_printf(arena,
                               "Between money paid and %sshortage in the worst %.4g %% of worlds, "
                               "%s %s not bettered in both by any other option, as estimated.",
                               critical ? "critical " : "",
                               100 * (1 - compare->scenario->simulation.tail), front,
                               count == 1 ? "is" : "are");
    if (text == NULL) {
        return SK_ERR_MEMORY;
    }
    write_sentence(text, style, stream);
    return SK_OK;
}

static void write_idle(const ski_compare *compare, const sk_text_style *style, FILE *stream) {
    char text[SENTENCE];
    for (int i = 1; i < compare->option_count; i++) {
        const ski_option *option = &compare->options[i];
        if (option->changes_cost_alone) {
            snprintf(text, sizeof text, "%s changes nothing in any world against %s%s.",
                     option->name, compare->options[0].name,
                     option->changes_nothing ? "" : " but what it costs itself");
            write_sentence(text, style, stream);
        }
    }
}

sk_status ski_compare_words_text(const ski_compare *compare, const sk_text_style *style,
                                 FILE *stream) {
    sk_status st = SK_OK;
    ski_arena *arena = ski_arena_new();
    SK_CHECK_MEMORY(arena);
    fputs("Which option\n", stream);
    if (compare->good == 0) {
        write_sentence("In every world a sample failed: nothing can be said.\n", style, stream);
        goto done;
    }
    SK_TRY(write_best(compare, arena, style, stream));
    write_ties(compare, style, stream);
    SK_TRY(write_dominance(compare, arena, style, stream));
    SK_TRY(write_front(compare, arena, style, stream));
    write_idle(compare, style, stream);
    fputc('\n', stream);
done:
    ski_arena_free(arena);
    return st;
}
