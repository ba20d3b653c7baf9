/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the numbers come from: what is cited, what is judgement, what says nothing of its source. */
"use strict";

skarn.figure({
    id: "sources", schema: "run", title: "Assumptions and sources",
    draw(frame, run) {
        const { count, percent } = skarn.text;
        const { cited, judgement, uncited } = run.figures.sources;
        const groups = [
            { name: "cited", list: cited, colour: "var(--c2)", text: "Cited" },
            { name: "judgement", list: judgement, colour: "var(--c1)",
                text: "Judgement, or with judgement in it" },
            { name: "uncited", list: uncited.map((path) => ({ path })), colour: "var(--c3)",
                text: "Without a source" },
        ];
        const total = skarn.sum(groups.map((group) => group.list.length));
        frame.say(`Of ${count(total, "element")} with numbers, ${cited.length} cite a source, ` +
            `${judgement.length} rest on judgement at least in part, and ${uncited.length} say nothing of ` +
            `where they come from.`);

        function draw(svg, width) {
            const x = d3.scaleLinear().domain([0, Math.max(1, total)]).range([0, width]);
            let before = 0;
            const placed = groups.map((group) => {
                const from = before;
                before += group.list.length;
                return { ...group, from };
            }).filter((group) => group.list.length > 0);
            const marks = svg.selectAll("rect").data(placed).enter().append("rect")
                .attr("x", (group) => x(group.from)).attr("width",
                (group) => Math.max(1, x(group.list.length) - 2))
                .attr("y", 20).attr("height", 22).style("fill", (group) => group.colour);
            svg.selectAll("text").data(placed).enter().append("text").attr("x", (group) => x(group.from))
                .attr("y", (_, i) => (i % 2 === 0 ? 13 : 58))
                .style("text-anchor", (group) => (x(group.from) > width * 0.7 ? "end" : "start"))
                    .attr("dx", (group) => (x(group.from) > width * 0.7 ? x(group.list.length) : 0))
                .text((group) => `${group.list.length} ${group.name}`);
            return { height: 64, marks,
                describe: (group) =>
                `${group.text}: ${group.list.length} (${percent(group.list.length / total)})` };
        }

        if (total > 0) {
            frame.plot(draw);
        }
        for (const group of groups.filter((group) => group.list.length > 0)) {
            const details = skarn.add(frame.section, "details", "printed");
            skarn.add(details, "summary", "", `${group.text} (${group.list.length})`);
            skarn.opening(details, () => {
                skarn.table(details, group.text, group.name === "uncited" ? ["Element"]
                    : ["Element", "What it says of its source"],
                                  group.list.map((item) => (item.cite ? [item.path, item.cite]
                                      : [item.path])));
            });
        }
        frame.table("How many elements say where their numbers come from", ["", "Elements"],
            () => groups.map((group) => [group.text, group.list.length]));
    },
});
