/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a figure: heading, sentence, controls, drawing, and the numbers as a table. A drawing is made
   anew for the width there is, and can be explored by pointer, touch, or the arrow keys. */
"use strict";

skarn.frame = (() => {
    const PRINTED_WIDTH = 680;
    const frames = [];

    class Frame {
        /* level: of its heading, 2 to 5. */
        constructor(parent, id, title, level = 2) {
            this.section = skarn.add(parent, "section", "figure");
            this.section.id = id;
            this.level = level;
            this.heading = skarn.add(this.section, `h${level}`, "title", title);
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

        /* What a drawing has to say of itself, below it; another time something else, or nothing. */
        remark(text) {
            this.remarked ??= skarn.add(this.section, "p", "note");
            this.remarked.textContent = text;
            this.remarked.hidden = text === "";
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

        /* { text, draw(svg) } or, to be switched, with { pressed, press() } too. */
        legend(entries) {
            this.legendList ??= skarn.add(this.section, "ul", "legend");
            const at = [...this.legendList.querySelectorAll("button")].indexOf(document.activeElement);
            this.legendList.replaceChildren();
            for (const entry of entries) {
                const place = skarn.add(this.legendList, "li");
                const item = entry.press ? skarn.add(place, "button", "key") : place;
                if (entry.press) {
                    item.type = "button";
                    item.setAttribute("aria-pressed", String(entry.pressed));
                    item.addEventListener("click", () => entry.press());
                }
                const key = d3.select(item).append("svg").attr("width", 22).attr("height", 12)
                    .attr("aria-hidden", "true");
                entry.draw(key);
                skarn.add(item, "span", "", entry.text);
            }
            this.legendList.querySelectorAll("button")[at]?.focus();
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
            const room = skarn.printing ? PRINTED_WIDTH : this.holder.clientWidth;
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
                skarn.explore(this.svg, drawn.marks, drawn.describe, this.spoken);
            }
        }

        /* A table that is part of the figure, seen at once; on a telephone a row is a block. */
        shownTable(caption, columns, rows) {
            skarn.table(this.section, caption, columns, rows, "stack");
        }

        /* Four questions at most, each with a number and what it means. */
        cards(list) {
            const cards = skarn.add(this.section, "div", "cards");
            for (const [question, number, meaning] of list) {
                const card = skarn.add(cards, "div", "card");
                skarn.add(card, "p", "question", question);
                skarn.add(card, "p", number.length > 16 ? "number long" : "number", number);
                skarn.add(card, "p", "meaning", meaning);
            }
            this.sentence.className = "answer lead";
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
                    skarn.table(body, caption, columns, rows());
                }
            });
        }
    }

    /* --- all frames --- */

    function redrawAll() {
        skarn.hush();
        for (const frame of frames) {
            if (frame.holder && (skarn.printing || frame.holder.clientWidth !== frame.drawnWidth)) {
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
        skarn.printing = true;
        document.querySelectorAll("details.printed:not([open])").forEach((details) => {
            details.open = true;
            details.dataset.openedToPrint = "yes";
            skarn.openNow(details);
        });
        redrawAll();
    });
    window.addEventListener("afterprint", () => {
        skarn.printing = false;
        document.querySelectorAll("details[data-opened-to-print]").forEach((details) => {
            details.open = false;
            delete details.dataset.openedToPrint;
        });
        redrawAll();
    });

    return { Frame };
})();
