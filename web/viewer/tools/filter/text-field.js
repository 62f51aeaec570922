// A condition as one writes it in CQL2, and under it what is wrong with it.

import { element } from "../../dom.js";

export class TextField {
    /** @param {{words, onChange: () => void}} parts */
    constructor(text, { words, onChange }) {
        const id = "filter-text";
        this.wrong = element("p", { class: "wrong", id: `${id}-wrong`, hidden: true, role: "alert" });
        this.area = element("textarea", {
            class: "input", id, spellcheck: "false", autocapitalize: "off", placeholder: words("textExample"),
            "aria-describedby": this.wrong.id, oninput: onChange,
        });
        this.area.value = text;
        this.node = element("div", { class: "field" }, element("label", { for: id }, words("textLabel")),
            this.area, this.wrong, element("p", { class: "hint" }, words("textHint")));
    }

    get text() {
        return this.area.value.trim();
    }

    set text(text) {
        this.area.value = text;
    }

    /** @param {string|null} sentence */
    complain(sentence) {
        this.wrong.hidden = sentence === null;
        this.wrong.textContent = sentence ?? "";
        this.area.toggleAttribute("aria-invalid", sentence !== null);
    }
}
