/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who feeds whom: mean flows from countries of origin through processes to demands, by material. */
"use strict";

skarn.figure({
    id: "flows", schema: "run", title: "From countries of origin to demands",
    draw(frame, run) {
        if (skarn.undecided(run, frame)) {
            return;
        }
        const { amount, count, country, fit, percent, wide } = skarn.text;
        const { flows, spans } = run.figures;
        const elements = [...new Set(flows.map((flow) => flow.element ?? "other"))];
        const materials = [...new Set(flows.map((flow) => flow.material))];
        const kinds = { stocks: "Stocks and goods under way", returns: "Returned from use" };
        let span = 0;
        let element = null;

        const nameOf = (end) => kinds[end.kind] ?? (end.kind === "country" ? country(end.name) : end.title);
        const ownKey = (end) => `${end.kind} ${end.name ?? ""}`;
        const plurals = { country: "countries", process: "processes", demand: "demands" };
        const SHOWN = 24, OTHERS = " /others";
        const perYear = (flow) => flow.t[span] / spans[span].years;
        const spanText = (part) => (part.first === part.last ? part.first
            : `${part.first} to ${part.last}`);

        function chosen() {
            const most = skarn.most([flows.map(perYear)], 0);
            return flows.filter((flow) => (element === null || (flow.element ?? "other") === element)
                && perYear(flow) > 1e-6 * most);
        }

        /* A key for every end: its own for the largest of each kind, one for all the others. */
        function keysOf(list) {
            const sizes = new Map();
            for (const flow of list) {
                for (const end of [flow.from, flow.to]) {
                    const of = sizes.get(end.kind) ?? sizes.set(end.kind, new Map()).get(end.kind);
                    of.set(ownKey(end), (of.get(ownKey(end)) ?? 0) + perYear(flow));
                }
            }
            const shown = new Set([...sizes.values()].flatMap((of) =>
                [...of].sort((a, b) => b[1] - a[1]).slice(0, of.size > SHOWN ? SHOWN - 1 : SHOWN)
                    .map(([key]) => key)));
            return (end) => (shown.has(ownKey(end)) ? ownKey(end) : end.kind + OTHERS);
        }

        /* Nodes and links without cycles: of two processes that feed each other the smaller flow is left
           out. */
        function graph() {
            const nodes = new Map();
            const after = new Map();
            const reaches = (from, to) => from === to
                || [...(after.get(from) ?? [])].some((next) => reaches(next, to));
            const keyOf = keysOf(chosen());
            const node = (end) => {
                const key = keyOf(end);
                const name = key.endsWith(OTHERS) ? `other ${plurals[end.kind]}` : nameOf(end);
                nodes.set(key, nodes.get(key) ?? { key, name, kind: end.kind });
                return key;
            };
            const links = new Map();
            let left = 0;
            for (const flow of [...chosen()].sort((a, b) => perYear(b) - perYear(a))) {
                const source = keyOf(flow.from), target = keyOf(flow.to);
                if (reaches(target, source)) {
                    left++;
                    continue;
                }
                node(flow.from);
                node(flow.to);
                after.set(source, (after.get(source) ?? new Set()).add(target));
                const key = `${source}\n${target}\n${flow.material}`;
                const link = links.get(key) ?? { source, target, value: 0, flow };
                link.value += perYear(flow);
                links.set(key, link);
            }
            return { nodes: [...nodes.values()], links: [...links.values()], left };
        }

        function say(drawn) {
            const origins = d3.nest().key((flow) => nameOf(flow.from))
                .rollup((list) => skarn.sum(list.map(perYear)))
                .entries(chosen().filter((flow) => flow.from.kind === "country"))
                    .sort((a, b) => b.value - a.value);
            const total = skarn.sum(origins.map((origin) => origin.value));
            frame.say(origins.length === 0
                ? "Nothing flows in this part of the horizon."
                : `${spanText(spans[span])}: of ${amount(total)} t a year ` +
                    `bought${run.figures.flows_left_out_share > 5e-4 ? " and drawn" : ""}` +
                    `${element ? ` (${element})` : ""}, on average over worlds, ` +
                  origins.slice(0, 3)
                      .map((origin) => `${percent(origin.value / total)} come from ${origin.key}`)
                      .join(", ") + "." +
                  (drawn.left > 0 ? ` ${count(drawn.left, "flow")} back to an earlier step left out.`
                      : ""));
        }

        function fillOf(link) {
            const index = elements.length > 1 && element === null
                ? elements.indexOf(link.flow.element ?? "other") : materials.indexOf(link.flow.material);
            return skarn.colour(index);
        }

        /* Each name first as short as its column is wide, then as long as it can be without running into
           another, the largest nodes first. */
        function labelled(nodes, room, isRight) {
            const taken = nodes.map((node) =>
                ({ node, x0: node.x0, x1: node.x1, y0: node.y0, y1: node.y1 }));
            const texts = new Map();
            const place = (node, width) => {
                const text = fit(node.name, width), y = (node.y0 + node.y1) / 2;
                const size = wide(text) + 8;
                const box = { node, x0: isRight(node) ? node.x0 - size : node.x1, x1: isRight(node)
                    ? node.x0 : node.x1 + size, y0: y - 6, y1: y + 6 };
                const free = !taken.some((other) => other.node !== node && box.x0 < other.x1
                    && box.x1 > other.x0 && box.y0 < other.y1 && box.y1 > other.y0);
                if (free) {
                    taken.push(box);
                    texts.set(node, text);
                }
                return free;
            };
            const ranked = [...nodes].sort((a, b) => b.value - a.value);
            ranked.forEach((node) => [room - 16, 70].some((width) => place(node, width)));
            ranked.forEach((node) => [2.6 * room, 1.6 * room].some((width) => place(node, width)));
            return texts;
        }

        function draw(svg, width) {
            const data = graph();
            say(data);
            if (data.links.length === 0) {
                svg.append("text").attr("y", 20).text("Nothing flows here.");
                return { height: 30 };
            }
            const rows = d3.max(d3.nest().key((node) => node.kind).entries(data.nodes),
                (entry) => entry.values.length);
            const height = Math.max(280, 28 * (rows + 1));
            const laid = d3.sankey().nodeId((node) => node.key).nodeWidth(12).nodePadding(14)
                .extent([[1, 8], [width - 1, height - 8]])({ nodes: data.nodes,
                    links: data.links.map((link) => ({ ...link })) });
            const marks = svg.append("g").selectAll("path").data(laid.links).enter().append("path")
                .attr("class", "flow")
                .attr("d", d3.sankeyLinkHorizontal()).style("stroke", fillOf)
                    .style("stroke-width", (link) => `${Math.max(1, link.width)}px`);
            const nodes = svg.append("g").selectAll("g").data(laid.nodes).enter().append("g");
            nodes.append("rect").attr("x", (d) => d.x0).attr("y", (d) => d.y0)
                .attr("width", (d) => d.x1 - d.x0)
                .attr("height", (d) => Math.max(1, d.y1 - d.y0)).style("fill", "var(--ink)");
            const room = width / (1 + d3.max(laid.nodes, (d) => d.depth));
            const isRight = (d) => d.x0 > width * 0.62;
            const labels = labelled(laid.nodes, room, isRight);
            nodes.append("text").attr("class", "halo").attr("dy", "0.35em")
                .attr("x", (d) => (isRight(d) ? d.x0 - 5 : d.x1 + 5)).attr("y", (d) => (d.y0 + d.y1) / 2)
                .style("text-anchor", (d) => (isRight(d) ? "end" : "start"))
                .text((d) => labels.get(d) ?? "");
            return {
                height, marks,
                describe: (link) =>
                    `${link.source.name} → ${link.target.name}\n${link.flow.material}: ` +
                    `${amount(link.value)} t a year`,
            };
        }

        frame.slide("When", spans.map((part, i) => (i === 0 ? `${spanText(part)} (all)` : spanText(part))),
            (index) => {
            span = index;
            update();
        });
        frame.choose("Of", elements.length > 1 ? ["every element", ...elements] : [], (index) => {
            element = index === 0 ? null : elements[index - 1];
            update();
        });

        function update() {
            frame.redraw();
            const list = chosen();
            const names = elements.length > 1 && element === null ? elements
                : [...new Set(list.map((flow) => flow.material))];
            const all = elements.length > 1 && element === null ? elements : materials;
            frame.legend(names.map((name) => ({
                text: name,
                draw: (key) => key.append("rect").attr("width", 22).attr("height", 12)
                    .style("fill", skarn.colour(all.indexOf(name))).style("fill-opacity", 0.6),
            })));
        }

        frame.plot(draw, 640);
        update();
        frame.note("Tonnes of each material as it moves: a process that takes ore and gives metal has less " +
            "behind it than before it. " +
                   "What meets in a place leaves it mixed, in proportion. What is discarded or kept in " +
                   "stock is not drawn." +
                   (run.figures.flows_left_out_share > 5e-4
                       ? ` The smallest flows, ${percent(run.figures.flows_left_out_share)} of all tonnes, ` +
                           `are left out.` : ""));
        frame.table("Mean flows over the whole horizon, t a year", ["From", "To", "Material", "t a year"],
                    () => flows.map((flow) => [nameOf(flow.from), nameOf(flow.to), flow.material,
                        flow.t[0] / spans[0].years]));
    },
});
