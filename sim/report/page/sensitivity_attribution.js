/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what is missing with no cause at work, through each cause's share, to what is missing in all. */
"use strict";

skarn.figure({
    id: "sensitivity-attribution", schema: "sensitivity", title: "What the shortage comes from",
    draw(frame, study) {
        const { called: title, count, ends, percent, signed } = skarn.text;
        const of = study.attribution ?? {};
        const metric = skarn.metric(of.metric ?? "shortage_critical_t");
        const { format } = metric;
        const drawn = () => (skarn.printing ? 11 : 30);
        const causes = (study.inputs ?? []).filter((input) => Number.isFinite(input.shapley_t))
            .sort((a, b) => b.shapley_t - a.shapley_t);

        if (!Number.isFinite(of.all_t) || !Number.isFinite(of.none_t)) {
            frame.say("The shortage is not attributed: the results hold no attribution, or no world could " +
                "be decided.");
            return;
        }
        const [most] = causes;
        const share = of.all_t > 0 ? ` (${percent(of.none_t / of.all_t)} of it)` : "";
        frame.say(`${metric.title}: ${format(of.all_t)} on average` +
            (of.all_ci?.every(Number.isFinite) ? ` (${ends(of.all_ci, format)})` : "") + `, of which ` +
            (of.none_t > 0 ? `${format(of.none_t)}${share} would be missing with no cause at work`
                : `nothing would be ` +
                `missing with no cause at work`) +
            (most && most.shapley_t > 0 ? `; most is added by ${title(most)}, ${format(most.shapley_t)}.`
                : ".") +
            (of.few_events ? " Few worlds are short: read it with care." : ""));

        /* Each bar begins where the one before ended; the smallest causes are one. */
        function steps() {
            const large = [...causes].sort((a, b) => Math.abs(b.shapley_t) - Math.abs(a.shapley_t))
                .slice(0, causes.length > drawn() + 1 ? drawn() : causes.length);
            const shown = causes.filter((input) => large.includes(input));
            const rest = causes.filter((input) => !large.includes(input));
            const list = [{ name: "With no cause at work", from: 0, to: of.none_t, colour: "var(--c7)",
                whole: true }];
            let at = of.none_t;
            const step = (name, add, interval, input) => {
                list.push({ name, from: at, to: at + add, add, input, ends: interval?.every(Number.isFinite)
                    ? [at + interval[0], at + interval[1]] : null, own: interval, colour: add < 0
                        ? "var(--c2)" : "var(--c3)" });
                at += add;
            };
            shown.forEach((input) => step(title(input), input.shapley_t, input.shapley_ci, input));
            if (rest.length > 0) {
                step(count(rest.length, "smaller cause"), skarn.sum(rest.map((input) => input.shapley_t)),
                    null, null);
            }
            list.push({ name: "With every cause at work", from: 0, to: of.all_t, ends: of.all_ci,
                own: of.all_ci,
                colour: "var(--c0)", whole: true });
            return list;
        }

        frame.plot((svg, width) => {
            const items = steps();
            items.forEach((item, i) => {
                item.next = i + 1 < items.length;
            });
            return skarn.rows.chart(svg, width, {
                items, unit: metric.unit, title: "missing, on average over worlds", size: 16,
                domain: skarn.rows.extent(items.flatMap((item) => [item.from, item.to, ...item.ends ?? []])),
                name: (item) => item.name,
                tail: (item) => (item.whole ? format(item.to) : signed(item.add, format)) +
                    (item.own?.every(Number.isFinite)
                        ? ` (${item.whole ? ends(item.own, format) : ends(item.own, format, signed)})` : ""),
                mark(g, item, x, y) {
                    skarn.rows.bar(g, x, item.from, item.to, y, 14, item.colour);
                    skarn.rows.whisker(g, x, item.ends, y);
                    if (item.next) {
                        g.append("path").attr("class", "link").attr("d", `M${x(item.to)},${y + 7}v10`);
                    }
                },
                describe: (item) => [item.name, item.whole ? format(item.to)
                    : `adds ${signed(item.add, format)}` +
                    (item.own?.every(Number.isFinite) ? ` (${ends(item.own, format, signed)})` : ""),
                ...(item.input && Number.isFinite(item.input.shortage_without_t)
                    ? [`without it alone, ${format(item.input.shortage_without_t)} are missing ` +
                        `(${ends(item.input.shortage_without_ci, format)})`] : [])].join("\n"),
            });
        });
        frame.note(`Shapley values${of.method ? ` (${of.method})` : ""}: each cause's share is its mean ` +
            `effect over all orders of ` +
            `switching the causes on, so the shares add up to the whole. A cause is off in the world and ` +
                `in the forecast.`);
        frame.table(`${metric.title}, ${metric.unit}, by cause`, ["Cause", "Its share", "at least", "at most",
            "Missing without it",
            "at least", "at most"], () => [["With no cause at work", of.none_t, null, null, null, null, null],
            ...causes.map((input) => [input.title || input.name, input.shapley_t, input.shapley_ci?.[0],
                input.shapley_ci?.[1],
                input.shortage_without_t, input.shortage_without_ci?.[0], input.shortage_without_ci?.[1]]),
            ["With every cause at work", of.all_t, of.all_ci?.[0], of.all_ci?.[1], null, null, null]]);
    },
});
