// The bar of tools and the panel of the one that is open: one at a time, and one more docked at the bottom.

import { element, icon } from "../dom.js";
import { loadTool, tools } from "./registry.js";

export class Toolbox extends EventTarget {
    /**
     * Events: "open" and "close" (detail: the tool's id).
     * @param {{bar: HTMLElement, panel: HTMLElement, dock: HTMLElement}} places
     */
    constructor(places, app) {
        super();
        this.places = places;
        this.app = app;
        this.loaded = new Map();
        this.opened = { panel: null, dock: null };
        this.turns = { panel: null, dock: null };
        this.buttons = new Map();
        this.fillBar();
        document.addEventListener("keydown", (event) => {
            if (event.key !== "Escape" || event.defaultPrevented || !this.opened.panel) return;
            this.closeWithFocus("panel");
        });
        // Tools whose state the address holds: at the start, and when Back brings an address with it.
        app.permalink.addEventListener("restore", () => this.followAddress());
        this.followAddress();
    }

    fillBar() {
        const { dictionary } = this.app;
        const list = element("ul", { id: "tool-list" }, tools.filter(({ isQuiet }) => !isQuiet).map((entry) => {
            const title = this.title(entry.id);
            const button = element("button", {
                type: "button", class: "tool-button", "data-tool": entry.id, title, "aria-pressed": "false",
                onclick: () => this.toggle(entry.id),
            }, icon(entry.icon), element("span", {}, title));
            this.buttons.set(entry.id, button);
            return element("li", {}, button);
        }));
        this.more = element("button", {
            type: "button", class: "tool-button more", "aria-expanded": "false", "aria-controls": list.id,
            onclick: () => this.setListOpen(this.more.getAttribute("aria-expanded") !== "true"),
        }, icon("tools"), element("span", {}, dictionary.text("tools")));
        this.places.bar.replaceChildren(this.more, list);
    }

    /** On a phone the buttons are a list that unfolds. */
    setListOpen(isOpen) {
        this.more.setAttribute("aria-expanded", String(isOpen));
        this.places.bar.classList.toggle("is-open", isOpen);
    }

    title(id) {
        return this.app.dictionary.text(`tool-${id}`);
    }

    isOpen(id) {
        return this.opened.panel?.id === id || this.opened.dock?.id === id;
    }

    async toggle(id) {
        if (this.isOpen(id)) this.close(this.placeOf(id));
        else await this.open(id);
    }

    placeOf(id) {
        return tools.find((entry) => entry.id === id).isDocked ? "dock" : "panel";
    }

    /** @param {object} options what the tool should begin with, as it wants it */
    async open(id, options = {}) {
        this.setListOpen(false);
        const place = this.placeOf(id);
        const wanted = (this.turns[place] = Symbol(id));
        let tool;
        try {
            tool = await this.load(id);
        } catch (error) {
            console.warn(String(error));
            this.app.toast.show(this.app.dictionary.text("toolMissing", { title: this.title(id) }));
            return null;
        }
        if (wanted !== this.turns[place]) return null; // another was asked for meanwhile
        if (this.opened[place]?.id !== id) this.close(place);
        else tool.close();
        if (place === "panel" && !options.isFromAddress) this.app.selection.close();
        this.opened[place] = { id, tool };
        const body = element("div", { class: "tool-body" });
        const container = this.places[place];
        container.replaceChildren(this.header(id, place), body);
        container.dataset.tool = id;
        container.setAttribute("aria-label", this.title(id));
        container.hidden = false;
        document.body.classList.add(`has-tool-${place}`);
        this.buttons.get(id)?.setAttribute("aria-pressed", "true");
        this.app.sheet.makeRoom();
        await tool.open(body, options);
        this.dispatchEvent(new CustomEvent("open", { detail: id }));
        return tool;
    }

    async load(id) {
        if (!this.loaded.has(id)) {
            const { Tool, words } = await loadTool(id);
            const { language } = this.app.dictionary;
            const text = (key, values = {}) => (words[language][key] ?? key)
                .replace(/\{(\w+)\}/g, (match, name) => String(values[name] ?? match));
            this.loaded.set(id, new Tool(this.app, text));
        }
        return this.loaded.get(id);
    }

    header(id, place) {
        const close = this.app.dictionary.text("close");
        return element("header", { class: "tool-head" }, element("h2", {}, this.title(id)),
            element("button", {
                type: "button", class: "icon-button close", "aria-label": close, title: close,
                onclick: () => this.closeWithFocus(place),
            }, icon("close")));
    }

    close(place = "panel") {
        const former = this.opened[place];
        if (!former) return;
        this.opened[place] = null;
        former.tool.close();
        this.places[place].hidden = true;
        this.places[place].replaceChildren();
        document.body.classList.remove(`has-tool-${place}`);
        this.buttons.get(former.id)?.setAttribute("aria-pressed", "false");
        this.dispatchEvent(new CustomEvent("close", { detail: former.id }));
    }

    /** Whoever works by keys goes on where they came from. */
    closeWithFocus(place) {
        const button = this.buttons.get(this.opened[place]?.id);
        this.close(place);
        const isSeen = button?.checkVisibility() ?? false;
        (isSeen ? button : this.app.map.getCanvas()).focus();
    }

    followAddress() {
        for (const { id, parameter } of tools) {
            if (!parameter) continue;
            if (this.app.permalink.get(parameter) !== null) this.open(id, { isFromAddress: true });
            else if (this.isOpen(id)) this.close(this.placeOf(id));
        }
    }
}
