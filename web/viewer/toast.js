// A word that comes and goes by itself.

import { element } from "./dom.js";

const shownInMilliseconds = 6000;

export class Toast {
    constructor(container, dictionary) {
        this.container = container;
        this.dictionary = dictionary;
    }

    /** @param {boolean} canReload whether a new page would show more */
    show(sentence, canReload = false) {
        clearTimeout(this.timer);
        this.container.replaceChildren(element("p", {}, sentence), ...(canReload ? [this.reloadButton()] : []));
        this.container.classList.add("is-shown");
        if (!canReload) this.timer = setTimeout(() => this.hide(), shownInMilliseconds);
    }

    hide() {
        this.container.classList.remove("is-shown");
    }

    reloadButton() {
        return element("button", { type: "button", class: "button", onclick: () => location.reload() },
            this.dictionary.text("reload"));
    }
}
