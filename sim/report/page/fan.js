/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stock cover and shortage of a demand over time, as fans: half of the worlds lie in the inner one, nine
   in ten in the outer; below them, how much of the time each disruption is on. */
"use strict";

skarn.figure({
    id: "fan", schema: "run", title: "Stocks and shortages over time",
    draw(frame, run) {
        if (skarn.undecided(run, frame)) {
            return;
        }
        const { amount, percent, fit, count } = skarn.text;
        const { demands, disruptions, points, quantile_worlds: worlds } = run.figures;
        const labels = points.labels;
        const LEFT = 46, PANEL = 150, ROW = 30, SHOWN = 14;
        const busy = disruptions.filter((disruption) => skarn.most([disruption.active], 0) > 0)
            .slice(0, SHOWN);
        let demand = demands[0];

        function say() {
            const worst = d3.scan(demand.shortage_t.p95.map((value) => -(value ?? 0)));
            const least = d3.scan(demand.cover_days.p05.map((value) => value ?? Infinity));
            frame.say(`${demand.title}: stocks within reach cover ${amount(demand.cover_days.p50[0])} days ` +
                `at first; in the worst twentieth of worlds the cover falls to ` +
                      `${amount(demand.cover_days.p05[least])} days (${labels[least]})` +
                      (demand.shortage_t.p95[worst] > 0
                          ? `, and in ${labels[worst]} ${amount(demand.shortage_t.p95[worst])} t or more ` +
                              `are missing in one world in twenty.`
                          : "; in no period is it short in one world in twenty."));
        }

        function fan(svg, x, line, top, title, width) {
            const y = d3.scaleLinear().domain([0, skarn.most([line.p95, line.mean], 1e-9)]).nice()
                .range([top + PANEL - 22, top + 22]);
            const defined = (value) => value !== null;
            const at = (i) => x(i + 0.5);
            const area = (low, high) => d3.area().x((_, i) => at(i))
                .defined((_, i) => defined(low[i]) && defined(high[i]))
                .y0((_, i) => y(low[i])).y1((_, i) => y(high[i]))(low);
            const path = (values) => d3.line().x((_, i) => at(i)).y((value) => y(value))
                .defined(defined)(values);
            skarn.axes.title(svg, title, 0, top + 12, width);
            skarn.axes.values(svg, y, LEFT, width - 4, amount);
            svg.append("path").attr("d", area(line.p05, line.p95)).style("fill", "var(--c4)")
                .style("fill-opacity", 0.35);
            svg.append("path").attr("d", area(line.p25, line.p75)).style("fill", "var(--c0)")
                .style("fill-opacity", 0.45);
            svg.append("path").attr("d", path(line.p50)).style("fill", "none").style("stroke", "var(--ink)")
                .style("stroke-width", "2px");
            svg.append("path").attr("d", path(line.mean)).style("fill", "none").style("stroke", "var(--c3)")
                .style("stroke-width", "2px").style("stroke-dasharray", "5 3");
        }

        function activity(svg, x, top, width) {
            busy.forEach((disruption, row) => {
                const y = top + row * ROW;
                svg.append("text").attr("class", "soft").attr("x", LEFT).attr("y", y + 11)
                    .text(fit(`${disruption.title}: at most ${percent(skarn.most([disruption.active], 0))} ` +
                        `of the time`, width - LEFT));
                svg.append("g").selectAll("rect").data(disruption.active).enter().append("rect")
                    .attr("x", (_, i) => x(i)).attr("width", Math.max(1, x(1) - x(0)))
                    .attr("y", (share) => y + 26 - 11 * (share ?? 0))
                        .attr("height", (share) => 11 * (share ?? 0)).style("fill", "var(--c3)");
                svg.append("line").attr("x1", LEFT).attr("x2", width - 4).attr("y1", y + 26)
                    .attr("y2", y + 26).style("stroke", "var(--line)");
            });
        }

        function draw(svg, width) {
            say();
            const x = skarn.axes.timeScale(labels.length, LEFT, width - 4);
            fan(svg, x, demand.cover_days, 0, "Stock cover, days", width);
            fan(svg, x, demand.shortage_t, PANEL, `Missing, t a ${run.scenario.period}`, width);
            skarn.axes.time(svg, x, labels, 2 * PANEL - 18);
            const top = 2 * PANEL + 24;
            skarn.axes.title(svg, busy.length > 0 ? "Disruptions: share of the time that each is on"
                : "No disruption is ever on", 0, top, width);
            activity(svg, x, top + 6, width);
            const height = top + 14 + busy.length * ROW;
            const five = (line, i) => ["p05", "p25", "p50", "p75",
                "p95"].map((name) => amount(line[name][i] ?? NaN)).join(" · ");
            return {
                height, marks: skarn.axes.bands(svg, x, labels.length, 16, height),
                describe: (i) =>
                    `${labels[i]}\ncover (5, 25, 50, 75, 95 %): ${five(demand.cover_days, i)} ` +
                    `days\nmissing: ${five(demand.shortage_t, i)} t, mean ` +
                    `${amount(demand.shortage_t.mean[i] ?? NaN)} t` +
                    busy.filter((disruption) => disruption.active[i] > 0.1).slice(0, 4)
                        .map((disruption) =>
                        `\n${fit(disruption.title, 260)}: on ${percent(disruption.active[i])}`).join(""),
            };
        }

        if (demand === undefined) {
            frame.say("There is no demand.");
            return;
        }
        frame.choose("Demand", demands.map((item) => item.title + (item.critical ? " (critical)" : "")),
            (index) => {
            demand = demands[index];
            frame.redraw();
        });
        frame.plot(draw);
        const swatch = (colour, opacity) => (key) => key.append("rect").attr("width", 22).attr("height", 12)
            .style("fill", colour).style("fill-opacity", opacity);
        frame.legend([
            { text: "5 to 95 % of worlds", draw: swatch("var(--c4)", 0.35) },
            { text: "25 to 75 %", draw: swatch("var(--c0)", 0.6) },
            { text: "median", draw: (key) => key.append("line").attr("x2", 22).attr("y1", 6).attr("y2", 6)
                .style("stroke", "var(--ink)").style("stroke-width", "2px") },
            { text: "mean", draw: (key) => key.append("line").attr("x2", 22).attr("y1", 6).attr("y2", 6)
                .style("stroke", "var(--c3)").style("stroke-width", "2px")
                .style("stroke-dasharray", "5 3") },
        ]);
        frame.note(`Quantiles are over the first ${count(worlds, "world")}, means over all.` +
                   (points.every > 1 ? ` Drawn is one ${run.scenario.period} in ${points.every}.` : "") +
                   (run.figures.demands_left_out > 0
                       ? ` ${count(run.figures.demands_left_out, "demand")} with less shortage left out.`
                       : "") +
                   (disruptions.length + run.figures.disruptions_left_out > busy.length
                       ? ` Of ${disruptions.length + run.figures.disruptions_left_out} disruptions those ` +
                           `most often on are shown.` : ""));
        frame.table("Stock cover, days, and shortage, t, of the demand chosen above",
            ["Period", "Cover 5 %", "Cover median", "Cover 95 %", "Missing median", "Missing 95 %",
            "Missing mean"],
                    () => labels.map((label, i) => [label, demand.cover_days.p05[i],
                        demand.cover_days.p50[i], demand.cover_days.p95[i],
                                                    demand.shortage_t.p50[i], demand.shortage_t.p95[i],
                                                        demand.shortage_t.mean[i]]));
    },
});
