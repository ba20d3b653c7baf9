/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures of a stress test share: its targets, weakest first, and how each is told. */
"use strict";

skarn.targets = (study) => {
    const { amount, called, count, tonnes } = skarn.text;
    const all = study.targets ?? [];
    /* "route over_the_pass" where it has no title. */
    const whole = (target) => target.title || [target.kind, target.name].filter(Boolean).join(" ");
    const title = (target) => called({ title: whole(target) });
    const outages = (target) => target.outages ?? [];
    const worst = (target, key) => skarn.most([outages(target).map((outage) => outage[key])], -Infinity);
    const days = (target) => (target.survives_horizon ? Infinity : target.time_to_survive_days ?? NaN);

    /* Where no demand is critical, every demand is watched as if it were. */
    const critical = all.length === 0 || [study.undisturbed, ...all.flatMap(outages)]
        .some((of) => Number.isFinite(of?.shortage_critical_t));
    const missing = critical ? "shortage_critical_t" : "shortage_t";
    const whose = critical ? "critical demand" : "demand";

    const known = (value) => (Number.isNaN(value) ? Infinity : value);
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const byTime = [...all].sort((a, b) => compare(known(days(a)), known(days(b))) ||
        compare(worst(b, missing), worst(a, missing)));

    /* The target with the most of something, if there is any. */
    function most(key) {
        return all.filter((target) => worst(target, key) > 0)
            .sort((a, b) => worst(b, key) - worst(a, key))[0];
    }

    /* "12 days", "less than a day", "the whole horizon". */
    function survival(target) {
        const value = days(target);
        return value === Infinity ? "the whole horizon" : Number.isNaN(value) ? "an unknown time"
            : value < 1 ? "less than a day" : count(Math.floor(value), "day");
    }

    function stock(target) {
        const of = Number.isFinite(target.stock_days) ? `${amount(target.stock_days)} days` : "the outage";
        const isShort = outages(target).some((outage) => outage.days === target.stock_days
            && outage[missing] > 0);
        return target.stock_to_ride_out_t === 0 && !isShort ? `no stock is needed for ${of}`
            : Number.isFinite(target.stock_to_ride_out_t)
                ? `${tonnes(target.stock_to_ride_out_t)} of stock ride out ${of}`
                : "no stock is known that would ride it out";
    }

    return { all, whose, missing, title, whole, outages, worst, most, days, byTime, survival, stock };
};
