/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of rows and columns: as documented, legal in MPS and CPLEX-LP files, each once. */
#include "support/assert_near.h"
#include "support/chain.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 256 };

static void assert_legal(const char *name) {
    assert_true(strlen(name) > 0 && strlen(name) < 255);
    assert_true(isalpha((unsigned char)name[0]));
    for (const char *at = name; *at != '\0'; at++) {
        assert_true(isalnum((unsigned char)*at) || *at == '_' || *at == '.');
    }
}

static int compare(const void *a, const void *b) {
    return strcmp(a, b);
}

static void assert_legal_and_unique(const ski_program *program, int count,
                                    void (*name)(const ski_program *, int, char *, int)) {
    char *names = calloc((size_t)count, NAME_SIZE);
    for (int i = 0; i < count; i++) {
        name(program, i, names + i * NAME_SIZE, NAME_SIZE);
        assert_legal(names + i * NAME_SIZE);
    }
    qsort(names, (size_t)count, NAME_SIZE, compare);
    for (int i = 1; i < count; i++) {
        assert_string_not_equal(names + (i - 1) * NAME_SIZE, names + i * NAME_SIZE);
    }
    free(names);
}

static void test_names__are_legal_and_unique(void **state) {
    (void)state;
    chain of = chain_of_text(chain_with_everything);
    assert_legal_and_unique(of.program, of.program->column_count, ski_column_name);
    assert_legal_and_unique(of.program, of.program->row_count, ski_row_name);
    chain_close(&of);
}

static void test_names__are_as_documented(void **state) {
    (void)state;
    static const char *const columns[] = {
        "buy.by_product.2025_03",  "buy.trader.1.2025_03",       "run.mill.2025_06",
        "ship.sea.wire.2025_04",   "stock.pile.2025_03",         "drop.pile.2025_03",
        "below.pile.2025_03",      "serve.fab.2025_03",          "substitute.fab.wire.2025_03",
        "short.fab.tier1.2025_03", "short.tools.2025_03",        "wait.steel.2025_03",
        "excess.half.2025_03",     "discard.port.oxide.2025_03",
    };
    static const char *const rows[] = {
        "balance.port.oxide.2025_03", "minimum.trader.2025_03", "capacity.sea.2025_03",
        "passage.border.2025_03",     "demand.fab.2025_03",     "release.pile.2025_03",
        "refill.pile.2025_03",        "target.pile.2025_03",    "limit.half.2025_03",
    };
    chain of = chain_of_text(chain_with_everything);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        column_named(of.program, columns[i]);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        row_named(of.program, rows[i]);
    }
    chain_close(&of);
}

static void test_names__the_longest_fit(void **state) {
    (void)state;
    char name[65], text[2048];
    memset(name, 'x', 64);
    name[64] = '\0';
    snprintf(
        text, sizeof text,
        "%s materials = { %s = {}; };\n places = { %s = { country = \"KR\"; }; };\n"
        "demands = { %s = { place = \"%s\"; material = \"%s\"; tpy = 1; shortage_usd_per_t = 1; }; "
        "};\n",
        "scenario = { name = \"t\"; start = \"2025-03-15\"; period = \"week\"; periods = 2; };\n",
        name, name, name, name, name);
    chain of = chain_of_text(text);
    snprintf(text, sizeof text, "balance.%s.%s.2025_03_22", name, name);
    assert_int_equal(row_named(of.program, text), 1);
    assert_legal_and_unique(of.program, of.program->row_count, ski_row_name);
    chain_close(&of);
}

static void test_names__never_run_over_their_text(void **state) {
    (void)state;
    chain of = chain_of_text(chain_with_everything);
    char whole[NAME_SIZE], part[NAME_SIZE];
    ski_row_name(of.program, 0, whole, NAME_SIZE);
    for (int size = 1; size < 40; size++) {
        memset(part, '#', sizeof part);
        ski_row_name(of.program, 0, part, size);
        assert_true(strlen(part) < (size_t)size);
        assert_int_equal(part[size], '#');
    }
    chain_close(&of);
}

static void test_column_of__is_the_inverse_of_the_layout(void **state) {
    (void)state;
    chain of = chain_of_text(chain_with_everything);
    const ski_layout *layout = &of.program->layout;
    ski_column substitute = ski_column_of(of.program, layout->substitute[0] + 2);
    assert_int_equal(substitute.kind, SKI_SUBSTITUTE);
    assert_int_equal(substitute.period, 2);
    ski_column tier = ski_column_of(of.program, layout->shortage[0] + 4 + 3);
    assert_int_equal(tier.kind, SKI_SHORT);
    assert_int_equal(tier.element, 0);
    assert_int_equal(tier.item, 1);
    assert_int_equal(tier.period, 3);
    assert_int_equal(layout->wait[0], -1);
    assert_int_equal(layout->below[1], -1);
    assert_int_equal(layout->substitute[1], -1);
    assert_int_equal(layout->credit[0], -1);
    chain_close(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names__are_legal_and_unique),
        cmocka_unit_test(test_names__are_as_documented),
        cmocka_unit_test(test_names__the_longest_fit),
        cmocka_unit_test(test_names__never_run_over_their_text),
        cmocka_unit_test(test_column_of__is_the_inverse_of_the_layout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
