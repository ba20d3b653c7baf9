# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of compare, stress, sensitivity and risk, tried out on made-up documents: small, long, many, empty."""
import json
import time

from shared import CLASHES, SHOTS, check_looks, check_quiet, report, verdict, write_folder
from studies import compare, risk, sensitivity, stress, without_numbers

FIGURES = {
    "compare": ["compare-answer", "compare-differences", "compare-pareto", "compare-regret", "compare-exceedance", "compare-details"],
    "stress": ["stress-answer", "stress-map", "stress-survival", "stress-details"],
    "sensitivity": ["sensitivity-indices", "sensitivity-attribution", "sensitivity-details"],
    "risk": ["risk-shares", "risk-policies", "risk-governance", "risk-details"],
}
# Attributes of drawings that no browser can place.
UNPLACED = """
    return [...document.querySelectorAll('.plot svg *')].filter((part) => [...part.attributes].some((attribute) =>
        /NaN|Infinity|undefined/.test(attribute.value))).map((part) => part.closest('section').id + ': ' + part.outerHTML.slice(0, 120));"""
# Every choice of every figure taken once: what then cannot be drawn, or is said of nothing.
CHOOSE_ALL = """
    const wrong = [];
    for (const select of document.querySelectorAll('section.figure select')) {
        for (const option of [...select.options].slice(0, 12).reverse()) {
            select.value = option.value;
            select.dispatchEvent(new Event('change'));
            const section = select.closest('section'), said = section.querySelector('.lead').textContent;
            if (said.length < 20 || /undefined|NaN|null|Infinity/.test(section.innerText)) wrong.push(section.id + ', ' + option.text + ': ' + said);
        }
    }
    return wrong;"""
OPEN_TABLES = """
    const wait = () => new Promise((done) => setTimeout(done, 150));
    for (const details of document.querySelectorAll('details.table')) details.open = true;
    return wait().then(() => {
        const wrong = [];
        for (const details of document.querySelectorAll('details.table')) {
            if (details.querySelectorAll('tbody tr').length === 0) wrong.push(details.closest('section').id + ' is empty');
            if (/undefined|NaN|null|Infinity/.test(details.innerText)) wrong.push(details.closest('section').id + ' says undefined');
            details.open = false;
        }
        return wrong;
    });"""


def lead(browser, name):
    return browser.js("return document.querySelector('#' + arguments[0] + ' .lead').textContent", name)


def check_whole(browser, name, study):
    """Every figure of a study's page: said, drawn, tabled, read by keys, at two widths."""
    schema = study["schema"].split("/")[1]
    found = browser.js("return [...document.querySelectorAll('section.figure')].map((section) => section.id)")
    verdict(found == FIGURES[schema], f"{name}: every figure stands on the page", found)
    trouble = browser.js("return [...document.querySelectorAll('.trouble')].map((part) => part.textContent)")
    verdict(trouble == [], f"{name}: every figure can be drawn", trouble)
    for width in (1000, 380):
        browser.size(width, 900)
        for script, what in ((CLASHES, "no text lies on another"), (UNPLACED, "every mark has its place")):
            wrong = browser.js(script)
            verdict(wrong == [], f"{name}: {what} at {width} px", wrong[:4])
    wrong = browser.js(CHOOSE_ALL) + browser.js(CLASHES) + browser.js(UNPLACED)
    verdict(wrong == [], f"{name}: every choice can be drawn and says something", wrong[:4])
    wrong = browser.js(OPEN_TABLES)
    verdict(wrong == [], f"{name}: every figure has its numbers as a table", wrong)
    verdict(browser.js("return document.querySelectorAll('[id]').length === new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size"), f"{name}: no id stands twice")


def check_keys(browser, name):
    for figure in browser.js("return [...document.querySelectorAll('section.figure:has(.plot)')].map((section) => section.id)"):
        browser.js("document.querySelector('#' + arguments[0] + ' .plot svg').focus()", figure)
        browser.press("ArrowRight")
        spoken = browser.js("return document.querySelector('#' + arguments[0] + ' [aria-live]').textContent", figure)
        verdict(len(spoken) > 5, f"{name}: {figure} can be read by arrow keys", spoken)
        browser.press("Escape")


