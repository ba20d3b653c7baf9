/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The countries' governance that weighs concentration, its sources, and the conventions of the indices. */
"use strict";

skarn.figure({
    id: "risk-governance", schema: "risk", title: "Governance and conventions",
    draw(frame, study) {
        const { amount, count, country } = skarn.text;
        const all = [...study.governance ?? []].sort((a, b) => (b.risk ?? -1) - (a.risk ?? -1));
        const unknown = all.filter((of) => !Number.isFinite(of.risk)).length;
        frame.say(all.length === 0 ? "No country supplies anything, so no governance weighs on the indices."
            : `Of ${count(all.length, "country", "countries")} in the chain, ${country(all[0].country)} ` +
                `weighs most (risk ${amount(all[0].risk ?? NaN)})` + (unknown > 0
                ? `; of ${count(unknown, "country", "countries")} no governance is known.` : "."));
        const conventions = Object.entries(study.conventions ?? {}).filter(([, text]) => text !== null);
        if (conventions.length > 0) {
            const list = skarn.add(frame.section, "dl");
            for (const [name, text] of conventions) {
                skarn.add(list, "dt", "", name.replaceAll("_", " "));
                skarn.add(list, "dd", "", typeof text === "object" ? JSON.stringify(text) : String(text));
            }
        }
        frame.table("Governance of the countries in the chain", ["Country", "Political stability", "Risk",
            "Source"],
            () => (all.length > 0 ? all : [{}]).map((of) => [of.country ? country(of.country) : "–",
                of.political_stability, of.risk, of.source ?? "–"]));
    },
});
