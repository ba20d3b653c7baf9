/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of a metric's variance each cause explains, alone and together with the others. */
"use strict";

skarn.figure({
    id: "sensitivity-indices", schema: "sensitivity", title: "What the uncertainty comes from",
    draw(frame, study) {
        const { amount, called: title, count, hundredfold, percent, percents } = skarn.text;
        const metric = skarn.metric(study.metric ?? "");
        const all = (study.inputs ?? []).filter((input) => Number.isFinite(input.total) ||
            Number.isFinite(input.first))
            .sort((a, b) => (b.total ?? b.first) - (a.total ?? a.first));

        if (all.length === 0) {
            frame.say(study.variance === 0 || !(study.inputs?.length > 0)
                ? `${metric.title}: nothing in the scenario makes it vary, so there is nothing to explain.`
                : `${metric.title}: how much each cause explains is not known from ` +
                    `${count(study.worlds ?? study.samples ?? 0, "world")}.`);
            return;
        }
        const sure = percent(study.confidence);
        const [most] = all;
        const alone = skarn.sum(all.map((input) => input.first));
        const members = (input) => (input.members?.length > 1 ? `${input.members.length} together` : "");
        frame.say(`${metric.title}: most of its variance comes through ${title(most)}, ` +
            `${percent(Math.max(0, most.total))} of it` +
            (most.total_ci?.every(Number.isFinite) ? ` (${percents(most.total_ci)}` +
                (study.confidence ? `, ${sure} interval)` : ")") : "") +
            (!Number.isFinite(alone) ? "." : alone >= 0.995 ? ". Each acting alone, the causes explain all " +
                "of it as far as these worlds tell." : `. Each acting alone, the causes explain ` +
                    `${percent(Math.max(0, alone))}; the rest comes of several striking together.`) +
            (study.few_events ? " Few worlds differ: read it with care." : ""));

        function draw(svg, width) {
            const { shown, left } = skarn.rows.first(all, undefined, 10);
            frame.remark(`Sobol' indices of the metric of one world, over ` +
                `${count(study.worlds ?? study.samples, "world")}; lines are ` +
                `${study.confidence ? sure + " " : ""}bootstrap intervals. An estimate may fall below 0: ` +
                    `then it is 0 as far as ` +
                `these worlds tell. Mean ${metric.format(study.mean)}, variance ${amount(study.variance)}.` +
                skarn.rows.leftOut(left, shown, "cause"));
            return skarn.rows.chart(svg, width, {
                items: shown, unit: "share", title: "share of the variance", size: 28,
                domain: skarn.rows.extent([1, ...shown.flatMap((input) => [input.first, input.total,
                    ...input.first_ci ?? [], ...input.total_ci ?? []])]),
                name: (input) => title(input) + (members(input) ? ` (${members(input)})` : ""),
                tail: (input) => `alone ${percent(input.first)}, in all ${percent(input.total)}`,
                mark(g, input, x, y) {
                    skarn.rows.bar(g, x, 0, input.first, y - 7, 11, "var(--c0)");
                    skarn.rows.bar(g, x, 0, input.total, y + 7, 11, "var(--c1)");
                    skarn.rows.whisker(g, x, input.first_ci, y - 7, 4);
                    skarn.rows.whisker(g, x, input.total_ci, y + 7, 4);
                },
                describe: (input) => [title(input), ...(input.members?.length > 1
                    ? [input.members.slice(0, 6).join(", ")] : []),
                    `alone ${percent(input.first)} (${percents(input.first_ci)})`,
                    `with all it joins in ${percent(input.total)} (${percents(input.total_ci)})`].join("\n"),
            });
        }

        frame.plot(draw);
        frame.legend([skarn.rows.swatch("alone (first order)", "var(--c0)"),
            skarn.rows.swatch("with all it joins in (total)", "var(--c1)")]);
        frame.table("Share of the variance, %", ["Cause", "Kind", "Members", "Alone", "at least", "at most",
            "In all", "at least",
            "at most"], () => (study.inputs ?? []).map((input) => [input.title || input.name,
                input.kind ?? "–", input.members?.join(", ") || "–",
            ...[input.first, input.first_ci?.[0], input.first_ci?.[1], input.total, input.total_ci?.[0],
                input.total_ci?.[1]]
                .map(hundredfold)]));
    },
});
