/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every part of the page shares: the list of figures, and elements made without markup. A name from a
   scenario reaches the page as text alone (textContent), so that none can become markup. */
"use strict";

const skarn = {
    /* { id, schema, title, draw(frame, document) }: a figure is drawn for each document of its schema, in
       this order. To add one, write its file and name it in template.html. */
    figures: [],

    /* Whether the page is being put on paper: then a drawing has no more rows than fit on a sheet. */
    printing: false,

    figure(figure) {
        skarn.figures.push(figure);
    },

    /* A child element with a class and a text, either of which may be left out. */
    add(parent, name, className, text) {
        const element = document.createElement(name);
        if (className) {
            element.className = className;
        }
        if (text !== undefined && text !== null) {
            element.textContent = text;
        }
        parent.append(element);
        return element;
    },

    /* Okabe and Ito's colours, by turns; style.css has them for light and dark. */
    colour(index) {
        return `var(--c${index % 8})`;
    },

    /* The largest finite number of lists, at least `least`. */
    most(lists, least) {
        let most = least;
        for (const list of lists) {
            for (const value of list) {
                most = Number.isFinite(value) && value > most ? value : most;
            }
        }
        return most;
    },

    /* Whether every world of a run failed: then a figure of worlds has nothing to draw, and says so. */
    undecided(run, frame) {
        const none = run.samples - run.failed_samples < 1;
        if (none) {
            frame.say("No world could be decided, so there is nothing to draw.");
        }
        return none;
    },

    sum(values) {
        return values.reduce((sum, value) => sum + (value ?? 0), 0);
    },
};
