// What is here: the features under a click, one page each, with every attribute the server knows.

import { element, icon } from "./dom.js";
import { attributeRows, headline, nameFrom } from "./attributes.js";

export class FeaturePanel extends EventTarget {
    /**
     * Events: "show" (detail: the hit and its geometry, when it or more of it is known), "close".
     * @param {{api, catalogue, dictionary, formatter, onZoom: (geometry: object) => void}} parts
     */
    constructor(container, parts) {
        super();
        Object.assign(this, parts);
        this.container = container;
        this.hits = [];
        this.index = 0;
        this.turn = 0; // an answer that arrives after the page was turned is dropped
    }

    get isOpen() {
        return !this.container.hidden;
    }

    /** @param {import("./hits.js").Hit[]} hits */
    open(hits) {
        this.hits = hits;
        this.container.hidden = false;
        document.body.classList.add("has-feature");
        this.show(0);
    }

    close() {
        if (!this.isOpen) return;
        this.turn += 1;
        this.hits = [];
        this.container.hidden = true;
        this.container.replaceChildren();
        document.body.classList.remove("has-feature");
        this.dispatchEvent(new Event("close"));
    }

    async show(index) {
        this.index = index;
        const turn = (this.turn += 1);
        const hit = this.hits[index];
        this.render(hit, null, "loading");
        this.announce(hit);
        if (hit.id === null) {
            this.render(hit, null, "tileOnly");
            return;
        }
        try {
            const [item, schema] = await Promise.all([
                this.api.item(hit.collection, hit.id),
                this.api.schema(hit.collection).catch(() => null), // labels are a comfort, not a condition
            ]);
            if (turn !== this.turn) return;
            Object.assign(hit, { properties: item.properties ?? {}, geometry: item.geometry ?? hit.geometry });
            this.render(hit, schema, "complete");
            this.announce(hit);
        } catch (error) {
            if (turn !== this.turn) return;
            this.render(hit, null, error.status === 404 ? "gone" : "tileOnly");
        }
    }

    announce(hit) {
        this.dispatchEvent(new CustomEvent("show", { detail: hit }));
    }

    render(hit, schema, state) {
        const { dictionary, formatter } = this;
        const collection = this.catalogue.collections.get(hit.collection);
        const sector = this.catalogue.sectorOf(hit.collection);
        const chip = element("span", { class: "chip", "aria-hidden": "true" });
        chip.style.backgroundColor = sector?.colour ?? "";
        const title = dictionary.pick(collection?.titles, hit.collection);
        const name = nameFrom(collection?.name, hit.properties, dictionary) ?? headline(hit.properties)
            ?? `${dictionary.text("feature")} ${hit.id ?? ""}`;
        const notice = { tileOnly: "attributesFromTile", gone: "featureGone" }[state];
        const hadFocus = document.activeElement?.dataset?.action;
        this.container.replaceChildren(...[
            element("header", {},
                element("p", { class: "eyebrow" }, chip, title),
                element("h2", {}, name),
                element("button", {
                    type: "button", class: "icon-button close", "data-action": "close",
                    "aria-label": dictionary.text("close"), title: dictionary.text("close"),
                    onclick: () => this.close(),
                }, icon("close"))),
            this.pager(),
            element("div", { class: "scroll", tabindex: "0" },
                notice ? element("p", { class: "notice" }, dictionary.text(notice)) : null,
                state === "loading" && Object.keys(hit.properties).length === 0
                    ? element("p", { class: "quiet" }, dictionary.text("loading"))
                    : element("table", { class: "attributes", "aria-busy": String(state === "loading") },
                        element("caption", { class: "for-readers" }, `${title}: ${name}`),
                        element("tbody", {}, attributeRows(hit.properties, schema, formatter)))),
            element("footer", {},
                element("button", { type: "button", class: "button", "data-action": "zoom", disabled: !hit.geometry,
                    onclick: () => this.onZoom(hit.geometry) }, icon("zoom"), dictionary.text("zoomToFeature")),
                hit.id === null ? null : element("a", { class: "button", "data-action": "page",
                    href: this.api.itemPage(hit.collection, hit.id, dictionary.language) },
                icon("table"), dictionary.text("openPage"))),
        ].filter(Boolean));
        if (hadFocus) this.container.querySelector(`[data-action="${hadFocus}"]:not(:disabled)`)?.focus();
    }

    pager() {
        if (this.hits.length < 2) return null;
        const turnTo = (step) => this.show((this.index + step + this.hits.length) % this.hits.length);
        const button = (action, step) => element("button", {
            type: "button", class: "icon-button", "data-action": action,
            "aria-label": this.dictionary.text(action), title: this.dictionary.text(action),
            onclick: () => turnTo(step),
        }, icon(action));
        return element("nav", { class: "pager", "aria-label": this.dictionary.text("featuresHere") },
            button("previous", -1),
            element("span", {}, this.dictionary.text("featureOf", { index: this.index + 1, count: this.hits.length })),
            button("next", 1));
    }
}
