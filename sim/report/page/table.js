/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as a table, and what is filled in when it is first opened. */
"use strict";

(() => {
    /* Fills a details element when it is first opened, or printed. */
    const unopened = new Map();
    function opening(details, fill) {
        const first = () => {
            if (details.open && unopened.delete(details)) {
                fill();
            }
        };
        unopened.set(details, first);
        details.addEventListener("toggle", first);
        first();
    }

    /* Numbers by column; one whose every value is no text is set flush right. */
    function table(parent, caption, columns, rows, className) {
        const holder = skarn.add(parent, "div", "scroll");
        holder.tabIndex = 0;
        holder.setAttribute("role", "region");
        holder.setAttribute("aria-label", caption);
        const element = skarn.add(holder, "table", className);
        skarn.add(element, "caption", "", caption);
        const head = skarn.add(skarn.add(element, "thead"), "tr");
        const isNumber = columns.map((_, i) => rows.length > 0
            && rows.every((row) => typeof row[i] !== "string"));
        columns.forEach((name, i) => {
            skarn.add(head, "th", isNumber[i] ? "number" : "", name).scope = "col";
        });
        const body = skarn.add(element, "tbody");
        for (const row of rows) {
            const line = skarn.add(body, "tr");
            row.forEach((value, i) => {
                const shown = typeof value === "string" ? value : skarn.text.amount(value ?? NaN);
                skarn.add(line, "td", isNumber[i] ? "number" : "", shown).dataset.column = columns[i];
            });
        }
    }

    Object.assign(skarn, { opening, table, openNow: (details) => unopened.get(details)?.() });
})();
