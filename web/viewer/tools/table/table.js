// A layer as a table: pages of the server, sorted and filtered by it; a row leads to its place on the map.

import { collectionChoice } from "../../collection-choice.js";
import { element, icon } from "../../dom.js";
import { ColumnMenu } from "./column-menu.js";
import { columnsOf } from "./columns.js";
import { ExportMenu } from "./export-menu.js";
import { Grid } from "./grid.js";
import { TablePages } from "./table-pages.js";

const parameter = "bang";

export default class TableTool {
    constructor(app, words) {
        Object.assign(this, { app, words });
        this.views = new Map(); // what was sorted, hidden and turned to, by collection
        this.collection = null;
        this.exports = new ExportMenu(app, words);
        this.onFilter = ({ detail }) => detail === this.collection && this.filtered();
        this.onStatus = ({ detail }) => detail === this.collection && this.showFilter();
        this.onSelection = () => this.mark();
        this.onLive = ({ detail }) => {
            if (detail.includes(this.collection) && this.pages) this.load(() => this.pages.again());
        };
        app.toolbox.addEventListener("close", ({ detail }) => {
            if (detail === "table") app.permalink.set(parameter, null, "replace");
        });
    }

    async open(body, { collection } = {}) {
        const { catalogue, filters, live, permalink, selection, toolbox } = this.app;
        const wanted = collection ?? permalink.get(parameter);
        if (!catalogue.collections.has(wanted)) {
            toolbox.close("dock"); // an address may say anything
            return;
        }
        filters.addEventListener("change", this.onFilter);
        filters.addEventListener("status", this.onStatus);
        selection.addEventListener("change", this.onSelection);
        live?.addEventListener("change", this.onLive);
        this.body = body;
        this.bar = element("div", { class: "table-bar" });
        this.place = element("div", { class: "table-place", tabindex: "-1" });
        body.append(this.bar, this.place);
        await this.choose(wanted);
    }

    close() {
        const { filters, live, selection } = this.app;
        filters.removeEventListener("change", this.onFilter);
        filters.removeEventListener("status", this.onStatus);
        selection.removeEventListener("change", this.onSelection);
        live?.removeEventListener("change", this.onLive);
        this.collection = null;
    }

    async choose(collection) {
        this.collection = collection;
        this.app.permalink.set(parameter, collection);
        if (!this.views.has(collection)) this.views.set(collection, { sort: null, hidden: new Set(), trail: [] });
        this.view = this.views.get(collection);
        this.pages = null;
        const hadFocus = this.bar.contains(document.activeElement);
        this.bar.replaceChildren();
        this.say(this.app.dictionary.text("loading"));
        let columns;
        try {
            columns = await columnsOf(this.app, collection, this.words);
        } catch {
            if (collection === this.collection) this.unreachable(() => this.choose(collection));
            return;
        }
        if (collection !== this.collection) return;
        this.columns = columns;
        this.pages = new TablePages({ app: this.app, collection, view: this.view });
        this.buildBar();
        if (hadFocus) this.bar.querySelector("select").focus();
        this.grid = new Grid({
            words: this.words, formatter: this.app.formatter, title: this.title, columns, view: this.view,
            onSort: (column) => this.sort(column), onPick: (id) => this.pick(id),
        });
        await this.load(() => this.pages.again());
    }

    get title() {
        return this.app.dictionary.pick(this.app.catalogue.collections.get(this.collection).titles, this.collection);
    }

    buildBar() {
        const { words } = this;
        const button = (name, glyph, onclick) => element("button", {
            type: "button", class: "icon-button", "aria-label": words(name), title: words(name),
            "data-action": name, onclick,
        }, icon(glyph));
        this.range = element("span", { class: "table-range number", role: "status" });
        this.previous = button("previous", "previous", () => this.load(() => this.pages.previous()));
        this.next = button("next", "next", () => this.load(() => this.pages.next()));
        this.filterChip = element("span", { class: "table-filter", hidden: true });
        const columns = new ColumnMenu({
            words, columns: this.columns, view: this.view, onChange: () => this.grid.showColumns(),
        });
        this.exports.show({ collection: this.collection, title: this.title, columns: this.columns, view: this.view,
            count: () => this.pages.count });
        const layers = collectionChoice(this.app, this.collection, {
            class: "input table-layer", "aria-label": words("layer"),
        }, (id) => this.choose(id));
        this.bar.replaceChildren(layers, this.filterChip,
            button("filter", "filter", () => this.openFilter()),
            element("span", { class: "table-turn" }, this.previous, this.range, this.next),
            columns.node, this.exports.node);
        this.showFilter();
    }

