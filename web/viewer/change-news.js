// Says which layers have just changed and by how much, with a way to look at it.

import { difference, total } from "./dataset-history.js";
import { element } from "./dom.js";

const mostLinks = 3;

/** @typedef {{collection: string, former: string|null, version: string|null}} Change states, "4", or "4.17" with edits
 *   by another program that are no version yet */

export class ChangeNews {
    /** @param {{base: string, catalogue, dictionary, formatter, toast, toolbox}} parts */
    constructor({ base, catalogue, dictionary, formatter, toast, toolbox }) {
        Object.assign(this, { base, catalogue, dictionary, formatter, toast, toolbox });
    }

    /** @param {Change[]} changes in the order in which they happened */
    async tell(changes) {
        const { catalogue, dictionary } = this;
        const isForeign = ({ collection, version }) => version === null || !catalogue.collections.has(collection);
        if (changes.some(isForeign)) {
            const titles = new Set(changes.filter(isForeign).map(({ collection }) => this.title(collection)));
            this.toast.show(dictionary.text("layersChanged", { titles: [...titles].join(", ") }), true);
            return;
        }
        const spans = spansOf(changes);
        if (spans.length === 0) return;
        const told = await Promise.all(spans.map((span) => this.counted(span)));
        const sentence = told.length === 1
            ? dictionary.text(told[0].count === null ? "layerUpdated" : "layerUpdatedBy", this.words(told[0]))
            : dictionary.text("tilesUpdated", { titles: told.map((span) => this.inList(span)).join(", ") });
        const links = told.filter(({ count }) => count !== null).slice(0, mostLinks);
        this.toast.show(sentence, false, links.map((span) => this.link(span, told.length === 1)));
    }

    title(collection) {
        return this.dictionary.pick(this.catalogue.collections.get(collection)?.titles, collection);
    }

    /** How many features differ: null when nothing can be compared, or the server does not say. */
    async counted(span) {
        if (span.from === null) return { ...span, count: null };
        try {
            const { counts } = await difference(this.base, span.collection, span.from, span.to, 1);
            return { ...span, count: total(counts) };
        } catch {
            return { ...span, count: null };
        }
    }

    words({ collection, count }) {
        const changes = count === null ? "" : this.dictionary.text(count === 1 ? "oneChange" : "manyChanges", {
            count: this.formatter.count(count),
        });
        return { title: this.title(collection), changes };
    }

    inList(span) {
        const { title, changes } = this.words(span);
        return changes ? `${title} (${changes})` : title;
    }

    /** A true link: it can be opened beside this page, copied and sent. */
    link({ collection, from, to }, isOnly) {
        const url = new URL(location.href);
        url.searchParams.set("sosanh", `phienban:${collection}:${from}-${to}`);
        const text = isOnly ? this.dictionary.text("seeChanges")
            : this.dictionary.text("seeChangesOf", { title: this.title(collection) });
        return element("a", {
            class: "button", href: url.href,
            onclick: (event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                this.toast.hide();
                this.toolbox.open("compare", { collection, from, to });
            },
        }, text);
    }
}

/** One span for each collection, from what was first to what is last; none where nothing was published. */
function spansOf(changes) {
    const spans = new Map();
    for (const { collection, former, version } of changes) {
        if (former === null) continue; // what is drawn already was only prepared
        const span = spans.get(collection) ?? { collection, first: former, last: version };
        spans.set(collection, { ...span, last: version });
    }
    return [...spans.values()].map(({ collection, first, last }) => {
        const [from, to] = [parseInt(first, 10), parseInt(last, 10)];
        return { collection, from: from < to ? from : null, to };
    });
}
