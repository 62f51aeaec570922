// A place on the map that is no feature: a pin with a card that says what it is, until it is closed.

/* global maplibregl */

import { element, icon, svgElement } from "./dom.js";

const pin = "M14 35C14 35 26 22.5 26 13A12 12 0 1 0 2 13C2 22.5 14 35 14 35Z";

export class SearchMarker {
    constructor(map, dictionary) {
        Object.assign(this, { map, dictionary });
        this.pinned = null;
        this.hinted = null;
    }

    /** @param {number[]} position [longitude, latitude] @param {string[]} lines the first is its name */
    pin(position, [title, ...lines]) {
        this.clear();
        const close = this.dictionary.text("removeMarker");
        const card = element("div", { class: "pin-card" },
            element("div", {}, element("strong", {}, title),
                lines.filter(Boolean).map((line) => element("span", {}, line))),
            element("button", {
                type: "button", class: "icon-button", "aria-label": close, title: close, onclick: () => this.clear(),
            }, icon("close")));
        // A press on the card is not one on the map.
        for (const name of ["click", "pointerdown", "mousedown", "touchstart", "keydown"]) {
            card.addEventListener(name, (event) => event.stopPropagation());
        }
        const node = element("div", { class: "search-pin", role: "group", "aria-label": title },
            svgElement("svg", { viewBox: "0 0 28 36", "aria-hidden": "true" },
                svgElement("path", { d: pin }), svgElement("circle", { cx: 14, cy: 13, r: 4.5 })), card);
        this.pinned = new maplibregl.Marker({ element: node, anchor: "bottom" }).setLngLat(position).addTo(this.map);
    }

    /** A ring where a suggestion lies, while it is being looked at. */
    hint(position) {
        if (!position) {
            this.hinted?.remove();
            this.hinted = null;
            return;
        }
        this.hinted ??= new maplibregl.Marker({
            element: element("div", { class: "search-hint", role: "presentation", "aria-hidden": "true" }),
        });
        this.hinted.setLngLat(position).addTo(this.map);
    }

    clear() {
        this.hint(null);
        this.pinned?.remove();
        this.pinned = null;
    }
}
