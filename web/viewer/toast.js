// A word that comes and goes by itself.

import { element } from "./dom.js";

const shownInMilliseconds = 6000;
const withActionsInMilliseconds = 20_000; // time to read, and to get there by keys

export class Toast {
    constructor(container, dictionary) {
        this.container = container;
        this.dictionary = dictionary;
    }

    /**
     * @param {boolean} canReload whether a new page would show more
     * @param {HTMLElement[]} actions links and buttons: what can be done about it
     */
    show(sentence, canReload = false, actions = []) {
        clearTimeout(this.timer);
        this.container.replaceChildren(element("p", {}, sentence), ...(canReload ? [this.reloadButton()] : []),
            ...(actions.length > 0 ? [element("div", { class: "actions" }, actions)] : []));
        this.container.classList.add("is-shown");
        if (!canReload) this.hideAfter(actions.length > 0 ? withActionsInMilliseconds : shownInMilliseconds);
    }

    /** Not while somebody points at it or is in it. */
    hideAfter(milliseconds) {
        this.timer = setTimeout(() => {
            if (this.container.matches(":hover, :focus-within")) this.hideAfter(shownInMilliseconds);
            else this.hide();
        }, milliseconds);
    }

    hide() {
        this.container.classList.remove("is-shown");
    }

    reloadButton() {
        return element("button", { type: "button", class: "button", onclick: () => location.reload() },
            this.dictionary.text("reload"));
    }
}
