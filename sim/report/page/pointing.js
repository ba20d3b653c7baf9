/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mark of a drawing says: to the pointer, to touch, and by the arrow keys. */
"use strict";

(() => {
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
                nodes[at].scrollIntoView({ block: "nearest", inline: "nearest" });
                touch(nodes[at], nodes[at].getBoundingClientRect());
                spoken.textContent = tip.textContent;
            }
        }).on("blur", leave);
    }

    skarn.explore = explore;
    skarn.hush = () => {
        tip.hidden = true;
    };
})();
