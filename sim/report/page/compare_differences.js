/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each option differs from the reference in the same worlds: a point and its interval. */
"use strict";

skarn.figure({
    id: "compare-differences", schema: "compare", title: "What each option changes",
    draw(frame, study) {
        if (skarn.undecided(study, frame)) {
            return;
        }
        const { count, hundredfold, percent } = skarn.text;
        const options = skarn.options(study);
        const { title, signed, signedRange } = options;
        const tail = percent(1 - study.tail);
        const looks = {
            better: { colour: "var(--c2)", shape: "circle", text: "clearly better: the whole interval is" },
            worse: { colour: "var(--c3)", shape: "diamond", text: "clearly worse" },
            unsure: { colour: "var(--soft)", hollow: true, shape: "square",
                text: "cannot be told from no difference" },
            same: { colour: "var(--soft)", shape: "square", text: "the same in every world" },
        };
        const metrics = options.metrics((policy) => policy.difference);
        let metric = metrics[0], inTail = false;

        const valueOf = (policy) => (inTail ? policy.difference?.[metric.name]?.cvar
            : policy.difference?.[metric.name]?.mean);
        const endsOf = (policy) => (inTail ? policy.difference?.[metric.name]?.cvar_ci
            : policy.difference?.[metric.name]?.ci);
        const senseOf = (policy) => options.sense(endsOf(policy), metric);
        const better = (a, b) => (metric.isBetterMore ? -1
            : 1) * ((valueOf(a) ?? Infinity) - (valueOf(b) ?? Infinity));
        const sorted = () => options.others.filter((policy) => Number.isFinite(valueOf(policy))).sort(better);
        function doubt(policy) {
            const { cvar_few_events: inItsTail, few_events: overall } = policy.difference[metric.name];
            return senseOf(policy) !== "same" && (inTail ? inItsTail : overall) ? ", few events" : "";
        }

        function say() {
            const known = sorted();
            const clearly = (kind) => {
                const number = known.filter((policy) => senseOf(policy) === kind).length;
                return `${number === 0 ? "none" : number} ${number > 1 ? "are" : "is"}`;
            };
            const what = metric.title + (inTail ? `, in the worst ${tail}` : "");
            const first = known[0];
            frame.say(first === undefined ? `${what}: no difference can be said.`
                : `${what}: of ${count(known.length, "option")}, ${clearly("better")} clearly better than ` +
                    `${title(options.reference?.name)} and ${clearly("worse")} clearly worse (by their ` +
                    `${options.sure} intervals, each on its own). Most favourable: ` +
                    `${title(first.name)}, ${signed(valueOf(first), metric.format)} ` +
                    `(${signedRange(endsOf(first), metric.format)}).`);
        }

        function draw(svg, width) {
            say();
            const { shown, left } = skarn.rows.first(sorted());
            frame.remark(`Lines are ${options.sure} intervals of the paired difference.` +
                skarn.rows.leftOut(left, shown, "option"));
            return skarn.rows.chart(svg, width, {
                items: shown, unit: metric.unit,
                title: `less ← against ${title(options.reference?.name)} → more`,
                domain: skarn.rows.extent(shown.flatMap((policy) => [valueOf(policy),
                    ...endsOf(policy) ?? []])), name: (policy) => title(policy.name),
                tail: (policy) => `${signed(valueOf(policy), metric.format)} ` +
                    `(${signedRange(endsOf(policy), metric.format)})${doubt(policy)}`,
                mark(g, policy, x, y) {
                    skarn.rows.whisker(g, x, endsOf(policy), y);
                    skarn.rows.dot(g, x(valueOf(policy)), y, looks[senseOf(policy)]);
                },
                describe: (policy) => {
                    const of = policy.difference[metric.name];
                    return `${title(policy.name)}: ${looks[senseOf(policy)].text}\n${metric.title}` +
                        `${inTail ? ` in the worst ${tail}` : ""}: ` +
                            `${signed(valueOf(policy), metric.format)} ` +
                        `(${signedRange(endsOf(policy), metric.format)})${doubt(policy)}\nbetter in ` +
                        `${percent(of.p_better)}, equal in ${percent(of.p_equal)}, worse in ` +
                            `${percent(of.p_worse)} of worlds`;
                },
            });
        }

        if (metrics.length === 0) {
            frame.say("There is nothing to compare: no option differs from a reference.");
            return;
        }
        frame.choose("Of", metrics.map((of) => of.title), (index) => {
            metric = metrics[index];
            frame.redraw();
        });
        frame.choose("In", ["all worlds, on average", `the worst ${tail} (CVaR)`], (index) => {
            inTail = index === 1;
            frame.redraw();
        });
        frame.plot(draw);
        frame.legend(Object.values(looks).map((look) => skarn.rows.symbol(look.text, look)));
        frame.table("Difference from the reference, of what is chosen above", ["Option", "Mean", "at least",
            "at most",
            "In the tail (CVaR)", "at least", "at most", "Better, %", "Equal, %", "Worse, %", "Few events"],
        () => options.others.map((policy) => {
            const of = policy.difference?.[metric.name] ?? {};
            return [options.whole(policy.name), of.mean, of.ci?.[0], of.ci?.[1], of.cvar, of.cvar_ci?.[0],
                of.cvar_ci?.[1],
                hundredfold(of.p_better), hundredfold(of.p_equal), hundredfold(of.p_worse), of.few_events
                    ? "yes" : "no"];
        }));
    },
});
