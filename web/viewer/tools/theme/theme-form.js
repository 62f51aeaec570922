// What a theme is made of: layer, kind of map, property, classes, colours. Every change draws the map again.

import { collectionChoice } from "../../collection-choice.js";
import { element, svgElement } from "../../dom.js";
import { fieldTitle, numbersOf, propertyFor } from "./fields.js";
import { coloursOf, groupOf, palettesOf, roomOf, strongColour } from "./palettes.js";
import { colourBar } from "./theme-legend.js";
import { countsOf, kinds, methods, usualState, withRoom } from "./theme-state.js";

/** One drawing per kind of map, 32 × 20. */
const glyphs = {
    mau: [["rect", 0, 0.25], ["rect", 8, 0.5], ["rect", 16, 0.75], ["rect", 24, 1]],
    giatri: [["rect", 1, 1], ["rect", 12, 0.35], ["rect", 23, 0.7]],
    kyhieu: [["circle", 5, 3], ["circle", 13, 5], ["circle", 25, 7]],
    nhiet: [["haze", 16, 9, 0.25], ["haze", 16, 6, 0.45], ["haze", 16, 3, 1]],
    cum: [["circle", 8, 6], ["dot", 20, 5], ["dot", 25, 12], ["dot", 29, 6]],
};

export class ThemeForm {
    /** @param {{onChange: (state: object) => void, onLayer: (id: string) => void}} actions */
    constructor(app, words, { onChange, onLayer }) {
        Object.assign(this, { app, words, onChange, onLayer });
        this.node = element("form", { class: "theme-form", onsubmit: (event) => event.preventDefault() });
    }

    /** @param {object|null} state null while no layer is chosen @param {object|null} described of its schema */
    show(state, described, theme) {
        Object.assign(this, { state, described, theme });
        const focused = this.node.contains(document.activeElement) ? document.activeElement.id : "";
        this.isPaletteOpen = this.node.querySelector("details")?.open ?? false;
        this.node.replaceChildren(this.layerField(), ...(state && described ? this.fields() : []));
        if (focused) document.getElementById(focused)?.focus();
    }

    change(part) {
        this.onChange(withRoom({ ...this.state, ...part }));
    }

    fields() {
        const { kind, method, property } = this.state;
        const field = this.described.fields.find(({ name }) => name === property);
        return [
            this.kindField(), this.propertyField(),
            kind === "mau" && element("div", { class: "theme-pair" }, this.methodField(), this.countField("classCount")),
            kind === "giatri" && this.countField("valueCount"),
            kind === "mau" && method === "manual" && this.breaksField(field),
            this.paletteField(), this.opacityField(),
            ["mau", "giatri", "kyhieu"].includes(kind) && this.tick("labels", "hasLabels"),
        ].filter(Boolean);
    }

    field(name, control, ...more) {
        const label = element("label", { for: control.id }, this.words(name));
        return element("div", { class: "field" }, label, control, ...more);
    }

    select(name, options, chosen, onChoose) {
        const option = ({ value, text }) => (
            element("option", { value, selected: String(value) === String(chosen) }, text));
        const select = element("select", {
            class: "input", id: `theme-${name}`, onchange: () => onChoose(select.value),
        }, options.map(option));
        return this.field(name, select);
    }

    layerField() {
        const chosen = this.state?.collection ?? "";
        const select = collectionChoice(this.app, chosen, { id: "theme-layer" }, (id) => id && this.onLayer(id));
        if (!chosen) select.prepend(element("option", { value: "", selected: true }, this.words("chooseLayer")));
        return this.field("layer", select);
    }

