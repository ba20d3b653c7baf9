/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long critical demand stays whole without each target, and the stock that would ride an outage out. */
"use strict";

skarn.figure({
    id: "stress-survival", schema: "stress", title: "How long the chain holds",
    draw(frame, study) {
        const { amount, count, fit, tonnes } = skarn.text;
        const targets = skarn.targets(study);
        const { title, days, whose } = targets;
        const stockOf = (target) => target.stock_to_ride_out_t ?? NaN;
        const known = targets.byTime.filter((target) => !Number.isNaN(days(target)));
        const finite = known.filter((target) => Number.isFinite(days(target)));
        const LASTING = 8;
        let ofStock = false;

        const sorted = () => (ofStock ? targets.all.filter((target) => Number.isFinite(stockOf(target)))
            .sort((a, b) => stockOf(b) - stockOf(a)) : known);

        /* All that matter, and a few of those that do not. */
        function drawn() {
            const list = sorted();
            const matter = list.filter((target) => (ofStock ? stockOf(target) > 0
                : Number.isFinite(days(target))));
            const kept = list.slice(0, matter.length + LASTING);
            return { list: kept, idle: list.length - kept.length };
        }

        function say() {
            const [first] = sorted();
            if (ofStock) {
                const none = sorted().filter((target) => stockOf(target) === 0).length;
                frame.say(`Most stock is needed against the loss of ${title(first)}: ` +
                    `${targets.stock(first)}; ${count(none, "target needs", "targets need")} none.`);
                return;
            }
            const lasting = known.length - finite.length;
            frame.say(finite.length === 0
                ? `All ${whose} stays whole without any of ${count(known.length, "target")}, ` +
                `for the whole horizon.`
                : `Without ${title(first)} ${whose} stays whole for ${targets.survival(first)}` +
                    (finite.length > 1 ? `, the median of those that matter is ` +
                        `${amount(d3.median(finite, days))} days` : "") +
                    `; ${count(lasting, "target")} of ${known.length} can be out for the whole horizon.`);
        }

        function draw(svg, width) {
            say();
            const { list, idle } = drawn();
            const { shown, left } = skarn.rows.first(list);
            const most = skarn.most([shown.map((target) => (ofStock ? stockOf(target)
                : Number.isFinite(days(target)) ? days(target) : NaN)), ofStock ? []
                    : study.outage_days ?? []], 1e-9);
            frame.remark((skarn.rows.leftOut(left, shown, "target") + (idle > 0 ? ` ${count(idle, "target")} ` +
                `more that ${ofStock ? "need no stock" : "can be out for the whole horizon"} ` +
                `${idle === 1 ? "is" : "are"} not drawn.` : "")).trim());
            return skarn.rows.chart(svg, width, {
                items: shown, unit: ofStock ? "t" : "days", size: 14, domain: [0, most],
                title: ofStock ? "stock that rides the outage out"
                    : `out from the first day until ${whose} runs short`,
                name: title,
                tail: (target) => (ofStock ? targets.stock(target) : `${targets.survival(target)}` +
                    (Number.isFinite(stockOf(target)) ? `; ${targets.stock(target)}` : "")),
                mark(g, target, x, y) {
                    const value = ofStock ? stockOf(target) : days(target);
                    if (Number.isFinite(value)) {
                        skarn.rows.bar(g, x, 0, value, y, 12, ofStock ? "var(--c4)" : value < 1 ? "var(--c3)"
                            : "var(--c1)");
                        return;
                    }
                    const end = x.range()[1];
                    g.append("path").attr("d", `M${x(0)},${y - 6}H${end}l10,6l-10,6H${x(0)}Z`).style("fill",
                        "var(--c2)")
                        .style("fill-opacity", 0.45);
                },
                describe: (target) => [title(target), `${whose} whole for ${targets.survival(target)}`,
                    targets.stock(target), ...(target.stock_to_ride_out ?? []).slice(0, 4).map((of) =>
                        `${fit(of.title || of.demand, 200)}: ${tonnes(of.tonnes)}${of.verified === false
                            ? " (not verified)" : ""}`)]
                    .join("\n"),
            });
        }

        if (known.length === 0) {
            frame.say("No time to survive is known: nothing was tried out, or the chain is short with " +
                "nothing out.");
            return;
        }
        if (targets.all.some((target) => Number.isFinite(stockOf(target)))) {
            frame.choose("Bars show", ["time to survive", "stock to ride out"], (index) => {
                ofStock = index === 1;
                frame.redraw();
            });
        }
        frame.plot(draw);
        frame.legend([
            skarn.rows.swatch(`days until ${whose} runs short`, "var(--c1)"),
            { text: "outlasts the horizon", draw: (key) => key.append("path").attr("d", "M0,1H16l6,5l-6,5H0Z")
                .style("fill", "var(--c2)").style("fill-opacity", 0.45) },
        ]);
        frame.note(`Stock is the least of the demand's own material, held where it is used, that leaves no ` +
            `${whose} short; it is verified by deciding the chain once more with it.`);
        frame.table("Stock that rides the outage out, by demand", ["Target", "Time to survive, days",
            "Stock, t", "Days ridden out",
            "Demand", "Its stock, t", "Verified"], () => targets.byTime.flatMap((target) => {
            const head = [targets.whole(target), target.survives_horizon ? "outlasts the horizon"
                : amount(target.time_to_survive_days ?? NaN), target.stock_to_ride_out_t, target.stock_days];
            const each = target.stock_to_ride_out ?? [];
            return each.length === 0 ? [[...head, "–", null, "–"]] : each.map((of) => [...head, of.title ||
                of.demand, of.tonnes,
                of.verified === null || of.verified === undefined ? "–" : of.verified ? "yes" : "no"]);
        }));
    },
});
