/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where what a demand uses is dug and where it is processed, by country, and how concentrated that is. */
"use strict";

skarn.figure({
    id: "risk-shares", schema: "risk", title: "Who supplies what",
    draw(frame, study) {
        const { amount, count, country, fit, percent, tonnes } = skarn.text;
        const COUNTRIES = 7, DRAWN = 30;
        const stages = [["extraction", "dug"], ["processing", "processed"]];
        const policies = study.policies ?? [];
        const title = (item) => item.title || item.name || item.element;
        const kinds = [["each demand", "demands"], ["each element", "elements"]]
            .filter(([, key]) => policies.some((policy) => policy[key]?.length > 0));
        let policy = policies[0], [what, kind] = kinds[0] ?? [];

        const items = () => [...policy[kind] ?? []].sort((a, b) => (b.critical ? 1 : 0) - (a.critical ? 1 : 0) ||
            (b.extraction?.hhi ?? -1) - (a.extraction?.hhi ?? -1));

        /* The countries that matter most over all bars keep their colours; the rest are one. */
        function palette() {
            const totals = new Map();
            for (const item of policies.flatMap((of) => of[kind] ?? [])) {
                for (const share of stages.flatMap(([stage]) => item[stage]?.shares ?? [])) {
                    totals.set(share.country, (totals.get(share.country) ?? 0) + (share.share ?? 0));
                }
            }
            const ordered = [...totals].sort((a, b) => b[1] - a[1]).map(([code]) => code);
            return ordered.slice(0, ordered.length > COUNTRIES + 1 ? COUNTRIES : ordered.length);
        }

        const largest = (of) => (of?.largest?.country ? `${country(of.largest.country)} ${percent(of.largest.share)}`
            : "no supply");
        const concentrated = (of) => `${largest(of)}, HHI ${amount(of?.hhi ?? NaN)}`;

        function say(list) {
            const known = list.filter((item) => Number.isFinite(item.extraction?.hhi));
            const worst = stages.flatMap(([stage, done]) => list.map((item) => ({ item, done, of: item[stage] })))
                .filter((of) => Number.isFinite(of.of?.hhi)).sort((a, b) => b.of.hhi - a.of.hhi)[0];
            frame.say(worst === undefined ? `With ${title(policy)}, nothing is supplied, so no share can be said.`
                : `With ${title(policy)}, what is ${worst.done} for ${title(worst.item)} is most concentrated: ` +
                    `${largest(worst.of)}, HHI ${amount(worst.of.hhi)} (1 is a single country). Of ` +
                    `${count(list.length, kind.slice(0, -1))}, ${known.filter((item) => item.extraction.hhi > 0.25).length} ` +
                    `have an HHI above 0.25 where they are dug.`);
        }

        function draw(svg, width) {
            const list = items();
            say(list);
            const { shown, left } = skarn.rows.first(list, DRAWN);
            const codes = palette();
            const fills = [...codes, "others"].map((_, i) =>
                skarn.axes.hatch(svg, i, `hatch-${frame.section.id}-${i}`));
            frame.remark(`Of what a demand uses, by country; from left, those that supply most over all bars.` +
                skarn.rows.leftOut(left, shown, kind.slice(0, -1)));
            const bars = shown.flatMap((item) => stages.map(([stage, done]) => ({ item, done, of: item[stage] })));
            return skarn.rows.chart(svg, width, {
                items: bars, unit: "share", title: "share of supply", size: 16, domain: [0, 1],
                name: (bar) => `${title(bar.item)}${bar.item.critical ? " (critical)" : ""}, ${bar.done}`,
                tail: (bar) => concentrated(bar.of),
                mark(g, bar, x, y) {
                    let at = 0;
                    const part = (i, share) => {
                        skarn.rows.bar(g, x, at, at + share, y, 14, fills[i]);
                        at += share;
                    };
                    const shares = new Map((bar.of?.shares ?? []).map((share) => [share.country, share.share ?? 0]));
                    codes.forEach((code, i) => (shares.get(code) > 0 ? part(i, shares.get(code)) : null));
                    const rest = skarn.sum([...shares].filter(([code]) => !codes.includes(code)).map(([, share]) => share));
                    if (rest > 0) {
                        part(codes.length, rest);
                    }
                },
                describe: (bar) => [`${title(bar.item)}, ${bar.done}`, ...[...bar.of?.shares ?? []]
                    .sort((a, b) => b.share - a.share).slice(0, 6).map((share) => `${country(share.country)} ${percent(share.share)}`),
                `HHI ${amount(bar.of?.hhi ?? NaN)}, by governance ${amount(bar.of?.hhi_governance ?? NaN)}`].join("\n"),
            });
        }

        function update() {
            frame.redraw();
            const codes = palette();
            const all = new Set(policies.flatMap((of) => (of[kind] ?? []).flatMap((item) => stages.flatMap(([stage]) =>
                (item[stage]?.shares ?? []).map((share) => share.country)))));
            frame.legend([...codes.map(country), ...all.size > codes.length ? [count(all.size - codes.length, "other")] : []]
                .map((text, i) => ({ text, draw: (key) => key.append("rect").attr("width", 22).attr("height", 12)
                    .style("fill", skarn.axes.hatch(key, i, `key-${frame.section.id}-${i}`)) })));
        }

        if (!policy || !kind) {
            frame.say("Nothing is supplied to any demand, so no share can be said.");
            return;
        }
        frame.section.classList.add("long");
        frame.choose("With", policies.map(title), (index) => {
            policy = policies[index];
            update();
        });
        frame.choose("For", kinds.map(([text]) => text), (index) => {
            [what, kind] = kinds[index];
            update();
        });
        frame.plot(draw);
        update();
        frame.table("Shares of supply, and indices, of what is chosen above", [what, "Stage", "Country", "Share, %", "HHI",
            "HHI by governance", "HHI by WGI and trade (EU)", "Demand, t", "Supply, t"], () => items().flatMap((item) =>
            stages.flatMap(([stage, done]) => (item[stage]?.shares?.length > 0 ? item[stage].shares : [{}]).map((share) =>
                [title(item), done, share.country ? country(share.country) : "–", skarn.text.hundredfold(share.share),
                    item[stage]?.hhi, item[stage]?.hhi_governance, item[stage]?.hhi_wgi_eu, fit(tonnes(item.demand_t), 200),
                    tonnes(item.supply_t)]))));
    },
});
