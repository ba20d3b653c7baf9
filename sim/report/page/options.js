/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures of a comparison share: the options by name, ranked, and how a difference is told. */
"use strict";

skarn.options = (study) => {
    const { amount, called, count, ends, percent, signed, usd } = skarn.text;
    const signedRange = (interval, format) => ends(interval, format, signed);
    const all = study.policies ?? [];
    const byName = new Map(all.map((policy) => [policy.name, policy]));
    const whole = (name) => byName.get(name)?.title || String(name);
    const title = (name) => called(byName.get(name) ?? { name });
    const ranking = skarn.metric(study.ranking?.metric ?? "cost_usd");

    /* By rank, and within one by the mean. */
    const place = (policy) => policy.rank ?? Infinity;
    const meanOf = (policy) => (ranking.isBetterMore ? -1 : 1) *
        (policy.metrics?.[ranking.name]?.mean ?? Infinity);
    const ranked = [...all].sort((a, b) => d3.ascending(place(a), place(b)) ||
        d3.ascending(meanOf(a), meanOf(b)));
    const reference = byName.get(study.against) ?? all.find((policy) => !policy.difference);
    const others = all.filter((policy) => policy !== reference);
    const mayBeBest = new Set(study.ranking?.may_be_best ?? []);

    /* "12 t more than", "12 t less than", "the same as". */
    function changed(value, format) {
        return value === 0 ? "the same as" : `${format(Math.abs(value))} ${value > 0 ? "more" : "less"} than`;
    }

    /* What a difference shows: better, worse, the same, or neither surely. */
    function sense(interval, metric) {
        if (!interval || !interval.every(Number.isFinite)) {
            return "unsure";
        }
        if (interval[0] === 0 && interval[1] === 0) {
            return "same";
        }
        const up = interval[0] > 0, down = interval[1] < 0;
        return !up && !down ? "unsure" : up === metric.isBetterMore ? "better" : "worse";
    }

    /* [short, in words]: what a tonne of shortage avoided costs, or why no price can be said. */
    function price(policy) {
        const of = policy.usd_per_tonne_avoided;
        const words = {
            dominates: ["Saves on both", "spends less and leaves less shortage: it dominates, and has no " +
                "price a tonne"],
            not_distinguishable: ["Not distinguishable",
                "no price can be said: the shortage avoided cannot be told " +
                "from none in these worlds"],
            more_shortage: ["More shortage", "it leaves more shortage, so nothing is bought"],
            no_shortage: ["No shortage", "neither is short in any world: there is nothing to avoid"],
            changes_nothing: ["Changes nothing", "it changes neither spending nor shortage in any world"],
        };
        if (policy === reference) {
            return ["Reference", "what the others are compared with"];
        }
        if (of?.verdict === "ratio" && Number.isFinite(of.value)) {
            const known = of.ci && of.ci.every(Number.isFinite);
            if (known && of.ci[0] < 0) {
                return [`At most ${usd(of.ci[1])} a tonne`, "for each tonne of shortage avoided: " +
                    `it may even spend less (${percent(study.confidence)} interval ${ends(of.ci, usd)})`];
            }
            return [`${usd(of.value)} a tonne`, `for each tonne of shortage avoided` +
                (known ? ` (${percent(study.confidence)} interval ${ends(of.ci, usd)})` : "")];
        }
        return words[of?.verdict] ?? ["–", "no price can be said"];
    }

    /* "a, b and 3 more" */
    function list(names, most = 3) {
        const shown = names.slice(0, most).map(title);
        const rest = names.length - shown.length;
        const last = rest > 0 ? [`${amount(rest)} more`] : shown.length > 1 ? [shown.pop()] : [];
        return [shown.join(", "), ...last].join(" and ");
    }

    /* Metrics of which some option has a value, those that decide first. */
    function metrics(get) {
        const first = [study.ranking?.metric, "shortage_critical_t", "cost_usd", "spend_usd", "shortage_t"];
        const found = new Set(all.flatMap((policy) => Object.entries(get(policy) ?? {})
            .filter(([, of]) => Number.isFinite(of?.mean)).map(([name]) => name)));
        return [...new Set([...first.filter((name) => found.has(name)), ...found])].map(skarn.metric);
    }

    const good = (study.samples ?? 0) - (study.failed_samples ?? 0);
    return { all, ranked, others, reference, mayBeBest, title, whole, changed, signed, signedRange, sense,
        price, list, metrics, ranking, sure: percent(study.confidence), worlds: count(good, "world") };
};
