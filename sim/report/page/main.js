/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents → the page. Those of one scenario stand together under its name, each with the figures of its
   schema in order, so that a run and its studies read as one report. */
"use strict";

(() => {
    const page = document.getElementById("page");
    const names = { run: "The run", compare: "Options compared", stress: "Outages tried out",
        sensitivity: "Where the uncertainty comes from", risk: "Indices of supply risk" };

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

    const scenarioOf = (of) => of.scenario ?? {};
    const schemaOf = (of) => String(of.schema).split("/")[1];
    const titleOf = (of) => scenarioOf(of).title ?? scenarioOf(of).name ?? of.schema;
    const same = (of) => ["name", "title", "note", "start", "period", "periods"]
        .map((key) => scenarioOf(of)[key]).join("\n");

    function facts(of) {
        const { count } = skarn.text;
        const scenario = scenarioOf(of);
        return {
            common: [scenario.name, scenario.periods &&
                `${count(scenario.periods, scenario.period)} from ${scenario.start}`],
            own: [scenario.policy && `policy ${scenario.policy}`, (of.worlds ?? of.samples) &&
                count(of.worlds ?? of.samples, "world"),
                of.seed !== undefined && of.seed !== null && `seed ${of.seed}`],
        };
    }

    function write(part, list) {
        const known = list.filter(Boolean);
        if (known.length > 0) {
            skarn.add(part, "p", "soft", known.join(" · "));
        }
    }

    function failures(part, of) {
        if (of.failed_samples > 0) {
            trouble(part,
                `${of.worlds ? skarn.text.count(of.failed_samples, "sample")
                    : `${skarn.text.count(of.failed_samples, "world")} of ${of.samples}`} failed and ` +
                `${of.failed_samples === 1 ? "is" : "are"} left out of every number.`);
        }
    }

    /* One list of links; where there are several documents, each goes by its name. */
    function contents(part, entries) {
        const nav = skarn.add(part, "nav");
        nav.setAttribute("aria-label", "Figures");
        for (const { name, figures, prefix } of entries) {
            if (name) {
                skarn.add(nav, "p", "soft", name);
            }
            const list = skarn.add(nav, "ul");
            for (const figure of figures) {
                skarn.add(skarn.add(list, "li"), "a", "", figure.title).href = `#${prefix}${figure.id}`;
            }
        }
    }

    /* One figure that cannot be drawn must not take the others with it. */
    function draw(part, figure, of, id, level) {
        const frame = new skarn.frame.Frame(part, id, figure.title, level);
        try {
            figure.draw(frame, of);
        } catch (error) {
            trouble(frame.section,
                `This figure cannot be drawn from what the folder holds: ${error.message}`);
            console.error(error);
        }
    }

    const documents = read();
    const groups = d3.nest().key((of) => same(of)).entries(documents).map((group) => group.values);
    for (const group of groups) {
        const part = skarn.add(page, "article");
        const several = group.length > 1;
        const entries = group.map((of) => {
            const at = documents.indexOf(of);
            return { of, prefix: at === 0 ? "" : `d${at}-`, name: (names[schemaOf(of)] ?? String(of.schema)) +
                    (scenarioOf(of).policy ? `, policy ${scenarioOf(of).policy}` : ""),
                figures: skarn.figures.filter((figure) => figure.schema === schemaOf(of)) };
        });
        skarn.add(part, "h1", "", titleOf(group[0]));
        if (scenarioOf(group[0]).note) {
            skarn.add(part, "p", "", scenarioOf(group[0]).note);
        }
        const { common, own } = facts(group[0]);
        write(part, several ? common : [...common, ...own]);
        contents(part, several ? entries : entries.map((entry) => ({ ...entry, name: null })));
        for (const { of, prefix, name, figures } of entries) {
            const study = several ? skarn.add(part, "section", "study") : part;
            if (several) {
                skarn.add(study, "h2", "study", name);
                write(study, facts(of).own);
            }
            failures(study, of);
            if (figures.length === 0) {
                trouble(study, `This version of skarn has no figure for ${of.schema}, document ` +
                    `${documents.indexOf(of) + 1} of ${documents.length}.`);
            }
            figures.forEach((figure) => draw(study, figure, of, prefix + figure.id, several ? 3 : 2));
        }
    }
    if (documents.length > 0) {
        document.title = `${titleOf(documents[0])} – skarn report`;
    }
    skarn.add(page, "footer", "soft",
        "Drawn by d3 and d3-sankey (Mike Bostock, BSD-3-Clause) on the land outline of Natural Earth. " +
              "This page is one file; it loads nothing and sends nothing.");
    document.documentElement.dataset.ready = "yes";
})();
