// The changes as a table: how many of each kind, and each with its name and what changed; one of them before and after.

import { headline, nameFrom } from "../../attributes.js";
import { element } from "../../dom.js";
import { kinds, markIcon } from "./marks.js";

const pageSize = 100;

export class ChangeList {
    /** @param {{onChoose: (change) => void, onFilter: () => void}} parts */
    constructor(app, words, parts) {
        Object.assign(this, { app, words }, parts);
        this.node = element("div", { class: "compare-list" });
        this.clear();
    }

    clear() {
        this.result = null;
        this.chosen = null;
        this.kinds = new Set(Object.keys(kinds));
        this.node.replaceChildren();
    }

    /** @param {import("../../dataset-history.js").Difference|null} result */
    async show(collection, result) {
        this.clear();
        if (!result || result.changes.length === 0) return;
        this.result = result;
        this.name = this.app.catalogue.collections.get(collection)?.name ?? null;
        this.schema = await this.app.api.schema(collection).catch(() => null); // then fields have their own names
        if (this.result !== result) return;
        this.rows = element("tbody");
        this.more = element("button", { type: "button", class: "button", onclick: () => this.addRows() });
        this.node.replaceChildren(this.chips(),
            ...(result.isWhole ? [] : [element("p", { class: "compare-wrong" }, this.words("tooMany", {
                count: this.app.formatter.count(result.changes.length) }))]),
            element("table", { class: "compare-table" },
                element("caption", { class: "for-readers" }, this.words("changes")),
                element("thead", {}, element("tr", {}, element("th", { scope: "col" }, this.words("feature")),
                    element("th", { scope: "col" }, this.words("whatChanged")))), this.rows),
            element("div", { class: "actions" }, this.more));
        this.fill();
    }

    /** Changes of the kinds that are ticked. */
    get wanted() {
        return this.result?.changes.filter(({ change }) => this.kinds.has(change)) ?? [];
    }

    chips() {
        return element("div", { class: "compare-chips", role: "group", "aria-label": this.words("kinds") },
            Object.keys(kinds).map((kind) => {
                const count = this.result.counts[kind];
                const chip = element("button", {
                    type: "button", class: "compare-chip", "data-kind": kind, "aria-pressed": "true",
                    disabled: count === 0, onclick: () => {
                        if (!this.kinds.delete(kind)) this.kinds.add(kind);
                        chip.setAttribute("aria-pressed", String(this.kinds.has(kind)));
                        this.fill();
                        this.onFilter();
                    },
                }, markIcon(kind), element("b", { class: "number" }, this.app.formatter.count(count)),
                element("span", {}, this.words(kind)));
                return chip;
            }));
    }

    fill() {
        this.rows.replaceChildren();
        this.drawn = 0;
        this.addRows();
        if (this.chosen !== null) this.unfold();
    }

    addRows() {
        const next = this.wanted.slice(this.drawn, this.drawn + pageSize);
        this.rows.append(...next.map((change) => this.row(change)));
        this.drawn += next.length;
        const rest = this.wanted.length - this.drawn;
        this.more.hidden = rest === 0;
        this.more.textContent = this.words("more", { count: this.app.formatter.count(rest) });
    }

    row(change) {
        const { id, change: kind } = change;
        return element("tr", { "data-change": id },
            element("td", {}, element("button", {
                type: "button", class: "compare-name", "aria-expanded": "false", onclick: () => this.choose(id),
            }, markIcon(kind), element("span", { class: "for-readers" }, `${this.words(kind)}: `),
            element("span", {}, this.title(change)))),
            element("td", { class: "quiet" }, this.what(change)));
    }

    title({ id, before, after }) {
        const { properties } = after ?? before;
        return nameFrom(this.name, properties, this.app.dictionary) ?? headline(properties) ?? `#${id}`;
    }

    what(change) {
        if (change.change !== "changed") return this.words(change.change);
        const fields = changedFields(change).map((field) => this.fieldTitle(field));
        return [...(hasMoved(change) ? [this.words("shape")] : []), ...fields].join(", ");
    }

    fieldTitle(field) {
        return this.schema?.properties?.[field]?.title || field;
    }

    /** From the list or from the map. Chosen again in the list it folds. */
    choose(id) {
        const isFolding = this.chosen === id;
        this.chosen = isFolding ? null : id;
        while (!isFolding && !this.rowOf(id) && this.drawn < this.wanted.length) this.addRows();
        this.unfold();
        if (isFolding) return;
        this.rowOf(id)?.scrollIntoView({ block: "nearest" });
        this.onChoose(this.result.changes.find((change) => change.id === id));
    }

    rowOf(id) {
        return this.rows.querySelector(`tr[data-change="${Number(id)}"]`);
    }

    unfold() {
        this.rows.querySelectorAll(".compare-detail").forEach((row) => row.remove());
        for (const button of this.rows.querySelectorAll("[aria-expanded]")) {
            button.setAttribute("aria-expanded", "false");
        }
        const row = this.chosen === null ? null : this.rowOf(this.chosen);
        if (!row) return;
        row.querySelector("button").setAttribute("aria-expanded", "true");
        const change = this.result.changes.find(({ id }) => id === this.chosen);
        row.after(element("tr", { class: "compare-detail" }, element("td", { colspan: 2 }, this.detail(change))));
    }

    /** What differs is all that is shown of a changed feature; of others, everything. */
    detail(change) {
        const { before, after } = change;
        const fields = change.change === "changed" ? changedFields(change) : Object.keys((after ?? before).properties);
        const states = [["before", before], ["after", after]].filter(([, feature]) => feature);
        const shapeRow = hasMoved(change) ? [element("tr", {}, element("th", { scope: "row" }, this.words("shape")),
            element("td", { colspan: 2 }, this.words("shapeHint")))] : [];
        return element("table", { class: "compare-values" },
            element("thead", {}, element("tr", {}, element("th", { scope: "col" }, this.words("attribute")),
                ...states.map(([state]) => element("th", { scope: "col" }, this.words(state))))),
            element("tbody", {}, ...shapeRow, ...fields.map((field) => element("tr", {},
                element("th", { scope: "row" }, this.fieldTitle(field)),
                ...states.map(([state, { properties }]) => element("td", { class: `state-${state}` },
                    this.value(properties[field], field)))))));
    }

    value(value, field) {
        return this.app.formatter.value(value, field, this.schema?.properties?.[field]?.["x-ogc-unit"] ?? "");
    }
}

function changedFields({ before, after }) {
    const fields = new Set([...Object.keys(after?.properties ?? {}), ...Object.keys(before?.properties ?? {})]);
    const text = (feature, field) => JSON.stringify(feature?.properties[field] ?? null);
    return [...fields].filter((field) => text(before, field) !== text(after, field));
}

function hasMoved({ before, after }) {
    return Boolean(before && after) && JSON.stringify(before.geometry) !== JSON.stringify(after.geometry);
}