    openFilter() {
        this.app.toolbox.open("filter", { collection: this.collection });
    }

    showFilter() {
        if (!this.filterChip) return undefined;
        const isFiltered = this.app.filters.get(this.collection) !== null;
        const clear = this.app.dictionary.text("filterClear", { title: this.title });
        this.filterChip.hidden = !isFiltered;
        if (isFiltered === this.filterChip.hasChildNodes()) return undefined;
        if (!isFiltered) return this.filterChip.replaceChildren();
        return this.filterChip.replaceChildren(element("span", {}, this.words("filtered")), element("button", {
            type: "button", class: "icon-button", "aria-label": clear, title: clear,
            onclick: () => this.app.filters.clear(this.collection),
        }, icon("close")));
    }

    filtered() {
        this.showFilter();
        if (this.pages) this.load(() => this.pages.again());
    }

    sort(column) {
        const { sort } = this.view;
        const isSame = sort?.property === column.name;
        if (isSame && sort.isDown) this.view.sort = null;
        else this.view.sort = { property: column.name, isDown: isSame };
        this.load(() => this.pages.again());
    }

    /** @param {() => Promise<object[]|null>} ask null when another question came meanwhile */
    async load(ask) {
        const { collection } = this;
        this.grid.node.setAttribute("aria-busy", "true");
        let features;
        try {
            features = await ask();
        } catch (error) {
            if (collection === this.collection) this.explain(error, ask);
            return;
        }
        if (features === null || collection !== this.collection) return;
        this.grid.show(features);
        const isNew = this.place.firstChild !== this.grid.node;
        if (isNew) this.place.replaceChildren(this.grid.node);
        this.place.scrollTop = 0;
        if (features.length === 0) this.say(this.words("nothing"));
        this.showRange(features.length);
        this.mark();
    }

    showRange(length) {
        const { formatter } = this.app;
        const { start, count, isChanged } = this.pages;
        const number = (value) => formatter.count(value);
        const from = number(length === 0 ? 0 : start + 1);
        const range = { from, to: number(start + length), count: number(count ?? 0) };
        this.range.textContent = this.words(count === null ? "range" : "rangeOf", range);
        const hadFocus = [this.previous, this.next].find((button) => button === document.activeElement);
        this.previous.disabled = !this.pages.hasPrevious;
        this.next.disabled = !this.pages.hasNext;
        if (hadFocus?.disabled) (hadFocus === this.next ? this.previous : this.next).focus();
        if (isChanged) this.app.toast.show(this.words("changed"));
        this.exports.update();
    }

    mark() {
        if (!this.grid) return;
        const { chosen } = this.app.selection;
        this.grid.mark(chosen?.collection === this.collection ? chosen.id : null);
    }

    pick(id) {
        const { selection, visibility } = this.app;
        if (!visibility.has(this.collection)) visibility.set([this.collection], true);
        selection.open({ collection: this.collection, id }, { goThere: true });
    }

    explain(error, ask) {
        if (error.status >= 400 && error.status < 500) {
            const isFiltered = this.app.filters.get(this.collection) !== null;
            this.say(this.words(isFiltered ? "filterRefused" : "refused"), element("button", {
                type: "button", class: "button", onclick: () => this.openFilter(),
            }, icon("filter"), this.app.dictionary.text("filterEdit")));
            return;
        }
        this.unreachable(() => this.load(ask));
    }

    unreachable(again) {
        this.say(this.words("unreachable"), element("button", {
            type: "button", class: "button", onclick: again,
        }, this.words("tryAgain")));
    }

    say(sentence, action = null) {
        this.place.replaceChildren(element("div", { class: "table-message", role: "status" },
            element("p", {}, sentence), action));
    }
}
