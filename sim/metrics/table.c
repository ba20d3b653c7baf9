/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → the columns of a row: the one table of metrics, and the groups of purchases. */
#include "metrics/metrics.h"

#include <stdlib.h>
#include <string.h>

static const ski_metric chain_metrics[SKI_CHAIN_COLUMNS] = {
    [SKI_COL_COST_USD] = {.name = "cost_usd", .unit = "USD", .bad_side = SKI_HIGH_IS_BAD},
    [SKI_COL_SPEND_USD] = {.name = "spend_usd", .unit = "USD", .bad_side = SKI_HIGH_IS_BAD},
    [SKI_COL_FORESIGHT_COST_USD] = {.name = "foresight_cost_usd",
                                    .unit = "USD",
                                    .bad_side = SKI_HIGH_IS_BAD},
    [SKI_COL_FORESIGHT_GAP_USD] = {.name = "foresight_gap_usd",
                                   .unit = "USD",
                                   .bad_side = SKI_HIGH_IS_BAD},
    [SKI_COL_SHORTAGE_T] = {.name = "shortage_t", .unit = "t", .bad_side = SKI_HIGH_IS_BAD},
    [SKI_COL_SHORTAGE_CRITICAL_T] = {.name = "shortage_critical_t",
                                     .unit = "t",
                                     .bad_side = SKI_HIGH_IS_BAD},
    [SKI_COL_FILL_RATE] = {.name = "fill_rate",
                           .unit = "",
                           .bad_side = SKI_LOW_IS_BAD,
                           .harmless = 1},
    [SKI_COL_FILL_RATE_CRITICAL] = {.name = "fill_rate_critical",
                                    .unit = "",
                                    .bad_side = SKI_LOW_IS_BAD,
                                    .harmless = 1},
    [SKI_COL_SHORTAGE_PERIODS] = {.name = "shortage_periods",
                                  .unit = "periods",
                                  .bad_side = SKI_HIGH_IS_BAD},
    [SKI_COL_LONGEST_SHORTAGE_PERIODS] = {.name = "longest_shortage_periods",
                                          .unit = "periods",
                                          .bad_side = SKI_HIGH_IS_BAD},
    [SKI_COL_FIRST_SHORTAGE_PERIOD] = {.name = "first_shortage_period",
                                       .unit = "period",
                                       .bad_side = SKI_LOW_IS_BAD,
                                       .is_censored = true},
    [SKI_COL_LOWEST_COVER_DAYS] = {.name = "lowest_cover_days",
                                   .unit = "days",
                                   .bad_side = SKI_LOW_IS_BAD},
    [SKI_COL_ANY_SHORTAGE] = {.name = "any_shortage",
                              .unit = "",
                              .bad_side = SKI_HIGH_IS_BAD,
                              .is_event = true},
    [SKI_COL_ANY_SHORTAGE_CRITICAL] = {.name = "any_shortage_critical",
                                       .unit = "",
                                       .bad_side = SKI_HIGH_IS_BAD,
                                       .is_event = true},
    [SKI_COL_ANY_SHORTAGE_OTHER] = {.name = "any_shortage_other",
                                    .unit = "",
                                    .bad_side = SKI_HIGH_IS_BAD,
                                    .is_event = true},
    [SKI_COL_SECURE] =
        {.name = "secure", .unit = "", .bad_side = SKI_LOW_IS_BAD, .is_event = true, .harmless = 1},
};

const ski_metric ski_demand_metrics[SKI_DEMAND_COLUMNS] = {
    [SKI_OF_DEMAND_T] = {.name = "demand_t", .unit = "t", .bad_side = SKI_HIGH_IS_BAD},
    [SKI_OF_SERVED_T] = {.name = "served_t", .unit = "t", .bad_side = SKI_LOW_IS_BAD},
    [SKI_OF_SHORTAGE_T] = {.name = "shortage_t", .unit = "t", .bad_side = SKI_HIGH_IS_BAD},
    [SKI_OF_FILL_RATE] = {.name = "fill_rate",
                          .unit = "",
                          .bad_side = SKI_LOW_IS_BAD,
                          .harmless = 1},
    [SKI_OF_SHORTAGE_PERIODS] = {.name = "shortage_periods",
                                 .unit = "periods",
                                 .bad_side = SKI_HIGH_IS_BAD},
    [SKI_OF_LONGEST_SHORTAGE_PERIODS] = {.name = "longest_shortage_periods",
                                         .unit = "periods",
                                         .bad_side = SKI_HIGH_IS_BAD},
    [SKI_OF_FIRST_SHORTAGE_PERIOD] = {.name = "first_shortage_period",
                                      .unit = "period",
                                      .bad_side = SKI_LOW_IS_BAD,
                                      .is_censored = true},
    [SKI_OF_LOWEST_COVER_DAYS] = {.name = "lowest_cover_days",
                                  .unit = "days",
                                  .bad_side = SKI_LOW_IS_BAD},
    [SKI_OF_ANY_SHORTAGE] = {.name = "any_shortage",
                             .unit = "",
                             .bad_side = SKI_HIGH_IS_BAD,
                             .is_event = true},
};

/* Distinct element symbols among the materials, as first met; their number. symbols: [materials].
 */
static int element_symbols(const sk_scenario *scenario, const char **symbols) {
    int count = 0;
    for (int m = 0; m < scenario->material_count; m++) {
        const char *symbol = scenario->materials[m].symbol;
        bool is_new = symbol != NULL;
        for (int e = 0; e < count && is_new; e++) {
            is_new = strcmp(symbols[e], symbol) != 0;
        }
        if (is_new) {
            symbols[count++] = symbol;
        }
    }
    return count;
}

