// Which features have a page of their own: a collection, and names ticked in it.

import { element } from "../../dom.js";
import { fetchFeatures } from "../../items.js";
import { fold } from "../../text-folding.js";
import { mostPages } from "./print-order.js";

const mostListed = 3000; // features; whoever wants a page of one of more chooses another way
const nameFields = [/^ten_?day_?du$/i, /^ten/i, /name/i, /^ma/i];

export class SeriesChoice {
    /** @param {{app, words, explain: (error) => string, onChange: () => void}} parts */
    constructor(parts) {
        Object.assign(this, parts);
        this.collection = null;
        this.field = null;
        this.chosen = new Set();
        this.features = [];
        this.select = element("select", {
            class: "input", id: "print-collection", onchange: () => this.choose(this.select.value),
        }, this.collections().map(({ id, titles }) =>
            element("option", { value: id }, this.app.dictionary.pick(titles, id))));
        this.search = element("input", {
            type: "search", class: "input", id: "print-pages", placeholder: this.words("findPage"), autocomplete: "off",
            oninput: () => this.list(),
        });
        this.all = element("input", { type: "checkbox", id: "print-all", onchange: () => this.tickAll() });
        this.count = element("span", { class: "quiet number" });
        this.names = element("ul", { class: "print-names" });
        this.wrong = element("p", { class: "wrong", id: "print-series-wrong", role: "alert", hidden: true });
        this.node = element("div", { class: "print-series", hidden: true },
            element("div", { class: "field" },
                element("label", { for: "print-collection" }, this.words("pagesOf")), this.select),
            element("div", { class: "field" },
                element("label", { for: "print-pages" }, this.words("choosePages")), this.search,
                element("label", { class: "print-check print-all" }, this.all, this.words("all"), this.count),
                this.names, this.wrong));
    }

    /** Communes and the like first. */
    collections() {
        const { catalogue } = this.app;
        const fitting = [...catalogue.collections.values()].filter(({ count }) => count > 0 && count <= mostListed);
        const rank = ({ id, legend }) => (catalogue.sectorOf(id)?.id === "administration" ? 0 : 2)
            + (legend[0].kind === "fill" ? 0 : 1);
        return fitting.sort((one, other) => rank(one) - rank(other));
    }

    show(isShown) {
        this.node.hidden = !isShown;
        if (isShown && this.collection === null && this.select.value) this.choose(this.select.value);
    }

    async choose(collection) {
        Object.assign(this, { collection, features: [], chosen: new Set() });
        this.say("");
        this.names.replaceChildren(element("li", { class: "quiet" }, this.app.dictionary.text("loading")));
        try {
            const { properties = {} } = await this.app.api.schema(collection);
            const field = nameField(properties);
            const found = await fetchFeatures(this.app.config.base, collection, {
                properties: field, skipGeometry: true, sortby: field, count: false,
            }, mostListed);
            if (this.collection !== collection) return;
            this.field = field || null;
            this.features = found.map(({ id, properties: own }) => {
                const name = String(own?.[field] ?? id).normalize("NFC");
                return { id: String(id), name, words: fold(name) };
            });
        } catch (error) {
            if (this.collection !== collection) return;
            this.collection = null;
            this.say(this.explain(error));
        }
        this.list();
        this.onChange();
    }

    list() {
        const wanted = fold(this.search.value.trim());
        this.listed = this.features.filter(({ words }) => words.includes(wanted));
        this.names.replaceChildren(...this.listed.map((feature) => this.row(feature)));
        if (this.listed.length === 0) this.names.append(element("li", { class: "quiet" }, this.words("noPage")));
        this.tell();
    }

    row({ id, name }) {
        const box = element("input", {
            type: "checkbox", checked: this.chosen.has(id), onchange: () => this.tick(id, box.checked),
        });
        return element("li", {}, element("label", { class: "print-check" }, box, name));
    }

    tick(id, isChosen) {
        if (isChosen) this.chosen.add(id);
        else this.chosen.delete(id);
        this.tell();
        this.onChange();
    }

    /** All that are listed, so that a search chooses too. */
    tickAll() {
        for (const { id } of this.listed) {
            if (this.all.checked) this.chosen.add(id);
            else this.chosen.delete(id);
        }
        this.list();
        this.onChange();
    }

    tell() {
        const ticked = this.listed.filter(({ id }) => this.chosen.has(id)).length;
        this.all.checked = ticked > 0 && ticked === this.listed.length;
        this.all.indeterminate = ticked > 0 && !this.all.checked;
        this.count.textContent = this.words("chosen", { count: this.chosen.size, total: this.features.length });
        const isTooMany = this.chosen.size > mostPages;
        this.say(isTooMany ? this.words("tooManyPages", { most: mostPages, count: this.chosen.size }) : "");
    }

    say(sentence) {
        this.wrong.textContent = sentence;
        this.wrong.hidden = sentence === "";
    }

    /** The feature whose page is shown in the small picture. */
    get first() {
        return this.features.find(({ id }) => this.chosen.has(id)) ?? null;
    }

    /** The member `series`; null when it cannot be ordered, and the reader is told why. */
    order(scale) {
        if (this.chosen.size === 0) this.say(this.words("noPageChosen"));
        if (this.chosen.size === 0 || this.chosen.size > mostPages) return null;
        return {
            collection: this.collection, ids: [...this.chosen], ...(this.field ? { property: this.field } : {}),
            ...(scale ? { scale } : {}),
        };
    }
}

/** The property that people know the features by; empty when none is a text. */
function nameField(properties) {
    const texts = Object.keys(properties).filter((name) =>
        properties[name].type === "string" && !properties[name].format);
    return nameFields.map((pattern) => texts.find((name) => pattern.test(name))).find(Boolean) ?? texts[0] ?? "";
}
