// The chosen feature: its panel, its outline on the map, its word in the address.

import { FeaturePanel } from "./feature-panel.js";
import { boundsOf, highlight } from "./highlight.js";
import { fit } from "./map-view.js";

/** @typedef {import("./hits.js").Hit} Hit */

export class Selection extends EventTarget {
    /** Event "change": another feature, or none. */
    constructor(container, { map, api, catalogue, dictionary, formatter }) {
        super();
        Object.assign(this, { map, catalogue });
        /** @type {{collection: string, id: string}|null} */
        this.chosen = null;
        this.panel = new FeaturePanel(container, {
            api, catalogue, dictionary, formatter,
            onZoom: (geometry) => {
                const bounds = boundsOf(geometry);
                if (bounds) fit(map, bounds);
            },
        });
        this.panel.addEventListener("show", ({ detail: hit }) => {
            const chosen = hit.id === null ? null : { collection: hit.collection, id: hit.id };
            const isNew = !isSame(chosen, this.chosen);
            this.chosen = chosen;
            highlight(map, hit.geometry);
            if (isNew) this.dispatchEvent(new Event("change"));
        });
        this.panel.addEventListener("close", () => {
            this.chosen = null;
            highlight(map, null);
            this.dispatchEvent(new Event("change"));
        });
    }

    get isOpen() {
        return this.panel.isOpen;
    }

    /** @param {Hit[]} hits topmost first */
    show(hits) {
        this.panel.open(hits);
    }

    /** A feature known by its name alone. @param {{goThere?: boolean}} options whether the map goes where it is */
    open({ collection, id }, { goThere = false } = {}) {
        if (!this.catalogue.collections.has(collection)) return;
        this.panel.open([{ collection, id, properties: {}, geometry: null }]);
        if (!goThere) return;
        const wanted = { collection, id };
        const onShow = ({ detail: hit }) => {
            if (!isSame(wanted, hit)) return this.panel.removeEventListener("show", onShow);
            const bounds = boundsOf(hit.geometry);
            if (!bounds) return undefined; // not yet known
            this.panel.removeEventListener("show", onShow);
            return fit(this.map, bounds, { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
        };
        this.panel.addEventListener("show", onShow);
    }

    close() {
        this.panel.close();
    }

    /** To what an address says. */
    restore(wanted) {
        if (isSame(wanted, this.chosen)) return;
        if (wanted) this.open(wanted);
        else this.close();
    }
}

function isSame(one, other) {
    return one?.collection === other?.collection && one?.id === other?.id;
}
