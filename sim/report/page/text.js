/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and codes → words for people. What is not known is a dash. */
"use strict";

skarn.text = (() => {
    const grouped = [0, 1, 2, 3, 4, 5, 6].map((digits) =>
        new Intl.NumberFormat("en", { minimumFractionDigits: 0, maximumFractionDigits: digits }));

    /* Three significant digits, more of them left of the point. */
    function amount(value) {
        if (!Number.isFinite(value)) {
            return "–";
        }
        const size = Math.abs(value);
        const digits = size >= 100 || size === 0 ? 0 : Math.min(6, 2 - Math.floor(Math.log10(size)));
        return grouped[Math.max(0, digits)].format(value);
    }

    function usd(value) {
        if (!Number.isFinite(value)) {
            return "–";
        }
        const scales = [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]];
        const [size, word] = scales.find(([size]) => Math.abs(value) >= size) ?? [1, ""];
        return `USD\u00a0${amount(value / size)}${word}`;
    }

    function tonnes(value) {
        return Number.isFinite(value) ? `${amount(value)}\u00a0t` : "–";
    }

    /* A share as percent; what is less than all never reads 100. */
    function percent(share) {
        if (!Number.isFinite(share)) {
            return "–";
        }
        if (share < 1 && share > 0.9999) {
            return ">99.99\u00a0%";
        }
        const value = 100 * share;
        const digits = share > 0.99 && share < 1 ? 2 : value >= 10 || value === 0 ? 1 : 2;
        if (value < 0 && value > -0.005) {
            return "0\u00a0%";
        }
        return value > 0 && value < 0.01 ? "<0.01\u00a0%" : `${grouped[digits].format(value)}\u00a0%`;
    }

    /* An interval of shares, with two digits of its half-width. */
    function percents(interval) {
        if (!interval || !interval.every(Number.isFinite)) {
            return "–";
        }
        const half = 50 * (interval[1] - interval[0]);
        const digits = half > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 2;
        return `${interval.map((share) => (100 * share).toFixed(digits)).join(" to ")}\u00a0%`;
    }

    /* A share as a number of percent; null, which JavaScript would take for 0, when it is not known. */
    function hundredfold(share) {
        return Number.isFinite(share) ? 100 * share : null;
    }

    /* " (95 % interval 1 to 2)"; nothing when the samples say none. */
    function interval(confidence, ends, format) {
        return ends && ends.every(Number.isFinite)
            ? ` (${percent(confidence)} interval ${format(ends)})` : "";
    }

    function range(interval, format) {
        if (!interval || !interval.every(Number.isFinite)) {
            return "an unknown range";
        }
        return `${format(interval[0])} to ${format(interval[1])}`;
    }

    /* "+12 t", "−12 t": more or less than something else. */
    function signed(value, format) {
        return (value > 0 ? "+" : value < 0 ? "\u2212" : "") +
            format(Number.isFinite(value) ? Math.abs(value) : NaN);
    }

    /* Beside a number of the same unit: "1.2 to 1.5 million" of "USD 1.2 million" and "USD 1.5 million";
       "+3 to +5 t" where write is signed. */
    function ends(interval, format, write = (value) => format(value)) {
        if (!interval || !interval.every(Number.isFinite)) {
            return "interval unknown";
        }
        const [low, high] = interval.map((value) => write(value, format).replace("USD\u00a0", "")
            .replace(/^-/, "\u2212"));
        const unit = /[\s\u00a0]\D+$/.exec(high)?.[0] ?? "";
        return `${unit !== "" && low.endsWith(unit) ? low.slice(0, -unit.length) : low} to ${high}`;
    }

    /* "China" for CN; what is no code of a country stays as it is. */
    const regions = typeof Intl.DisplayNames === "function"
        ? new Intl.DisplayNames(["en"], { type: "region" }) : null;
    function country(code) {
        return regions && /^[A-Z]{2}$/.test(code) ? regions.of(code) : code;
    }

    /* Pixels that a text takes in the figures' 12 px letters. */
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const wide = (text) => pen.measureText(text).width;

    /* Cut to so many of these pixels, but not to fewer than three letters. */
    function fit(text, width) {
        if (wide(text) <= width) {
            return text;
        }
        const letters = [...text];
        let low = 2, high = letters.length - 1;
        while (low < high) {
            const middle = Math.ceil((low + high) / 2);
            if (wide(letters.slice(0, middle).join("") + "…") <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return letters.length <= 3 ? text : letters.slice(0, low).join("") + "…";
    }

    /* What a thing is called, short enough for a sentence. */
    function called(item) {
        return fit(String(item?.title || item?.name || item?.element || "?"), 380);
    }

    function count(number, one, many) {
        return `${grouped[0].format(number)} ${number === 1 ? one : many ?? one + "s"}`;
    }

    return { amount, usd, tonnes, percent, percents, hundredfold, interval, range, signed, ends, country,
        wide, fit, called, count };
})();
