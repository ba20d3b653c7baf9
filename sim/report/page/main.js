/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents → the page: a heading for each, then every figure of its schema in order. */
"use strict";

(() => {
    const page = document.getElementById("page");

    function trouble(parent, text) {
        skarn.add(parent, "p", "trouble", text);
    }

    function read() {
        try {
            return JSON.parse(document.getElementById("data").textContent);
        } catch (error) {
            trouble(page, `The page's data cannot be read: ${error.message}`);
            return [];
        }
    }

    function headingOf(documentOf) {
        const scenario = documentOf.scenario ?? {};
        return scenario.title ?? scenario.name ?? documentOf.schema;
    }

    function head(part, of, several) {
        const scenario = of.scenario ?? {};
        skarn.add(part, several ? "h2" : "h1", "", headingOf(of));
        if (scenario.note) {
            skarn.add(part, "p", "", scenario.note);
        }
        const facts = [scenario.name,
            scenario.periods &&
                `${skarn.text.count(scenario.periods, scenario.period)} from ${scenario.start}`,
            scenario.policy && `policy ${scenario.policy}`,
            of.samples && skarn.text.count(of.samples, "world"),
            of.seed !== undefined && `seed ${of.seed}`];
        skarn.add(part, "p", "soft", facts.filter(Boolean).join(" · "));
        if (of.failed_samples > 0) {
            trouble(part,
                `${skarn.text.count(of.failed_samples, "world")} of ${of.samples} failed and ` +
                `${of.failed_samples === 1 ? "is" : "are"} left out of every number.`);
        }
    }

    function contents(part, figures, prefix) {
        const nav = skarn.add(part, "nav");
        nav.setAttribute("aria-label", "Figures");
        const list = skarn.add(nav, "ul");
        for (const figure of figures) {
            skarn.add(skarn.add(list, "li"), "a", "", figure.title).href = `#${prefix}${figure.id}`;
        }
    }

    /* One figure that cannot be drawn must not take the others with it. */
    function draw(part, figure, of, id) {
        const frame = new skarn.frame.Frame(part, id, figure.title);
        try {
            figure.draw(frame, of);
        } catch (error) {
            trouble(frame.section,
                `This figure cannot be drawn from what the folder holds: ${error.message}`);
            console.error(error);
        }
    }

    const documents = read();
    documents.forEach((of, i) => {
        const part = skarn.add(page, "article");
        const prefix = i === 0 ? "" : `${i}-`;
        const name = String(of.schema).split("/")[1];
        const figures = skarn.figures.filter((figure) => figure.schema === name);
        head(part, of, i > 0);
        if (figures.length === 0) {
            trouble(part, `This version of skarn has no figure for ${of.schema}, document ${i + 1} of ` +
                `${documents.length}.`);
            return;
        }
        contents(part, figures, prefix);
        figures.forEach((figure) => draw(part, figure, of, prefix + figure.id));
    });
    if (documents.length > 0) {
        document.title = `${headingOf(documents[0])} – skarn report`;
    }
    skarn.add(page, "footer", "soft",
        "Drawn by d3 and d3-sankey (Mike Bostock, BSD-3-Clause) on the land outline of Natural Earth. " +
              "This page is one file; it loads nothing and sends nothing.");
    document.documentElement.dataset.ready = "yes";
})();
