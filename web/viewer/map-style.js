// Which map lies under the layers: a light one, a dark one, or none on white. ?nen=sang|toi|khong; what the reader's
// system asks for when the address does not say.

import { applyToStyle } from "./visibility.js";

/** In the address, and the style of the server that each is drawn with. */
const styles = { sang: "map", toi: "map-dark", khong: "map" };

/** Sources and layers of ours that are in no style of the server. */
const ours = ["tool-", "selection-", "geosector-"];
const isOurs = (id) => ours.some((prefix) => id.startsWith(prefix));

export class MapStyle extends EventTarget {
    /** Event "change": the map is drawn in another style. @param {{api, permalink}} parts */
    constructor({ api, permalink }) {
        super();
        Object.assign(this, { api, permalink });
        this.dark = matchMedia("(prefers-color-scheme: dark)");
        this.shown = this.wanted;
    }

    /** Null: as the reader's system is. Nonsense in the address is no choice. */
    get choice() {
        const choice = this.permalink.get("nen");
        return choice !== null && Object.hasOwn(styles, choice) ? choice : null;
    }

    get wanted() {
        return this.choice ?? (this.dark.matches ? "toi" : "sang");
    }

    async load() {
        const wanted = this.wanted;
        const style = await this.api.style(styles[wanted]);
        this.shown = wanted;
        return wanted === "khong" ? withoutBasemap(style) : style;
    }

    /** From now on the map follows. @param {import("./main.js").App} app whose map is loaded */
    attach(app) {
        this.app = app;
        this.dark.addEventListener("change", () => this.update());
        this.permalink.addEventListener("restore", () => this.update());
        this.update();
    }

    /** @param {string|null} choice */
    choose(choice) {
        this.permalink.set("nen", choice, "replace");
        return this.update();
    }

    async update() {
        const wanted = (this.awaited = this.wanted);
        if (wanted === this.shown) return;
        let style;
        try {
            style = await this.api.style(styles[wanted]);
        } catch {
            this.app.toast.show(this.app.dictionary.text("basemapMissing"));
            return;
        }
        if (wanted !== this.awaited) return; // another was asked for meanwhile
        this.shown = wanted;
        this.show(wanted === "khong" ? withoutBasemap(style) : style);
    }

    show(style) {
        const { catalogue, look, map, visibility } = this.app;
        const former = this.app.style;
        this.app.style = style;
        catalogue.setStyle(style);
        look.setStyle(style);
        map.setStyle(applyToStyle(style, catalogue, visibility), {
            transformStyle: (previous, next) => merged(previous, next, former),
        });
        look.applyTo(map);
        this.dispatchEvent(new Event("change"));
    }
}

function withoutBasemap(style) {
    const white = { "background-color": "#ffffff" };
    const layers = style.layers
        .filter(({ type, metadata }) => type === "background" || !metadata?.["geosector:basemap"])
        .map((layer) => (layer.type === "background" ? { ...layer, paint: white } : layer));
    return { ...style, layers };
}

/**
 * The next style with what is ours in it, in the order that is on the map.
 * @param {object} former the document that the previous style was made from
 */
function merged(previous, next, former) {
    const [before, after] = [byID(former.layers), byID(next.layers)];
    const layers = previous.layers.filter(({ id }) => isOurs(id) || after.has(id)).map((layer) =>
        (isOurs(layer.id) ? layer : asShown(layer, before.get(layer.id), after.get(layer.id))));
    const known = new Set(layers.map(({ id }) => id));
    next.layers.forEach((layer, index) => {
        if (known.has(layer.id)) return;
        const below = layers.findIndex(({ id }) => id === next.layers[index - 1]?.id);
        layers.splice(below + 1, 0, layer);
    });
    const sources = Object.entries(previous.sources).filter(([id]) => isOurs(id));
    return { ...next, layers, sources: { ...next.sources, ...Object.fromEntries(sources) } };
}

/** A layer in its next colours, filtered and hidden as it is on the map now. */
function asShown(layer, former, next) {
    const shown = { ...next };
    if (JSON.stringify(former?.filter) === JSON.stringify(next.filter)) {
        if (layer.filter) shown.filter = layer.filter;
        else delete shown.filter;
    }
    if (layer.layout?.visibility) shown.layout = { ...next.layout, visibility: layer.layout.visibility };
    return shown;
}

function byID(layers) {
    return new Map(layers.map((layer) => [layer.id, layer]));
}
