/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a figure: heading, sentence, controls, drawing, and the numbers as a table. A drawing is made
   anew for the width there is, and can be explored by pointer, touch, or the arrow keys. */
"use strict";

skarn.frame = (() => {
    const PRINTED_WIDTH = 680;
    const frames = [];
    let printing = false;

    /* --- what is pointed at --- */

    const tip = document.getElementById("tip");

    function showTip(text, box) {
        tip.textContent = text;
        tip.hidden = false;
        const left = box.left + box.width / 2 - tip.offsetWidth / 2;
        const most = document.documentElement.clientWidth - tip.offsetWidth - 4;
        const above = box.top - tip.offsetHeight - 8;
        tip.style.left = `${Math.max(4, Math.min(left, most)) + window.scrollX}px`;
        tip.style.top = `${(above >= 0 ? above : box.top + Math.min(box.height, 80) + 8) + window.scrollY}px`;
    }

    /* Makes every mark of a drawing say its text: to the pointer, and by arrow keys once the drawing has the
       focus. */
    function explore(svg, marks, describe, spoken) {
        let at = -1;
        let touched = null;
        const nodes = marks.nodes();
        const leave = () => {
            touched?.classList.remove("touched");
            touched = null;
            tip.hidden = true;
        };
        const touch = (node, box) => {
            leave();
            touched = node;
            node.classList.add("touched");
            showTip(describe(node.__data__), box);
        };
        marks.classed("mark", true)
            .on("pointerenter pointermove", function () {
                const { clientX, clientY } = d3.event;
                touch(this, { left: clientX, top: clientY - 4, width: 0, height: 12 });
            })
            .on("pointerleave", leave);
        svg.on("keydown", () => {
            const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[d3.event.key];
            if (d3.event.key === "Escape") {
                leave();
            } else if (step && nodes.length > 0) {
                d3.event.preventDefault();
                at = at < 0 && step < 0 ? nodes.length - 1 : (at + step + nodes.length) % nodes.length;
                touch(nodes[at], nodes[at].getBoundingClientRect());
                spoken.textContent = tip.textContent;
            }
        }).on("blur", leave);
    }

    /* --- parts --- */

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
    function table(parent, caption, columns, rows) {
        const holder = skarn.add(parent, "div", "scroll");
        holder.tabIndex = 0;
        holder.setAttribute("role", "region");
        holder.setAttribute("aria-label", caption);
        const element = skarn.add(holder, "table");
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
                skarn.add(line, "td", isNumber[i] ? "number" : "", shown);
            });
        }
    }

    class Frame {
        constructor(parent, id, title) {
            this.section = skarn.add(parent, "section", "figure");
            this.section.id = id;
            this.heading = skarn.add(this.section, "h2", "", title);
            this.heading.id = `${id}-title`;
            this.section.setAttribute("aria-labelledby", this.heading.id);
            this.sentence = skarn.add(this.section, "p", "lead");
            this.controls = null;
            frames.push(this);
        }

        /* What the figure says, in words: also the text of its drawing. */
        say(text) {
            this.sentence.textContent = text;
            this.svg?.attr("aria-label", text);
        }

        note(text) {
            skarn.add(this.section, "p", "note", text);
        }

        control(label) {
            this.controls ??= skarn.add(this.section, "div", "controls");
            const element = skarn.add(this.controls, "label");
            skarn.add(element, "span", "", label);
            return element;
        }

        /* A choice among texts; with a single one there is nothing to choose. change(index) */
        choose(label, texts, change) {
            if (texts.length < 2) {
                return;
            }
            const select = skarn.add(this.control(label), "select");
            texts.forEach((text, i) => {
                skarn.add(select, "option", "", skarn.text.fit(text, 520)).value = String(i);
            });
            select.addEventListener("change", () => change(Number(select.value)));
        }

        /* A slider over texts. change(index) */
        slide(label, texts, change) {
            if (texts.length < 2) {
                return;
            }
            const holder = this.control(label);
            const input = skarn.add(holder, "input");
            const output = skarn.add(holder, "output", "", texts[0]);
            Object.assign(input, { type: "range", min: 0, max: texts.length - 1, step: 1, value: 0 });
            input.setAttribute("aria-valuetext", texts[0]);
            input.addEventListener("input", () => {
                output.textContent = texts[input.value];
                input.setAttribute("aria-valuetext", texts[input.value]);
                change(Number(input.value));
            });
        }

        legend(entries) {
            this.legendList ??= skarn.add(this.section, "ul", "legend");
            this.legendList.replaceChildren();
            for (const entry of entries) {
                const item = skarn.add(this.legendList, "li");
                const key = d3.select(item).append("svg").attr("width", 22).attr("height", 12)
                    .attr("aria-hidden", "true");
                entry.draw(key);
                skarn.add(item, "span", "", entry.text);
            }
        }

        /* draw(svg, width) → { height, marks, describe }. least: narrower than this it scrolls within its own
           box. */
        plot(draw, least = 0) {
            this.draw = draw;
            this.least = least;
            this.holder = skarn.add(this.section, "div", "plot");
            this.spoken = skarn.add(this.section, "p", "unseen");
            this.spoken.setAttribute("aria-live", "polite");
            this.redraw();
        }

        redraw() {
            if (!this.holder) {
                return;
            }
            const room = printing ? PRINTED_WIDTH : this.holder.clientWidth;
            const width = Math.max(room || PRINTED_WIDTH, this.least);
            this.drawnWidth = room;
            this.holder.replaceChildren();
            this.svg = d3.select(this.holder).append("svg").attr("role", "img").attr("tabindex", 0)
                .attr("aria-label", this.sentence.textContent);
            const drawn = this.draw(this.svg, width);
            if (width > room && room > 0) {
                skarn.add(this.holder, "p", "note wide", "Wider than this screen: move it sideways.");
            }
            this.svg.attr("width", width).attr("height", drawn.height)
                .attr("viewBox", `0 0 ${width} ${drawn.height}`);
            if (drawn.marks) {
                explore(this.svg, drawn.marks, drawn.describe, this.spoken);
            }
        }

        /* The numbers of the figure. rows() is asked when the table is opened. */
        table(caption, columns, rows) {
            const details = skarn.add(this.section, "details", "table");
            skarn.add(details, "summary", "", "The numbers as a table");
            let body = null;
            details.addEventListener("toggle", () => {
                body?.remove();
                body = details.open ? skarn.add(details, "div") : null;
                if (body) {
                    table(body, caption, columns, rows());
                }
            });
        }
    }

    /* --- all frames --- */

    function redrawAll() {
        tip.hidden = true;
        for (const frame of frames) {
            if (frame.holder && (printing || frame.holder.clientWidth !== frame.drawnWidth)) {
                frame.redraw();
            }
        }
    }

    let waiting = 0;
    window.addEventListener("resize", () => {
        cancelAnimationFrame(waiting);
        waiting = requestAnimationFrame(redrawAll);
    });
    /* On paper nothing can be opened: what belongs there is, and closed again after. */
    window.addEventListener("beforeprint", () => {
        printing = true;
        document.querySelectorAll("details.printed:not([open])").forEach((details) => {
            details.open = true;
            details.dataset.openedToPrint = "yes";
            unopened.get(details)?.();
        });
        redrawAll();
    });
    window.addEventListener("afterprint", () => {
        printing = false;
        document.querySelectorAll("details[data-opened-to-print]").forEach((details) => {
            details.open = false;
            delete details.dataset.openedToPrint;
        });
        redrawAll();
    });

    return { Frame, table, opening };
})();
