// The box that finds: places, features, parcels, units, layers, coordinates. A combobox with a list, as WAI-ARIA's
// "Editable Combobox With List Autocomplete". Nothing that was asked for is kept.

import { element, icon } from "./dom.js";
import { SearchJourney } from "./search-journey.js";
import { SearchRequest } from "./search-request.js";
import { grouped, optionNode, readSuggestions } from "./search-suggestions.js";

const pauseInMilliseconds = 220; // between two keys of somebody who types
const shortest = 2; // letters

export class SearchBox {
    /** @param {HTMLElement} container @param {import("./main.js").App} app */
    constructor(container, app) {
        this.app = app;
        this.journey = new SearchJourney(app);
        this.request = new SearchRequest(app);
        /** @type {import("./search-suggestions.js").Suggestion[]} in the order of the list */
        this.suggestions = [];
        this.nodes = [];
        this.active = -1;
        this.answered = null; // the words that the list answers
        this.build(container);
        document.addEventListener("keydown", (event) => this.focusBySlash(event));
        document.addEventListener("pointerdown", ({ target }) => {
            if (!container.contains(target)) this.close();
        });
        container.addEventListener("focusout", ({ relatedTarget }) => {
            if (relatedTarget && !container.contains(relatedTarget)) this.close();
        });
    }

    build(container) {
        const { dictionary } = this.app;
        const label = dictionary.text("searchData");
        this.input = element("input", {
            id: "search-input", type: "text", role: "combobox", class: "search-input", autocomplete: "off",
            autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: 200, placeholder: label,
            "aria-label": label, "aria-autocomplete": "list", "aria-expanded": "false",
            "aria-controls": "search-options",
            oninput: () => this.onInput(), onkeydown: (event) => this.onKey(event),
            onfocus: () => this.answered !== null && this.open(),
        });
        this.clearButton = element("button", {
            type: "button", class: "icon-button clear", hidden: true, onclick: () => this.clear(),
            "aria-label": dictionary.text("clearSearch"), title: dictionary.text("clearSearch"),
        }, icon("close"));
        this.options = element("div", {
            id: "search-options", role: "listbox", "aria-label": dictionary.text("searchResults"),
        });
        this.message = element("div", { class: "search-message" });
        this.list = element("div", { class: "search-list", hidden: true }, this.options, this.message);
        this.status = element("p", { class: "for-readers", role: "status" });
        const field = element("div", { class: "search-field" },
            icon("search"), this.input, this.clearButton, element("kbd", { "aria-hidden": "true" }, "/"));
        container.replaceChildren(field, this.list, this.status);
    }

    focusBySlash(event) {
        if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
        const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
        if (isTyping || !this.input.checkVisibility()) return;
        event.preventDefault();
        this.input.focus();
        this.input.select();
    }

    onInput() {
        this.clearButton.hidden = this.input.value === "";
        this.isHurried = false;
        clearTimeout(this.timer);
        this.stop();
        this.activate(-1);
        if (this.words.length < shortest) this.forget();
        else this.timer = setTimeout(() => this.search(), pauseInMilliseconds);
    }

    get words() {
        return this.input.value.trim();
    }

    onKey(event) {
        const { key } = event;
        if (event.isComposing) return; // keys of a Vietnamese input method
        if (key === "ArrowDown" || key === "ArrowUp") {
            event.preventDefault();
            if (this.isOpen) this.move(key === "ArrowDown" ? 1 : -1);
            else if (this.answered !== null) this.open();
            else if (this.words.length >= shortest) this.search();
        } else if (key === "Enter") {
            event.preventDefault();
            this.enter();
        } else if (key === "Escape" && (this.isOpen || this.input.value)) {
            event.preventDefault();
            if (this.isOpen) this.close();
            else this.clear();
        }
    }

    /** The chosen one, else the best; words that were just typed or pasted are asked for first. */
    enter() {
        if (this.isOpen && this.active >= 0) this.choose(this.suggestions[this.active]);
        else if (this.answered === this.words && this.suggestions.length > 0) this.choose(this.suggestions[0]);
        else if (this.words.length >= shortest) {
            this.isHurried = true;
            if (this.request.query !== this.words) this.search();
        }
    }

    async search() {
        clearTimeout(this.timer);
        const query = this.words;
        this.input.setAttribute("aria-busy", "true");
        try {
            const answer = await this.request.send(query);
            if (answer) this.show(query, answer);
        } catch (error) {
            this.showFailure(error);
        }
    }

