/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coordinates → where a flat map of them is best cut open and how far it reaches. The land outline is in
   x = 3 (lon + 180), y = 3 (90 - lat) (Natural Earth 1:110m). */
"use strict";

skarn.mapPlaces = (() => {
    const WORLD = 1080; /* width of the outline */
    const raw = (point) => [3 * (point.lon + 180), 3 * (90 - point.lat)];

    /* x of a meridian when the map is cut open at x = cut. */
    const unrolled = (x, cut) => (((x - cut) % WORLD) + WORLD) % WORLD;

    /* How many tonnes would have to go round the world the long way. */
    function harm(legs, cut) {
        let sum = 0;
        for (const leg of legs) {
            const a = unrolled(raw(leg.from)[0], cut), b = unrolled(raw(leg.to)[0], cut);
            sum += Math.abs(a - b) > WORLD / 2 ? leg.t : 0;
        }
        return sum;
    }

    /* The cut with the least harm, and among those the one that leaves the map narrowest. */
    function bestCut(points, legs) {
        let best = null;
        for (let cut = 0; cut < WORLD; cut += 15) {
            const xs = points.map((point) => unrolled(raw(point)[0], cut));
            const score = { cut, harm: harm(legs, cut), spread: Math.max(...xs) - Math.min(...xs) };
            if (best === null || score.harm < best.harm - 1e-9
                || (score.harm <= best.harm + 1e-9 && score.spread < best.spread)) {
                best = score;
            }
        }
        return best.cut;
    }

    /* A box round points, with a margin, no flatter than 1 : 2.4 and within the world. */
    function boxOf(points) {
        const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
        const margin = Math.max(4, 0.06 * (Math.max(...xs) - Math.min(...xs)));
        let [left, right] = [Math.max(0, Math.min(...xs) - margin),
            Math.min(WORLD, Math.max(...xs) + margin)];
        let [top, bottom] = [Math.max(0, Math.min(...ys) - margin),
            Math.min(540, Math.max(...ys) + margin)];
        const lacking = (right - left) / 2.4 - (bottom - top);
        if (lacking > 0) {
            top = Math.max(0, top - lacking / 2);
            bottom = Math.min(540, bottom + lacking / 2);
        }
        return { left, top, width: right - left, height: Math.max(1, bottom - top) };
    }

    return { raw, unrolled, bestCut, boxOf, WORLD };
})();
