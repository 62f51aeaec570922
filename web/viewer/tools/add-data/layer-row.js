// One added layer in the panel: on and off, look, what can be done with it, and what was odd about its file.

import { element, icon } from "../../dom.js";
import { iconButton, retry } from "./controls.js";
import { FileLayer } from "./file-layer.js";
import { questionForm, systemOptions } from "./question.js";
import { sentenceOf, warnings } from "./sentences.js";
import { encodings } from "./text-encodings.js";

export class LayerRow {
    /** @param {{layer, words, formatter, systems, near: () => number[], actions}} parts */
    constructor(parts) {
        Object.assign(this, parts);
        this.isUnfolded = false;
        this.node = element("li", { class: "added" });
        this.render();
    }

    get isFile() {
        return this.layer instanceof FileLayer;
    }

    render() {
        const { layer } = this;
        const question = this.isFile ? layer.reading?.question : null;
        const focused = this.node.contains(document.activeElement) ? document.activeElement : null;
        this.node.replaceChildren(...[
            this.line(question),
            warnings(this.sentences(), { words: this.words }),
            layer.fault && this.isFile ? retry(this.words, () => this.actions.reread(layer, {})) : null,
            question ? questionForm({
                ...this, near: this.near(), onAnswer: (choices) => this.actions.reread(layer, choices),
            }) : null,
            this.isUnfolded && !question ? this.more() : null,
        ].filter(Boolean));
        if (focused) this.focusAgain(focused);
    }

    /** Whoever works by keys is not thrown to the top of the page by a change. */
    focusAgain({ id, classList, dataset }) {
        const name = id ? `#${id}` : dataset.action ? `[data-action=${dataset.action}]` : ["", ...classList].join(".");
        const same = name === "" ? null : this.node.querySelector(name);
        (same ?? this.node.querySelector("input, button, select"))?.focus();
    }

    sentences() {
        const { layer, words, formatter } = this;
        if (!this.isFile) return layer.fault ? [words(layer.fault.key, layer.fault.values)] : [];
        if (layer.fault) return [words(layer.fault)];
        const { problems = [], encoding } = layer.reading ?? {};
        const found = problems.map((problem) => sentenceOf(problem, words, formatter));
        if (!encoding || encoding.isSure) return found;
        return [...found, words("encodingUnsure", { encoding: words(`encoding-${encoding.value}`) })];
    }

    line(question) {
        const { layer, words, formatter } = this;
        const canShow = !question && !(this.isFile && layer.fault);
        const box = element("input", {
            type: "checkbox", checked: layer.isShown, disabled: !canShow,
            onchange: () => this.look({ isShown: box.checked }),
        });
        this.chip = element("span", { class: "chip", "aria-hidden": "true" });
        this.chip.style.backgroundColor = layer.colour ?? "";
        const count = this.isFile && canShow ? formatter.count(layer.features.length) : "";
        const button = (name, glyph, onclick, options = {}) => (
            iconButton(glyph, words(`${name}-of`, { title: layer.title }), onclick, { class: name, ...options }));
        return element("div", { class: "added-line" },
            element("label", {}, box, layer.colour ? this.chip : icon("basemap"),
                element("span", { class: "title" }, layer.title),
                count && element("span", { class: "number quiet", title: words("features") }, count)),
            canShow && layer.bounds ? button("zoom", "zoom", () => this.actions.zoom(layer)) : null,
            canShow
                ? button("more", "chevron", () => this.fold(), { "aria-expanded": String(this.isUnfolded) })
                : button("remove", "trash", () => this.actions.remove(layer)));
    }

    fold() {
        this.isUnfolded = !this.isUnfolded;
        this.render();
        // Other systems can be offered when it is known how to get there.
        if (this.isFile && !this.systems.vn2000) this.systems.prepare(null).then(() => this.render(), () => {});
    }

    look(look) {
        this.layer.setLook(look);
        if (look.colour) this.chip.style.backgroundColor = look.colour;
        this.actions.looked(this.layer);
    }

    more() {
        const { layer, words } = this;
        const action = (name, glyph, onclick) => element("button", {
            type: "button", class: "menu-button", "data-action": name, onclick,
        }, icon(glyph), words(name));
        const hasTable = this.isFile && layer.features.length > 0;
        return element("div", { class: "added-more", role: "group", "aria-label": layer.title },
            this.opacity(),
            this.isFile ? this.fileFields() : this.placeField(),
            element("div", { class: "menu-actions" },
                hasTable ? action("table", "table", () => this.actions.table(layer)) : null,
                action("remove", "trash", () => this.actions.remove(layer))));
    }

    opacity() {
        const { layer, words } = this;
        const percent = Math.round(layer.opacity * 100);
        const shown = element("output", { class: "number quiet" }, `${percent}%`);
        const slider = element("input", {
            type: "range", min: 0, max: 100, step: 5, value: percent, id: `${layer.prefix}-opacity`,
            oninput: () => {
                this.look({ opacity: Number(slider.value) / 100 });
                shown.textContent = `${slider.value}%`;
            },
        });
        return element("div", { class: "row" }, element("label", { for: slider.id }, words("opacity")), slider, shown);
    }

    fileFields() {
        const { layer, words } = this;
        const { encoding, system } = layer.reading;
        const colour = element("input", {
            type: "color", id: `${layer.prefix}-colour`, value: layer.colour,
            oninput: () => this.look({ colour: colour.value }),
        });
        return [
            element("div", { class: "row" }, element("label", { for: colour.id }, words("colour")), colour),
            system ? this.systemField() : null,
            encoding ? this.choice("encoding", encodingOptions(encoding.value, words)) : null,
        ];
    }

    systemField() {
        const { layer, systems, words, formatter } = this;
        const { system, systemName, systemNote, measured } = layer.reading;
        const own = systems.title(system, systemName);
        const options = systems.vn2000
            ? systemOptions({ systems, measured, near: this.near(), words, formatter, chosen: system, own })
            : [element("option", { value: system }, own)];
        return this.choice("system", options, words(systemNote));
    }

    choice(name, options, hint = "") {
        const { layer, words } = this;
        const select = element("select", {
            class: "input", id: `${layer.prefix}-choose-${name}`,
            onchange: () => this.actions.reread(layer, { [name]: select.value }),
        }, options);
        return element("div", { class: "field" }, element("label", { for: select.id }, words(name)), select,
            hint && element("p", { class: "hint" }, hint));
    }

    /** Pictures of a service lie below our data or above. */
    placeField() {
        const { layer, words } = this;
        const press = () => buttons.forEach((button, index) => (
            button.setAttribute("aria-pressed", String(layer.isAbove === Boolean(index)))));
        const buttons = [false, true].map((isAbove) => element("button", {
            type: "button", onclick: () => {
                layer.setAbove(isAbove);
                press();
            },
        }, words(isAbove ? "above" : "below")));
        press();
        const { attribution } = layer;
        return element("div", { class: "field" }, element("span", { class: "label" }, words("order")),
            element("div", { class: "segments", role: "group", "aria-label": words("order") }, buttons),
            attribution && element("p", { class: "hint" }, words("attributionOf", { attribution })));
    }
}

function encodingOptions(chosen, words) {
    return [...new Set([...encodings, chosen])].map((name) => (
        element("option", { value: name, selected: name === chosen }, words(`encoding-${name}`))));
}
