# SPDX-License-Identifier: GPL-3.0-or-later
"""skarn report → its page tried out in headless Chromium: drawn, silent, sealed, readable.

    python3 tests/report_page/check_page.py SKARN SCREENSHOTS

Prints `ok - NAME` and `not ok - NAME`; exit status 1 when anything is not. Screenshots are left for people to look at.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from browser import Browser
from check_studies import check_studies
from fixtures import failed_run, large_run
from shared import BEYOND, SHOTS, SKARN, check_looks, check_quiet, report, verdict, write_folder, wrong

SMALL = pathlib.Path(__file__).parent.parent / "cli" / "small.cfg"
FIGURES = ["answer", "flows", "map", "fan", "exceedance", "strip", "gap", "marginals", "supply", "worst", "sources", "details"]
DRAWN = [name for name in FIGURES if name not in ("answer", "details")]
FAILED = [name for name in FIGURES if name not in ("marginals", "sources", "details")]
TITLE = "</script><b>bold</b> & \"quoted\" 'names' – 몰리브덴 \u2028 " + "long " * 30


def run_small(folder, samples=40, title=TITLE, more=()):
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    settings = [f'scenario.title="{quoted}"', f'demands.tools.title="{quoted}"', "places.hills.lat=39.0", "places.hills.lon=67.0",
                "places.town.lat=37.0", "places.town.lon=127.0", 'simulation.decisions="rolling"', "simulation.lookahead_periods=6", *more]
    subprocess.run([SKARN, "run", SMALL, "--samples", str(samples), "--quiet", "-o", folder, *[word for text in settings for word in ("--set", text)]],
                   check=True, stdout=subprocess.DEVNULL)


def check_drawn(browser):
    for name in FIGURES:
        verdict(browser.js("return document.querySelector('#' + arguments[0] + ' .lead').textContent.length > 20", name), f"{name}: has its sentence")
    for name in DRAWN:
        marks = browser.js("return document.querySelectorAll('#' + arguments[0] + ' .plot svg :is(path, rect, circle)').length", name)
        verdict(marks > 0, f"{name}: has marks", marks)
        text = browser.js("const svg = document.querySelector('#' + arguments[0] + ' .plot svg'); return svg.getAttribute('role') + ' ' + svg.getAttribute('aria-label')", name)
        verdict(text.startswith("img ") and len(text) > 24, f"{name}: says in words what it draws", text)
    verdict(browser.js("return document.querySelectorAll('#answer .card').length") == 4, "answer: four numbers")
    empty = browser.js("""
        const empty = [], wait = () => new Promise((done) => setTimeout(done, 200));
        const openAll = () => { for (const details of document.querySelectorAll('details')) details.open = true; };
        openAll();
        return wait().then(openAll).then(wait).then(() => {
            for (const details of document.querySelectorAll('details.table')) {
                if (details.querySelectorAll('tbody tr').length === 0) empty.push(details.closest('section').id);
            }
            for (const details of document.querySelectorAll('details.table')) details.open = false;
            return empty;
        });""")
    verdict(empty == [], "every figure has its numbers as a table", empty)
    verdict(browser.js("return document.querySelectorAll('[id]').length === new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size"), "no id stands twice")


def check_pointing(browser):
    """Hover over a flow, walk by arrow keys, move the slider."""
    x, y = browser.js("""
        const path = document.querySelector('#flows .flow');
        path.closest('svg').scrollIntoView({ block: 'center' });
        const point = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
        return [point.x, point.y];""")
    browser.point(x, y)
    tip = browser.js("const tip = document.getElementById('tip'); return tip.hidden ? '' : tip.textContent")
    verdict("→" in tip and " t a year" in tip, "flows: hovering over one says what it is", tip)
    browser.point(2, 2)
    verdict(browser.js("return document.getElementById('tip').hidden"), "flows: and no more when the pointer leaves")
    for name in DRAWN:
        browser.js("document.querySelector('#' + arguments[0] + ' .plot svg').focus()", name)
        browser.press("ArrowRight")
        spoken = browser.js("return document.querySelector('#' + arguments[0] + ' [aria-live]').textContent", name)
        verdict(len(spoken) > 3, f"{name}: can be read by arrow keys", spoken)
        browser.press("Escape")
    before = browser.js("return document.querySelector('#flows .lead').textContent")
    browser.js("document.querySelector('#flows input[type=range]').focus()")
    browser.press("ArrowRight")
    after = browser.js("return document.querySelector('#flows .lead').textContent")
    verdict(before != after, "flows: the slider shows another time", after)
    chosen = browser.js("""
        const select = document.querySelector('#exceedance select');
        select.value = '2';
        select.dispatchEvent(new Event('change'));
        return document.querySelector('#exceedance .lead').textContent;""")
    verdict("USD" in chosen, "exceedance: another metric can be chosen", chosen)


def check_sealed(browser, address):
    verdict(browser.js("return document.querySelector('h1').textContent.trim()") == TITLE.strip(), "a title of markup, quotes and Hangul is text")
    verdict(browser.js("return document.querySelectorAll('b').length") == 0, "and becomes no element")
    asked = browser.requests(address)
    verdict(asked == [], "nothing is asked of a network", asked)
    ran = browser.js("""
        const script = document.createElement('script');
        script.textContent = 'window.foreign = true';
        document.body.append(script);
        return fetch('data:text/plain,x').then(() => 'fetched', () => window.foreign === true ? 'ran' : 'sealed');""")
    verdict(ran == "sealed", "no other script runs, and nothing can be fetched", ran)


def main():
    SHOTS.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as work, Browser() as browser:
        work = pathlib.Path(work)
        run_small(work / "small")
        summary = json.loads((work / "small" / "summary.json").read_text())
        address = report(work / "small")
        browser.open(address)
        check_drawn(browser)
        check_pointing(browser)
        check_looks(browser, address, "small")
        check_quiet(browser, "small")
        check_sealed(browser, address)
        browser.console()

        browser.open(report(write_folder(work / "failed", failed_run(summary))))
        verdict("No world could be decided" in browser.js("return document.body.innerText"), "a run without a good sample says so")
        verdict(browser.js("return document.querySelectorAll('.trouble').length") >= 1, "and that samples failed")
        verdict(browser.js("return document.querySelectorAll('.plot, .card').length") == 2, "and draws nothing but the plan's marginal values and the sources",
                browser.js("return [...document.querySelectorAll('.plot, .card')].map((e) => e.closest('section').id)"))
        for name in FAILED:
            said = browser.js("return document.querySelector('#' + arguments[0]).innerText", name)
            verdict("No world could be decided" in said, f"{name}: says so where no world could be decided", said)
        said = browser.js("return document.body.innerText")
        verdict(not any(text in said for text in ("runs short", "never", "No disruption", "Nothing flows")), "nothing is said of worlds there are not", said)
        check_quiet(browser, "failed")

        run_small(work / "one", samples=1)
        browser.open(report(work / "one"))
        said = browser.js("return document.querySelector('#answer').innerText")
        verdict("interval" not in said and "served on average;" in said, "one sample: no interval that nobody knows", said)
        said = browser.js("return document.querySelector('#gap .lead').textContent")
        verdict("(" not in said and "–" not in said, "one sample: nor of the price of not knowing", said)
        check_quiet(browser, "one")

        run_small(work / "short", title="몰W" * 60, more=["scenario.periods=1", "demands.tools.critical=false", "simulation.lookahead_periods=1"])
        browser.size(380, 800)
        browser.open(report(work / "short"))
        said = browser.js("return document.body.innerText")
        verdict("Over 1 month," in said and "1 months" not in said, "one period is no plural", said)
        verdict("No demand is critical" in said and "No critical demand" not in said, "answer: says that no demand is critical", said)
        verdict("lies between 1 and 1" not in said, "supply: an index that stays is no range", said)
        beyond = browser.js(BEYOND)
        verdict(beyond == [], "no wide name is cut at a drawing's edge", beyond)
        check_quiet(browser, "short")

        browser.open(report(work / "failed", work / "small"))
        verdict(browser.js("return document.querySelectorAll('section.figure').length") == 2 * len(FIGURES), "two folders stand on one page")
        check_quiet(browser, "two")

        large = report(write_folder(work / "large", large_run(summary, demands=500, periods=1200)))
        size = (work / "large" / "report.html").stat().st_size
        verdict(size < 10e6, "500 demands over 1,200 periods: under 10 MB", size)
        browser.size(1200, 900)
        opened = time.monotonic()
        browser.open(large)
        seconds = time.monotonic() - opened
        verdict(seconds < 3, "and open within 3 s", seconds)
        print(f"# {size / 1e6:.1f} MB, open in {seconds:.2f} s")
        said = browser.js("return document.querySelector('#strip .lead').textContent")
        verdict("Of the 60 demands shown" in said and "73 demands run short at some time, of 500." in said, "strip: counts every demand, however few are shown", said)
        said = browser.js("return document.querySelector('#answer').innerText")
        verdict("Most exposed: Demand demand_499, 12.5" in said, "answer: a demand that is not drawn has its title", said)
        check_looks(browser, large, "large")
        check_quiet(browser, "large")

        check_studies(browser, work, work / "small")
    print(f"# {time.monotonic() - started:.0f} s; screenshots in {SHOTS}")
    return 1 if wrong else 0


sys.exit(main())
