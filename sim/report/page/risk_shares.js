/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where what a demand uses is dug and where it is processed, by country, and how concentrated that is. */
"use strict";

skarn.figure({
    id: "risk-shares", schema: "risk", title: "Who supplies what",
    draw(frame, study) {
        const { amount, called: title, count, country, percent } = skarn.text;
        const COUNTRIES = 7, DRAWN = 30;
        const stages = [["extraction", "extracted"], ["processing", "processed"]];
        /* An element is told where it is extracted; a demand, where its material was last processed too. */
        const stagesOf = (item) => (item.shares ? [{ item, done: "extracted", of: item }]
            : stages.filter(([stage]) => item[stage]).map(([stage, done]) =>
                ({ item, done, of: item[stage] })));
        const hhiOf = (item) => stagesOf(item)[0]?.of.hhi ?? NaN;
        const policies = study.policies ?? [];
        const kinds = [["each demand", "demands"], ["each element", "elements"]]
            .filter(([, key]) => policies.some((policy) => policy[key]?.length > 0));
        let policy = policies[0], [what, kind] = kinds[0] ?? [];

        const items = () => [...policy[kind] ?? []].sort((a, b) => (b.critical ? 1 : 0) - (a.critical ? 1
            : 0) ||
            (hhiOf(b) || 0) - (hhiOf(a) || 0));

        /* The countries that matter most over all bars keep their colours; the rest are one. */
        function palette() {
            const totals = new Map();
            for (const item of policies.flatMap((of) => of[kind] ?? [])) {
                for (const share of stagesOf(item).flatMap(({ of }) => of.shares ?? [])) {
                    totals.set(share.country, (totals.get(share.country) ?? 0) + (share.share ?? 0));
                }
            }
            const ordered = [...totals].sort((a, b) => b[1] - a[1]).map(([code]) => code);
            return ordered.slice(0, ordered.length > COUNTRIES + 1 ? COUNTRIES : ordered.length);
        }

        const largest = (of) => (of?.largest?.country
            ? `${country(of.largest.country)} ${percent(of.largest.share)}`
            : "no supply");
        const concentrated = (of) => `${largest(of)}, HHI ${amount(of?.hhi ?? NaN)}`;

        function say(list) {
            const known = list.filter((item) => Number.isFinite(hhiOf(item)));
            const worst = list.flatMap(stagesOf).filter(({ of }) => Number.isFinite(of.hhi))
                .sort((a, b) => b.of.hhi - a.of.hhi)[0];
            frame.say(worst === undefined ? `With ${title(policy)}, nothing is supplied, so no share can ` +
                `be said.`
                : `With ${title(policy)}, what is ${worst.done} for ${title(worst.item)} is most ` +
                    `concentrated: ` +
                    `${largest(worst.of)}, HHI ${amount(worst.of.hhi)} (1 is a single country). Of ` +
                    `${count(list.length, kind.slice(0, -1))}, ` +
                        `${known.filter((item) => hhiOf(item) > 0.25).length} ` +
                    `have an HHI above 0.25 where they are extracted.`);
        }

        function draw(svg, width) {
            const list = items();
            say(list);
            const { shown, left } = skarn.rows.first(list, DRAWN, 6);
            const codes = palette();
            const fills = [...codes, "others"].map((_, i) =>
                skarn.axes.hatch(svg, i, `hatch-${frame.section.id}-${i}`));
            frame.remark(`Of what a demand uses, by country; from left, those that supply most over all ` +
                `bars.` +
                skarn.rows.leftOut(left, shown, kind.slice(0, -1)));
            const bars = shown.flatMap(stagesOf);
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
                    const shares = new Map((bar.of?.shares ?? []).map((share) => [share.country,
                        share.share ?? 0]));
                    codes.forEach((code, i) => (shares.get(code) > 0 ? part(i, shares.get(code)) : null));
                    const rest = skarn.sum([...shares].filter(([code]) => !codes.includes(code)).map(([,
                        share]) => share));
                    if (rest > 0) {
                        part(codes.length, rest);
                    }
                },
                describe: (bar) => [`${title(bar.item)}, ${bar.done}`, ...[...bar.of?.shares ?? []]
                    .sort((a, b) => b.share - a.share).slice(0, 6).map((share) =>
                        `${country(share.country)} ${percent(share.share)}`),
                `HHI ${amount(bar.of?.hhi ?? NaN)}, by governance ` +
                    `${amount(bar.of?.hhi_governance ?? NaN)}`].join("\n"),
            });
        }

        function update() {
            frame.redraw();
            const codes = palette();
            const all = new Set(policies.flatMap((of) =>
                (of[kind] ?? []).flatMap(stagesOf)).flatMap(({ of }) =>
                (of.shares ?? []).map((share) => share.country)));
            frame.legend([...codes.map(country), ...all.size > codes.length
                ? [count(all.size - codes.length, "other")] : []]
                .map((text, i) => ({ text, draw: (key) => key.append("rect").attr("width", 22).attr("height",
                    12)
                    .style("fill", skarn.axes.hatch(key, i, `key-${frame.section.id}-${i}`)) })));
        }

        if (!policy || !kind) {
            frame.say("Nothing is supplied to any demand, so no share can be said.");
            return;
        }
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
        frame.note("Shares are of the supply whose origin is known: what was in stock at the start is not " +
            "in them.");
        frame.table("Shares of supply, and indices, of what is chosen above", [what, "Stage", "Country",
            "Share, %",
            "of it returned, %", "HHI", "HHI by governance", "HHI by WGI (EU)", "Demand, t", "Supply, t",
                "Undefined"],
        () => items().flatMap((item) => stagesOf(item).flatMap(({ done, of }) => (of.shares?.length > 0
            ? of.shares : [{}])
            .map((share) => [title(item), done, share.country ? country(share.country) : "–",
                skarn.text.hundredfold(share.share), skarn.text.hundredfold(share.returned), of.hhi,
                    of.hhi_governance,
                of.hhi_wgi_eu, item.demand_t, item.supply_t, item.undefined?.join("; ") || "–"]))));
    },
});
