/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer: four numbers and one sentence. How secure, how sure, what it costs, what to watch. */
"use strict";

skarn.figure({
    id: "answer", schema: "run", title: "The answer",
    draw(frame, run) {
        const { percent, percents, hundredfold, interval, usd, tonnes, count, fit } = skarn.text;
        if (run.samples - run.failed_samples < 1) {
            frame.say("No world could be decided, so nothing can be said of how secure the supply is; the " +
                "run's details below name what failed.");
            return;
        }
        const good = run.samples - run.failed_samples;
        const critical = Number.isFinite(run.metrics.fill_rate_critical?.mean);
        const whose = critical ? "critical demand" : "demand";
        const fill = critical ? run.metrics.fill_rate_critical : run.metrics.fill_rate;
        const secure = run.probability.secure;
        const cost = run.metrics.cost_usd;
        const sure = percent(run.confidence);

        /* Most often at work in the worst worlds beyond what it is on average. */
        function suspect() {
            const figures = run.figures;
            const periods = run.scenario.periods;
            let found = null;
            for (const disruption of figures.disruptions) {
                const usual = skarn.sum(disruption.active) / Math.max(1, disruption.active.length);
                const busy = figures.worst.map((story) => Math.min(1, skarn.sum(story.events
                    .filter((event) => event.disruption === disruption.title)
                    .map((event) => Math.min(periods, event.recovered.period) - Math.max(0,
                        event.start.period))) / periods));
                const more = skarn.sum(busy) / Math.max(1, busy.length) - usual;
                if (more > 0.02 && (found === null || more > found.more)) {
                    found = { title: disruption.title, more,
                        worlds: busy.filter((share) => share > 0).length };
                }
            }
            return found;
        }

        function weakest() {
            const rows = Object.entries(run.demands)
                .filter(([, demand]) => demand.critical || !critical)
                .map(([name, demand]) => ({ name, fill: demand.metrics.fill_rate?.mean }))
                .filter((row) => Number.isFinite(row.fill));
            rows.sort((a, b) => a.fill - b.fill);
            return rows[0];
        }

        function title(name) {
            return fit(run.figures.demand_titles?.[name] ?? name, 500);
        }

        const watch = suspect();
        const weak = weakest();
        const chance = Number.isFinite(secure?.value) ? secure : run.probability.any_shortage;
        frame.cards([
            ["How secure?", percent(fill?.mean), `of ${whose} is served on average` +
                (Number.isFinite(secure?.value) ? `; ${percent(secure.value)} of the worlds are secure`
                    : "")],
            ["How sure?", Number.isFinite(chance?.value) ? percents(chance.ci) : "–",
                `of worlds ${chance === secure ? "are secure" : "have a shortage"}, with ${sure} ` +
                    `confidence ` +
                `from ${count(good, "world")}` +
                (chance?.few_events ? "; too few troubled worlds to be sure of more" : "")],
            ["What does it cost?", usd(cost?.mean),
                `on average, shortage counted at its value; ${usd(cost?.cvar)} on average in the worst ` +
                `${percent(1 - run.tail)}`],
            ["What to watch?", watch ? fit(watch.title, 500) : weak ? title(weak.name) : "–",
                (watch ? `on in ${count(watch.worlds, "world")} of the worst ${run.figures.worst.length}, ` +
                    `far longer than usual. ` : "") +
                (weak && weak.fill < 1 - 1e-9
                    ? `Most exposed: ${title(weak.name)}, ${percent(weak.fill)} served`
                    : weak === undefined ? "" : critical ? "No critical demand runs short"
                        : "No demand is critical, and none runs short")],
        ]);

        const shortage = critical ? run.metrics.shortage_critical_t : run.metrics.shortage_t;
        const served = fill?.ci?.map((share) =>
            (Number.isFinite(share) ? Math.max(0, Math.min(1, share)) : null));
        frame.say(`Over ${count(run.scenario.periods, run.scenario.period)}, ${percent(fill?.mean)} of ` +
            `${whose} is served on average${interval(run.confidence, served, percents)}; ` +
            `${tonnes(shortage?.mean)} go missing, ${tonnes(shortage?.cvar)} in the worst ` +
            `${percent(1 - run.tail)} of worlds, at a cost of ${usd(cost?.mean)} in all.`);

        frame.table("What each demand comes to, on average over worlds",
                    ["Demand", "Critical", "Served, %", "Missing, t a year", "Worlds with a shortage, %",
                        "Served in the worst worlds, %"],
            () => Object.entries(run.demands).map(([name, demand]) => [
                title(name), demand.critical ? "yes" : "no", hundredfold(demand.metrics.fill_rate?.mean),
                demand.shortage_tpy.mean, hundredfold(demand.probability.any_shortage?.value),
                hundredfold(demand.metrics.fill_rate?.cvar)]));
    },
});
