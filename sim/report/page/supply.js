/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an element is bought over time, and how concentrated that is. */
"use strict";

skarn.figure({
    id: "supply", schema: "run", title: "Supply by country",
    draw(frame, run) {
        if (skarn.undecided(run, frame)) {
            return;
        }
        const { amount, country, percent, fit } = skarn.text;
        const { supply_over_time: elements, points } = run.figures;
        const labels = points.labels;
        const SHOWN = 7, HEIGHT = 250, LEFT = 52;
        let of = elements[0];

        const nameOf = (line) => (line.country === null ? "all others" : country(line.country));
        const total = () => skarn.sum(of.countries.map((line) => skarn.sum(line.t)));

        /* The largest countries; the rest are one. */
        function lines() {
            const rest = of.countries.length > SHOWN + 1 ? of.countries.slice(SHOWN) : [];
            const shown = of.countries.slice(0, of.countries.length - rest.length)
                .map((line) => ({ name: nameOf(line), t: line.t }));
            return rest.length === 0 ? shown : [...shown,
                { name: `${rest.length} others`,
                t: labels.map((_, i) => skarn.sum(rest.map((line) => line.t[i]))) }];
        }

        function say() {
            const first = of.countries[0];
            const index = d3.extent(of.hhi.filter((value) => value !== null)).map((v) => amount(v));
            frame.say(`${of.element}: ${nameOf(first)} sells ${percent(skarn.sum(first.t) / total())} of ` +
                `the tonnes bought, on average over worlds` +
                      (of.countries[1]
                          ? `, then ${nameOf(of.countries[1])} with ` +
                              `${percent(skarn.sum(of.countries[1].t) / total())}` : "") +
                      `. The index of concentration (HHI, 1 is a single country) ` +
                      (index[0] === index[1] ? `is ${index[0]} all along.`
                          : `lies between ${index[0]} and ${index[1]}.`));
        }

        function draw(svg, width) {
            say();
            const shown = lines();
            const x = skarn.axes.timeScale(labels.length, LEFT, width - 4);
            const sums = labels.map((_, i) => skarn.sum(shown.map((line) => line.t[i])));
            const y = d3.scaleLinear().domain([0, skarn.most([sums], 1e-9)]).nice().range([HEIGHT, 22]);
            const step = points.every > 1 ? `${points.every} ${run.scenario.period}s` : run.scenario.period;
            skarn.axes.title(svg, `Bought, t a ${step}`, 0, 12, width);
            skarn.axes.values(svg, y, LEFT, width - 4, amount);
            const below = labels.map(() => 0);
            shown.forEach((line, k) => {
                const fill = skarn.axes.hatch(svg, k, `hatch-${frame.section.id}-${k}`);
                svg.append("g").style("fill", fill).selectAll("rect").data(line.t).enter().append("rect")
                    .attr("x", (_, i) => x(i) + 0.5).attr("width", Math.max(1, x(1) - x(0) - 1))
                    .attr("y", (t, i) => y(below[i] + (t ?? 0)))
                        .attr("height", (t, i) => Math.max(0, y(below[i]) - y(below[i] + (t ?? 0))));
                line.t.forEach((t, i) => { below[i] += t ?? 0; });
            });
            const top = HEIGHT + 40;
            const h = d3.scaleLinear().domain([0, 1]).range([top + 110, top + 16]);
            skarn.axes.title(svg, "Concentration of the mean purchases (HHI)", 0, top + 4, width);
            skarn.axes.values(svg, h, LEFT, width - 4, amount);
            svg.append("path").attr("d", d3.line().x((_, i) => x(i + 0.5)).y((value) => h(value))
                .defined((value) => value !== null)(of.hhi))
                .style("fill", "none").style("stroke", "var(--ink)").style("stroke-width", "2px");
            skarn.axes.time(svg, x, labels, HEIGHT);
            skarn.axes.time(svg, x, labels, top + 110);
            return {
                height: top + 134, marks: skarn.axes.bands(svg, x, labels.length, 16, top + 110),
                describe: (i) => [labels[i],
                    ...shown.map((line) => `${fit(line.name, 200)}: ${amount(line.t[i] ?? NaN)} t ` +
                        `(${percent((line.t[i] ?? 0) / sums[i])})`),
                    `HHI ${amount(of.hhi[i] ?? NaN)}`].join("\n"),
            };
        }

        function update() {
            frame.redraw();
            frame.legend(lines().map((line, i) => ({
                text: line.name,
                draw: (key) => key.append("rect").attr("width", 22).attr("height", 12)
                    .style("fill", skarn.axes.hatch(key, i, `key-${frame.section.id}-${i}`)),
            })));
        }

        if (elements.length === 0) {
            frame.say("No purchase is counted by element and country.");
            return;
        }
        frame.choose("Element", elements.map((element) => element.element), (index) => {
            of = elements[index];
            update();
        });
        frame.plot(draw);
        update();
        frame.note("Tonnes of all materials of the element that the scenario's sources sell, home country " +
            "included; the table of the run's statistics has the index world by world.");
        frame.table("Mean purchases of the element chosen above, t, and their HHI",
            ["Period", "HHI", "Largest first: country and t"],
                    () => labels.map((label, i) => [label, of.hhi[i],
                        of.countries.map((line) => `${nameOf(line)} ${amount(line.t[i] ?? NaN)}`)
                        .join("; ")]));
    },
});