static void fill_metrics(const sk_network *network, const ski_metric_table *table,
                         ski_metric *metrics) {
    const int never = network->periods + 1;
    for (int c = 0; c < SKI_CHAIN_COLUMNS; c++) {
        metrics[c] = chain_metrics[c];
        metrics[c].demand = -1;
    }
    for (int c = table->first_demand; c < table->count; c++) {
        metrics[c] = ski_demand_metrics[(c - table->first_demand) % SKI_DEMAND_COLUMNS];
        metrics[c].demand = (c - table->first_demand) / SKI_DEMAND_COLUMNS;
    }
    for (int c = 0; c < table->count; c++) {
        if (metrics[c].is_censored) {
            metrics[c].harmless = never;
        }
    }
}

static sk_status name_concentrations(const ski_metric_table *table, const char *const *symbols,
                                     ski_metric *metrics) {
    for (int e = 0; e < table->element_count; e++) {
        char *name = ski_arena_printf(table->arena, "hhi_%s", symbols[e]);
        if (name == NULL) {
            return SK_ERR_MEMORY;
        }
        metrics[SKI_CHAIN_COLUMNS + e] =
            (ski_metric){.name = name, .unit = "", .demand = -1, .bad_side = SKI_HIGH_IS_BAD};
    }
    return SK_OK;
}

static const ski_source *source_of(const sk_network *network, int block) {
    return &network->scenario->sources[network->blocks[block].source];
}

static const char *symbol_of(const sk_network *network, int block) {
    return network->scenario->materials[source_of(network, block)->material].symbol;
}

static const char *country_of(const sk_network *network, int block) {
    return network->scenario->places[source_of(network, block)->place].country;
}

/* The purchases of one element: blocks by country, appended to purchases and blocks. */
static void group_element(const sk_network *network, const char *symbol, ski_metric_table *table,
                          ski_purchase *purchases, int *blocks, int *block_count) {
    const int first = table->purchase_count;
    for (int block = 0; block < network->block_count; block++) {
        const char *of = symbol_of(network, block);
        if (of == NULL || strcmp(of, symbol) != 0) {
            continue;
        }
        const char *country = country_of(network, block);
        bool is_new = true;
        for (int p = first; p < table->purchase_count && is_new; p++) {
            is_new = strcmp(purchases[p].country, country) != 0;
        }
        if (!is_new) {
            continue;
        }
        ski_purchase *group = &purchases[table->purchase_count++];
        *group = (ski_purchase){.symbol = symbol, .country = country};
        group->blocks = blocks + *block_count;
        for (int b = block; b < network->block_count; b++) {
            const char *other = symbol_of(network, b);
            if (other != NULL && strcmp(other, symbol) == 0 &&
                strcmp(country_of(network, b), country) == 0) {
                blocks[(*block_count)++] = b;
                group->block_count++;
            }
        }
    }
}

static sk_status group_purchases(const sk_network *network, const char *const *symbols,
                                 ski_metric_table *table) {
    sk_status st = SK_OK;
    int block_count = 0;
    ski_purchase *purchases = SKI_NEW(table->arena, ski_purchase, network->block_count);
    int *blocks = SKI_NEW(table->arena, int, network->block_count);
    int *element_purchases = SKI_NEW(table->arena, int, table->element_count + 1);
    SK_CHECK_MEMORY(purchases);
    SK_CHECK_MEMORY(blocks);
    SK_CHECK_MEMORY(element_purchases);
    for (int e = 0; e < table->element_count; e++) {
        group_element(network, symbols[e], table, purchases, blocks, &block_count);
        element_purchases[e + 1] = table->purchase_count;
    }
    table->purchases = purchases;
    table->element_purchases = element_purchases;
done:
    return st;
}

sk_status ski_metric_table_build(ski_metric_table **out, const sk_network *network) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = network->scenario;
    const char **symbols = NULL;
    ski_metric *metrics = NULL;
    ski_metric_table *table = ski_alloc(1, sizeof *table);
    SK_CHECK_MEMORY(table);
    SK_CHECK_MEMORY(table->arena = ski_arena_new());
    SK_CHECK_MEMORY(symbols = SKI_NEW(table->arena, const char *, scenario->material_count));
    table->element_count = element_symbols(scenario, symbols);
    table->first_demand = SKI_CHAIN_COLUMNS + table->element_count;
    table->count = table->first_demand + scenario->demand_count * SKI_DEMAND_COLUMNS;
    SK_CHECK_MEMORY(metrics = SKI_NEW(table->arena, ski_metric, table->count));
    fill_metrics(network, table, metrics);
    SK_TRY(name_concentrations(table, symbols, metrics));
    table->metrics = metrics;
    SK_TRY(group_purchases(network, symbols, table));
    table->first_cost_line = table->count;
    table->first_purchase = table->first_cost_line + SKI_COST_LINES;
    table->width = table->first_purchase + table->purchase_count;
    *out = table;
    table = NULL;
done:
    ski_metric_table_free(table);
    return st;
}

void ski_metric_table_free(ski_metric_table *table) {
    if (table != NULL) {
        ski_arena_free(table->arena);
        free(table);
    }
}

int ski_metric_find(const ski_metric_table *table, const char *name, int demand) {
    for (int c = 0; c < table->count; c++) {
        if (table->metrics[c].demand == demand && strcmp(table->metrics[c].name, name) == 0) {
            return c;
        }
    }
    return -1;
}
