/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map: places, routes as wide as their tonnes, chokepoints. Only what has coordinates is on it; the rest
   is named. */
"use strict";

skarn.figure({
    id: "map", schema: "run", title: "Where it moves",
    draw(frame, run) {
        if (skarn.undecided(run, frame)) {
            return;
        }
        const { amount, count, country, fit, wide } = skarn.text;
        const { places, chokepoints, routes, spans } = run.figures;
        const { raw, unrolled, bestCut, boxOf, WORLD } = skarn.mapPlaces;
        const land = document.getElementById("land").textContent.trim();
        const located = (point) => point !== undefined && Number.isFinite(point.lat)
            && Number.isFinite(point.lon);
        const byName = new Map([...places, ...chokepoints].map((point) => [point.name, point]));
        const placeOf = new Map(places.map((point) => [point.name, point]));
        const chokepointOf = new Map(chokepoints.map((point) => [point.name, point]));
        const nameOf = (route) => route.title ?? route.name;
        let span = 0;

        const drawn = routes.filter((route) => located(placeOf.get(route.from))
            && located(placeOf.get(route.to)));
        const missing = [...byName.values()].filter((point) => !located(point));
        const stops = (route) => [placeOf.get(route.from),
            ...route.via.map((name) => chokepointOf.get(name)).filter(located), placeOf.get(route.to)];
        const perYear = (thing) => thing.t[span] / spans[span].years;
        const spanText = (part) => (part.first === part.last ? part.first
            : `${part.first} to ${part.last}`);
        const points = [...byName.values()].filter(located);

        function missingText() {
            return missing.length === 0 ? ""
                : `Not on the map, since it has no lat and lon: ` +
                    `${missing.slice(0, 12).map((point) => point.title).join(", ")}` +
                (missing.length > 12 ? ` and ${missing.length - 12} more.` : ".");
        }

        if (points.length === 0) {
            frame.say("No place has coordinates (lat and lon), so there is no map; the routes are in the " +
                "table.");
        } else {
            const legs = drawn.flatMap((route) => d3.pairs(stops(route))
                .map(([from, to]) => ({ from, to, t: 1e-3 + route.t[0] })));
            const cut = bestCut(points, legs);
            const flat = new Map(points.map((point) =>
                [point, [unrolled(raw(point)[0], cut), raw(point)[1]]]));
            /* The whole, or a country where places crowd. */
            const countries = d3.nest().key((point) => point.country)
                .entries(points.filter((point) => !point.t)).filter((entry) => entry.values.length >= 3);
            const views = [{ name: "everything", points },
                ...countries.map((entry) =>
                ({ name: `${country(entry.key)} (${count(entry.values.length, "place")})`,
                points: entry.values }))];
            let box = boxOf([...flat.values()]);

            function say() {
                const busiest = [...chokepoints].filter((point) => perYear(point) > 0)
                    .sort((a, b) => perYear(b) - perYear(a))[0];
                const busy = drawn.filter((route) => perYear(route) > 1e-6);
                const onMap = points.filter((point) => placeOf.get(point.name) === point);
                frame.say(`${spanText(spans[span])}: ` +
                    `${count(busy.length, "route carries", "routes carry")} material between ` +
                          `${count(onMap.length, "place")} on the map` +
                          (busiest ? `; the busiest chokepoint is ${busiest.title} with ` +
                              `${amount(perYear(busiest))} t a year.` : "."));
            }

            /* A leg bends a little, so that there and back lie apart. */
            function pathOf(route, project) {
                return d3.pairs(stops(route).map(project)).map(([a, b]) => {
                    const bend = 0.12;
                    const middle = [(a[0] + b[0]) / 2 + bend * (b[1] - a[1]),
                        (a[1] + b[1]) / 2 - bend * (b[0] - a[0])];
                    return `M${a}Q${middle} ${b}`;
                }).join("");
            }

            /* Names where there is room for them, the busiest first. */
            function label(svg, project, width) {
                const taken = points.map(project)
                    .map(([x, y]) => ({ x0: x - 6, x1: x + 6, y0: y - 5, y1: y + 5 }));
                const traffic = (point) => point.t ? perYear(point)
                    : skarn.sum(drawn.filter((route) => route.from === point.name
                    || route.to === point.name).map(perYear));
                for (const point of [...points].sort((a, b) => (b.t ? 1 : 0) - (a.t ? 1 : 0)
                    || traffic(b) - traffic(a))) {
                    const text = fit(point.title.split(/[:(]/)[0].trim() || point.name, 200);
                    const [x, y] = project(point);
                    if (x < 0 || x > width || y < 0) {
                        continue;
                    }
                    const toLeft = x > width - 130;
                    const size = wide(text) + 4;
                    const frameOf = { x0: toLeft ? x - 9 - size : x + 9, x1: toLeft ? x - 9 : x + 9 + size,
                        y0: y - 7, y1: y + 7 };
                    if (frameOf.x0 < 0 || frameOf.x1 > width ||
                        taken.some((o) => frameOf.x0 < o.x1 && frameOf.x1 > o.x0 && frameOf.y0 < o.y1
                            && frameOf.y1 > o.y0)) {
                        continue;
                    }
                    taken.push(frameOf);
                    svg.append("text").attr("class", "halo").attr("x", toLeft ? x - 9 : x + 9)
                        .attr("y", y + 4)
                        .style("text-anchor", toLeft ? "end" : "start")
                            .style("font-style", point.t ? "italic" : null).text(text);
                }
            }

            function draw(svg, width) {
                say();
                const scale = width / box.width;
                const height = box.height * scale;
                const project = (point) => [(flat.get(point)[0] - box.left) * scale,
                    (flat.get(point)[1] - box.top) * scale];
                const clip = `clip-${frame.section.id}`;
                svg.append("clipPath").attr("id", clip).append("rect").attr("width", width)
                    .attr("height", height);
                const ground = svg.append("g").attr("clip-path", `url(#${clip})`);
                for (const turn of [-cut, WORLD - cut, 2 * WORLD - cut]) {
                    ground.append("path").attr("class", "land").attr("d", land)
                        .attr("transform", `scale(${scale}) translate(${turn - box.left},${-box.top})`);
                }
                const most = skarn.most([routes.map((route) => route.t[0] / spans[0].years)], 1e-9);
                const shown = drawn.filter((route) => perYear(route) > 1e-6 * most);
                const lines = svg.append("g").selectAll("path").data(shown).enter().append("path")
                    .attr("class", "route")
                    .attr("d", (route) => pathOf(route, project)).style("fill", "none")
                        .style("stroke", "var(--c0)")
                    .style("stroke-linecap", "round").style("stroke-opacity", 0.6)
                    .style("stroke-width", (route) => `${1 + 9 * Math.sqrt(perYear(route) / most)}px`);
                const symbol = d3.symbol().size((point) => (point.t ? 110 : 42))
                    .type((point) => (point.t ? d3.symbolDiamond : d3.symbolCircle));
                svg.append("g").selectAll("path").data(points).enter().append("path").attr("class", "point")
                    .attr("d", symbol)
                    .attr("transform", (point) => `translate(${project(point)})`)
                    .style("fill", (point) => (point.t ? "var(--c3)" : "var(--ink)"))
                        .style("stroke", "var(--paper)");
                label(svg, project, width);
                return {
                    height, marks: svg.selectAll(".route, .point"),
                    describe: (thing) => (thing.from
                        ? `${placeOf.get(thing.from).title} → ${placeOf.get(thing.to).title}` +
                            (thing.title ? `\n${thing.title}` : "") +
                            `\n${amount(perYear(thing))} t a year`
                        : thing.title + (thing.country ? ` (${country(thing.country)})` : "") +
                            (thing.t ? `\nchokepoint: ${amount(perYear(thing))} t a year` : "")),
                };
            }

            frame.slide("When",
                spans.map((part, i) => (i === 0 ? `${spanText(part)} (all)` : spanText(part))), (index) => {
                span = index;
                frame.redraw();
            });
            frame.choose("Show", views.map((view) => view.name), (index) => {
                box = boxOf(views[index].points.map((point) => flat.get(point)));
                frame.redraw();
            });
            frame.plot(draw, 540);
            frame.legend([
                { text: "place", draw: (key) => key.append("circle").attr("cx", 11).attr("cy", 6)
                    .attr("r", 4).style("fill", "var(--ink)") },
                { text: "chokepoint", draw: (key) => key.append("path").attr("transform", "translate(11,6)")
                    .attr("d", d3.symbol().type(d3.symbolDiamond).size(70)()).style("fill", "var(--c3)") },
                { text: "route, wider with more tonnes (by the root)", draw: (key) => key.append("line")
                    .attr("x2", 22).attr("y1", 6).attr("y2", 6).style("stroke", "var(--c0)")
                    .style("stroke-width", "4px") },
            ]);
        }
        if (missing.length > 0) {
            frame.note(missingText());
        }
        frame.table("Mean shipments over the whole horizon, t a year",
            ["Route", "From", "To", "Past", "t a year"],
                    () => routes.map((route) => [nameOf(route), placeOf.get(route.from)?.title
                        ?? route.from, placeOf.get(route.to)?.title ?? route.to,
                                                 route.via.map((name) => chokepointOf.get(name)?.title
                                                     ?? name).join(", ") || "–",
                                                     route.t[0] / spans[0].years]));
    },
});
