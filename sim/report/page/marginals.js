/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds the chain back: marginal values of the plan, ranked, in words. */
"use strict";

skarn.figure({
    id: "marginals", schema: "run", title: "What one more tonne would be worth",
    draw(frame, run) {
        const { amount, fit, count } = skarn.text;
        const SHOWN = 15, ROW = 34;
        const choices = [["Capacity", run.plan.worth.capacity],
            ["Material in a place", run.plan.worth.material]].filter(([, list]) => list.length > 0);
        let [kind, worths] = choices[0] ?? ["", []];

        function say() {
            const first = worths[0];
            frame.say(`Most is gained by ` +
                `${kind === "Capacity" ? "more capacity where it binds" : "a tonne where it is dear"}: ` +
                `${first.words}, ` +
                      `${amount(first.mean_usd_per_t)} USD a tonne on average over the horizon (up to ` +
                      `${amount(first.highest_usd_per_t)}), in the plan without disruptions.`);
        }

        function draw(svg, width) {
            say();
            const shown = worths.slice(0, SHOWN);
            const x = d3.scaleLinear()
                .domain([0, skarn.most([shown.map((worth) => worth.mean_usd_per_t)], 1e-9)])
                .range([0, width - 90]);
            const rows = svg.selectAll("g").data(shown).enter().append("g")
                .attr("transform", (_, i) => `translate(0,${i * ROW})`);
            rows.append("text").attr("y", 12).text((worth, i) => fit(`${i + 1}. ${worth.words}`, width));
            rows.append("rect").attr("y", 16).attr("height", 11)
                .attr("width", (worth) => Math.max(1, x(worth.mean_usd_per_t))).style("fill", "var(--c2)");
            rows.append("text").attr("x", (worth) => x(worth.mean_usd_per_t) + 6).attr("y", 26)
                .text((worth) => amount(worth.mean_usd_per_t));
            return {
                height: shown.length * ROW, marks: rows.selectAll("rect"),
                describe: (worth) =>
                    `${worth.words}\n${amount(worth.mean_usd_per_t)} USD/t on average, up to ` +
                    `${amount(worth.highest_usd_per_t)}\nabove 0 in ` +
                    `${count(worth.periods, run.scenario.period)}, first ${worth.first_period}`,
            };
        }

        if (worths.length === 0) {
            frame.say("No limit binds in the plan: one more tonne of any capacity would be worth nothing.");
            return;
        }
        frame.choose("Of", choices.map(([name]) => name), (index) => {
            [kind, worths] = choices[index];
            frame.redraw();
        });
        frame.plot(draw);
        frame.note("USD per tonne, mean over the horizon." +
            (worths.length > SHOWN ? ` The first ${SHOWN} of ${worths.length}; the table has all.` : ""));
        frame.table("Marginal values of the plan, USD per tonne",
            ["What", "Mean", "Highest", `${run.scenario.period}s above 0`, "First"],
                    () => worths.map((worth) => [worth.words, worth.mean_usd_per_t,
                        worth.highest_usd_per_t, worth.periods, worth.first_period]));
    },
});
