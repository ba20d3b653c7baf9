/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weakest points, in words: what fails first, how long the chain holds, and what would hold it. */
"use strict";

/* What the figures of a stress test share: its targets, weakest first. */
skarn.targets = (study) => {
    const { amount, called, count, tonnes } = skarn.text;
    const all = study.targets ?? [];
    const title = called;
    const whole = (target) => target.title || target.name;
    const worst = (target, key) => skarn.most([(target.outages ?? []).map((outage) => outage[key])],
        -Infinity);
    const days = (target) => (target.survives_horizon ? Infinity : target.time_to_survive_days ?? NaN);
    const known = (value) => (Number.isNaN(value) ? Infinity : value);
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const byTime = [...all].sort((a, b) => compare(known(days(a)), known(days(b))) ||
        compare(worst(b, "shortage_critical_t"), worst(a, "shortage_critical_t")));

    /* "12 days", "less than a day", "the whole horizon". */
    function survival(target) {
        const value = days(target);
        return value === Infinity ? "the whole horizon" : Number.isNaN(value) ? "an unknown time"
            : value < 1 ? "less than a day" : count(Math.floor(value), "day");
    }

    function stock(target) {
        const of = Number.isFinite(target.stock_days) ? `${amount(target.stock_days)} days` : "the outage";
        return target.stock_to_ride_out_t === 0 ? `no stock is needed for ${of}`
            : Number.isFinite(target.stock_to_ride_out_t)
                ? `${tonnes(target.stock_to_ride_out_t)} of stock ride out ${of}`
            : "no stock is known that would ride it out";
    }

    return { all, title, whole, worst, days, byTime, survival, stock };
};

skarn.figure({
    id: "stress-answer", schema: "stress", title: "The weakest points",
    draw(frame, study) {
        const { amount, count, fit, tonnes, usd } = skarn.text;
        const targets = skarn.targets(study);
        const { title } = targets;
        const TOLD = 5;
        const durations = study.outage_days ?? [];
        const longest = Math.max(...durations, 0);
        const weak = targets.byTime.filter((target) => targets.worst(target, "shortage_critical_t") > 0
            || Number.isFinite(targets.days(target)));
        const strong = targets.all.filter((target) => target.survives_horizon);
        const hardest = [...targets.all].filter((target) => targets.worst(target, "shortage_critical_t") > 0)
            .sort((a, b) => targets.worst(b, "shortage_critical_t") - targets.worst(a,
                "shortage_critical_t"))[0];
        const dearest = [...targets.all].filter((target) => targets.worst(target, "extra_spend_usd") > 0)
            .sort((a, b) => targets.worst(b, "extra_spend_usd") - targets.worst(a, "extra_spend_usd"))[0];

        if (targets.all.length === 0) {
            frame.say("Nothing was tried out: the stress test has no target.");
            return;
        }
        const [first] = weak;
        frame.say(first === undefined
            ? `None of ${count(targets.all.length, "target")} leaves critical demand short, each out for ` +
                `up to ${amount(longest)} days.`
            : `Weakest is ${title(first)}: without it the chain serves all critical demand for ` +
                `${targets.survival(first)}. Of ${count(targets.all.length, "target")}, ${weak.length} ` +
                    `leave critical ` +
                `demand short at some time; ${strong.length} can be out for the whole horizon.`);

        function shortOf(target) {
            const outage = (target.outages ?? []).filter((of) => of.shortage_critical_t > 0).pop();
            if (!outage) {
                return "";
            }
            const whose = (outage.short ?? []).filter((demand) => demand.critical)
                .sort((a, b) => b.shortage_t - a.shortage_t).slice(0, 2);
            return `; out for ${amount(outage.days)} days, ${tonnes(outage.shortage_critical_t)} go missing` +
                (whose.length > 0 ? ` (${whose.map((demand) =>
                    `${fit(demand.title || demand.demand, 300)}, ` +
                    `${tonnes(demand.shortage_t)}`).join("; ")})` : "");
        }

        frame.cards([
            ["What fails first?", first ? title(first) : "Nothing",
                first ? `critical demand is whole for ${targets.survival(first)}`
                    : "no target leaves critical demand short"],
            ["What hurts most?", hardest ? tonnes(targets.worst(hardest, "shortage_critical_t")) : "–",
                hardest ? `of critical demand missing without ${title(hardest)}`
                    : "nothing critical is missing"],
            ["What costs most to bear?", dearest ? usd(targets.worst(dearest, "extra_spend_usd")) : "–",
                dearest ? `spent more without ${title(dearest)}` : "no outage makes more be spent"],
            ["What would it take?", first && Number.isFinite(first.stock_to_ride_out_t)
                ? tonnes(first.stock_to_ride_out_t) : "–", first ? targets.stock(first)
                    : "nothing needs to be ridden out"],
        ]);
        if (weak.length > 0) {
            const list = skarn.add(frame.section, "ol");
            weak.slice(0, TOLD).forEach((target) => skarn.add(list, "li", "",
                `${title(target)}: holds ${targets.survival(target)}${shortOf(target)}; ` +
                    `${targets.stock(target)}.`));
        }
        frame.note(`Each target is out (at ${skarn.text.percent(study.factor)} of itself) from the first ` +
            `day, in the chain without ` +
            `any other disruption; that it may last is foreseen from the first day.`);
        frame.table("Every target, weakest first", ["Target", "Kind", "Time to survive, days",
            "Outlasts the horizon",
            "Worst critical shortage, t", "Most extra spend, USD", "Stock to ride out, t", "of days"],
        () => targets.byTime.map((target) => [targets.whole(target), target.kind ?? "–",
            target.survives_horizon ? null
            : target.time_to_survive_days, target.survives_horizon ? "yes" : "no",
        targets.worst(target, "shortage_critical_t"), targets.worst(target, "extra_spend_usd"),
        target.stock_to_ride_out_t, target.stock_days]));
    },
});
