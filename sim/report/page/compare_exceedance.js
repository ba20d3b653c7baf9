/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How bad, how often, of every option at once: those chosen in the legend stand out, the others stay pale. */
"use strict";

skarn.figure({
    id: "compare-exceedance", schema: "compare", title: "How bad, how often, with each option",
    draw(frame, study) {
        if (skarn.undecided(study, frame)) {
            return;
        }
        const { count, fit, hundredfold, percent, percents } = skarn.text;
        const options = skarn.options(study);
        const { title, reference } = options;
        const LEFT = 52, RIGHT = 26, HEIGHT = 360, BOTTOM = 44, OUT = 4;
        const dashes = ["", "7 3", "2 3", "9 3 2 3"];
        const all = (study.figures?.exceedance ?? []).filter((curve) => curve.points?.length > 0);
        const metrics = [...new Set(all.map((curve) => curve.metric))].map(skarn.metric);
        let metric = metrics[0];

        /* The reference and the best ranked stand out at first. */
        const order = [...new Set([reference, ...options.ranked].filter(Boolean))];
        const out = new Set(order.slice(0, OUT).map((policy) => policy.name));
        const lookOf = (name) => {
            const at = [...out].indexOf(name);
            return at < 0 ? { colour: "var(--c7)", dash: "", opacity: 0.45, width: 1 }
                : { colour: skarn.colour(at), dash: dashes[Math.floor(at / 8 + at) % 4], opacity: 1,
                    width: 2.2 };
        };
        const ofMetric = () => all.filter((curve) => curve.metric === metric.name);
        const curves = () => [...ofMetric()].sort((a, b) => order.findIndex((p) => p.name === a.policy) -
            order.findIndex((p) => p.name === b.policy));

        /* The share of worlds with more than a value. */
        const shareAt = (curve, value) => {
            const at = d3.bisector((p) => p[0]).right(curve.points, value) - 1;
            return at < 0 ? 1 : curve.points[at][1];
        };

        function say() {
            const shown = curves().filter((curve) => out.has(curve.policy));
            const base = curves().find((curve) => curve.policy === reference?.name) ?? shown[0];
            const line = study.policies?.find((policy) =>
                policy.name === base?.policy)?.metrics?.[metric.name]?.var;
            const at = Number.isFinite(line) ? line : base?.points[Math.floor(base.points.length / 2)][0];
            frame.say(shown.length === 0 || at === undefined
                ? `${metric.title}: choose options below to let them stand out among ` +
                    `${count(curves().length, "option")}.`
                : `${metric.title} is more than ${metric.format(at)} in ${shown.slice(0, 4).map((curve) =>
                    `${percent(shareAt(curve, at))} of worlds with ` +
                        `${fit(title(curve.policy), 300)}`).join(", ")}.`);
        }

        function draw(svg, width) {
            say();
            const drawn = curves();
            const values = drawn.flatMap((curve) => d3.extent(curve.points, (p) => p[0]));
            const x = d3.scaleLinear().domain(skarn.rows.extent(values, metric.unit === "t")).range([LEFT,
                width - RIGHT]);
            const y = d3.scaleLinear().domain([0,
                skarn.most(drawn.map((curve) => curve.points.flatMap((p) => [p[1], p[3]])),
                0.02)]).nice().range([HEIGHT - BOTTOM, 26]);
            const across = skarn.axes.ticks(x, Math.max(2, Math.floor(width / 120)), metric.unit);
            skarn.axes.values(svg, y, LEFT, width - RIGHT, percent);
            svg.append("g").attr("class", "axis").attr("transform", `translate(0,${HEIGHT - BOTTOM})`)
                .call(d3.axisBottom(x).tickValues(across.ticks).tickFormat(across.format));
            svg.append("text").attr("class", "soft").attr("y", 12).text("↑ share of worlds");
            svg.append("text").attr("class", "soft").attr("x", width).attr("y",
                HEIGHT - 8).style("text-anchor", "end")
                .text(fit(`with more than so many ${across.unit} →`, width));
            const path = d3.line().x((p) => x(p[0])).y((p) => y(p[1])).curve(d3.curveStepAfter);
            const band = d3.area().x((p) => x(p[0])).y0((p) => y(p[2])).y1((p) =>
                y(p[3])).curve(d3.curveStepAfter)
                .defined((p) => Number.isFinite(p[2]) && Number.isFinite(p[3]));
            const paleFirst = [...drawn].sort((a, b) => (out.has(a.policy) ? 1 : 0) - (out.has(b.policy) ? 1
                : 0));
            const groups = svg.append("g").selectAll("g").data(paleFirst).enter().append("g").attr("class",
                "curve");
            groups.append("path").attr("class", "sure").attr("d", (curve) => band(curve.points)).style("fill",
                "var(--ink)");
            groups.append("path").attr("class", "line").attr("d", (curve) => path(curve.points)).style("fill",
                "none")
                .style("stroke", (curve) => lookOf(curve.policy).colour).style("stroke-dasharray",
                    (curve) => lookOf(curve.policy).dash)
                .attr("stroke-opacity", (curve) => lookOf(curve.policy).opacity)
                .attr("stroke-width", (curve) => lookOf(curve.policy).width);
            groups.append("path").attr("class", "reach").attr("d", (curve) => path(curve.points));
            return { height: HEIGHT, marks: groups, describe(curve) {
                const middle = curve.points[Math.floor(curve.points.length / 2)];
                return [title(curve.policy), ...[curve.points[0], middle].map((p) =>
                    `more than ${metric.format(p[0])} in ` +
                    `${percent(p[1])} of worlds (${percents([p[2] ?? NaN, p[3] ?? NaN])})`)].join("\n");
            } };
        }

        function update() {
            frame.redraw();
            frame.legend(curves().map(({ policy }) => ({
                text: fit(title(policy), 260), pressed: out.has(policy),
                press() {
                    out.has(policy) ? out.delete(policy) : out.add(policy);
                    update();
                },
                draw: (key) => key.append("line").attr("x2", 22).attr("y1", 6).attr("y2", 6).style("stroke",
                    lookOf(policy).colour)
                    .style("stroke-dasharray", lookOf(policy).dash).style("stroke-width",
                        `${1 + lookOf(policy).width}px`),
            })));
        }

        if (metrics.length === 0) {
            frame.say("No curve is drawn: the results have none.");
            return;
        }
        frame.choose("Of", metrics.map((of) => of.title), (index) => {
            metric = metrics[index];
            update();
        });
        frame.plot(draw);
        update();
        frame.note(`Press a name to let its curve stand out or fade. Point at a curve for its ` +
            `${options.sure} interval (Wilson).`);
        frame.table("Share of worlds with more, of what is chosen above", ["Option", "More than",
            "Share of worlds, %", "at least, %",
            "at most, %"], () => curves().filter((curve) => out.has(curve.policy)).flatMap((curve) =>
            curve.points.map((p) => [options.whole(curve.policy), p[0], ...p.slice(1, 4).map(hundredfold)])));
    },
});
