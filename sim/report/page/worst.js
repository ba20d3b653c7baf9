/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ten worst worlds, each opening to its story: what struck when, and what ran short. */
"use strict";

skarn.figure({
    id: "worst", schema: "run", title: "The worst worlds",
    draw(frame, run) {
        const { amount, count, fit, tonnes, usd } = skarn.text;
        const { worst, points } = run.figures;
        const labels = points.labels;
        const periods = run.scenario.periods;
        const LEFT = 4, ROW = 26, TOLD = 5;

        const missing = (story) => story.shortage_critical_t ?? story.shortage_t;
        const length = (event) => event.recovered.period - event.start.period;
        const longest = (story) => [...story.events].sort((a, b) => length(b) - length(a)).slice(0, TOLD)
            .sort((a, b) => a.start.period - b.start.period);
        const missingText = (story) => (missing(story) > 0 ? `${tonnes(missing(story))} missing`
            : story.shortage_t > 0 ? `nothing critical missing, ${tonnes(story.shortage_t)} of the rest`
                : "nothing missing");
        const told = (event) => `${event.disruption}: ${event.start.date} to ${event.recovered.date}`;

        const ranShort = (demand) => `${demand.title}, ${tonnes(demand.shortage_t)} in ` +
            `${count(demand.periods, run.scenario.period)} from ${demand.first} on`;

        function say(first) {
            const sum = `World ${first.sample} is the worst of ${run.samples}: ` +
                `${tonnes(missing(first))} of ` +
                `${first.shortage_critical_t === null ? "demand" : "critical demand"} missing`;
            const short = first.short[0];
            frame.say(`${sum}, ${usd(first.cost_usd)} in all.` +
                (short ? ` Most is missing of ${short.title}, first in ${short.first}; ` +
                    `${count(first.events.length + first.events_left_out, "event")} struck.` : " Nothing " +
                    "runs short in it."));
        }

        /* A lane a disruption, in the order in which they struck first. */
        const lanesOf = (story) => d3.nest().key((event) => event.disruption).entries(story.events);

        /* Events as bars, shortages as steps below them, on one axis of time. */
        function timeline(story) {
            return (svg, width) => {
                const x = d3.scaleLinear().domain([0, periods]).range([LEFT, width - 4]);
                const lanes = lanesOf(story);
                const from = (event) => x(Math.max(0, event.start.period));
                const to = (event) => x(Math.min(periods, event.recovered.period));
                const rows = svg.append("g").selectAll("g").data(lanes).enter().append("g")
                    .attr("transform", (_, i) => `translate(0,${i * ROW})`);
                rows.append("line").attr("x1", LEFT).attr("x2", width - 4).attr("y1", 24).attr("y2", 24)
                    .style("stroke", "var(--line)");
                rows.append("text").attr("x", LEFT).attr("y", 12)
                    .text((lane) => fit(lane.key, width - 40) +
                        (lane.values.length > 1 ? ` (${lane.values.length})` : ""));
                rows.selectAll("rect").data((lane) => lane.values).enter().append("rect")
                    .attr("x", from).attr("width", (event) => Math.max(2, to(event) - from(event)))
                    .attr("y", 15).attr("height", 8).style("fill", "var(--c1)");
                const top = lanes.length * ROW + 6;
                const most = skarn.most(story.short.map((demand) => demand.t), 1e-9);
                const p = d3.scaleLinear().domain([0, labels.length])
                    .range([LEFT, LEFT + (width - 4 - LEFT) * Math.min(1,
                    (labels.length * points.every) / periods)]);
                const short = svg.append("g").selectAll("g").data(story.short).enter().append("g")
                    .attr("transform", (_, i) => `translate(0,${top + i * 44})`);
                short.append("text").attr("y", 12).style("font-weight", 600)
                    .text((demand) =>
                    `${fit(demand.title, 0.85 * width - 130)}: ${tonnes(demand.shortage_t)} missing`);
                short.append("line").attr("x1", LEFT).attr("x2", width - 4).attr("y1", 40).attr("y2", 40)
                    .style("stroke", "var(--line)");
                short.selectAll("rect")
                    .data((demand) => demand.t.map((t, i) => ({ demand, t, i }))
                    .filter((step) => step.t > 0)).enter().append("rect")
                    .attr("x", (step) => p(step.i)).attr("width", Math.max(1, p(1) - p(0) - 0.5))
                    .attr("y", (step) => 40 - 24 * (step.t / most))
                        .attr("height", (step) => Math.max(1, 24 * (step.t / most)))
                        .style("fill", "var(--c3)");
                const bottom = top + story.short.length * 44;
                skarn.axes.time(svg, p, labels, bottom);
                return {
                    height: bottom + 24, marks: svg.selectAll("g > rect"),
                    describe: (mark) => (mark.disruption ? told(mark)
                        : `${mark.demand.title}\n${labels[mark.i]}: ${tonnes(mark.t)} missing`),
                };
            };
        }

        function open(story, parent) {
            const part = new skarn.frame.Frame(parent, `${frame.section.id}-${story.sample}`,
                `What happened in world ${story.sample}`, frame.level + 1);
            part.section.className = "";
            const more = story.events.length + story.events_left_out - TOLD;
            part.say((story.events.length === 0 ? "No disruption struck. "
                : `Struck: ${longest(story).map(told).join("; ")}` +
                    (more > 0 ? `; and ${count(more, "shorter event")}` : "") + ". ") +
                     (story.short.length === 0 ? "Nothing ran short."
                         : `Ran short: ${story.short.slice(0, 6).map(ranShort).join("; ")}.`));
            if (story.events.length + story.short.length > 0) {
                part.plot(timeline(story));
            }
            if (story.events_left_out + story.short_left_out > 0) {
                part.note(`${count(story.events_left_out, "shorter event")} and ` +
                    `${count(story.short_left_out, "demand")} with less shortage left out.`);
            }
            part.table(`World ${story.sample}`, ["What", "From", "To", "Missing, t"],
                       () => [...story.events.map((event) => [event.disruption, event.start.date,
                           event.recovered.date, "–"]),
                              ...story.short.map((demand) => [`${demand.title} runs short`, demand.first,
                                  "–", amount(demand.shortage_t)])]);
        }

        if (worst.length === 0) {
            frame.say("No world could be decided, so there is none to tell of.");
            return;
        }
        say(worst[0]);
        worst.forEach((story, i) => {
            const details = skarn.add(frame.section, "details", "story");
            skarn.add(details, "summary", "",
                `${i + 1}. World ${story.sample}: ${missingText(story)}, ${usd(story.cost_usd)}`);
            details.open = i === 0;
            skarn.opening(details, () => open(story, details));
        });
        frame.note(`Worst by shortage of critical demands, then by cost. See any of them in full: skarn ` +
            `worlds SCENARIO --sample N.`);
        frame.table("The worst worlds", ["World", "Critical demand missing, t", "All missing, t",
            "Cost, USD", "Events"],
                    () => worst.map((story) => [story.sample, story.shortage_critical_t, story.shortage_t,
                        story.cost_usd, story.events.length + story.events_left_out]));
    },
});
