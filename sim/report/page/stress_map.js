/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each outage does: a row a target, a cell a duration, darker the worse, with its number in it. */
"use strict";

skarn.figure({
    id: "stress-map", schema: "stress", title: "What each outage does",
    draw(frame, study) {
        const { amount, count, fit, percent, tonnes, usd, wide } = skarn.text;
        const targets = skarn.targets(study);
        const { title } = targets;
        const TOP = 22, ROW = 44, CELL = 22;
        const measures = [
            { key: "shortage_critical_t", text: "Critical demand missing", unit: "t", write: tonnes },
            { key: "shortage_t", text: "All demand missing", unit: "t", write: tonnes },
            { key: "extra_spend_usd", text: "Money spent more", unit: "USD", write: usd },
            { key: "extra_cost_usd", text: "Cost, shortage counted at its value", unit: "USD", write: usd },
        ].filter(({ key }) => targets.all.some((target) => Number.isFinite(targets.worst(target, key))));
        let measure = measures[0];

        const valueOf = (target, days) => target.outages?.find((outage) =>
            outage.days === days)?.[measure.key];
        const sorted = () => [...targets.byTime].sort((a, b) =>
            (targets.worst(b, measure.key) || 0) - (targets.worst(a, measure.key) || 0));
        const hurts = (target) => targets.outages(target).some((outage) => outage[measure.key]);

        /* In millions, if they are so many, for a cell has no room for words. */
        function small(most) {
            const [size, word] = [[1e9, "billion"], [1e6, "million"], [1e3, "thousand"]]
                .find(([size]) => measure.unit === "USD" && most >= size) ?? [1, ""];
            return { unit: [measure.unit, word].filter(Boolean).join(" "), write: (value) =>
                (Number.isFinite(value)
                ? amount(value / size).replace("-", "\u2212") : "–") };
        }

        function say() {
            const cells = sorted().flatMap((target) => study.outage_days.map((days) =>
                ({ target, days, value: valueOf(target, days) }))).filter((cell) => cell.value > 0);
            const worst = cells.reduce((a, b) => (a === null || b.value > a.value ? b : a), null);
            const touched = new Set(cells.map((cell) => cell.target)).size;
            frame.say(worst === null ? `${measure.text}: nothing, whichever of ` +
                `${count(targets.all.length, "target")} is out.`
                : `${measure.text}: most without ${title(worst.target)} for ${amount(worst.days)} days, ` +
                    `${measure.write(worst.value)}. It is more than nothing for ${touched} of ` +
                    `${count(targets.all.length, "target")}.`);
        }

        function draw(svg, width) {
            say();
            const harmful = sorted().filter(hurts);
            const { shown, left } = skarn.rows.first(harmful.length > 0 ? harmful : sorted());
            const idle = harmful.length > 0 ? targets.all.length - harmful.length : 0;
            const days = study.outage_days;
            const size = width / days.length;
            const cells = shown.flatMap((target, row) => days.map((length, column) =>
                ({ target, row, column, days: length, value: valueOf(target, length) })));
            const most = skarn.most([cells.map((cell) => Math.abs(cell.value))], 0);
            const { unit, write } = small(most);
            const shade = d3.scaleSqrt().domain([0, most || 1]).range([0, 0.62]);
            days.forEach((length, i) => {
                const text = [`${amount(length)} days`, `${amount(length)} d`].find((text) =>
                    wide(text) < size - 4);
                svg.append("text").attr("class", "soft").attr("x", (i + 0.5) * size).attr("y", 14)
                    .style("text-anchor", "middle").text(text ?? "");
            });
            shown.forEach((target, row) => {
                const members = target.members?.length > 1 ? ` (${target.members.length} together)` : "";
                svg.append("text").attr("y", TOP + row * ROW + 13).text(fit(title(target),
                    width - wide(members) - 4) + members);
            });
            const group = svg.append("g");
            const marks = group.selectAll("rect").data(cells).enter().append("rect")
                .attr("x", (cell) => cell.column * size + 0.5).attr("width", Math.max(1, size - 1))
                .attr("y", (cell) => TOP + cell.row * ROW + 18).attr("height", CELL)
                .style("fill", (cell) => (cell.value > 0 ? "var(--c3)" : cell.value < 0 ? "var(--c0)"
                    : "var(--panel)"))
                .style("fill-opacity", (cell) => (cell.value ? 0.1 + shade(Math.abs(cell.value)) : 1));
            group.selectAll("text").data(cells.filter((cell) =>
                wide(write(cell.value)) < size - 4)).enter().append("text")
                .attr("x", (cell) => (cell.column + 0.5) * size).attr("y", (cell) => TOP + cell.row * ROW +
                    33)
                .style("text-anchor", "middle").style("pointer-events", "none").text((cell) =>
                    write(cell.value));
            frame.remark(`Numbers are ${unit} over the horizon; the shade goes by the root. Columns are ` +
                `how long the target ` +
                `is out, at ${percent(study.factor)} of itself.` + skarn.rows.leftOut(left, shown, "target") +
                (idle > 0 ? ` ${count(idle, "target")} at which nothing happens ${idle === 1 ? "is" : "are"} ` +
                    `not drawn.` : ""));
            return { height: TOP + shown.length * ROW + 2, marks, describe: (cell) => {
                const outage = cell.target.outages?.find((of) => of.days === cell.days) ?? {};
                const whose = (outage.short ?? []).slice(0, 3).map((demand) =>
                    `${fit(demand.title || demand.demand, 200)} ${tonnes(demand.shortage_t)}`);
                return [`${title(cell.target)}, out for ${amount(cell.days)} days`,
                    `${measure.text}: ${measure.write(cell.value)}`,
                    whose.length > 0 ? `short: ${whose.join("; ")}` : "",
                        Number.isFinite(outage.recovery_days)
                        ? `served again after ${amount(outage.recovery_days)} days`
                            : ""].filter(Boolean).join("\n");
            } };
        }

        if (measures.length === 0 || !(study.outage_days?.length > 0)) {
            frame.say("Nothing was tried out, so there is nothing to draw.");
            return;
        }
        frame.choose("Of", measures.map((of) => of.text), (index) => {
            measure = measures[index];
            frame.redraw();
        });
        frame.plot(draw);
        frame.table("Every outage", ["Target", "Members", "Days", "Critical missing, t", "All missing, t",
            "Spent more, USD",
            "Cost more, USD", "Recovery, days", "Short"], () => sorted().flatMap((target) =>
                (target.outages ?? []).map((outage) =>
            [targets.whole(target), target.members?.join(", ") || "–", outage.days,
                outage.shortage_critical_t, outage.shortage_t,
                outage.extra_spend_usd, outage.extra_cost_usd, outage.recovery_days,
                    (outage.short ?? []).map((demand) =>
                    `${demand.title || demand.demand} ${amount(demand.shortage_t)} t`).join("; ") || "–"])));
    },
});
