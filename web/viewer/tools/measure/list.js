// The measurements that were made, one below the other, each with its segments.

import { element, icon } from "../../dom.js";
import { figuresOf } from "./figures.js";
import { figureList } from "./sentences.js";

export class MeasureList {
    /** @param {{onEdit, onZoom, onCopy, onRemove}} actions each takes a measurement */
    constructor(words, units, actions) {
        Object.assign(this, { words, units, actions });
        this.node = element("ol", { class: "measure-list", "aria-label": words("list") });
        this.unfolded = new Set();
    }

    /** Newest first. @param {import("./measure.js").Measure|null} current */
    show(measures, current) {
        const focused = document.activeElement?.closest?.(".measure-list button")?.dataset;
        this.node.replaceChildren(...measures.map((measure) => this.item(measure, measure === current)).reverse());
        this.node.hidden = measures.length === 0;
        if (!focused) return;
        // Whoever works by keys stays where they were; after a removal, on the next one.
        const same = this.node.querySelector(`[data-id="${focused.id}"][data-action="${focused.action}"]`);
        (same ?? this.node.querySelector("[data-action]"))?.focus();
    }

    item(measure, isCurrent) {
        const { words, units } = this;
        const figures = figuresOf(measure.shape);
        const { onEdit, onZoom, onCopy, onRemove } = this.actions;
        const { kind } = measure.shape;
        return element("li", { class: "measure-item", "data-kind": kind, "aria-current": isCurrent && "true" },
            element("div", { class: "measure-head" }, element("h3", {}, measure.name),
                this.button(measure, "notes", "edit", onEdit), this.button(measure, "zoom", "zoom", onZoom),
                this.button(measure, "copy", "copy", onCopy), this.button(measure, "trash", "remove", onRemove)),
            element("dl", { class: "measure-figures" }, figureList(measure.shape, words, units).map(({ title, text }) =>
                element("div", {}, element("dt", {}, title), element("dd", { class: "number" }, text)))),
            figures.isCrossing ? element("p", { class: "measure-warning" }, words("crossing")) : null,
            figures.radius === undefined ? this.segments(measure, figures.segments)
                : this.bearing(figures.segments[0]));
    }

    button(measure, iconName, key, action) {
        const label = this.words(key, { name: measure.name });
        return element("button", {
            type: "button", class: "icon-button", "data-action": key, "data-id": measure.id,
            title: label, "aria-label": label, onclick: () => action(measure),
        }, icon(iconName));
    }

    bearing({ azimuth }) {
        return element("p", { class: "measure-bearing quiet number" },
            this.words("figure", { title: this.words("azimuth"), figure: this.units.azimuthText(azimuth) }));
    }

    segments(measure, segments) {
        const { words, units } = this;
        const row = ({ length, azimuth }, index) => element("tr", {}, element("th", { scope: "row" }, index + 1),
            element("td", { class: "number" }, units.lengthText(length)),
            element("td", { class: "number" }, units.azimuthText(azimuth)));
        return element("details", {
            open: this.unfolded.has(measure.id),
            ontoggle: ({ target }) => this.unfolded[target.open ? "add" : "delete"](measure.id),
        }, element("summary", {}, words("segments", { count: segments.length })),
        element("table", {},
            element("thead", {}, element("tr", {}, ["segment", "length", "azimuth"].map((key) =>
                element("th", { scope: "col" }, words(key))))),
            element("tbody", {}, segments.map(row))));
    }
}
