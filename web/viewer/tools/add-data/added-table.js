// The attributes of an added layer as a table along the bottom: sorted, searched, page by page.

import { element } from "../../dom.js";
import { boundsOf } from "../../highlight.js";
import { fit } from "../../map-view.js";
import { fold } from "../../text-folding.js";
import { iconButton } from "./controls.js";
import { mostColumns } from "./limits.js";

const rowsOnPage = 100;
const longInCharacters = 120;
const sampleForColumns = 2_000;

export class AddedTable {
    /** @param {{app, words, added, card: import("./feature-card.js").FeatureCard}} parts */
    constructor({ app, words, added, card }) {
        Object.assign(this, { app, words, added, card });
        this.layer = null;
        this.panel = element("section", { id: "added-table", class: "card", role: "region", hidden: true });
        document.getElementById("dock").after(this.panel);
        this.collator = new Intl.Collator("vi", { numeric: true, sensitivity: "base" });
        added.addEventListener("change", () => {
            if (!this.layer) return;
            if (!added.layers.includes(this.layer) || this.layer.features.length === 0) this.close();
            else if (this.layer.features !== this.features) this.open(this.layer); // read anew
        });
        app.toolbox.addEventListener("open", ({ detail: id }) => {
            if (app.toolbox.placeOf(id) === "dock") this.close({ keepsDock: true });
        });
        this.panel.addEventListener("keydown", (event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            this.close();
            app.map.getCanvas().focus();
        });
    }

    open(layer) {
        if (this.app.toolbox.opened.dock) this.app.toolbox.close("dock");
        Object.assign(this, { layer, features: layer.features, sort: null, page: 0, query: "" });
        this.fields = fieldsOf(layer.features);
        this.order = layer.features.map((_, number) => number);
        this.panel.hidden = false;
        document.body.classList.add("has-tool-dock");
        const { words } = this;
        const title = words("tableOf", { title: layer.title });
        const find = element("input", {
            type: "search", class: "input", "aria-label": words("findInTable"), placeholder: words("findInTable"),
            oninput: () => this.search(find.value),
        });
        this.status = element("p", { class: "quiet number", role: "status" });
        this.body = element("div", { class: "added-rows", tabindex: "0", role: "group", "aria-label": title });
        this.pager = element("nav", { class: "added-pages", "aria-label": words("pages") });
        this.panel.setAttribute("aria-label", title);
        const close = iconButton("close", this.app.dictionary.text("close"), () => this.close(), { class: "close" });
        this.panel.replaceChildren(element("header", { class: "tool-head" },
            element("h2", {}, title), find, this.status, this.pager, close), this.body);
        this.render();
    }

    close({ keepsDock = false } = {}) {
        if (!this.layer) return;
        this.layer = null;
        this.panel.hidden = true;
        this.panel.replaceChildren();
        if (!keepsDock) document.body.classList.remove("has-tool-dock");
    }

    search(text) {
        this.query = fold(text.trim());
        this.page = 0;
        this.arrange();
    }

    sortBy(field) {
        const isDown = this.sort?.field === field && !this.sort.isDown;
        this.sort = { field, isDown };
        this.arrange();
        this.body.querySelector(`[data-field="${CSS.escape(field)}"]`)?.focus();
    }

    arrange() {
        const { features } = this;
        const isFound = (value) => value !== null && fold(String(value)).includes(this.query);
        const isWanted = ({ properties }) => this.query === "" || Object.values(properties).some(isFound);
        this.order = features.map((_, number) => number).filter((number) => isWanted(features[number]));
        if (this.sort) {
            const { field, isDown } = this.sort;
            const value = (number) => features[number].properties[field];
            const compare = (one, other) => (typeof one === "number" && typeof other === "number" ? one - other
                : this.collator.compare(String(one ?? ""), String(other ?? "")));
            this.order.sort((one, other) => (isDown ? -1 : 1) * compare(value(one), value(other)) || one - other);
        }
        this.render();
    }

    render() {
        const { formatter } = this.app;
        const rows = this.order.slice(this.page * rowsOnPage, (this.page + 1) * rowsOnPage);
        this.status.textContent = this.words("rows", {
            count: formatter.count(this.order.length), total: formatter.count(this.features.length),
        });
        this.showPager();
        this.body.replaceChildren(element("table", {},
            element("thead", {}, element("tr", {},
                element("th", { scope: "col" }, element("span", { class: "for-readers" }, this.words("onMap"))),
                this.fields.map((field) => this.heading(field)))),
            element("tbody", {}, rows.map((number) => this.row(number)))));
        this.body.scrollTop = 0;
    }

    heading(field) {
        const order = this.sort?.field !== field ? null : this.sort.isDown ? "descending" : "ascending";
        return element("th", { scope: "col", "aria-sort": order }, element("button", {
            type: "button", "data-field": field, onclick: () => this.sortBy(field),
        }, clipped(field), order && element("span", { "aria-hidden": "true" }, order === "ascending" ? " ▲" : " ▼")));
    }

    row(number) {
        const { formatter } = this.app;
        const feature = this.features[number];
        const label = this.words("showFeature", { number: formatter.count(number + 1) });
        const zoom = iconButton("zoom", label, () => this.show(number, feature), { disabled: !feature.geometry });
        return element("tr", {}, element("td", {}, zoom), this.fields.map((field) => {
            const value = feature.properties[field];
            const kind = typeof value === "number" ? "amount" : null;
            return element("td", { class: kind }, clipped(formatter.value(value, field)));
        }));
    }

    show(number, feature) {
        this.card.show([{ layer: this.layer, number, feature }]);
        const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        fit(this.app.map, boundsOf(feature.geometry), { animate: !isCalm });
    }

    showPager() {
        const last = Math.max(0, Math.ceil(this.order.length / rowsOnPage) - 1);
        this.pager.hidden = last === 0;
        const turn = (step) => {
            this.page += step;
            this.render();
        };
        this.pager.replaceChildren(
            iconButton("previous", this.words("pageBefore"), () => turn(-1), { disabled: this.page === 0 }),
            element("span", { class: "number" }, `${this.page + 1} / ${last + 1}`),
            iconButton("next", this.words("pageAfter"), () => turn(1), { disabled: this.page === last }));
    }
}

/** In the order in which they are met; features of one GeoJSON may differ. */
function fieldsOf(features) {
    const found = new Set();
    for (const { properties } of features.slice(0, sampleForColumns)) {
        for (const field of Object.keys(properties)) found.add(field);
        if (found.size >= mostColumns) break;
    }
    return [...found].slice(0, mostColumns);
}

function clipped(text) {
    return text.length > longInCharacters ? `${text.slice(0, longInCharacters)}…` : text;
}
