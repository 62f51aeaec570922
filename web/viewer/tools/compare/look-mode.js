// The map as it is at the left; at the right the same place in other colours, with other layers.

import { element } from "../../dom.js";
import { applyToStyle } from "../../visibility.js";
import { withoutOurs } from "./version-style.js";

const styles = { sang: "map", toi: "map-dark" };

export class LookMode {
    /**
     * @param {import("../../main.js").App} app
     * @param {import("./stage.js").Stage} stage
     * @param {(value: string) => void} keep   in the address
     */
    constructor(app, words, stage, keep) {
        Object.assign(this, { app, words, stage, keep });
        this.loaded = new Map();
    }

    /** @param {{style?: string, layers?: string[]|null}} state */
    open(body, state) {
        const { catalogue, mapStyle, visibility } = this.app;
        const other = mapStyle?.shown === "toi" ? "sang" : "toi";
        this.style = Object.hasOwn(styles, state.style ?? "") ? state.style : other;
        const known = (state.layers ?? []).filter((id) => catalogue.collections.has(id));
        this.shown = new Set(known.length > 0 || state.layers?.length === 0 ? known : visibility.shown);
        this.said = element("p", { class: "compare-said", role: "status" });
        this.list = element("div", { class: "compare-layers" });
        body.append(
            element("p", { class: "quiet compare-lead" }, this.words("lookLead")),
            this.styleField(), element("div", { class: "field" },
                element("span", { class: "label", id: "compare-layers-label" }, this.words("layersRight")),
                this.list,
                element("div", { class: "actions" }, element("button", {
                    type: "button", class: "button", onclick: () => {
                        this.shown = new Set(visibility.shown);
                        this.update();
                    },
                }, this.words("sameLayers")))), this.said);
        this.list.setAttribute("role", "group");
        this.list.setAttribute("aria-labelledby", "compare-layers-label");
        this.update();
    }

    styleField() {
        this.styleButtons = Object.keys(styles).map((id) => element("button", {
            type: "button", "data-style": id, onclick: () => {
                this.style = id;
                this.update();
            },
        }, this.words(`style-${id}`)));
        return element("div", { class: "field" }, element("span", { class: "label" }, this.words("styleRight")),
            element("div", { class: "segments", role: "group", "aria-label": this.words("styleRight") },
                ...this.styleButtons));
    }

    ticks() {
        const { catalogue, dictionary } = this.app;
        return [...catalogue.collections.values()].map(({ id, titles }) => element("label", {}, element("input", {
            type: "checkbox", value: id, checked: this.shown.has(id),
            onchange: ({ target }) => {
                if (target.checked) this.shown.add(id);
                else this.shown.delete(id);
                this.update();
            },
        }), element("span", {}, dictionary.pick(titles, id))));
    }

    async update() {
        for (const button of this.styleButtons) {
            button.setAttribute("aria-pressed", String(button.dataset.style === this.style));
        }
        const ids = [...this.app.catalogue.collections.keys()].filter((id) => this.shown.has(id));
        const ticks = this.list.querySelectorAll("input");
        if (ticks.length === 0) this.list.append(...this.ticks());
        else ticks.forEach((tick) => { tick.checked = this.shown.has(tick.value); });
        this.keep(`${this.style}:${ids.join(",")}`);
        const wanted = (this.turn = Symbol(this.style));
        let style;
        try {
            style = await this.load(this.style);
        } catch {
            if (wanted === this.turn) this.fail();
            return;
        }
        if (wanted !== this.turn) return;
        this.said.replaceChildren();
        const visible = { has: (id) => this.shown.has(id) };
        this.stage.show({ left: null, right: withoutOurs(applyToStyle(style, this.app.catalogue, visible)) }, {
            left: this.words("presentMap"), right: `${this.words(`style-${this.style}`)} · ${this.words("layerCount", {
                count: this.app.formatter.count(ids.length) })}`,
        });
    }

    load(id) {
        if (!this.loaded.has(id)) {
            const answer = this.app.api.style(styles[id]);
            answer.catch(() => this.loaded.delete(id));
            this.loaded.set(id, answer);
        }
        return this.loaded.get(id);
    }

    fail() {
        this.said.replaceChildren(this.words("noServer"), element("button", {
            type: "button", class: "button", onclick: () => this.update(),
        }, this.app.dictionary.text("tryAgain")));
    }

    close() {
        this.turn = null;
        this.stage.show({ left: null, right: null }, { left: "", right: "" });
    }
}
