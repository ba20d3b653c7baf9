/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weakest points, in words: what fails first, how long the chain holds, and what would hold it. */
"use strict";

skarn.figure({
    id: "stress-answer", schema: "stress", title: "The weakest points",
    draw(frame, study) {
        const { amount, count, fit, percent, tonnes, usd } = skarn.text;
        const targets = skarn.targets(study);
        const { missing, title, whose } = targets;
        const TOLD = 5;
        const all = count(targets.all.length, "target");
        const weak = targets.byTime.filter((target) => targets.worst(target, missing) > 0
            || Number.isFinite(targets.days(target)));
        const [first] = weak;

        if (targets.all.length === 0) {
            frame.say("Nothing was tried out: the stress test has no target.");
            return;
        }

        function found() {
            if (study.undisturbed?.is_short) {
                return `Some ${whose} is short even when nothing is out, ` +
                    `${tonnes(study.undisturbed[missing])}, so no time to survive and no stock can be said ` +
                    `of ${all}.`;
            }
            if (first === undefined) {
                return `None of ${all} leaves ${whose} short, each out for up to ` +
                    `${amount(Math.max(...study.outage_days ?? [], 0))} days.`;
            }
            const strong = targets.all.filter((target) => target.survives_horizon).length;
            return `Weakest is ${title(first)}: without it the chain serves all ${whose} for ` +
                `${targets.survival(first)}. Of ${all}, ${weak.length} ${weak.length === 1 ? "leaves"
                    : "leave"} ${whose} short at some time; ${strong} can be out for the whole horizon.`;
        }

        /* What the longest outage that leaves something short does. */
        function shortOf(target) {
            const outage = targets.outages(target).filter((of) => of[missing] > 0).pop();
            if (!outage) {
                return "";
            }
            const short = (outage.short ?? []).filter((of) => of.critical || missing === "shortage_t")
                .sort((a, b) => b.shortage_t - a.shortage_t).slice(0, 2)
                .map((of) => `${fit(of.title || of.demand, 300)}, ${tonnes(of.shortage_t)}`);
            return `; out for ${amount(outage.days)} days, ${tonnes(outage[missing])} go missing` +
                (short.length > 0 ? ` (${short.join("; ")})` : "");
        }

        function cards() {
            const hardest = targets.most(missing), dearest = targets.most("extra_spend_usd");
            return [
                ["What fails first?", first ? title(first) : "Nothing", first
                    ? `${whose} is whole for ${targets.survival(first)}` : `no target leaves ${whose} short`],
                ["What hurts most?", hardest ? tonnes(targets.worst(hardest, missing)) : "–", hardest
                    ? `of ${whose} missing without ${title(hardest)}` : `no ${whose} is missing`],
                ["What costs most to bear?", dearest ? usd(targets.worst(dearest, "extra_spend_usd")) : "–",
                    dearest ? `spent more without ${title(dearest)}` : "no outage makes more be spent"],
                ["What would it take?", tonnes(first?.stock_to_ride_out_t), first
                    ? `${targets.stock(first)} without ${title(first)}` : "nothing needs to be ridden out"],
            ];
        }

        frame.say(found());
        frame.cards(cards());
        const failed = targets.all.filter((target) => target.failure);
        if (failed.length > 0) {
            skarn.add(frame.section, "p", "trouble", `${count(failed.length, "target")} failed and ` +
                `${failed.length === 1 ? "is" : "are"} left out: ` + failed.slice(0, TOLD)
                .map((target) => `${title(target)} (${target.failure})`).join("; ") +
                (failed.length > TOLD ? `; and ${failed.length - TOLD} more.` : "."));
        }
        if (weak.length > 0) {
            const list = skarn.add(frame.section, "ol");
            weak.slice(0, TOLD).forEach((target) => skarn.add(list, "li", "", `${title(target)}: holds ` +
                `${targets.survival(target)}${shortOf(target)}; ${targets.stock(target)}.`));
        }
        frame.note(`Each target is out, at ${percent(study.factor)} of itself, from the first day, in the ` +
            `chain without any other disruption; that it may last is foreseen from the first day.`);
        frame.table("Every target, weakest first", ["Target", "Kind", "Time to survive, days",
            "Outlasts the horizon", `Most ${whose} missing, t`, "Most extra spend, USD",
            "Stock to ride out, t", "of days"],
        () => targets.byTime.map((target) => [targets.whole(target), target.kind ?? "–",
            target.survives_horizon ? null : target.time_to_survive_days,
            target.survives_horizon ? "yes" : "no", targets.worst(target, missing),
            targets.worst(target, "extra_spend_usd"), target.stock_to_ride_out_t, target.stock_days]));
    },
});
