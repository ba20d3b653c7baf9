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

    function values(svg, y, left, right, format) {
        const ticks = Math.max(2, Math.floor(Math.abs(y.range()[0] - y.range()[1]) / 40));
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

    return { timeScale, time, values, bands, title };
})();
