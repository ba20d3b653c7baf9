/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When each demand runs short: a strip a demand, a cell a period, darker and fuller the more is missing on
   average. */
"use strict";

skarn.figure({
    id: "strip", schema: "run", title: "When demands run short",
    draw(frame, run) {
        if (skarn.undecided(run, frame)) {
            return;
        }
        const { amount, percent, fit, count } = skarn.text;
        const { demands: all, points } = run.figures;
        const labels = points.labels;
        const ROW = 34, TOP = 4, SHOWN = 24;
        const demands = [...all].sort((a, b) =>
            skarn.most([b.short_share], 0) - skarn.most([a.short_share], 0)).slice(0, SHOWN)
            .sort((a, b) => all.indexOf(a) - all.indexOf(b));
        const most = skarn.most(all.map((demand) => demand.short_share), 0);
        const cells = demands.flatMap((demand) =>
            demand.short_share.map((share, i) => ({ demand, i, share })));
        const worst = cells.reduce((a, b) => ((b.share ?? 0) > (a?.share ?? 0) ? b : a), null);

        /* Of every demand, however few of them are drawn. */
        const every = Object.values(run.demands);
        const short = every.filter((demand) => demand.shortage_tpy.mean > 0).length;
        const some = all.length < every.length;
        const ran = `${count(short, "demand runs", "demands run")} short at some time` +
            (some ? `, of ${every.length}.` : ".");
        frame.say(worst !== null && worst.share > 0
            ? `${some ? `Of the ${all.length} demands shown, most` : "Most"} is missing of ` +
                `${worst.demand.title} in ${labels[worst.i]}: ${percent(worst.share)} of its planned ` +
                `demand, on average over worlds. ${ran}`
            : short > 0 ? `None of the ${all.length} demands shown runs short. ${ran}`
                : "No demand runs short in any world.");

        function draw(svg, width) {
            const x = skarn.axes.timeScale(labels.length, 0, width - 2);
            const shade = d3.scaleSqrt().domain([0, most || 1]).range([0, 1]);
            const size = Math.max(1, x(1) - x(0));
            const inset = size > 4 ? 0.5 : 0;
            demands.forEach((demand, row) => {
                const name = svg.append("text").attr("x", 0).attr("y", TOP + row * ROW + 11);
                const rowMost = skarn.most([demand.short_share], 0);
                const tail = rowMost > 0 ? `: up to ${percent(rowMost)}` : ": never";
                name.text(fit(demand.title + (demand.critical ? " (critical)" : ""), width - 110) + tail);
            });
            const box = (cell) => TOP + demands.indexOf(cell.demand) * ROW + 15;
            const group = svg.append("g");
            const marks = group.selectAll("rect.cell").data(cells).enter().append("rect")
                .attr("class", "cell")
                .attr("x", (cell) => x(cell.i) + inset).attr("width", size - 2 * inset).attr("y", box)
                    .attr("height", 14)
                .style("fill", (cell) => (cell.share > 0 ? "var(--c3)" : "var(--panel)"))
                .style("fill-opacity", (cell) => (cell.share > 0 ? 0.12 + 0.5 * shade(cell.share) : 1));
            group.selectAll("rect.fill").data(cells.filter((cell) => cell.share > 0)).enter().append("rect")
                .attr("class", "fill")
                .attr("x", (cell) => x(cell.i) + inset).attr("width", size - 2 * inset)
                    .style("pointer-events", "none")
                .attr("y", (cell) => box(cell) + 14 * (1 - shade(cell.share)))
                    .attr("height", (cell) => 14 * shade(cell.share)).style("fill", "var(--c3)");
            const bottom = TOP + demands.length * ROW;
            skarn.axes.time(svg, x, labels, bottom);
            return {
                height: bottom + 24, marks,
                describe: (cell) =>
                    `${cell.demand.title}\n${labels[cell.i]}: ${percent(cell.share ?? NaN)} of planned ` +
                    `demand missing on average`,
            };
        }

        if (demands.length > 0 && labels.length > 0) {
            frame.plot(draw);
            frame.note(`A full, dark cell is ${percent(most)} of planned demand; height and shade go by ` +
                `the root, so that little is seen too.` +
                       (points.every > 1 ? ` A cell is ${points.every} ${run.scenario.period}s.` : "") +
                       (all.length > SHOWN
                           ? ` Of ${some ? "these " : ""}${all.length} demands the ${SHOWN} that run ` +
                               `short most are drawn; the table has ${some ? `the ${all.length}` : "all"}.`
                           : ""));
        }
        frame.table("Mean shortage, % of planned demand", ["Demand", ...labels],
            () => all.map((demand) => [demand.title,
            ...demand.short_share.map((share) => 100 * (share ?? NaN))]));
    },
});
