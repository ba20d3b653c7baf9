/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which option: what may be best, what it changes, what a tonne costs, and what nobody can tell apart. */
"use strict";

skarn.figure({
    id: "compare-answer", schema: "compare", title: "Which option",
    draw(frame, study) {
        if (skarn.undecided(study, frame)) {
            return;
        }
        const { count, fit, hundredfold, percent, signed, usd } = skarn.text;
        const options = skarn.options(study);
        const { title, reference, ranking } = options;
        const best = [...options.mayBeBest];
        const leader = options.ranked.find((policy) => policy !== reference);
        const of = leader?.difference?.[ranking.name];
        const ties = study.ranking?.ties ?? [];
        const by = ranking.title.charAt(0).toLowerCase() + ranking.title.slice(1);

        function found() {
            if (options.all.length === 1) {
                return `There is one option, ${title(options.all[0].name)}: nothing to compare it with.`;
            }
            const among = `of ${count(options.all.length, "option")}`;
            if (best.length === 0) {
                return `By ${by}, nothing can be said of which ${among} is best.`;
            }
            return best.length === 1
                ? `By ${by}, ${options.list(best)} is the best ${among}, with ${options.sure} confidence ` +
                    `over all comparisons together.`
                : `By ${by}, ${options.list(best)} may each be the best ${among}: none of them is beaten ` +
                    `with ${options.sure} confidence over all comparisons together.`;
        }

        function difference() {
            if (!of || !Number.isFinite(of.mean)) {
                return ["–", "no difference is known"];
            }
            const chance = Number.isFinite(of.p_better) ? `; better in ${percent(of.p_better)} of worlds` +
                (of.p_equal > 0 ? `, equal in ${percent(of.p_equal)}` : "") : "";
            return [signed(of.mean, ranking.format),
                `${title(leader.name)} against ${title(reference?.name)}, on average ` +
                `(${options.signedRange(of.ci, ranking.format)})${chance}` +
                (of.few_events ? "; few worlds differ: read it with care" : "")];
        }

        function apart() {
            const open = ties.filter((tie) => !tie.identical);
            const alike = ties.filter((tie) => tie.identical);
            const pair = (tie) => `${fit(title(tie.a), 200)} and ${fit(title(tie.b), 200)}` +
                (tie.identical ? " come to the same in every world" : Number.isFinite(tie.more_samples)
                    ? ` (about ${count(tie.more_samples, "more world", "more worlds")} would tell)` : "");
            if (ties.length === 0) {
                return [options.all.length > 1 ? "Nothing" : "–", options.all.length > 1
                    ? "every two options differ, with the confidence said" : "there is one option"];
            }
            return [open.length > 0 ? count(open.length, "pair") : "Nothing", [...open, ...alike].slice(0, 2)
                .map(pair).join("; ") + (ties.length > 2 ? `; and ${count(ties.length - 2, "more pair")}`
                    : "")];
        }

        function priced(policy) {
            const [number, meaning] = options.price(policy);
            return [number, `${title(policy.name)}: ${meaning}`];
        }

        const told = Number.isFinite(of?.mean) && reference
            ? ` ${title(leader.name)} comes to ${options.changed(of.mean, ranking.format)} ` +
                `${title(reference.name)}.` : "";
        frame.say(found() + (options.all.length > 1 ? told : ""));
        frame.cards([
            ["Which may be best?", best.length === 0 ? "–" : best.length > 3 ? `${best.length} options`
                : fit(options.list(best), 500), best.length > 3 ? options.list(best) : `by ${by}, in ` +
                `${options.worlds} that all options share`],
            ["How much does it change?", ...difference()],
            ["At what price?", ...(leader ? priced(leader) : ["–", "there is one option"])],
            ["What cannot be told apart?", ...apart()],
        ]);

        frame.section.classList.add("long");
        frame.shownTable("Every option, best first", ["Option", "Rank", `${ranking.title}, difference`,
            "Better in, of worlds", "Secure in, of worlds", "USD per tonne avoided", "Own cost a year",
            "Not told apart from"],
        options.ranked.map((policy) => {
            const its = policy.difference?.[ranking.name];
            const [word, price] = options.price(policy);
            return [title(policy.name), (Number.isFinite(policy.rank) ? String(policy.rank) : "–") +
                    (options.mayBeBest.has(policy.name) ? ", may be best" : ""),
            its ? `${signed(its.mean, ranking.format)} (${options.signedRange(its.ci, ranking.format)})`
                : "reference", its ? percent(its.p_better) : "–", percent(policy.probability?.secure?.value),
            policy.usd_per_tonne_avoided?.verdict === "ratio" ? `${word}, ${price}` : word,
            usd(policy.own_cost_usd_per_year),
            policy.tied_with?.length > 0 ? options.list(policy.tied_with) : "–"];
        }));
        const beaten = options.all.filter((policy) => policy.dominated_by?.length > 0);
        frame.note(`Each option meets the same ${options.worlds}; a difference is taken world by world. ` +
            `A price is the money spent more over the tonnes of shortage avoided (Fieller). Tariffs are ` +
                `the buyer's spending, not a cost of the nation.` + (beaten.length > 0
            ? ` By stochastic dominance on cost, nobody averse to risk would choose ` +
                `${beaten.slice(0, 3).map((policy) => `${title(policy.name)} over ` +
                    `${title(policy.dominated_by[0].name)}`).join(", nor ")}` +
                `${beaten.length > 3 ? `; nor ${beaten.length - 3} more over another` : ""}.` : ""));
        frame.table("Every metric of every option", ["Option", "Metric", "Mean", "at least", "at most", "5 %",
            "Median", "95 %", "VaR", "CVaR", "Difference", "at least", "at most", "Better, %", "Equal, %",
                "Worse, %", "Dominated by"],
        () => options.all.flatMap((policy) => Object.entries(policy.metrics ?? {}).map(([name, its]) => {
            const more = policy.difference?.[name];
            const beaters = (policy.dominated_by ?? []).map((by) =>
                `${options.whole(by.name)} (order ${by.order})`);
            return [options.whole(policy.name), name, its.mean, its.ci?.[0], its.ci?.[1], its.p05, its.p50,
                its.p95, its.var, its.cvar, more?.mean, more?.ci?.[0], more?.ci?.[1],
                ...[more?.p_better, more?.p_equal, more?.p_worse].map(hundredfold),
                beaters.join("; ") || "–"];
        })));
    },
});
