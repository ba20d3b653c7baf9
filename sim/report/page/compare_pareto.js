/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the options spend against how bad it gets: the front that no other option beats on both. */
"use strict";

skarn.figure({
    id: "compare-pareto", schema: "compare", title: "Spending against security",
    draw(frame, study) {
        if (skarn.undecided(study, frame)) {
            return;
        }
        const { count, ends, percent, usd, tonnes } = skarn.text;
        const options = skarn.options(study);
        const { title, reference, signed, signedRange } = options;
        const HEIGHT = 400, LEFT = 58, BOTTOM = 44, CROSSES = 40;
        const tail = percent(1 - study.tail);
        const SPENT = study.pareto?.mean ?? "spend_usd", SHORT = study.pareto?.cvar ?? "shortage_critical_t";
        const critical = SHORT === "shortage_critical_t";
        const whose = critical ? "critical demand" : "demand";
        const canDiffer = options.others.some((policy) => Number.isFinite(policy.difference?.[SPENT]?.mean)
            && Number.isFinite(policy.difference?.[SHORT]?.cvar));
        let differs = canDiffer;

        function pointOf(policy) {
            const of = policy.difference;
            if (!differs) {
                const { [SPENT]: spent, [SHORT]: short } = policy.metrics ?? {};
                return { policy, x: spent?.mean, y: short?.cvar, xs: spent?.ci, ys: short?.cvar_ci };
            }
            return policy === reference ? { policy, x: 0, y: 0, xs: null, ys: null }
                : { policy, x: of?.[SPENT]?.mean, y: of?.[SHORT]?.cvar, xs: of?.[SPENT]?.ci,
                    ys: of?.[SHORT]?.cvar_ci };
        }

        const known = () => options.ranked.map(pointOf).filter((p) => Number.isFinite(p.x) &&
            Number.isFinite(p.y));
        const written = (value, format) => (differs ? signed(value, format) : format(value));
        const writtenRange = (interval, format) => (differs ? signedRange(interval, format)
            : ends(interval, format));

        function say(points) {
            const front = points.filter((p) => p.policy.pareto).map((p) => p.policy.name);
            frame.say(`Of ${count(points.length, "option")}, ${front.length === 0 ? "none is"
                : options.list(front, 4) +
                (front.length === 1 ? " is" : " are")} on the front: no other both spends less and leaves ` +
                    `less ` +
                `${whose} short in the worst ${tail} of worlds. Means are compared; the intervals say how ` +
                    `sure they are.`);
        }

        function axes(svg, x, y, width) {
            const count = Math.max(2, Math.floor(width / 120));
            const across = skarn.axes.ticks(x, count, "USD"), up = skarn.axes.ticks(y, 7, "t");
            skarn.axes.values(svg, y, LEFT, width - 10, up.format, 7);
            svg.append("g").attr("class", "axis").attr("transform", `translate(0,${HEIGHT - BOTTOM})`)
                .call(d3.axisBottom(x).tickValues(across.ticks).tickFormat(across.format));
            const against = differs ? ", against the reference" : "";
            svg.append("text").attr("class", "soft").attr("y", 12)
                .text(skarn.text.fit(`↑ Short in the worst ${tail}, t${against}`, width));
            svg.append("text").attr("class", "soft").attr("x", width).attr("y",
                HEIGHT - 8).style("text-anchor", "end")
                .text(skarn.text.fit(`Mean money spent, ${across.unit}${against} →`, width));
        }

        function draw(svg, width) {
            const points = known();
            say(points);
            const reach = (side, from) => points.flatMap((p) => [p[side], ...(p[from]?.every(Number.isFinite)
                ? p[from] : [])]);
            const x = d3.scaleLinear().domain(skarn.rows.extent(reach("x", "xs"), differs)).range([LEFT + 12,
                width - 24]);
            const y = d3.scaleLinear().domain(skarn.rows.extent(reach("y", "ys"))).range([HEIGHT - BOTTOM,
                26]);
            axes(svg, x, y, width);
            const crosses = svg.append("g").style("stroke", "var(--soft)").style("stroke-opacity", 0.55);
            for (const p of points.filter((p) => points.length <= CROSSES || p.policy.pareto)) {
                if (p.xs?.every(Number.isFinite)) {
                    crosses.append("path").attr("d", `M${x(p.xs[0])},${y(p.y)}H${x(p.xs[1])}`);
                }
                if (p.ys?.every(Number.isFinite)) {
                    crosses.append("path").attr("d", `M${x(p.x)},${y(p.ys[0])}V${y(p.ys[1])}`);
                }
            }
            const front = points.filter((p) => p.policy.pareto).sort((a, b) => a.x - b.x || b.y - a.y);
            svg.append("path").attr("d", d3.line().x((p) => x(p.x)).y((p) =>
                y(p.y)).curve(d3.curveStepAfter)(front))
                .style("fill", "none").style("stroke", "var(--c0)").style("stroke-width", "2px");
            const shapeOf = (p) => (p.policy === reference ? d3.symbolSquare : d3.symbolCircle);
            const marks = svg.append("g").selectAll("path").data(points).enter().append("path")
                .attr("d", (p) => d3.symbol().type(shapeOf(p)).size(p.policy.pareto ? 110 : 70)())
                .attr("transform", (p) => `translate(${x(p.x)},${y(p.y)})`)
                .style("fill", (p) => (p.policy.pareto ? "var(--c0)" : "var(--paper)"))
                .style("stroke", (p) => (p.policy.pareto ? "var(--paper)"
                    : "var(--soft)")).style("stroke-width", "2px");
            const first = [...points].sort((a, b) => (b.policy.pareto ? 1 : 0) + (b.policy === reference ? 2
                : 0)
                - (a.policy.pareto ? 1 : 0) - (a.policy === reference ? 2 : 0));
            const without = skarn.axes.names(svg,
                first.map((p) => ({ x: x(p.x), y: y(p.y), text: title(p.policy.name) })),
                { left: LEFT, right: width, top: 18, bottom: HEIGHT - BOTTOM });
            frame.remark((without > 0 ? `${count(without, "point")} had no room for a name: point there, ` +
                `or read the table.` : "") +
                (points.length > CROSSES ? " Intervals are drawn for the front alone." : ""));
            return { height: HEIGHT, marks, describe: (p) =>
                `${title(p.policy.name)}${p.policy.pareto ? " (on the front)" : ""}` +
                `\nspent ${written(p.x, usd)} (${writtenRange(p.xs, usd)})` +
                `\nshort in the worst ${tail} ${written(p.y, tonnes)} (${writtenRange(p.ys, tonnes)})` };
        }

        if (known().length === 0) {
            frame.say("What the options spend, or leave short, is not known, so no front can be drawn.");
            return;
        }
        if (canDiffer) {
            frame.choose("Drawn", [`against ${title(reference?.name)}, world by world`, "as it is"],
                (index) => {
                differs = index === 0;
                frame.redraw();
            });
        }
        frame.plot(draw);
        frame.legend([
            skarn.rows.symbol("on the front", {}),
            skarn.rows.symbol("beaten on both by another", { colour: "var(--soft)", hollow: true }),
            skarn.rows.symbol(`square: ${title(reference?.name)}`, { colour: "var(--soft)", hollow: true,
                shape: "square" }),
        ]);
        frame.note(`Thin lines are ${options.sure} intervals. Down and to the left is better.`);
        frame.table(`Money spent, and ${whose} short`, ["Option", "On the front", "Mean spent, USD",
            "at least", "at most",
            "Mean short, t", `Short in the worst ${tail}, t`], () => options.ranked.map((policy) =>
                [options.whole(policy.name),
            policy.pareto ? "yes" : "no", policy.metrics?.[SPENT]?.mean, policy.metrics?.[SPENT]?.ci?.[0],
            policy.metrics?.[SPENT]?.ci?.[1], policy.metrics?.[SHORT]?.mean, policy.metrics?.[SHORT]?.cvar]));
    },
});
