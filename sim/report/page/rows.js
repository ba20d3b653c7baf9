/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of rows: a name and what it comes to, and marks below them on an axis that all rows share. A name
   has the whole width, so that it fits a telephone, and every row can be pointed at. */
"use strict";

skarn.rows = (() => {
    const MOST = 60, PRINTED = 14, SIDE = 30, NAME = 240, TOP = 26;

    /* The first rows, fewer on paper, and how many are left out: more nobody reads. */
    function first(list, most = MOST, printed = PRINTED) {
        const drawn = skarn.printing ? Math.min(most, printed) : most;
        return { shown: list.slice(0, drawn), left: Math.max(0, list.length - drawn) };
    }

    /* From the least to the largest of numbers of which some may be unknown; never empty. */
    function extent(values, zero = true) {
        const known = values.filter(Number.isFinite);
        const [low, high] = d3.extent(zero || known.length === 0 ? [...known, 0] : known);
        const room = low < high ? 0.02 * (high - low) : Math.abs(low) || 1;
        return [low < 0 || !zero ? low - room : low, high > 0 || !zero || low === high ? high + room : high];
    }

    /* An interval: a line with two feet. Nothing where it is unknown. */
    function whisker(parent, x, ends, y, size = 5) {
        if (ends && ends.every(Number.isFinite)) {
            parent.append("path").attr("class", "whisker")
                .attr("d", `M${x(ends[0])},${y - size}v${2 * size}m0,${-size}H${x(ends[1])}` +
                    `m0,${-size}v${2 * size}`);
        }
    }

    function bar(parent, x, from, to, y, size, fill) {
        if (Number.isFinite(from) && Number.isFinite(to)) {
            parent.append("rect").attr("x", Math.min(x(from), x(to))).attr("y", y - size / 2)
                .attr("width", Math.max(1, Math.abs(x(to) - x(from)))).attr("height", size).style("fill",
                    fill);
        }
    }

    const shapes = { circle: d3.symbolCircle, diamond: d3.symbolDiamond, square: d3.symbolSquare,
        triangle: d3.symbolTriangle };

    /* A symbol, hollow when so asked. */
    function dot(parent, at, y, { shape = "circle", colour = "var(--c0)", hollow = false, size = 80 } = {}) {
        if (Number.isFinite(at)) {
            parent.append("path").attr("d", d3.symbol().type(shapes[shape]).size(size)())
                .attr("transform", `translate(${at},${y})`)
                .style("fill", hollow ? "var(--paper)" : colour)
                .style("stroke", hollow ? colour : "var(--paper)").style("stroke-width", hollow ? 2 : 1);
        }
    }

    /* Entries of a legend: a colour, or a symbol. */
    function swatch(text, fill) {
        return { text, draw: (key) => key.append("rect").attr("width", 22).attr("height", 12)
            .style("fill", fill) };
    }

    function symbol(text, look) {
        return { text, draw: (key) => dot(key, 11, 6, look) };
    }

    function axis(svg, x, y, format, ticks, top) {
        svg.append("g").attr("class", "axis").attr("transform", `translate(0,${y})`)
            .call((top ? d3.axisTop(x)
                : d3.axisBottom(x)).tickValues(ticks).tickFormat(format).tickSizeOuter(0));
    }

    /* How the names of rows stand: in one line with what they come to, or above it where it is narrow. */
    function lines(items, name, tail, width) {
        const { wide, fit } = skarn.text;
        const longest = Math.max(0, ...items.map((item) => wide(tail(item))));
        const apart = items.some((item) => wide(name(item)) + wide(tail(item)) + 8 > width)
            && longest > width - NAME;
        return { apart, name: (item) => fit(name(item), apart ? width : width - wide(tail(item)) - 8),
            tail: (item) => fit(tail(item), width) };
    }

    /* items, name(item), tail(item), domain, unit, title (of the axis), size (height of the marks),
       mark(g, item, x, y), describe(item), zero (a name for that line) → what Frame.plot() wants. */
    function chart(svg, width, of) {
        const text = lines(of.items, of.name, of.tail ?? (() => ""), width);
        const size = of.size ?? 16, foot = (text.apart ? 30 : 15) + 2, row = foot + size + 9;
        const x = d3.scaleLinear().domain(of.domain).range([SIDE, width - SIDE]);
        const { ticks, format, unit } = skarn.axes.ticks(x, Math.max(2, Math.floor(width / 110)), of.unit);
        const bottom = TOP + of.items.length * row;
        axis(svg, x, TOP - 4, format, ticks, true);
        if (of.items.length > 8) {
            axis(svg, x, bottom, format, ticks, false);
        }
        const rows = svg.selectAll("g.row").data(of.items).enter().append("g").attr("class", "row")
            .attr("transform", (_, i) => `translate(0,${TOP + i * row})`);
        /* Beside the marks alone: no line runs through a name. */
        const down = (at) => of.items.map((_, i) =>
            `M${at},${TOP + i * row + foot - 1}v${size + 6}`).join("");
        const zero = of.domain[0] <= 0 && of.domain[1] >= 0 ? [x(0)] : [];
        svg.append("g").attr("class", "grid").selectAll("path").data(ticks.map(x)).enter().append("path")
            .attr("class", "line").attr("d", down);
        svg.append("g").selectAll("path").data(zero).enter().append("path").attr("d", down)
            .style("stroke", "var(--soft)");
        rows.raise();
        const names = rows.append("text").attr("y", 13);
        names.append("tspan").text(text.name);
        names.append("tspan").attr("class", "soft").attr("x", text.apart ? 0 : null)
            .attr("dx", text.apart ? null : 8).attr("dy", text.apart ? 15 : null).text(text.tail);
        rows.each(function (item) {
            of.mark(d3.select(this), item, x, foot + size / 2 + 1);
        });
        rows.append("rect").attr("class", "band").attr("width", width).attr("height", row);
        svg.append("text").attr("class", "soft").attr("x", width).attr("y", bottom + (of.items.length > 8 ? 36
            : 14))
            .style("text-anchor", "end").text(skarn.text.fit([unit, of.title].filter(Boolean).join("; "),
                width));
        return { height: bottom + (of.items.length > 8 ? 42 : 20), marks: rows.select(".band"),
            describe: of.describe };
    }

    /* "The first 60 of 200 are drawn; the table has all." */
    function leftOut(left, shown, what) {
        return left > 0 ? ` The first ${shown.length} of ${skarn.text.count(shown.length + left, what)} ` +
            `are drawn, ${left} are left out; the table has all.` : "";
    }

    return { first, extent, whisker, bar, dot, swatch, symbol, chart, leftOut };
})();