    kindField() {
        const { fields } = this.described;
        return element("div", { class: "field" },
            element("span", { class: "label", id: "theme-kinds" }, this.words("kind")),
            element("div", { class: "theme-kinds", role: "group", "aria-labelledby": "theme-kinds" },
                Object.entries(kinds).map(([kind, { needs }]) => {
                    const reason = this.hindrance(needs, fields);
                    return element("button", {
                        type: "button", id: `theme-kind-${kind}`, "aria-pressed": String(kind === this.state.kind),
                        disabled: reason !== null, title: reason, onclick: () => this.chooseKind(kind),
                    }, glyph(kind), element("span", {}, this.words(`kind-${kind}`)));
                })));
    }

    hindrance(needs, fields) {
        const { geometry } = this.described;
        if (needs === "points") return geometry === "point" ? null : this.words("needsPoints");
        if (needs === "number") return numbersOf(fields).length > 0 ? null : this.words("needsNumber");
        return fields.length > 0 ? null : this.words("needsAny");
    }

    chooseKind(kind) {
        const { collection, property, hasLabels, palette, isReversed } = this.state;
        const { needs, palettes } = kinds[kind];
        const state = usualState(collection, propertyFor(kind, property, this.described.fields, needs), kind);
        const keepsColours = palettes.includes(groupOf(palette)) && groupOf(palette) !== "sequential";
        this.onChange(withRoom({ ...state, hasLabels, ...(keepsColours ? { palette, isReversed } : {}) }));
    }

    propertyField() {
        const { needs } = kinds[this.state.kind];
        const fields = needs === "any" ? this.described.fields : numbersOf(this.described.fields);
        const options = fields.map((field) => ({ value: field.name, text: fieldTitle(field) }));
        if (needs === "points") options.unshift({ value: "", text: this.words("countOnly") });
        return this.select("property", options, this.state.property, (property) => this.change({
            property, ...(this.state.method === "manual" ? { method: "quantile", breaks: [] } : {}) }));
    }

    methodField() {
        const options = methods.map((value) => ({ value, text: this.words(`method-${value}`) }));
        return this.select("method", options, this.state.method, (method) => {
            const breaks = method === "manual" ? this.presentBreaks(this.state.count) : [];
            if (method !== "manual" || breaks.length > 0) this.change({ method, breaks });
            else this.show(this.state, this.described, this.theme);
        });
    }

    countField(name) {
        const options = countsOf(this.state.kind).map((count) => ({ value: count, text: String(count) }));
        return this.select(name, options, this.state.count, (text) => {
            const count = Number(text);
            const breaks = this.state.method === "manual" ? this.presentBreaks(count) : [];
            this.change({ count, breaks });
        });
    }

    /** The breaks of the map as it is; for another number of classes even ones. */
    presentBreaks(count) {
        const { answer } = this.theme ?? {};
        if (!answer || !(answer.maximum > answer.minimum)) return [];
        const present = answer.classes.slice(1).map(({ from }) => from);
        if (present.length === count - 1) return present;
        const step = (answer.maximum - answer.minimum) / count;
        const place = (index) => Number((answer.minimum + step * (index + 1)).toPrecision(4));
        return Array.from({ length: count - 1 }, (_, index) => place(index));
    }

    breaksField(field) {
        const { formatter } = this.app;
        const { breaks } = this.state;
        const { minimum, maximum } = this.theme?.answer ?? {};
        const wrong = element("p", { class: "wrong", role: "alert", id: "theme-break-wrong", hidden: true });
        const inputs = breaks.map((value, index) => element("input", {
            type: "number", step: "any", class: "input", id: `theme-break-${index}`, value,
            "aria-label": this.words("break", { number: index + 1 }), "aria-describedby": wrong.id,
            onchange: () => accept(index),
        }));
        const accept = (index) => {
            const next = inputs.map(({ valueAsNumber }) => valueAsNumber);
            const low = index === 0 ? minimum : next[index - 1];
            const high = index === next.length - 1 ? maximum : next[index + 1];
            const isRight = next[index] > low && next[index] < high;
            inputs[index].setAttribute("aria-invalid", String(!isRight));
            wrong.hidden = isRight;
            if (isRight) this.change({ breaks: next });
            else {
                const [from, to] = [low, high].map((value) => formatter.value(value, field.name));
                wrong.textContent = this.words("breakWrong", { number: index + 1, low: from, high: to });
            }
        };
        const hint = minimum === undefined ? null : this.words("breaksHint", {
            low: formatter.value(minimum, field.name), high: formatter.value(maximum, field.name, field.unit) });
        return element("div", { class: "field", role: "group", "aria-label": this.words("breaks") },
            element("span", { class: "label" }, this.words("breaks")),
            element("div", { class: "theme-breaks" }, inputs),
            hint ? element("p", { class: "hint" }, hint) : null, wrong);
    }

