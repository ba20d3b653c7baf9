/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A metric's name → its name for people, its unit, how its values are written, and which way is better. */
"use strict";

skarn.metric = (() => {
    const known = {
        cost_usd: ["Cost, shortage counted at its value", "USD"],
        spend_usd: ["Money spent", "USD"],
        own_cost_usd: ["What the option itself costs", "USD"],
        net_cost_usd: ["Cost, net of what the option itself costs", "USD"],
        shortage_t: ["Shortage of all demands", "t"],
        shortage_critical_t: ["Shortage of critical demands", "t"],
        fill_rate: ["Share of all demand served", "share"],
        fill_rate_critical: ["Share of critical demand served", "share"],
        shortage_periods: ["Periods with a shortage", "periods"],
        longest_shortage_periods: ["Longest shortage", "periods"],
        first_shortage_period: ["First period with a shortage", ""],
        lowest_cover_days: ["Lowest stock cover", "days"],
        any_shortage: ["Worlds with a shortage", "share"],
        secure: ["Worlds that are secure", "share"],
    };
    const more = /^(fill_rate|first_shortage|lowest_cover|secure)/; // the more, the better

    /* Tonnes, dollars, shares or numbers of something, in words. */
    function written(unit) {
        const { amount, percent, tonnes, usd } = skarn.text;
        return { USD: usd, t: tonnes, share: percent }[unit]
            ?? ((value) => (Number.isFinite(value) && unit ? `${amount(value)}\u00a0${unit}`
                : amount(value)));
    }

    function metric(name) {
        const [, element] = /^hhi_(.+)$/.exec(name) ?? [];
        const [title, unit] = known[name] ?? [element ? `Concentration of purchases of ${element} (HHI)`
            : name, name.endsWith("_usd") ? "USD" : name.endsWith("_t") ? "t" : ""];
        return { name, title, unit, format: written(unit), isBetterMore: more.test(name) };
    }

    metric.written = written;
    return metric;
})();
