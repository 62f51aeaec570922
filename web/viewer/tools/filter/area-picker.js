// Where: communes of the province, one by one, by province, or those on the ground of a former district.

import { element } from "../../dom.js";
import { fold } from "../../text-folding.js";
import { DistrictField } from "./district-field.js";

export class AreaPicker {
    /** @param {{app, words, onChange: () => void}} parts */
    constructor({ app, words, onChange }) {
        Object.assign(this, { app, words, onChange });
        this.chosen = new Set();
        this.by = "code";
        this.ticks = new Map();
        this.summary = element("span", { class: "quiet" });
        this.body = element("div", { class: "area-body" });
        this.complaint = element("p", { class: "wrong", hidden: true, role: "alert" });
        this.node = element("details", { class: "area" },
            element("summary", {}, element("span", {}, words("area")), this.summary), this.complaint, this.body);
    }

    /** @param {import("../../filter-address.js").Filter|null} filter */
    async load(collection, filter) {
        const { communes } = this.app.filters;
        const [found, field] = await Promise.all([communes.load(), communes.fieldIn(collection)]);
        this.communes = found?.list ?? [];
        this.field = field;
        const known = new Set(this.communes.map(({ code }) => code));
        this.chosen = new Set((filter?.communes ?? []).filter((code) => known.has(code)));
        this.by = field === null ? "outline" : filter?.by ?? "code";
        this.node.open = this.chosen.size > 0;
        this.render(found?.collection);
    }

    get value() {
        return { communes: this.communes.map(({ code }) => code).filter((code) => this.chosen.has(code)), by: this.by };
    }

    complain(sentence) {
        this.complaint.hidden = sentence === null;
        this.complaint.textContent = sentence ?? "";
        if (sentence) this.node.open = true;
    }

    render(outlines) {
        const { words } = this;
        this.showSummary();
        if (this.communes.length === 0) {
            this.body.replaceChildren(element("p", { class: "hint" }, words("noCommunes")));
            return;
        }
        const provinces = [...new Set(this.communes.map(({ province }) => province))];
        const inProvince = (name) => this.communes.filter(({ province }) => province === name);
        this.groups = provinces.map((name) => this.group(name, inProvince(name)));
        this.nothing = element("p", { class: "hint", hidden: true }, words("noCommuneFound"));
        const district = new DistrictField({
            app: this.app, words, bounds: this.app.catalogue.collections.get(outlines)?.bounds ?? null,
            onFound: (names) => this.add(names),
        });
        this.body.replaceChildren(district.node, this.searchField(),
            element("div", { class: "communes", role: "group", "aria-label": words("communes") },
                this.groups.map(({ node }) => node), this.nothing),
            this.wayField());
        this.update();
    }

    searchField() {
        const id = "area-search";
        return element("div", { class: "field" },
            element("label", { for: id }, this.words("communes")),
            element("input", {
                class: "input", id, type: "search", autocomplete: "off", placeholder: this.words("communesHint"),
                oninput: (event) => this.find(event.target.value),
            }));
    }

    group(province, list) {
        const all = element("input", { type: "checkbox", onchange: () => this.set(list, all.checked) });
        const rows = list.map((commune) => {
            const tick = element("input", {
                type: "checkbox", value: commune.code, onchange: () => this.set([commune], tick.checked),
            });
            this.ticks.set(commune.code, tick);
            const node = element("label", {}, tick, element("span", {}, commune.title));
            return { node, folded: fold(commune.title) };
        });
        const title = province ? this.words("wholeProvince", { province }) : this.words("allCommunes");
        const node = element("div", { class: "province" },
            element("label", { class: "whole" }, all, element("span", {}, title)), rows.map((row) => row.node));
        return { node, all, rows, list, folded: fold(province) };
    }

    /** Only where the layer says the commune of each feature, one can choose between two ways. */
    wayField() {
        const { words } = this;
        if (this.field === null) return element("p", { class: "hint" }, words("byOutlineOnly"));
        const hint = element("p", { class: "hint" });
        const button = (way, title) => element("button", {
            type: "button", "data-by": way, onclick: () => choose(way),
        }, title);
        const buttons = [button("code", words("byCode")), button("outline", words("byOutline"))];
        const show = () => {
            buttons.forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.by === this.by)));
            hint.textContent = words(`${this.by}Hint`, { field: this.field });
        };
        const choose = (way) => {
            this.by = way;
            show();
            this.changed();
        };
        show();
        return element("div", { class: "field" },
            element("div", { class: "segments", role: "group", "aria-label": words("way") }, buttons), hint);
    }

    find(text) {
        const wanted = fold(text.trim());
        let found = 0;
        for (const { node, all, rows, folded } of this.groups) {
            const isWhole = folded.includes(wanted);
            let here = 0;
            for (const row of rows) {
                row.node.hidden = !(isWhole || row.folded.includes(wanted));
                if (!row.node.hidden) here += 1;
            }
            all.parentNode.hidden = !isWhole;
            node.hidden = here === 0;
            found += here;
        }
        this.nothing.hidden = found > 0;
    }

    set(communes, isChosen) {
        for (const { code } of communes) {
            if (isChosen) this.chosen.add(code);
            else this.chosen.delete(code);
        }
        this.changed();
    }

    /** @param {string[]} names of communes @returns {{known: string[], others: string[]}} */
    add(names) {
        const byName = new Map(this.communes.map((commune) => [fold(commune.title), commune]));
        const known = names.filter((name) => byName.has(fold(name)));
        known.forEach((name) => this.chosen.add(byName.get(fold(name)).code));
        this.changed();
        return { known, others: names.filter((name) => !known.includes(name)) };
    }

    clear() {
        this.chosen.clear();
        if (this.communes.length > 0) this.update();
        this.showSummary();
    }

    changed() {
        this.update();
        this.complain(null);
        this.onChange();
    }

    update() {
        for (const [code, tick] of this.ticks) tick.checked = this.chosen.has(code);
        for (const { all, list } of this.groups) {
            const count = list.filter(({ code }) => this.chosen.has(code)).length;
            all.checked = count === list.length;
            all.indeterminate = count > 0 && !all.checked;
        }
        this.showSummary();
    }

    showSummary() {
        const count = this.chosen.size;
        this.summary.textContent = count === 0 ? this.words("everywhere")
            : this.words("chosenCommunes", { count: this.app.formatter.count(count) });
    }
}
