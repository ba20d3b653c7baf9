# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of the page share: a page of folders, its looks, and what was found wrong."""
import json
import pathlib
import subprocess
import sys

SKARN = pathlib.Path(sys.argv[1]).resolve()
SHOTS = pathlib.Path(sys.argv[2])
BEYOND = """
    return [...document.querySelectorAll('.plot svg text:not(.halo)')].filter((text) => {
        const edge = text.ownerSVGElement.getBoundingClientRect().right;
        return text.closest('.axis') === null && text.getBoundingClientRect().right > edge + 1;
    }).map((text) => text.closest('section').id + ': ' + text.textContent);"""
# Texts of a drawing that lie on one another, or reach beyond it.
CLASHES = """
    const found = [];
    for (const svg of document.querySelectorAll('.plot svg')) {
        const id = svg.closest('section').id, edge = svg.getBoundingClientRect();
        const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent.trim()).map((text) =>
            ({ text: text.textContent.slice(0, 40), box: text.getBoundingClientRect() }));
        texts.forEach(({ text, box }, i) => {
            if (box.right > edge.right + 1 || box.left < edge.left - 1 || box.bottom > edge.bottom + 2) {
                found.push(`${id}: ${text} reaches beyond`);
            }
            for (const other of texts.slice(i + 1)) {
                const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
                const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
                if (across > 1 && down > 3) {
                    found.push(`${id}: ${text} on ${other.text}`);
                }
            }
        });
    }
    return found;"""
wrong = []


def verdict(holds, name, more=""):
    print(("ok - " if holds else "not ok - ") + name + ("" if holds else f"  # {more}"), flush=True)
    if not holds:
        wrong.append(name)


def report(*folders):
    """The page's address."""
    subprocess.run([SKARN, "report", "--quiet", *folders], check=True)
    return (folders[0] / "report.html").as_uri()


def write_folder(folder, document):
    folder.mkdir()
    (folder / "summary.json").write_text(json.dumps(document))
    return folder


def check_looks(browser, address, name):
    """Narrow, dark, on paper; leaves screenshots."""
    browser.size(1200, 900)
    browser.open(address)
    browser.shot(SHOTS / f"{name}-wide.png")
    browser.size(380, 800)
    browser.open(address)
    width = browser.js("return document.documentElement.scrollWidth")
    verdict(width <= 380, f"{name}: no sideways scrolling at 380 px", width)
    browser.shot(SHOTS / f"{name}-narrow.png")
    browser.size(1000, 900)
    browser.dark(True)
    browser.open(address)
    colours = browser.js("const style = getComputedStyle(document.body); return [style.backgroundColor, style.color].map((c) => c.match(/\\d+/g).map(Number).reduce((a, b) => a + b) / 3)")
    verdict(colours[0] < 60 and colours[1] > 200, f"{name}: light on dark in dark mode", colours)
    browser.shot(SHOTS / f"{name}-dark.png")
    browser.dark(False)
    paper = browser.print_a4()
    (SHOTS / f"{name}.pdf").write_bytes(paper)
    verdict(paper.startswith(b"%PDF") and len(paper) > 20000, f"{name}: prints", len(paper))


def check_quiet(browser, name):
    said = browser.console()
    verdict(said == [], f"{name}: the console is silent", said)
