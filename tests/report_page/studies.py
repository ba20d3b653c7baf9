# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up documents of the studies: compare, stress, sensitivity and risk, of any size, with numbers or without."""
import math

from fixtures import emptied

METRICS = {"cost_usd": 5e9, "spend_usd": 4.2e9, "shortage_t": 900, "shortage_critical_t": 300, "fill_rate": 0.97, "fill_rate_critical": 0.985,
           "shortage_periods": 6, "lowest_cover_days": 21, "hhi_W": 0.61}
CODES = ["CN", "VN", "KR", "UZ", "CL", "PE", "US", "AT", "JP", "KZ", "RW", "BO", "PT"]
VERDICTS = ["ratio", "dominates", "not_distinguishable", "more_shortage", "changes_nothing"]


def title(word, i, long):
    return f"{word} {i}: " + ("몰리브덴 very long name of an option " * 6 if long else ["stockpile of 60 days", "second smelter", "recycling"][i % 3])


def document(schema, samples=400, **more):
    scenario = {"name": "made-up", "title": "A made-up chain", "note": None, "policy": None, "start": "2025-01-01", "period": "month", "periods": 60}
    return {"schema": f"skarn/{schema}/1", "scenario": scenario, "samples": samples, "failed_samples": 0, "seed": 7, "confidence": 0.95, "tail": 0.95,
            "provenance": {"version": "0.1.0", "seconds": 1, "threads": 2}, **more}


def around(value, half):
    return [value - half, value + half]


def compare(options, long=False):
    policies = []
    for i in range(options):
        effect = 1 - 0.8 * math.sin(1 + 2.3 * i) ** 2 * (i > 0)
        metrics, difference = {}, {}
        for name, scale in METRICS.items():
            better = name.startswith(("fill", "lowest"))
            mean = scale + (scale * 0.02 * (1 - effect) if better else scale * 0.03 * i / options if "usd" in name else scale * (effect - 1))
            change = mean - scale
            metrics[name] = {"mean": mean, "sd": scale / 5, "se": scale / 90, "ci": around(mean, scale / 50), "p05": 0.7 * mean, "p25": 0.9 * mean, "p50": mean,
                             "p75": 1.1 * mean, "p95": 1.4 * mean, "var": 1.4 * mean, "cvar": 1.7 * mean, "cvar_ci": around(1.7 * mean, scale / 20), "few_events": i % 5 == 4}
            half = abs(change) * (0.3 if i % 3 else 1.4)
            difference[name] = {"mean": change, "ci": around(change, half), "p_better": 0.6, "p_better_ci": [0.55, 0.65], "p_equal": 0.3, "p_worse": 0.1, "p_worse_ci": [0.07, 0.14],
                                "few_events": i % 5 == 4, "cvar": 1.9 * change, "cvar_ci": around(1.9 * change, 2 * half), "cvar_few_events": i % 4 == 3}
        verdict = VERDICTS[i % 5]
        policies.append({
            "name": f"option-{i}", "title": title("Option", i, long), "own_cost_usd": 2e6 * i, "own_cost_usd_per_year": 4e5 * i, "metrics": metrics,
            "probability": {"any_shortage": {"value": 0.4 * effect, "ci": around(0.4 * effect, 0.04)}, "secure": {"value": 1 - 0.3 * effect, "ci": around(1 - 0.3 * effect, 0.04)}},
            "difference": difference if i else None,
            "usd_per_tonne_avoided": {"value": 12500.0 * (1 + i) if verdict == "ratio" else None, "ci": [9000.0, 31000.0] if verdict == "ratio" else [None, None], "verdict": verdict,
                                      "spend_usd": 1e6 * i, "spend_ci": [0.5e6, 2e6], "avoided_t": 80, "avoided_ci": [60, 100]} if i else None,
            "regret": {"mean": 2e7 * (1 + i % 7), "ci": around(2e7 * (1 + i % 7), 4e6), "p95": 9e7 * (1 + i % 5), "p95_ci": around(9e7 * (1 + i % 5), 1.5e7), "max": 6e8 + 1e7 * i},
            "dominated_by": [{"name": "option-1", "order": 2}] if i > 2 else [], "pareto": i % 4 == 1, "tied_with": [f"option-{i - 1}"] if i % 3 == 2 else []})
    # A front that is one: no point of it beats another.
    for i, policy in enumerate(policies):
        policy["pareto"] = not any(other["metrics"]["spend_usd"]["mean"] <= policy["metrics"]["spend_usd"]["mean"] and
                                   other["metrics"]["shortage_critical_t"]["cvar"] < policy["metrics"]["shortage_critical_t"]["cvar"] for other in policies)
    for rank, policy in enumerate(sorted(policies, key=lambda of: of["metrics"]["cost_usd"]["mean"]), 1):
        policy["rank"] = rank
    curves = []
    for i, policy in enumerate(policies):
        for metric in ("shortage_critical_t", "cost_usd"):
            scale = policy["metrics"][metric]["mean"]
            start = scale * (0.8 if metric == "cost_usd" else 0)
            share = lambda k: 0.6 * (1 - k / 40) ** 2
            curves.append({"policy": policy["name"], "metric": metric, "points": [[start + scale * k / 20, share(k), max(0, share(k) - 0.03), min(1, share(k) + 0.03)] for k in range(41)]})
    ties = [{"a": "option-2", "b": "option-1", "identical": False, "more_samples": 5200}, {"a": "option-5", "b": "option-4", "identical": True, "more_samples": None}] if options > 5 else []
    best = [policy["name"] for policy in policies if policy["rank"] <= 2]
    return document("compare", against="option-0", policies=policies, figures={"exceedance": curves}, pareto={"mean": "spend_usd", "cvar": "shortage_critical_t"},
                    ranking={"metric": "cost_usd", "level": 0.9995, "settled": options < 5, "ties": ties, "may_be_best": best})


