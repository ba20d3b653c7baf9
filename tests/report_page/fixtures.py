# SPDX-License-Identifier: GPL-3.0-or-later
"""A run's document → others: of a run whose every sample failed, and of one as large as they come."""
import copy
import math

# What figures.h bounds.
SHORT = 72  # demands of the large run that run short, but for its last
LINES, POINTS, SPANS, LINKS, SOURCES = 60, 240, 20, 240, 3000


def emptied(value):
    """The same with null for every number."""
    if isinstance(value, dict):
        return {key: emptied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [emptied(item) for item in value]
    return value if isinstance(value, (str, bool)) or value is None else None


def failed_run(summary):
    run = copy.deepcopy(summary)
    run.update(samples=1, failed_samples=1, failures=[{"sample": 0, "reason": "no certified optimum <i>here</i>"}], supply=[])
    for key in ("metrics", "probability", "demands", "foresight_bound_usd", "gap", "gap_ci", "gap_usd", "mean_cost_usd"):
        run[key] = emptied(run[key])
    figures = run["figures"]
    for demand in figures["demands"]:
        demand.update(shortage_t=emptied(demand["shortage_t"]), cover_days=emptied(demand["cover_days"]), short_share=emptied(demand["short_share"]))
    for disruption in figures["disruptions"]:
        disruption["active"] = emptied(disruption["active"])
    for part in figures["routes"] + figures["chokepoints"]:
        part["t"] = emptied(part["t"])
    figures.update(flows=[], exceedance=[], supply_over_time=[], worst=[], quantile_worlds=0)
    return run


def of_demand(one, fill, shortage):
    demand = copy.deepcopy(one)
    demand["critical"] = True
    demand["metrics"]["fill_rate"]["mean"] = fill
    demand["shortage_tpy"]["mean"] = shortage
    return demand


def wave(count, scale, shift):
    return [round(scale * (1 + math.sin(i / 9 + shift)), 4) for i in range(count)]


def line(scale, shift):
    return {name: wave(POINTS, scale * share, shift) for name, share in
            (("mean", 0.5), ("p05", 0.1), ("p25", 0.3), ("p50", 0.5), ("p75", 0.8), ("p95", 1.2))}


def large_run(summary, demands, periods):
    run = copy.deepcopy(summary)
    run["scenario"].update(title="Large", periods=periods)
    names = [f"demand_{i}" for i in range(demands)]
    labels = [f"{2025 + t // 12}-{t % 12 + 1:02d}" for t in range(periods)]
    every = math.ceil(periods / POINTS)
    points = math.ceil(periods / every)
    one = next(iter(run["demands"].values()))
    short, never, least = (of_demand(one, *served) for served in ((0.9, 4), (1, 0), (0.125, 70)))
    run["demands"] = {name: short if i < SHORT else never for i, name in enumerate(names)}
    run["demands"][names[-1]] = least
    run["plan"]["periods"] = [{"label": label, "demands": {name: {"shortage_t": 1.25} for name in names}, "stocks": {}} for label in labels]
    spans = [{"first": labels[0], "last": labels[-1], "years": periods / 12}]
    spans += [{"first": labels[60 * i], "last": labels[60 * i + 59], "years": 5} for i in range(SPANS)]
    countries = ["CN", "KR", "UZ", "CL", "PE", "US", "VN", "AT", "JP", "KZ"]

    def end(i, kind):
        return {"kind": "country", "name": countries[i % 10]} if kind == 0 else (
            {"kind": "process", "name": f"p{i % 30}", "title": f"Process {i % 30}"} if kind == 1 else
            {"kind": "demand", "name": names[i % 60], "title": f"Demand {i % 60}"})

    run["figures"] = {
        **run["figures"],
        "points": {"every": every, "labels": labels[::every]},
        "demands": [{"name": name, "title": f"Demand {name}", "critical": i < 20, "shortage_t": line(5, i), "cover_days": line(80, i),
                     "short_share": wave(points, 0.01, i)} for i, name in enumerate(names[:LINES])],
        "demands_left_out": demands - LINES,
        "demand_titles": {name: f"Demand {name}" for name in names},
        "disruptions": [{"name": f"d{i}", "title": f"Disruption {i}", "active": wave(points, 0.2, i)} for i in range(LINES)],
        "spans": spans,
        "flows": [{"from": end(i, i % 2), "to": end(i // 2, 1 + i % 2), "material": f"Material {i % 12}", "element": "W" if i % 3 else "Mo",
                   "t": wave(SPANS + 1, 100 + i, i)} for i in range(LINKS)],
        "flows_left_out_share": 0.07,
        "places": [{"name": f"pl{i}", "title": f"Place {i}", "country": countries[i % 10], "lat": (7 * i) % 120 - 55, "lon": (31 * i) % 340 - 170} for i in range(200)],
        "routes": [{"name": f"r{i}", "title": None, "from": f"pl{i % 200}", "to": f"pl{(7 * i + 1) % 200}", "via": [], "t": wave(SPANS + 1, 50, i)} for i in range(LINKS)],
        "chokepoints": [],
        "exceedance": [{"metric": metric, "unit": unit, "points": [[scale * i, 1 - i / POINTS, max(0, 0.95 - i / POINTS), min(1, 1.05 - i / POINTS)] for i in range(POINTS)]}
                       for metric, unit, scale in (("shortage_critical_t", "t", 10), ("shortage_t", "t", 20), ("cost_usd", "USD", 1e7))],
        "supply_over_time": [{"element": element, "hhi": wave(points, 0.3, 1), "countries": [{"country": code, "t": wave(points, 40, i)} for i, code in enumerate(countries)]}
                             for element in ("Mo", "W")],
        "worst": [{"sample": i, "shortage_t": 90 - i, "shortage_critical_t": 80 - i, "cost_usd": 1e9,
                   "events": [{"disruption": f"Disruption {k}", **{key: {"date": f"{2030 + k}-01-01", "period": 60 + 12 * k + add} for key, add in (("start", 0), ("end", 5), ("recovered", 8))}}
                              for k in range(LINES)],
                   "events_left_out": 7, "short": [{"title": f"Demand {k}", "critical": True, "shortage_t": 9, "periods": 4, "first": labels[9], "t": wave(points, 1, k)} for k in range(20)],
                   "short_left_out": 3} for i in range(10)],
        "sources": {"cited": [{"path": f"sources.s{i}", "cite": "A yearbook, table 3, with a page and a year of its own"} for i in range(SOURCES)],
                    "judgement": [], "uncited": [f"demands.{name}" for name in names]},
    }
    return run
