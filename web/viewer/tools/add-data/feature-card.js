// What is known about added features under a click. It lies where the panel of the server's features would, and makes
// room for it. Everything is text: files come from anywhere.

import { headline } from "../../attributes.js";
import { element, icon } from "../../dom.js";
import { boundsOf, highlight } from "../../highlight.js";
import { fit, keepInSight } from "../../map-view.js";
import { iconButton } from "./controls.js";

const longInCharacters = 400;
const reach = { mouse: 4, touch: 12 }; // CSS pixels, as in hits.js

export class FeatureCard {
    /** @param {{app, words, added: import("./added-layers.js").AddedLayers}} parts */
    constructor({ app, words, added }) {
        Object.assign(this, { app, words, added });
        this.hits = [];
        this.card = element("section", {
            id: "added-feature", class: "card", role: "region", "aria-live": "polite", hidden: true,
        });
        document.getElementById("feature").after(this.card);
        app.identify.guests.push({
            hits: (point, pointer) => this.hitsAt(point, pointer),
            show: (hits, point, others) => this.show(hits, point, others),
            away: () => this.close(),
        });
        app.selection.panel.addEventListener("show", () => this.close());
        app.toolbox.addEventListener("open", () => this.close());
        added.addEventListener("change", () => this.forgetRemoved());
        // Before the table and the tool below it: Esc closes what lies on top.
        document.addEventListener("keydown", (event) => {
            if (event.key !== "Escape" || event.defaultPrevented || this.card.hidden) return;
            event.preventDefault();
            event.stopPropagation();
            const hadFocus = this.card.contains(document.activeElement);
            this.close();
            if (hadFocus) app.map.getCanvas().focus();
        }, true);
    }

    hitsAt(point, pointer = "mouse") {
        const side = reach[pointer];
        const box = [[point.x - side, point.y - side], [point.x + side, point.y + side]];
        return this.added.layers.filter((layer) => layer.hits)
            .flatMap((layer) => layer.hits(box).map((number) => ({ layer, number, feature: layer.features[number] })))
            .filter(({ feature }) => feature);
    }

    /** @param {object[]} others features of the server under the same click */
    show(hits, point = null, others = []) {
        this.hits = hits;
        this.others = others;
        this.card.hidden = false;
        document.body.classList.add("has-feature");
        this.turnTo(0);
        if (point) keepInSight(this.app.map, point);
    }

    forgetRemoved() {
        const isThere = ({ layer, number, feature }) => (
            this.added.layers.includes(layer) && layer.features[number] === feature);
        if (!this.hits.every(isThere)) this.close();
    }

    /** A layer is no longer seen. */
    forget(layer) {
        if (this.hits.some((hit) => hit.layer === layer)) this.close();
    }

    close() {
        if (this.card.hidden) return;
        this.hits = [];
        this.card.hidden = true;
        this.card.replaceChildren();
        if (this.app.selection.isOpen) return; // the class and the outline are the other panel's now
        document.body.classList.remove("has-feature");
        highlight(this.app.map, null);
    }

    turnTo(index) {
        this.index = (index + this.hits.length) % this.hits.length;
        const { layer, number, feature } = this.hits[this.index];
        const { words } = this;
        const name = headline(feature.properties) ?? words("featureNumber", { number: number + 1 });
        const chip = element("span", { class: "chip", "aria-hidden": "true" });
        chip.style.backgroundColor = layer.colour;
        const focused = document.activeElement?.dataset?.action;
        this.card.setAttribute("aria-label", `${layer.title}: ${name.slice(0, 80)}`);
        this.card.replaceChildren(...[
            element("header", {}, element("p", { class: "eyebrow" }, chip, layer.title), element("h2", {}, short(name)),
                this.button("close", "close", () => this.close())),
            this.pager(),
            this.attributes(feature.properties, `${layer.title}: ${short(name)}`),
            this.footer(feature.geometry),
        ].filter(Boolean));
        if (focused) this.card.querySelector(`[data-action="${focused}"]`)?.focus();
        highlight(this.app.map, feature.geometry);
    }

    button(name, glyph, onclick) {
        return iconButton(glyph, this.app.dictionary.text(name), onclick, { class: name, "data-action": name });
    }

    pager() {
        if (this.hits.length < 2) return null;
        const { dictionary } = this.app;
        return element("nav", { class: "pager", "aria-label": dictionary.text("featuresHere") },
            this.button("previous", "previous", () => this.turnTo(this.index - 1)),
            element("span", {}, dictionary.text("featureOf", { index: this.index + 1, count: this.hits.length })),
            this.button("next", "next", () => this.turnTo(this.index + 1)));
    }

    attributes(properties, caption) {
        const { formatter } = this.app;
        const rows = Object.entries(properties).map(([field, value]) => element("tr", {},
            element("th", { scope: "row" }, field),
            element("td", { class: typeof value === "number" ? "amount" : null },
                this.value(formatter.value(value, field)))));
        return element("div", { class: "scroll", tabindex: "0" }, rows.length === 0
            ? element("p", { class: "quiet" }, this.words("noAttributes"))
            : element("table", { class: "attributes" },
                element("caption", { class: "for-readers" }, caption), element("tbody", {}, rows)));
    }

    /** Long texts begin short. */
    value(text) {
        if (text.length <= longInCharacters) return text;
        const all = element("button", {
            type: "button", class: "menu-button", onclick: () => cell.replaceChildren(text),
        }, this.words("wholeText", { count: this.app.formatter.count(text.length) }));
        const cell = element("div", {}, `${text.slice(0, longInCharacters)}… `, all);
        return cell;
    }

    footer(geometry) {
        const { dictionary, map, selection } = this.app;
        return element("footer", {},
            element("button", { type: "button", class: "button", "data-action": "go", disabled: !geometry,
                onclick: () => fit(map, boundsOf(geometry)) }, icon("zoom"), dictionary.text("zoomToFeature")),
            this.others.length > 0 ? element("button", { type: "button", class: "button", "data-action": "others",
                onclick: () => selection.show(this.others) }, icon("layers"), this.words("othersHere")) : null);
    }
}

function short(text) {
    return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
