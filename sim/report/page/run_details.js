/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How it was computed, so that it can be computed again and trusted. */
"use strict";

skarn.figure({
    id: "details", schema: "run", title: "How it was computed",
    draw(frame, run) {
        const { count, percent } = skarn.text;
        const optima = run.certificates.optima;
        const all = skarn.sum(Object.values(optima));
        const residual = (value) => (Number.isFinite(value) ? value.toExponential(1) : "–");
        frame.say(`skarn ${run.provenance.version}, seed ${run.seed}, ${count(run.samples, "world")}` +
                  (run.failed_samples > 0
                      ? `, of which ${run.failed_samples} FAILED and are left out of every number`
                      : ", none of which failed") +
                  `; ${count(all, "optimum", "optima")} verified outside the solver.`);
        const list = skarn.add(frame.section, "dl");
        const row = (name, value) => {
            skarn.add(list, "dt", "", name);
            skarn.add(list, "dd", "", value);
        };
        row("Scenario", run.scenario.name);
        row("Policy", run.scenario.policy ?? "none");
        row("Horizon", `${count(run.scenario.periods, run.scenario.period)} from ${run.scenario.start}`);
        row("Program", `skarn ${run.provenance.version}`);
        row("Seed", String(run.seed));
        row("Worlds", `${run.samples} (${run.sampling})`);
        row("Decisions", run.decisions + (run.lookahead_periods
            ? `, looking ${count(run.lookahead_periods, run.scenario.period)} ahead` : ""));
        row("Intervals",
            `${percent(run.confidence)} confidence; the tail is the worst ${percent(1 - run.tail)}`);
        if (run.precision) {
            row("Precision", run.precision.reached ? "reached"
                : `not reached for ${run.precision.not_settled.join(", ")}`);
        }
        row("Certificates",
            `worst residuals: primal ${residual(run.certificates.worst_primal_residual)}, dual ` +
            `${residual(run.certificates.worst_dual_residual)}, ` +
                            `gap ${residual(run.certificates.worst_gap)}; allowed ` +
                            `${residual(run.certificates.tolerance)}`);
        row("Solved", Object.entries(optima)
            .map(([method, number]) => `${method.replace("_", " ")} ${number}`).join(", "));
        row("Failed worlds", run.failed_samples === 0 ? "none" : String(run.failed_samples));
        if (run.failures.length > 0) {
            skarn.table(skarn.add(frame.section, "div", "trouble"), "Worlds that failed",
                ["World", "Why"],
                              run.failures.slice(0, 100)
                                  .map((failure) => [String(failure.sample), failure.reason]));
        }
        frame.table("Statistics of every metric of the chain",
            ["Metric", "Mean", "at least", "at most", "5 %", "Median", "95 %", "VaR", "CVaR", "Few events"],
                    () => Object.entries(run.metrics)
                        .map(([name, of]) => [name, of.mean, of.ci[0], of.ci[1], of.p05, of.p50, of.p95,
                        of.var, of.cvar, of.few_events ? "yes" : "no"]));
    },
});