def check_compare(browser):
    said = browser.js("return document.querySelector('#compare-answer').innerText")
    for text in ("may each be the best of 7 options", "Saves on both", "Not distinguishable", "Changes nothing", "More shortage", "about 5,200 more worlds", "the same in every world"):
        verdict(text in said, f"compare: the answer says: {text}", said)
    before = lead(browser, "compare-differences")
    browser.js("const select = document.querySelector('#compare-differences select'); select.value = '1'; select.dispatchEvent(new Event('change'))")
    verdict(lead(browser, "compare-differences") != before, "compare: another metric can be chosen")
    strong = "return document.querySelectorAll('#compare-exceedance .line[stroke-opacity=\"1\"]').length"
    verdict(browser.js(strong) == 4, "compare: four curves stand out", browser.js(strong))
    pressed = browser.js("""
        const button = document.querySelector('#compare-exceedance button[aria-pressed=false]');
        button.focus();
        button.click();
        return [document.activeElement.getAttribute('aria-pressed'), document.activeElement.className];""")
    verdict(pressed == ["true", "key"] and browser.js(strong) == 5, "compare: pressing a name lets its curve stand out, and keeps the focus", pressed)
    x, y = browser.js("""
        const path = document.querySelector('#compare-exceedance .curve .line');
        path.closest('svg').scrollIntoView({ block: 'center' });
        const point = path.getPointAtLength(path.getTotalLength() / 3).matrixTransform(path.getScreenCTM());
        return [point.x, point.y];""")
    browser.point(x, y)
    tip = browser.js("const tip = document.getElementById('tip'); return tip.hidden ? '' : tip.textContent")
    verdict("Option" in tip and "of worlds" in tip, "compare: pointing at a curve says whose it is", tip)
    browser.point(2, 2)


def check_empty(browser, work):
    """Documents without a number, and without anything."""
    empty = compare(3)
    empty.update(samples=2, failed_samples=2)
    for name, study in (("compare-empty", without_numbers(empty)), ("compare-unknown", without_numbers(compare(3))), ("stress-unknown", without_numbers(stress(4))),
                        ("sensitivity-unknown", without_numbers(sensitivity(4))), ("risk-unknown", without_numbers(risk(2, 2))), ("stress-none", stress(0)),
                        ("sensitivity-none", sensitivity(0)), ("risk-none", risk(1, 0))):
        browser.open(report(write_folder(work / name, study)))
        schema = study["schema"].split("/")[1]
        said = [lead(browser, figure) for figure in FIGURES[schema]]
        verdict(all(len(text) > 20 and not any(word in text for word in ("undefined", "NaN", "Infinity", "null")) for text in said), f"{name}: says what is not known", said)
        wrong = browser.js("return [...document.querySelectorAll('.trouble')].map((part) => part.textContent).filter((text) => !text.includes('failed and'))") + browser.js(UNPLACED) + browser.js(OPEN_TABLES)
        verdict(wrong == [], f"{name}: and draws no more than there is", wrong[:4])
        check_quiet(browser, name)


def check_together(browser, work, run):
    """A run and its studies on one page, as one report."""
    scenario = json.loads((run / "summary.json").read_text())["scenario"]
    folders = [run]
    for study in (compare(3), stress(5), sensitivity(4), risk(2, 2)):
        study["scenario"] = scenario
        folders.append(write_folder(work / f"with-{study['schema'].split('/')[1]}", study))
    browser.size(1000, 900)
    browser.open(report(*folders))
    heads = browser.js("return [...document.querySelectorAll('h1, h2')].map((head) => head.textContent)")
    verdict(len(heads) == 6 and heads[1:] == ["The run", "Options compared", "Outages tried out", "Where the uncertainty comes from", "Indices of supply risk"], "a run and its studies stand under one title", heads)
    verdict(browser.js("return document.querySelectorAll('nav').length") == 1, "and have one list of figures")
    lost = browser.js("return [...document.querySelectorAll('nav a')].filter((link) => document.getElementById(link.hash.slice(1)) === null).map((link) => link.hash)")
    verdict(lost == [], "of which every link leads somewhere", lost)
    check_keys(browser, "together")
    browser.shot(SHOTS / "together.png")
    check_quiet(browser, "together")


def check_studies(browser, work, run):
    made = {"compare": compare(7), "stress": stress(12), "sensitivity": sensitivity(6), "risk": risk(3, 4), "compare-one": compare(1), "risk-one": risk(1, 3),
            "compare-long": compare(20, True), "stress-long": stress(20, True), "sensitivity-long": sensitivity(20, True), "risk-long": risk(20, 12, True),
            "compare-many": compare(200), "stress-many": stress(200), "sensitivity-many": sensitivity(200), "risk-many": risk(40, 60)}
    for name, study in made.items():
        address = report(write_folder(work / f"made-{name}", study))
        browser.size(1000, 900)
        opened = time.monotonic()
        browser.open(address)
        seconds = time.monotonic() - opened
        verdict(seconds < 3, f"{name}: opens within 3 s", seconds)
        check_whole(browser, name, study)
        browser.size(1000, 900)
        browser.open(address)
        if name == "compare":
            check_compare(browser)
        if name in FIGURES or name.endswith("long"):
            check_keys(browser, name)
            check_looks(browser, address, name)
        if name.endswith("many"):
            said = browser.js("return document.body.innerText")
            verdict("left out; the table has all" in said, f"{name}: what is left out is counted")
        check_quiet(browser, name)
    check_empty(browser, work)
    check_together(browser, work, run)
