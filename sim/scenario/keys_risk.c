/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key table: what indices of supply risk know of countries. */
#include "scenario/key_rows.h"
#include "scenario/keys.h"
#include "scenario/rules.h"

static const ski_key country_keys[] = {
    SKI_ELEMENT_KEYS,
    {.name = "political_stability",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_country, political_stability),
     SKI_BETWEEN(-3.5, 2.5),
     SKI_MISSING(NAN, "the World Bank's estimate for 2022 where skarn has it (`docs/risk.md`), "
                      "else none"),
     .example = "-0.44",
     .help = "World Bank's estimate (Worldwide Governance Indicators), from -2.5, weak, to 2.5, "
             "strong; a few countries lie below -2.5. As a risk from 0 to 1 it is (2.5 - x)/5"},
    {.name = "trade_factor",
     .kind = SKI_KEY_NUMBER,
     SKI_AT(ski_country, trade_factor),
     SKI_UP_TO(0, 10),
     SKI_DEFAULT(1),
     .example = "1.1",
     .help = "in the Commission's formula of supply risk: above 1 where exports are taxed, under "
             "quota or barred, below 1 under a trade agreement"},
};
static const ski_fields country_fields = {SKI_FIELDS(ski_country, country_keys),
                                          .rule = ski_rule_country};
const ski_section_keys ski_countries_section = {
    SKI_SECTION("countries", "country", countries, country_count),
    .fields = &country_fields,
    .help = "What the indices of `skarn risk` take for the risk of a country, by its ISO 3166 "
            "code. No plan and no world changes by it.",
    .example = "countries = {\n"
               "    CN = { political_stability = -0.44; trade_factor = 1.1; cite = \"World Bank, "
               "WGI 2022\"; };\n"
               "};\n",
};
