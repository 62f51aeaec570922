// The table itself: titles that sort, rows that lead to the map, by mouse and by keys.

import { element } from "../../dom.js";

export class Grid {
    /**
     * @param {{words, formatter, title: string, columns: import("./columns.js").Column[],
     *   view: {sort: object|null, hidden: Set<string>}, onSort: (column) => void, onPick: (id: string) => void}} parts
     */
    constructor(parts) {
        Object.assign(this, parts);
        this.heads = this.columns.map((column) => this.head(column));
        this.body = element("tbody", {
            onclick: (event) => this.clicked(event), onkeydown: (event) => this.pressed(event),
        });
        this.node = element("table", { class: "data-table" },
            element("caption", { class: "for-readers" }, this.words("caption", { title: this.title })),
            element("thead", {}, element("tr", {}, this.heads)), this.body);
    }

    head(column) {
        const { name, title, unit, isID, isNumber, isSortable } = column;
        const words = [element("span", {}, title), unit ? element("span", { class: "unit" }, unit) : null];
        const attributes = {
            type: "button", title: this.words("sortBy", { title }), onclick: () => this.onSort(column),
        };
        return element("th", { scope: "col", class: isID || isNumber ? "amount" : null, "data-column": name },
            isSortable ? element("button", attributes, words) : words);
    }

    /** @param {object[]} features */
    show(features) {
        this.node.removeAttribute("aria-busy");
        this.body.replaceChildren(...features.map((feature, index) => this.row(feature, index === 0)));
        const { sort } = this.view;
        this.columns.forEach(({ name }, index) => {
            const order = sort?.property === name && (sort.isDown ? "descending" : "ascending");
            if (order) this.heads[index].setAttribute("aria-sort", order);
            else this.heads[index].removeAttribute("aria-sort");
        });
        this.showColumns();
    }

    row({ id, properties }, isFirst) {
        return element("tr", { "data-id": id }, this.columns.map(({ name, isID, isNumber, title }) => {
            if (isID) {
                return element("th", { scope: "row", class: "amount" }, element("button", {
                    type: "button", tabindex: isFirst ? "0" : "-1", title: this.words("goThere"),
                }, String(id)));
            }
            const text = this.formatter.value(properties[name], name);
            return element("td", { class: isNumber ? "amount" : null, title: text.length > 40 ? text : null,
                "data-title": title }, text);
        }));
    }

    showColumns() {
        for (const line of this.node.rows) {
            this.columns.forEach(({ name }, index) => { line.cells[index].hidden = this.view.hidden.has(name); });
        }
    }

    /** @param {string|null} id of the feature that is chosen on the map */
    mark(id) {
        for (const row of this.body.rows) {
            const isChosen = row.dataset.id === id;
            if (isChosen) {
                row.setAttribute("aria-current", "true");
                this.makeReachable(row);
                row.scrollIntoView({ block: "nearest" });
            } else row.removeAttribute("aria-current");
        }
    }

    clicked({ target }) {
        const row = target.closest("tr");
        if (!row || String(getSelection()) !== "") return; // somebody marks a text to copy it
        this.makeReachable(row);
        this.onPick(row.dataset.id);
    }

    /** One row is in the order of Tab, the arrows go to the others. */
    pressed(event) {
        const row = event.target.closest("tr");
        const rows = this.body.rows;
        const index = row.sectionRowIndex;
        const target = {
            ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + 10, PageUp: index - 10,
            Home: 0, End: rows.length - 1,
        }[event.key];
        if (target === undefined) return;
        event.preventDefault();
        const next = rows[Math.max(0, Math.min(rows.length - 1, target))];
        this.makeReachable(next);
        next.querySelector("button").focus();
    }

    makeReachable(row) {
        this.body.querySelector("button[tabindex='0']")?.setAttribute("tabindex", "-1");
        row.querySelector("button").setAttribute("tabindex", "0");
    }
}
