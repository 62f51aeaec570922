// The legend that stays on the map while a theme is on it.

import { element, icon } from "../../dom.js";
import { fieldTitle } from "./fields.js";
import { themeLegend } from "./theme-legend.js";

export class ThemeCard {
    /** @param {{onEdit: () => void, onRemove: () => void}} actions */
    constructor(app, words, actions) {
        Object.assign(this, { app, words, actions });
        this.node = element("section", { id: "theme-card", class: "card", "aria-label": words("card"), hidden: true });
        document.body.append(this.node);
        this.isFolded = matchMedia("(max-width: 767px)").matches;
    }

    show(theme) {
        const { catalogue, dictionary } = this.app;
        const { collection } = theme.state;
        const layer = dictionary.pick(catalogue.collections.get(collection).titles, collection);
        const title = theme.field ? fieldTitle(theme.field) : this.words(`kind-${theme.state.kind}`);
        const body = element("div", { class: "theme-card-body", id: "theme-card-body" },
            themeLegend(theme, this.app, this.words));
        const fold = this.button("fold", "chevron", () => {
            this.isFolded = !this.isFolded;
            update();
        }, { "aria-controls": body.id });
        const update = () => {
            body.hidden = this.isFolded;
            fold.setAttribute("aria-expanded", String(!this.isFolded));
        };
        update();
        this.node.replaceChildren(
            element("header", {},
                element("div", {}, element("h3", {}, title),
                    element("p", { class: "quiet" }, layer, theme.filter ? ` · ${this.words("filtered")}` : "")),
                fold, this.button("edit", "notes", this.actions.onEdit),
                this.button("remove", "close", this.actions.onRemove)),
            body);
        this.update(theme);
    }

    /** Not for a layer that is switched off. */
    update(theme) {
        this.node.hidden = theme === null || !this.app.visibility.has(theme.state.collection);
    }

    button(name, glyph, onclick, more = {}) {
        const title = this.words(name);
        return element("button", {
            type: "button", class: `icon-button ${name}`, title, "aria-label": title, onclick, ...more,
        }, icon(glyph));
    }
}
