/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regret: how much worse each option is than the best one in the same world, on average and at worst. */
"use strict";

skarn.figure({
    id: "compare-regret", schema: "compare", title: "Regret of having chosen it",
    draw(frame, study) {
        if (skarn.undecided(study, frame)) {
            return;
        }
        const { ends, percent } = skarn.text;
        const options = skarn.options(study);
        const { title } = options;
        const metric = skarn.metric("cost_usd");
        const { format } = metric;
        const all = options.all.filter((policy) => Number.isFinite(policy.regret?.mean))
            .sort((a, b) => a.regret.mean - b.regret.mean);

        if (all.length === 0) {
            frame.say("No regret can be said: there is no world in which every option could be decided.");
            return;
        }
        const [least] = all;
        const safest = [...all].filter((policy) => Number.isFinite(policy.regret.max))
            .sort((a, b) => a.regret.max - b.regret.max)[0];
        frame.say(`${metric.title}: ${title(least.name)} is regretted least, ${format(least.regret.mean)} ` +
            `more than the best option of each world on average` +
            (least.regret.ci?.every(Number.isFinite)
                ? ` (${options.sure} interval ${ends(least.regret.ci, format)})` : "") +
            (safest ? `; the least to regret in the worst world has ${title(safest.name)}, ` +
                `${format(safest.regret.max)}.` : "."));

        function draw(svg, width) {
            const { shown: items, left } = skarn.rows.first(all);
            frame.remark(`Regret is what knowing the world beforehand would have saved in choosing among ` +
                `these ` +
                `options; lines are ${options.sure} intervals. The largest grows with the number of worlds.` +
                skarn.rows.leftOut(left, items, "option"));
            return skarn.rows.chart(svg, width, {
                items, unit: metric.unit, title: "worse than the best option of the same world", size: 18,
                domain: skarn.rows.extent(items.flatMap(({ regret }) =>
                    [regret.mean, regret.p95, regret.max, ...regret.ci ?? [], ...regret.p95_ci ?? []])),
                name: (policy) => title(policy.name),
                tail: ({ regret }) => `${format(regret.mean)} on average, at most ${format(regret.max)}` +
                    (regret.few_events ? ", few events" : ""),
                mark(g, { regret }, x, y) {
                    skarn.rows.bar(g, x, 0, regret.mean, y, 12, "var(--c0)");
                    if (Number.isFinite(regret.max)) {
                        g.append("path").attr("d", `M${x(regret.mean)},${y}H${x(regret.max)}`)
                            .style("stroke", "var(--soft)").style("stroke-dasharray", "2 3");
                    }
                    skarn.rows.whisker(g, x, regret.ci, y);
                    skarn.rows.whisker(g, x, regret.p95_ci, y, 3);
                    skarn.rows.dot(g, x(regret.p95 ?? NaN), y, { shape: "diamond", colour: "var(--c1)",
                        size: 90 });
                    skarn.rows.dot(g, x(regret.max ?? NaN), y, { shape: "square", colour: "var(--c3)",
                        size: 70 });
                },
                describe: ({ name, regret }) => `${title(name)}\non average ${format(regret.mean)} ` +
                    `(${ends(regret.ci, format)})\nin ${percent(0.05)} of worlds ${format(regret.p95)} or ` +
                        `more (${ends(regret.p95_ci, format)})\nat most ${format(regret.max)}`,
            });
        }

        frame.plot(draw);
        frame.legend([
            skarn.rows.swatch("mean", "var(--c0)"),
            skarn.rows.symbol("reached or passed in 5 % of worlds", { shape: "diamond", colour: "var(--c1)" }),
            skarn.rows.symbol("in the worst world drawn", { shape: "square", colour: "var(--c3)" }),
        ]);
        frame.table(`Regret, ${metric.unit}`, ["Option", "Mean", "at least", "at most", "95 %", "at least",
            "at most", "Largest"],
            () => options.all.map(({ name, regret: of = {} }) => [options.whole(name), of?.mean, of?.ci?.[0],
                of?.ci?.[1], of?.p95, of?.p95_ci?.[0], of?.p95_ci?.[1], of?.max]));
    },
});
