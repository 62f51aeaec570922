// Sentences over the map when something is missing or does not answer.

import { element, icon } from "./dom.js";

export class Messages {
    constructor(container, dictionary) {
        this.container = container;
        this.dictionary = dictionary;
    }

    /** Instead of the map: why there is none, and what can be done. */
    card(title, paragraphs, actions = []) {
        this.container.replaceChildren(element("section", { class: "message-card", role: "alert" },
            element("h2", {}, title),
            ...paragraphs.map((paragraph) => (typeof paragraph === "string" ? element("p", {}, paragraph) : paragraph)),
            actions.length > 0 ? element("p", { class: "actions" }, ...actions) : null));
        document.documentElement.dataset.mapState = "message";
    }

    /** A line at the top while something is wrong; the map stays usable. */
    banner(sentence, action = null) {
        if (this.container.querySelector(".message-card")) return;
        this.container.replaceChildren(element("div", { class: "message-banner", role: "status" },
            element("span", {}, sentence), action,
            element("button", {
                type: "button", class: "icon-button", "aria-label": this.dictionary.text("close"),
                onclick: () => this.clear(),
            }, icon("close"))));
    }

    clear() {
        this.container.replaceChildren();
    }

    reloadButton() {
        return element("button", { type: "button", class: "button primary", onclick: () => location.reload() },
            this.dictionary.text("tryAgain"));
    }

    noServer(error) {
        this.card(this.dictionary.text("noServerTitle"), [
            this.dictionary.text(error.status ? "serverRefused" : "noServer", { status: error.status }),
            element("p", { class: "quiet" }, element("code", {}, error.url ?? String(error))),
        ], [this.reloadButton()]);
    }

    noLayers() {
        this.card(this.dictionary.text("noLayersTitle"), [
            this.dictionary.text("noLayers"),
            element("pre", {}, element("code", {}, "geoimport load duong.shp --store STORE --sector transport")),
            this.dictionary.text("noLayersThen"),
        ], [this.reloadButton()]);
    }

    noWebGL(base) {
        this.card(this.dictionary.text("noWebGLTitle"), [this.dictionary.text("noWebGL")], [
            element("a", { class: "button primary", href: `${base}/collections?lang=${this.dictionary.language}` },
                this.dictionary.text("toCollections"))]);
    }
}
