/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a policy does to an index of supply risk: before and after, demand by demand or policy by policy. */
"use strict";

skarn.figure({
    id: "risk-policies", schema: "risk", title: "What the options do to the indices",
    draw(frame, study) {
        const { amount, called: title, count, percent } = skarn.text;
        const policies = study.policies ?? [];
        const index = (value) => amount(value ?? NaN);
        const share = (value) => percent(value ?? NaN);
        const measures = [
            { text: "Concentration where it is extracted (HHI)", of: (d) => d.extraction?.hhi, write: index,
                unit: "", bound: 1 },
            { text: "Concentration where it is processed (HHI)", of: (d) => d.processing?.hhi, write: index,
                unit: "", bound: 1 },
            { text: "Concentration where it is extracted, by governance",
                of: (d) => d.extraction?.hhi_governance, write: index, unit: "" },
            { text: "Concentration where it is processed, by governance",
                of: (d) => d.processing?.hhi_governance, write: index, unit: "" },
            { text: "Import dependence", of: (d) => d.import_dependence, write: share, unit: "share",
                bound: 1 },
            { text: "GeoPolRisk score", of: (d) => d.geopolrisk?.score, write: index, unit: "" },
            { text: "EU supply risk", of: (d) => d.eu_supply_risk?.value, write: index, unit: "" },
            { text: "Served without the largest country of extraction (N\u22121)", of: (d) => d.n_minus_1,
                write: share, unit: "share", bound: 1, isBetterMore: true },
            { text: "Served without the largest country of processing (N\u22121)",
                of: (d) => d.processing?.n_minus_1, write: share, unit: "share", bound: 1,
                    isBetterMore: true },
        ].filter(({ of }) => policies.some((policy) => policy.demands?.some((demand) =>
            Number.isFinite(of(demand)))));
        const before = policies[0];
        const demands = before?.demands ?? [];
        const views = [
            ...policies.slice(1).map((policy) => ({ text: `${title(policy)}, every demand`, policy })),
            ...(policies.length > 1 ? demands.map((demand) => ({ text: `every option, ${title(demand)}`,
                demand })) : []),
        ];
        const moves = ({ of, write }) => policies.some((policy) => policy.demands?.some((demand) => {
            const was = demands.find((one) => one.name === demand.name);
            return was !== undefined && write(of(demand)) !== write(of(was));
        }));
        let measure = measures.find(moves) ?? measures[0];
        const first = policies.length > 2 ? views.find((of) => of.demand?.critical)
            ?? views.find((of) => of.demand) : views[0];
        let view = first ?? { policy: null };

        const valueOf = (policy, name) => {
            const demand = policy?.demands?.find((of) => of.name === name);
            return demand ? measure.of(demand) ?? NaN : NaN;
        };

        /* A row: before and after; without an option to compare with, only what is. */
        function items() {
            const list = view.demand
                ? policies.slice(1).map((policy) =>
                    ({ name: title(policy), from: valueOf(before, view.demand.name),
                    to: valueOf(policy, view.demand.name) }))
                : demands.map((demand) => ({ name: title(demand) + (demand.critical ? " (critical)" : ""),
                    from: valueOf(before, demand.name), to: view.policy ? valueOf(view.policy, demand.name)
                        : valueOf(before, demand.name) }));
            const known = list.filter((item) => Number.isFinite(item.from) || Number.isFinite(item.to));
            const by = (key) => (a, b) => (measure.isBetterMore ? -1 : 1) * ((a[key] || 0) - (b[key] || 0));
            return view.demand ? known.sort(by("to")) : known.sort(by("from")).reverse();
        }

        /* What cannot be seen in the numbers as they are written is no change. */
        function changeOf({ from, to }) {
            if (!Number.isFinite(to - from)) {
                return "unknown";
            }
            return measure.write(from) === measure.write(to) ? "same"
                : to > from === Boolean(measure.isBetterMore) ? "better" : "worse";
        }

        const looks = {
            better: { colour: "var(--c2)", text: "after, better" },
            worse: { colour: "var(--c3)", shape: "diamond", text: "after, worse" },
            same: { colour: "var(--soft)", shape: "square", text: "unchanged" },
            unknown: { colour: "var(--soft)", shape: "square", text: "unknown" },
        };

        function told(item) {
            return views.length === 0 || changeOf(item) === "same" ? measure.write(item.to)
                : `${measure.write(item.from)} → ${measure.write(item.to)}`;
        }

        function say() {
            const list = items();
            if (list.length === 0) {
                frame.say(`${measure.text}: not known of any demand.`);
                return;
            }
            if (views.length === 0) {
                frame.say(`${measure.text}: ${list[0].name} is most exposed, ${measure.write(list[0].to)}. ` +
                    `There is one option, so nothing to compare it with.`);
                return;
            }
            const moved = (kind) => list.filter((item) => changeOf(item) === kind).length;
            const gain = [...list].filter((item) => changeOf(item) === "better")
                .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))[0];
            const whose = view.demand ? `of ${title(view.demand)}` : `with ${title(view.policy)}`;
            const what = count(list.length, view.demand ? "option" : "demand");
            frame.say(`${measure.text} ${whose}, against ${title(before)}: ` + (moved("same") === list.length
                ? `unchanged for ${list.length > 1 ? "all of " : ""}${what}.`
                : `better for ${moved("better")}, worse for ${moved("worse")} and unchanged for ` +
                    `${moved("same")} of ${what}` +
                        (gain ? `; most is gained ${view.demand ? "by" : "for"} ` +
                    `${gain.name}, ${measure.write(gain.from)} to ${measure.write(gain.to)}.` : ".")));
        }

        function draw(svg, width) {
            say();
            const { shown, left } = skarn.rows.first(items());
            frame.remark(skarn.rows.leftOut(left, shown, view.demand ? "option" : "demand").trim());
            return skarn.rows.chart(svg, width, {
                items: shown, unit: measure.unit, title: measure.text, size: 14,
                domain: skarn.rows.extent([measure.bound ?? 0,
                    ...shown.flatMap((item) => [item.from, item.to])]),
                name: (item) => item.name, tail: told,
                mark(g, item, x, y) {
                    if (views.length > 0 && Number.isFinite(item.from) && Number.isFinite(item.to)) {
                        g.append("path").attr("d", `M${x(item.from)},${y}H${x(item.to)}`)
                            .style("stroke", looks[changeOf(item)].colour).style("stroke-width", "3px");
                    }
                    if (views.length > 0 && changeOf(item) !== "same") {
                        skarn.rows.dot(g, x(item.from), y, { colour: "var(--soft)", hollow: true });
                    }
                    skarn.rows.dot(g, x(item.to), y, looks[changeOf(item)]);
                },
                describe: (item) => `${item.name}\n${measure.text}: ${told(item)}`,
            });
        }

        if (measures.length === 0) {
            frame.say("No index can be said: nothing is supplied to any demand.");
            return;
        }
        const indices = [measure, ...measures.filter((of) => of !== measure)];
        frame.choose("Index", indices.map((of) => of.text), (at) => {
            measure = indices[at];
            frame.redraw();
        });
        if (views.length > 1) {
            const ordered = [view, ...views.filter((of) => of !== view)];
            frame.choose("Show", ordered.map((of) => of.text), (at) => {
                view = ordered[at];
                frame.redraw();
            });
        }
        frame.plot(draw);
        frame.legend(views.length === 0 ? [skarn.rows.symbol("the index", looks.same)]
            : [skarn.rows.symbol(`before: ${title(before)}`, { colour: "var(--soft)", hollow: true }),
                ...["better", "worse", "same"].map((kind) => skarn.rows.symbol(looks[kind].text,
                    looks[kind]))]);
        frame.table("Every index of every demand", ["Option", "Demand", ...measures.map((of) => of.text)],
            () => policies.flatMap((policy) => (policy.demands ?? []).map((demand) => [title(policy),
                title(demand), ...measures.map((of) => of.of(demand) ?? null)])));
    },
});
