/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What charts over time, and bars, have in common: scales, axes, and bands to point at. */
"use strict";

skarn.axes = (() => {
    /* Time runs over points; each has a label of its period. */
    function timeScale(count, left, right) {
        return d3.scaleLinear().domain([0, Math.max(1, count)]).range([left, right]);
    }

    function time(svg, x, labels, y) {
        const room = x.range()[1] - x.range()[0];
        const most = Math.max(1, Math.floor(room / 70));
        const years = labels.map((label, i) => (i === 0 || label.slice(0, 4) !== labels[i - 1].slice(0, 4)
            ? i : -1))
            .filter((i) => i >= 0);
        const all = years.length > 2 ? years : d3.range(labels.length);
        const every = Math.ceil(all.length / most);
        const ticks = all.filter((_, i) => i % every === 0);
        svg.append("g").attr("class", "axis").attr("transform", `translate(0,${y})`)
            .call(d3.axisBottom(x).tickValues(ticks).tickFormat((i) => labels[i]).tickSizeOuter(0))
            .selectAll("text").style("text-anchor", "start");
    }

    function values(svg, y, left, right, format, number) {
        const ticks = number ?? Math.max(2, Math.floor(Math.abs(y.range()[0] - y.range()[1]) / 40));
        svg.append("g").attr("class", "grid").attr("transform", `translate(${left},0)`)
            .call(d3.axisLeft(y).ticks(ticks).tickSize(-(right - left)).tickFormat(""));
        svg.append("g").attr("class", "axis").attr("transform", `translate(${left},0)`)
            .call(d3.axisLeft(y).ticks(ticks).tickFormat(format).tickSize(0))
            .select("path").remove();
    }

    /* An invisible band over each point, from top to bottom, to point at. */
    function bands(svg, x, count, top, bottom) {
        return svg.append("g").selectAll("rect").data(d3.range(count)).enter().append("rect")
            .attr("class", "band")
            .attr("x", (i) => x(i)).attr("width", Math.max(1, x(1) - x(0)))
            .attr("y", top).attr("height", bottom - top);
    }

    function title(svg, text, x, y, width) {
        svg.append("text").attr("x", x).attr("y", y).style("font-weight", 600)
            .text(skarn.text.fit(text, 0.85 * width));
    }

    /* Ticks of a scale that can be told apart, however close they lie: how they are written, and what they
       count. */
    function ticks(scale, number, unit) {
        const values = scale.ticks(number);
        const step = values.length > 1 ? values[1] - values[0] : Math.abs(values[0]) || 1;
        const largest = Math.max(...values.map(Math.abs), step);
        const [large, word] = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]]
            .find(([least]) => largest >= least) ?? [1, ""];
        const size = unit === "share" ? 0.01 : large;
        const digits = Math.min(12, Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9)));
        const written = new Intl.NumberFormat("en", { minimumFractionDigits: digits,
            maximumFractionDigits: digits });
        return { ticks: values, format: (value) => written.format(value / size).replace("-", "\u2212"),
            unit: unit === "share" ? "%" : (unit === "USD" ? [unit, word]
                : [word, unit]).filter(Boolean).join(" ") };
    }

    /* Fills that are told apart by hatching too, not by colour alone. id: unlike any other on the page. */
    function hatch(svg, index, id) {
        const tile = svg.append("pattern").attr("id", id).attr("width", 8).attr("height", 8)
            .attr("patternUnits", "userSpaceOnUse").attr("patternTransform", `rotate(${45 * (index % 4)})`);
        tile.append("rect").attr("width", 8).attr("height", 8).style("fill", skarn.colour(index));
        if (index > 0) {
            tile.append("rect").attr("width", 1 + (index % 3)).attr("height", 8)
                .style("fill", "var(--paper)").style("fill-opacity", 0.55);
        }
        return `url(#${id})`;
    }

    /* Names beside points where there is room, in the order given: { x, y, text }, within the box of left,
       right, top and bottom. → how many are left without. */
    function names(svg, points, { left, right, top, bottom }) {
        const { fit, wide } = skarn.text;
        const taken = points.map(({ x, y }) => ({ x0: x - 6, x1: x + 6, y0: y - 6, y1: y + 6 }));
        const free = (box) => box.x0 >= left && box.x1 <= right && box.y0 >= top && box.y1 <= bottom &&
            !taken.some((o) => box.x0 < o.x1 && box.x1 > o.x0 && box.y0 < o.y1 && box.y1 > o.y0);
        let without = 0;
        for (const { x, y, text } of points) {
            const name = fit(text, Math.min(180, 0.45 * (right - left)));
            const size = wide(name) + 4;
            const places = [[9, 0], [-9 - size, 0], [-size / 2, -14], [-size / 2, 14], [6, -12], [6, 12],
                [-6 - size, -12], [-6 - size, 12]];
            const box = places.map(([dx, dy]) =>
                ({ x0: x + dx, x1: x + dx + size, y0: y + dy - 8, y1: y + dy + 8 })).find(free);
            without += box ? 0 : 1;
            if (box) {
                taken.push(box);
                svg.append("text").attr("class", "halo").attr("x", box.x0 + 2).attr("y", box.y0 +
                    12).text(name);
            }
        }
        return without;
    }

    return { timeScale, time, values, bands, title, ticks, hatch, names };
})();