def stress(targets, long=False):
    days = [30, 90, 180, 365]
    made = []
    for i in range(targets):
        size = 400 / (1 + i % 9)
        holds = i % 4 == 3
        outages = [{"days": d, "shortage_t": 0 if holds else size * d / 90, "shortage_critical_t": 0 if holds or d < 60 else size * (d - 60) / 180, "extra_cost_usd": 3e6 * size * d / 90,
                    "extra_spend_usd": (-1 if i % 7 == 6 else 1) * 2e5 * size * d / 90, "recovery_days": None if d == 365 else 0.4 * d,
                    "short": [] if holds else [{"demand": "tools", "title": title("Demand", 1, long), "critical": True, "shortage_t": size * d / 180},
                                               {"demand": "lamps", "title": None, "critical": False, "shortage_t": size * d / 200}]} for d in days]
        made.append({"name": f"target-{i}", "title": title("Mine", i, long), "kind": ["source", "route", "country"][i % 3], "members": [f"m{i}", f"n{i}"][:1 + i % 2], "outages": outages,
                     "time_to_survive_days": None if holds else [0, 14, 61, 120.5, 200][i % 5], "survives_horizon": holds, "stock_to_ride_out_t": 0 if holds else 37.5 * (1 + i % 5),
                     "stock_days": 180, "stock_to_ride_out": [] if holds else [{"demand": "tools", "tonnes": 30.0, "verified": True}, {"demand": "lamps", "tonnes": 7.5, "verified": False}]})
    return document("stress", samples=None, factor=0, outage_days=days, undisturbed={"shortage_t": 0, "cost_usd": 5e9}, targets=made, confidence=None, tail=None, seed=None)


def sensitivity(inputs, long=False):
    made, add = [], 700 / max(1, inputs)
    for i in range(inputs):
        first = 0.4 / (1 + i) ** 2 - 0.01 * (i > 5)
        total = first + 0.06
        made.append({"name": f"cause-{i}", "title": title("Cause", i, long), "kind": ["factor", "disruption"][i % 2], "members": [f"x{i}", f"y{i}", f"z{i}"][:1 + 2 * (i % 4 == 1)],
                     "first": first, "first_ci": around(first, 0.03), "total": total, "total_ci": around(total, 0.04), "shortage_without_t": 800 - add, "shortage_without_ci": around(800 - add, 40),
                     "shapley_t": add * (2.2 if i < 4 else 0.3) * (-0.5 if i % 5 == 4 else 1), "shapley_ci": around(add * (2.2 if i < 4 else 0.3) * (-0.5 if i % 5 == 4 else 1), 12)})
    none = 120.0
    attributed = sum(of["shapley_t"] for of in made)
    return document("sensitivity", metric="shortage_critical_t", unit="t", worlds=1024, mean=none + attributed, variance=3.1e5, inputs=made,
                    attribution={"metric": "shortage_critical_t", "method": "permutations", "all_t": none + attributed, "all_ci": around(none + attributed, 45), "none_t": none, "causes_t": attributed})


def stage(i, spread, effect):
    raw = [math.exp(-spread * k) * effect + (1 - effect) for k in range(2 + i % 11)]
    shares = sorted(({"country": CODES[(k + i % 3) % len(CODES)], "share": part / sum(raw), "governance": 0.4} for k, part in enumerate(raw)), key=lambda of: -of["share"])
    hhi = sum(of["share"] ** 2 for of in shares)
    return {"shares": shares, "hhi": hhi, "hhi_governance": 0.6 * hhi, "hhi_wgi_eu": 5.1 * hhi, "largest": {key: shares[0][key] for key in ("country", "share")}}


def element(i, effect):
    return {"element": ["W", "Mo", "Sb"][i % 3], **stage(i, 1.2, effect), "undefined": []}


def supplied(i, effect, long):
    return {"name": f"demand-{i}", "title": title("Demand", i, long), "country": "KR", "critical": i % 2 == 0, "demand_t": 500.0, "supply_t": 480.0, "extraction": stage(i, 1.1, effect),
            "processing": stage(i + 2, 1.6, effect), "import_dependence": 0.8 * effect, "n_minus_1": 0.4 + 0.3 * (1 - effect), "undefined": ["made up: nothing"],
            "geopolrisk": {"score": 0.25 * effect, "hhi": 0.5, "weighted_trade_average": 0.4, "domestic_t": 50, "imports_t": 430},
            "eu_supply_risk": {"value": 2.4 * effect, "stage": "extraction", "hhi_wgi_t": 4.1, "import_reliance": 0.8, "eol_rir": 0.1, "substitution": 0.95}}


def risk(options, demands, long=False):
    policies = [{"name": f"option-{i}", "title": title("Option", i, long), "demands": [supplied(k, 1 - 0.09 * (i % 8) * (k % 3 != 2) + 0.05 * (i % 5 == 4), long) for k in range(demands)],
                 "elements": [element(k, 1 - 0.05 * (i % 8)) for k in range(2)]} for i in range(options)]
    governance = [{"country": code, "political_stability": -0.4 + 0.1 * i, "risk": 0.6 - 0.03 * i, "source": "World Bank, Worldwide Governance Indicators, 2023"} for i, code in enumerate(CODES)]
    return document("risk", samples=None, governance=governance, conventions={"governance": "(2.5 - stability) / 5", "home": "KR"}, policies=policies, confidence=None, tail=None, seed=None)


def without_numbers(study):
    """As of a study of which no number is known; what is counted stays."""
    empty = emptied(study)
    empty.update({key: study[key] for key in ("samples", "failed_samples", "confidence", "tail", "outage_days") if key in study})
    return empty
