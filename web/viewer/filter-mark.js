// The line under a layer that is filtered: how many of how many, and a button that shows all again.

import { element, icon } from "./dom.js";
import { mostOnMap } from "./layer-filters.js";

/** @param {{filters, dictionary, formatter, onTool: (tool: string, options: object) => void}} parts */
export function filterMark(collection, title, { filters, dictionary, formatter, onTool }) {
    const sentence = element("span", { role: "status" });
    const clear = dictionary.text("filterClear", { title });
    const mark = element("div", { class: "filter-mark", hidden: true, "data-filter-mark": collection.id },
        element("button", {
            type: "button", class: "filter-words", title: dictionary.text("filterEdit"),
            onclick: () => onTool("filter", { collection: collection.id }),
        }, icon("filter"), sentence),
        element("button", {
            type: "button", class: "icon-button", title: clear, "aria-label": clear,
            onclick: () => filters.clear(collection.id),
        }, icon("close")));
    const update = () => {
        const status = filters.status(collection.id);
        mark.hidden = status === null;
        mark.classList.toggle("is-warning", status !== null && !["waiting", "shown"].includes(status.state));
        sentence.textContent = status === null ? "" : filterSentence(status, collection, { dictionary, formatter });
    };
    filters.addEventListener("status", ({ detail }) => detail === collection.id && update());
    update();
    return mark;
}

/** How many layers are filtered, at the list's handle: on a phone nothing else of the list is seen. */
export function filterBadge(handle, { filters, dictionary, formatter }) {
    const badge = element("span", { class: "filter-badge", hidden: true });
    handle.lastElementChild.before(badge);
    const update = () => {
        badge.hidden = filters.filters.size === 0;
        const count = formatter.count(filters.filters.size);
        badge.replaceChildren(icon("filter"), element("span", {}, dictionary.text("filteredLayers", { count })));
    };
    filters.addEventListener("change", update);
    update();
}

/** What the map shows of a filtered collection. @param {import("./layer-filters.js").FilterStatus} status */
export function filterSentence({ state, count }, collection, { dictionary, formatter }) {
    const number = (value) => (value === null ? "?" : formatter.count(value));
    return dictionary.text(`filter-${state}`, {
        count: number(count), total: number(collection.count), most: formatter.count(mostOnMap),
    });
}