    stop() {
        this.request.abort();
        this.input.removeAttribute("aria-busy");
    }

    show(query, answer) {
        const { catalogue, dictionary } = this.app;
        this.forget();
        const groups = grouped(readSuggestions(answer), dictionary);
        this.suggestions = [...groups.values()].flat();
        this.answered = query;
        this.options.replaceChildren(
            ...[...groups].map(([title, members], number) => this.group(title, members, number)));
        const sentence = this.suggestions.length === 0 ? dictionary.text("nothingFound", { query })
            : dictionary.text("resultsFound", { count: this.suggestions.length });
        this.status.textContent = sentence;
        const titleOf = (id) => dictionary.pick(catalogue.collections.get(id)?.titles, id);
        const behind = (answer.notIndexed ?? []).map(titleOf).join(", ");
        this.message.replaceChildren(...[
            this.suggestions.length === 0 ? element("p", {}, sentence) : null,
            behind ? element("p", {}, dictionary.text("searchBehind", { titles: behind })) : null,
        ].filter(Boolean));
        this.open();
        if (this.isHurried && this.suggestions.length > 0) this.choose(this.suggestions[0]);
        this.isHurried = false;
    }

    group(title, members, number) {
        const { catalogue, dictionary } = this.app;
        const heading = `search-group-${number}`;
        return element("div", { role: "group", "aria-labelledby": heading },
            element("p", { id: heading, class: "group", role: "presentation" }, title),
            members.map((suggestion) => {
                const index = this.nodes.length;
                const colour = catalogue.sectorOf(suggestion.properties.collection)?.colour ?? null;
                const id = `search-option-${index}`;
                const node = optionNode({ suggestion, id, query: this.answered, colour, dictionary });
                node.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
                node.addEventListener("click", () => this.choose(suggestion));
                node.addEventListener("pointermove", () => this.active !== index && this.activate(index));
                this.nodes.push(node);
                return node;
            }));
    }

    showFailure({ status }) {
        const { dictionary } = this.app;
        this.forget();
        const key = { 400: "searchNotUnderstood", 429: "searchBusy", 503: "searchBusy" }[status] ?? "searchFailed";
        const sentence = dictionary.text(key);
        this.status.textContent = sentence;
        const again = () => {
            this.input.focus();
            this.search();
        };
        this.message.replaceChildren(element("p", {}, sentence),
            element("button", { type: "button", class: "button", onclick: again }, dictionary.text("tryAgain")));
        this.open();
    }

    get isOpen() {
        return !this.list.hidden;
    }

    open() {
        this.list.hidden = false;
        this.activate(-1);
        this.input.setAttribute("aria-expanded", String(this.suggestions.length > 0));
    }

    close() {
        this.list.hidden = true;
        this.activate(-1);
        this.input.setAttribute("aria-expanded", "false");
    }

    /** One up or down, around the ends; -1 stands for the box itself. */
    move(step) {
        const count = this.suggestions.length + 1;
        this.activate(((this.active + 1 + step + count) % count) - 1);
        this.nodes[this.active]?.scrollIntoView({ block: "nearest" });
    }

    activate(index) {
        this.nodes[this.active]?.setAttribute("aria-selected", "false");
        this.active = index;
        const node = this.nodes[index];
        node?.setAttribute("aria-selected", "true");
        if (node) this.input.setAttribute("aria-activedescendant", node.id);
        else this.input.removeAttribute("aria-activedescendant");
        this.journey.marker.hint(this.suggestions[index]?.position ?? null);
    }

    /** No list any more, and no answer that is still on its way. */
    forget() {
        this.stop();
        this.close();
        this.suggestions = [];
        this.nodes = [];
        this.answered = null;
        this.options.replaceChildren();
        this.message.replaceChildren();
        this.status.textContent = "";
    }

    clear() {
        clearTimeout(this.timer);
        this.input.value = "";
        this.clearButton.hidden = true;
        this.forget();
        this.journey.marker.clear();
        this.input.focus();
    }

    choose(suggestion) {
        this.input.value = suggestion.title;
        this.clearButton.hidden = false;
        this.answered = null; // the box says what was chosen, no longer what was asked for
        this.close();
        if (!matchMedia("(hover: hover)").matches) this.input.blur(); // the keyboard of a phone hides the map
        this.journey.goTo(suggestion);
        this.status.textContent = this.app.dictionary.text("wentTo", { title: suggestion.title });
    }
}