    paletteField() {
        const { state } = this;
        const { palettes } = kinds[state.kind];
        const groups = palettes.map((group) => element("div", { role: "group", "aria-label": this.words(group) },
            palettes.length > 1 ? element("p", { class: "hint" }, this.words(group)) : null,
            element("div", { class: "theme-palettes" }, palettesOf([group]).map(({ id }) => this.paletteButton(id)))));
        return element("details", { class: "field theme-colours", open: this.isPaletteOpen },
            element("summary", { id: "theme-palette" },
                element("span", { class: "label" }, this.words("palette")), this.strip(state.palette)),
            ...groups, ["kyhieu", "cum"].includes(state.kind) ? null : this.tick("reversed", "isReversed"),
            element("p", { class: "hint" }, this.words(state.kind === "giatri" ? "paletteHintValues" : "paletteHint")));
    }

    paletteButton(id) {
        const { kind, count, palette } = this.state;
        return element("button", {
            type: "button", id: `theme-palette-${id}`, "aria-pressed": String(id === palette),
            disabled: kind === "giatri" && roomOf(id) < count, onclick: () => this.change({ palette: id }),
        }, this.strip(id), element("span", {}, id));
    }

    /** As many colours as the map has. */
    strip(palette) {
        const { kind, count, isReversed } = this.state;
        const shown = { kyhieu: 1, cum: 1, nhiet: 7, giatri: Math.min(count, roomOf(palette)) }[kind] ?? count;
        const colours = shown === 1 ? [strongColour(palette)] : coloursOf(palette, shown, isReversed);
        return colourBar(colours, "theme-strip");
    }

    tick(name, member) {
        const box = element("input", {
            type: "checkbox", id: `theme-${name}`, checked: this.state[member],
            onchange: () => this.change({ [member]: box.checked }),
        });
        return element("label", { class: "theme-tick" }, box, this.words(name));
    }

    /** The opacity of the layer itself, as in its menu. */
    opacityField() {
        const { look } = this.app;
        const percent = () => Math.round(look.opacityOf(this.state.collection) * 100);
        const shown = element("output", { class: "number quiet" }, `${percent()}%`);
        const slider = element("input", {
            type: "range", min: 10, max: 100, step: 5, id: "theme-opacity", value: percent(), oninput: () => {
                look.setOpacity(this.state.collection, Number(slider.value) / 100);
                shown.textContent = `${percent()}%`;
            },
        });
        return element("div", { class: "field" }, element("label", { for: slider.id }, this.words("opacity")),
            element("div", { class: "theme-slider" }, slider, shown));
    }
}

function glyph(kind) {
    const draw = {
        rect: (x, opacity) => ["rect", { x, y: 2, width: 8, height: 16, opacity }],
        circle: (cx, r) => ["circle", { cx, cy: 10, r }],
        dot: (cx, cy) => ["circle", { cx, cy, r: 2 }],
        haze: (cx, r, opacity) => ["circle", { cx, cy: 10, r, opacity }],
    };
    return svgElement("svg", { viewBox: "0 0 32 20", class: "theme-glyph", "aria-hidden": "true", focusable: "false" },
        ...glyphs[kind].map(([shape, ...numbers]) => svgElement(...draw[shape](...numbers))));
}
