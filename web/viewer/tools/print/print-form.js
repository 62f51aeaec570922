// The form of a sheet: texts, paper, scale, what stands on it. It keeps what was chosen while the page lives.

import { element } from "../../dom.js";
import { leastScale, longestTitle, mostScale, usualScales } from "./print-order.js";

/** Fields by the member of the order that a server's complaint names. */
const fieldOf = {
    title: "title", subtitle: "subtitle", scale: "scale", center: "scale", bbox: "scale", grid: "scale",
    graticule: "scale",
};

export class PrintForm {
    /**
     * @param {{papers: object[], formats: object[]}} choices of the server
     * @param {import("./print-order.js").PrintState & {scale: string|number, otherScale: string, isSeries: boolean,
     *   usualTitle: string}} state
     * @param {{app, words, onChange: () => void, onFit: () => void}} parts
     */
    constructor(choices, state, parts) {
        Object.assign(this, { choices, state }, parts);
        this.wrongs = new Map();
        this.segments = [];
        this.node = element("div", { class: "print-form" },
            this.choice("isSeries", "mode", [[false, "onePage"], [true, "manyPages"]]),
            this.seriesPlace = element("div"),
            this.text("title"), this.text("subtitle"),
            this.choice("paper", "paper", choices.papers.map(({ id }) => [id, id])),
            element("div", { class: "print-pair" },
                this.choice("orientation", "orientation", [["landscape", "landscape"], ["portrait", "portrait"]]),
                this.choice("lang", "language", [["vi", "vi"], ["en", "en"]])),
            this.scaleField(),
            element("fieldset", { class: "print-checks" }, element("legend", { class: "label" }, this.words("onSheet")),
                this.check("legend"), this.check("grid"), this.check("graticule")),
            this.choice("format", "format", choices.formats.map(({ id }) => [id, id.toUpperCase()])));
        this.update();
    }

    // MARK: Fields

    text(name) {
        const id = `print-${name}`;
        const input = element("input", {
            class: "input", id, maxlength: longestTitle, autocomplete: "off", value: this.state[name],
            placeholder: name === "title" ? this.state.usualTitle : this.words("subtitlePlaceholder"),
            "aria-describedby": `${id}-wrong`, oninput: () => this.change(name, input.value),
        });
        const label = element("label", { for: id }, this.words(name));
        return element("div", { class: "field" }, label, input, this.wrong(name));
    }

    wrong(name) {
        const node = element("p", { class: "wrong", id: `print-${name}-wrong`, role: "alert", hidden: true });
        this.wrongs.set(name, node);
        return node;
    }

    /** @param {[any, string][]} options value and key of its word; a word that is none stands for itself */
    choice(name, label, options) {
        const buttons = options.map(([value, key]) => element("button", {
            type: "button", "data-value": String(value), onclick: () => this.change(name, value),
        }, this.words(key)));
        this.segments.push({ name, options, buttons });
        const id = `print-${name}-label`;
        return element("div", { class: "field" }, element("span", { class: "label", id }, this.words(label)),
            element("div", { class: "segments", role: "group", "aria-labelledby": id, "data-field": name }, buttons));
    }

    check(name) {
        return element("label", { class: "print-check" }, element("input", {
            type: "checkbox", id: `print-${name}`, checked: this.state[name],
            onchange: (event) => this.change(name, event.target.checked),
        }), this.words(name));
    }

    scaleField() {
        this.screen = element("option", { value: "screen" });
        this.own = element("option", { value: "fit" }, this.words("fitEach"));
        this.scale = element("select", {
            class: "input", id: "print-scale", "aria-describedby": "print-scale-wrong",
            onchange: () => {
                this.change("scale", Number(this.scale.value) || this.scale.value);
                this.change("isScaleChosen", true);
            },
        }, this.own, this.screen,
        usualScales.map((scale) => element("option", { value: scale }, this.ratio(scale))),
        element("option", { value: "other" }, this.words("otherScale")));
        this.other = element("input", {
            class: "input", id: "print-other", inputmode: "numeric", autocomplete: "off", value: this.state.otherScale,
            "aria-label": this.words("otherLabel"), placeholder: this.words("otherPlaceholder"),
            oninput: () => this.change("otherScale", this.other.value),
        });
        this.fit = element("button", { type: "button", class: "menu-button", onclick: this.onFit },
            this.words("showFrame"));
        return element("div", { class: "field" },
            element("label", { for: "print-scale" }, this.words("scale")),
            element("div", { class: "print-line" }, this.scale, this.other, this.fit), this.wrong("scale"));
    }

    ratio(scale) {
        return `1:${this.app.formatter.count(scale)}`;
    }

    // MARK: State

    change(name, value) {
        this.state[name] = value;
        if (name === "isSeries") this.changeMode(value);
        this.complain(name === "otherScale" ? "scale" : name, "");
        this.update();
        this.onChange();
    }

    /** Only a document has pages, and each of them may have a scale of its own. */
    changeMode(isSeries) {
        if (isSeries) Object.assign(this.state, { format: "pdf", scaleOfOne: this.state.scale, scale: "fit" });
        else this.state.scale = this.state.scaleOfOne;
    }

    update() {
        const { state } = this;
        for (const { name, options, buttons } of this.segments) {
            options.forEach(([value], index) => {
                buttons[index].setAttribute("aria-pressed", String(state[name] === value));
                buttons[index].disabled = name === "format" && state.isSeries && value !== "pdf";
            });
        }
        this.own.hidden = this.own.disabled = !state.isSeries;
        this.screen.hidden = this.screen.disabled = state.isSeries;
        this.scale.value = String(state.scale);
        this.other.hidden = state.scale !== "other";
        this.fit.hidden = state.isSeries || state.scale === "screen";
        // In a series the names of the features stand there.
        this.node.querySelector("#print-subtitle").closest(".field").hidden = state.isSeries;
    }

    /** @param {number} scale of the screen */
    showScreenScale(scale) {
        this.screen.textContent = this.words("asOnScreen", { scale: this.ratio(scale) });
    }

    /** N of 1:N; null for a number that is none, `undefined` when each page has its own. @param {number} screen */
    chosenScale(screen) {
        const { scale, otherScale } = this.state;
        if (scale === "fit") return undefined;
        if (scale === "screen") return Math.min(mostScale, Math.max(leastScale, screen));
        if (scale !== "other") return scale;
        const digits = otherScale.replace(/^\s*1\s*[:/]/, "").replace(/[\s.,]/g, "");
        const number = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
        return number >= leastScale && number <= mostScale ? number : null;
    }

    complainOfScale() {
        const { formatter } = this.app;
        this.complain("scale", this.words("wrongScale", {
            least: formatter.count(leastScale), most: formatter.count(mostScale),
        }), this.other);
    }

    /** @returns {boolean} whether a field stands for the member that the server named */
    complainOfMember(member, sentence) {
        const name = fieldOf[member];
        if (!name) return false;
        this.complain(name, sentence);
        return true;
    }

    complain(name, sentence, focused = this.node.querySelector(`#print-${name}`)) {
        const wrong = this.wrongs.get(name);
        if (!wrong) return;
        wrong.textContent = sentence;
        wrong.hidden = sentence === "";
        if (sentence === "") focused?.removeAttribute("aria-invalid");
        else {
            focused?.setAttribute("aria-invalid", "true");
            focused?.focus();
        }
    }
}
