// Services of other offices that an administrator has allowed, with the layers of each.

import { fetchJSON } from "../../api.js";
import { element } from "../../dom.js";
import { fold } from "../../text-folding.js";
import { choicesIn, ServiceFault } from "./capabilities.js";
import { iconButton, retry, textButton } from "./controls.js";
import { ServiceLayer } from "./service-layer.js";

const patienceInMilliseconds = 30_000; // of others' servers
const types = ["wms", "wmts", "xyz"];
const filterFrom = 9; // layers, from which on one wants to search

/** @typedef {{id: string, title: object, type: "wms"|"wmts"|"xyz", attribution?: string, layers?: object[]}} Service */

export class ServicesPanel {
    /** @param {{app, words, added: import("./added-layers.js").AddedLayers}} parts */
    constructor({ app, words, added }) {
        Object.assign(this, { app, words, added });
        this.node = element("div", { class: "services" });
        /** @type {Service[]|null} */
        this.services = null;
        this.choices = new Map();
    }

    /** Asked for again when it did not come. */
    async open() {
        if (this.services) return;
        this.node.replaceChildren(element("p", { class: "quiet", role: "status" }, this.words("servicesLoading")));
        try {
            const { services = [] } = await fetchJSON(`${this.app.config.base}/external`);
            this.services = services.filter(({ id, type }) => typeof id === "string" && types.includes(type));
        } catch {
            this.node.replaceChildren(this.warning(this.words("servicesFailed")), retry(this.words, () => this.open()));
            return;
        }
        this.render();
    }

    warning(sentence) {
        return element("div", { class: "added-warning", role: "status" }, sentence);
    }

    render() {
        const { words } = this;
        if (this.services.length === 0) {
            this.node.replaceChildren(element("p", { role: "status" }, words("noServices")),
                element("p", { class: "quiet" }, words("whomToAsk")));
            return;
        }
        const rows = this.services.map((service) => this.row(service));
        this.node.replaceChildren(element("ul", { class: "service-list" }, rows),
            element("p", { class: "hint quiet" }, words("whomToAsk")));
    }

    row(service) {
        const { words } = this;
        const title = this.titleOf(service);
        const inside = element("div", { class: "service-layers", hidden: true });
        const isSingle = service.type === "xyz";
        const only = { name: "", title, bounds: null, request: { kind: "xyz" } };
        const button = textButton(words(isSingle ? "addLayer" : "chooseLayers"), () => (
            isSingle ? this.add(service, only) : this.unfold(service, button, inside)), {
            "data-service": service.id, "aria-expanded": isSingle ? null : "false",
            "aria-label": words(isSingle ? "addLayer-of" : "chooseLayers-of", { title }),
        });
        const about = [service.type.toUpperCase(), service.attribution].filter(Boolean).join(" · ");
        const text = element("p", {}, element("strong", {}, title), element("span", { class: "quiet" }, about));
        return element("li", {}, element("div", { class: "service" }, text, button), inside);
    }

    titleOf({ title, id }) {
        return typeof title === "string" ? title : this.app.dictionary.pick(title, id);
    }

    async unfold(service, button, inside) {
        const isOpen = button.getAttribute("aria-expanded") === "true";
        button.setAttribute("aria-expanded", String(!isOpen));
        inside.hidden = isOpen;
        if (isOpen) return;
        inside.replaceChildren(element("p", { class: "quiet", role: "status" }, this.words("layersLoading")));
        try {
            inside.replaceChildren(...this.layerList(service, await this.choicesOf(service)));
        } catch (error) {
            const { key, values } = error instanceof ServiceFault ? error : new ServiceFault("serviceUnreachable");
            inside.replaceChildren(this.warning(this.words(key, values)), retry(this.words, () => {
                button.setAttribute("aria-expanded", "false");
                this.unfold(service, button, inside);
            }));
        }
    }

    /** From its capabilities; the administrator may have allowed some layers only. */
    async choicesOf(service) {
        if (!this.choices.has(service.id)) {
            const query = new URLSearchParams({ SERVICE: service.type.toUpperCase(), REQUEST: "GetCapabilities",
                VERSION: service.type === "wms" ? "1.3.0" : "1.0.0" });
            const signal = AbortSignal.timeout(patienceInMilliseconds);
            const answer = await fetch(`${this.addressOf(service)}?${query}`, { signal });
            if (!answer.ok) throw new ServiceFault("serviceRefused", { status: answer.status });
            this.choices.set(service.id, choicesIn(await answer.text(), service.type));
        }
        const nameOf = (layer) => (typeof layer === "string" ? layer : layer.name ?? layer.id);
        const allowed = (service.layers ?? []).map(nameOf);
        const isAllowed = ({ name }) => allowed.length === 0 || allowed.includes(name);
        const choices = this.choices.get(service.id).filter(isAllowed);
        if (choices.length === 0) throw new ServiceFault("serviceWithoutLayers");
        return choices;
    }

    addressOf({ id }) {
        return `${this.app.config.base}/external/${encodeURIComponent(id)}`;
    }

    layerList(service, choices) {
        const { words } = this;
        const rows = choices.map((choice) => {
            const label = words("addLayer-of", { title: choice.title });
            const item = element("li", {}, element("span", { class: "title" }, choice.title),
                iconButton("plus", label, () => this.add(service, choice), { "data-layer": choice.name }));
            item.style.paddingInlineStart = `${Math.min(choice.depth, 4) * 12}px`;
            return { item, text: fold(`${choice.title} ${choice.name}`) };
        });
        const list = element("ul", {}, rows.map(({ item }) => item));
        if (choices.length < filterFrom) return [list];
        const filter = element("input", {
            type: "search", class: "input", "aria-label": words("findLayer"), placeholder: words("findLayer"),
            oninput: () => {
                const query = fold(filter.value.trim());
                rows.forEach(({ item, text }) => { item.hidden = !text.includes(query); });
            },
        });
        return [filter, list];
    }

    add(service, choice) {
        const { app, added } = this;
        const layer = new ServiceLayer({
            map: app.map, id: added.nextID(), choice, address: this.addressOf(service), attributions: app.attributions,
            title: choice.request.kind === "xyz" ? choice.title : `${this.titleOf(service)} – ${choice.title}`,
            attribution: (service.attribution ?? "").trim(), onChange: () => added.tell(),
        });
        added.add(layer);
        app.toast.show(this.words("serviceAdded", { title: choice.title }));
    }
}
