/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How bad it gets, and how often: the share of worlds in which shortage or cost comes to more than a
   value. */
"use strict";

skarn.figure({
    id: "exceedance", schema: "run", title: "How bad, how often",
    draw(frame, run) {
        const { amount, percent, percents, hundredfold, usd, range } = skarn.text;
        const curves = run.figures.exceedance;
        const LEFT = 52, RIGHT = 30, HEIGHT = 330;
        const tail = percent(1 - run.tail);
        let curve = curves[0];

        const format = () => skarn.metric.written(curve.unit);
        const metric = () => run.metrics[curve.metric];
        const varInterval = () => (Math.abs(run.tail - 0.95) < 1e-9 ? metric().quantile_ci?.p95 : null);

        function say() {
            const show = format();
            const { var: value, cvar, cvar_ci: interval } = metric();
            frame.say(`${skarn.metric(curve.metric).title}: in ${tail} of worlds it is ${show(value)} ` +
                `or more (VaR), and there ${show(cvar)} on average (CVaR; ` +
                      `${percent(run.confidence)} interval ${range(interval, show)}). In ` +
                      `${percent(curve.points[0][1])} of worlds it is more than ` +
                      `${show(curve.points[0][0])}.` +
                      (metric().cvar_few_events ? " Few worlds lie beyond VaR: read CVaR with care." : ""));
        }

        /* A vertical line with its name and, as a bar at the foot, its interval. */
        function risk(svg, x, value, interval, name, row, colour, dash, width) {
            if (!Number.isFinite(value)) {
                return;
            }
            const at = x(value), toLeft = at > width * 0.6;
            svg.append("line").attr("x1", at).attr("x2", at).attr("y1", 12).attr("y2", HEIGHT - 40)
                .style("stroke", colour).style("stroke-width", "2px").style("stroke-dasharray", dash);
            svg.append("text").attr("class", "halo").attr("x", at + (toLeft ? -6 : 6))
                .attr("y", 22 + 16 * row)
                .style("text-anchor", toLeft ? "end" : "start").text(`${name} ${format()(value)}`);
            if (interval && interval.every(Number.isFinite)) {
                svg.append("line").attr("x1", x(interval[0])).attr("x2", x(interval[1]))
                    .attr("y1", HEIGHT - 50 - 9 * row).attr("y2", HEIGHT - 50 - 9 * row)
                    .style("stroke", colour).style("stroke-width", "5px").style("stroke-opacity", 0.6);
            }
        }

        function draw(svg, width) {
            say();
            const points = curve.points;
            const { cvar, cvar_ci: interval } = metric();
            const first = points[0][0], last = Math.max(points[points.length - 1][0], cvar ?? 0,
                interval?.[1] ?? 0);
            const x = d3.scaleLinear()
                .domain([Math.min(first, curve.unit === "USD" ? first : 0), last > first ? last : first +
                1]).nice().range([LEFT, width - RIGHT]);
            const y = d3.scaleLinear().domain([0, Math.max(0.02, points[0][3] ?? 0, points[0][1])]).nice()
                .range([HEIGHT - 40, 12]);
            skarn.axes.values(svg, y, LEFT, width - RIGHT, percent);
            svg.append("g").attr("class", "axis").attr("transform", `translate(0,${HEIGHT - 40})`)
                .call(d3.axisBottom(x).ticks(Math.max(2, Math.floor(width / 150)))
                    .tickFormat((value) => (curve.unit === "USD" ? usd(value).slice(4) : amount(value))));
            svg.append("text").attr("class", "soft").attr("x", width - RIGHT).attr("y", HEIGHT - 6)
                .style("text-anchor", "end")
                .text(skarn.text.fit(`more than so many ${curve.unit === "USD" ? "USD" : "t"}, over the ` +
                    `horizon → share of worlds ↑`, width - RIGHT));
            svg.append("path").attr("d", d3.area().x((p) => x(p[0])).y0((p) => y(p[2])).y1((p) => y(p[3]))
                .curve(d3.curveStepAfter)
                .defined((p) => p[2] !== null)(points)).style("fill", "var(--c0)")
                    .style("fill-opacity", 0.2);
            svg.append("path").attr("d", d3.line().x((p) => x(p[0])).y((p) => y(p[1]))
                .curve(d3.curveStepAfter)(points))
                .style("fill", "none").style("stroke", "var(--c0)").style("stroke-width", "2px");
            risk(svg, x, metric().var, varInterval(), "VaR", 0, "var(--c3)", "6 3", width);
            risk(svg, x, cvar, interval, "CVaR", 1, "var(--c5)", "2 3", width);
            const marks = svg.append("g").selectAll("circle").data(points).enter().append("circle")
                .attr("cx", (p) => x(p[0])).attr("cy", (p) => y(p[1]))
                .attr("r", points.length > 60 ? 3 : 5).style("fill", points.length > 60 ? "transparent"
                    : "var(--c0)");
            return {
                height: HEIGHT, marks,
                describe: (p) =>
                    `more than ${format()(p[0])}\nin ${percent(p[1])} of worlds ` +
                    `(${percents([p[2] ?? NaN, p[3] ?? NaN])})`,
            };
        }

        if (curves.length === 0) {
            frame.say("No world could be decided, so there is nothing to count.");
            return;
        }
        frame.choose("Of", curves.map((item) => skarn.metric(item.metric).title), (index) => {
            curve = curves[index];
            frame.redraw();
        });
        frame.plot(draw);
        frame.note(`The band is the ${percent(run.confidence)} interval of the share (Wilson); thick bars ` +
            `at the foot are the intervals of VaR and CVaR, where the samples say one.`);
        frame.table("Share of worlds with more, of what is chosen above",
            ["More than", "Share of worlds, %", "at least, %", "at most, %"],
                    () => curve.points.map((p) => [p[0], ...p.slice(1, 4).map(hundredfold)]));
    },
});
