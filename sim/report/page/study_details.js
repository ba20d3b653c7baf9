/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a study was computed, so that it can be computed again and trusted. */
"use strict";

for (const schema of ["compare", "stress", "sensitivity", "risk"]) {
    skarn.figure({
        id: `${schema}-details`, schema, title: "How it was computed",
        draw(frame, study) {
            const { amount, count, percent } = skarn.text;
            const known = (value) => value !== undefined && value !== null && value !== "";
            const worlds = study.worlds ?? study.samples;
            const failed = study.failed_samples ?? 0;
            frame.say([`skarn ${study.provenance?.version ?? "of an unknown version"}`,
                known(study.seed) ? `seed ${study.seed}` : "", known(worlds) ? count(worlds, "world") : "",
                    study.worlds && known(study.samples)
                    ? `${count(study.samples, "sample")} decided in them` : ""]
                .filter(Boolean).join(", ") + (!known(study.samples) ? ": nothing is drawn by chance here."
                : failed > 0 ? `, of which ${failed} FAILED and are left out of every number.`
                    : ", none of which failed."));
            const facts = [["Study", schema], ["Scenario", study.scenario?.name],
                ["Reference", study.against],
                ["Metric", study.ranking?.metric ?? study.metric], ["Outages", study.outage_days?.length > 0
                    ? `${study.outage_days.map((days) => amount(days)).join(", ")} days` : null],
                ["Attribution", study.attribution?.method], ["Decisions", study.decisions],
                    ["Sampling", study.sampling],
                ["Confidence", known(study.confidence) ? percent(study.confidence) : null],
                ["Tail", known(study.tail) ? `the worst ${percent(1 - study.tail)}` : null],
                ["Failed", known(study.samples) ? failed === 0 ? "none" : String(failed) : null]]
                .filter(([, value]) => known(value));
            const list = skarn.add(frame.section, "dl");
            for (const [name, value] of facts) {
                skarn.add(list, "dt", "", name);
                skarn.add(list, "dd", "", String(value));
            }
            if (study.failures?.length > 0) {
                skarn.table(skarn.add(frame.section, "div", "trouble"), "What failed", ["World", "Why"],
                    study.failures.slice(0, 100).map((failure) => [String(failure.sample ?? "–"),
                        failure.reason ?? "–"]));
            }
            frame.table("How it was computed", ["What", "Value"], () => facts.map(([name, value]) => [name,
                String(value)]));
        },
    });
}
