/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What not knowing the future costs: rolling decisions against perfect foresight in the same worlds. */
"use strict";

skarn.figure({
    id: "gap", schema: "run", title: "The price of not knowing the future",
    draw(frame, run) {
        const { percent, percents, interval, usd, range, fit } = skarn.text;
        const rolling = run.decisions === "rolling";
        const bars = [
            { name: "with perfect foresight", value: run.foresight_bound_usd, interval: null,
                colour: "var(--c7)" },
            { name: rolling ? `deciding ${run.scenario.period} by ${run.scenario.period} on forecasts`
                : "as decided here", value: run.metrics.cost_usd?.mean, interval: run.metrics.cost_usd?.ci,
                colour: "var(--c0)" },
        ];

        if (!Number.isFinite(run.foresight_bound_usd)) {
            frame.say("No world could be decided, so there is nothing to compare.");
            return;
        }
        frame.say(rolling
            ? `Deciding ${run.scenario.period} by ${run.scenario.period} on forecasts costs ` +
                `${usd(run.gap_usd.mean)} more than knowing the future would, in the same worlds: ` +
              (Number.isFinite(run.gap)
                  ? `${percent(run.gap)}${interval(run.confidence, run.gap_ci, percents)}.`
                  : `${range(run.gap_usd.ci, usd)}.`)
            : "Decisions are taken with perfect foresight here: they know each world's future, so real " +
                "ones do worse than what is shown.");

        function draw(svg, width) {
            const most = skarn.most([bars.map((bar) => bar.value),
                bars.flatMap((bar) => bar.interval ?? [])], 1);
            const x = d3.scaleLinear().domain([Math.min(0, ...bars.map((bar) => bar.value ?? 0)), most])
                .range([0, width - 12]);
            bars.forEach((bar, i) => {
                svg.append("text").attr("x", 0).attr("y", 14 + 52 * i)
                    .text(fit(`${usd(bar.value)} ${bar.name}`, width));
            });
            const marks = svg.append("g").selectAll("rect").data(bars).enter().append("rect")
                .attr("x", x(0)).attr("y", (_, i) => 20 + 52 * i)
                .attr("width", (bar) => Math.max(1, x(bar.value) - x(0))).attr("height", 20)
                    .style("fill", (bar) => bar.colour);
            bars.forEach((bar, i) => {
                if (bar.interval && bar.interval.every(Number.isFinite)) {
                    svg.append("path").attr("d",
                        `M${x(bar.interval[0])},${24 + 52 * i}v12m0,-6H${x(bar.interval[1])}m0,-6v12`)
                        .style("stroke", "var(--ink)").style("fill", "none").style("stroke-width", "2px");
                }
            });
            return { height: 110, marks,
                describe: (bar) => `${bar.name}: ${usd(bar.value)}` +
                    interval(run.confidence, bar.interval, (ends) => range(ends, usd)) };
        }

        frame.plot(draw);
        frame.table("Mean cost over worlds, USD", ["Decisions", "Mean", "at least", "at most"],
                    () => [...bars.map((bar) => [bar.name, bar.value, bar.interval?.[0],
                        bar.interval?.[1]]),
                           ["difference, world by world", run.gap_usd.mean, run.gap_usd.ci?.[0],
                               run.gap_usd.ci?.[1]]]);
    },
});
