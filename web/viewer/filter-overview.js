// Far away, tiles leave features out and join small ones, so that few matches would hardly be seen. There the matches
// are drawn from what the server says of each, in the look of their layers; near by, the tiles have them all. More than
// can be named one by one are drawn from tiles of their own, near and far.

import { fetchFeatures, queryOf } from "./items.js";
import { opacities } from "./layer-look.js";

const nearFrom = 14; // zoom; from here on nothing is joined or left out: see docs/tiles.md
const mostFeatures = 5000; // more are many enough to be seen, and slow to fetch
const prefix = "tool-filter-";
const shapes = new Set(["circle", "line", "fill"]); // names stay with the tiles, which know where they fit

export class FilterOverview {
    /** @param {import("./main.js").App} app whose map is loaded */
    constructor(app) {
        this.app = app;
        this.base = app.config.base;
        /** What the matches of a collection are drawn from. @type {Map<string, {shown, source, hasTiles: boolean}>} */
        this.parts = new Map();
        app.filters.addEventListener("status", ({ detail }) => this.update(detail));
        app.mapStyle.addEventListener("change", () => [...this.parts.keys()].forEach((id) => this.draw(id)));
        app.look.addEventListener("change", () => [...this.parts.keys()].forEach((id) => this.follow(id)));
        app.map.on("styledata", () => [...this.parts.keys()].forEach((id) => this.showAsTheirs(id)));
        for (const id of app.filters.filters.keys()) this.update(id);
    }

    async update(collection) {
        const { filters } = this.app;
        const shown = filters.drawn.get(collection) ?? null;
        if (shown?.nearFrom) return; // what we said ourselves
        if (shown && this.parts.get(collection)?.shown === shown) return;
        this.remove(collection);
        if (!shown) return;
        if (shown.tiles) {
            this.show(collection, { shown, hasTiles: true, source: this.tiles(collection, shown.tiles) });
            return;
        }
        if (shown.ids.length === 0 || shown.ids.length > mostFeatures) return;
        let features;
        try {
            features = await fetchFeatures(this.base, collection, {
                filter: await filters.query(collection), properties: this.usedProperties(collection).join(","),
                "zoom-level": nearFrom, count: false,
            }, mostFeatures);
        } catch {
            return; // the tiles show what they have
        }
        if (filters.drawn.get(collection) !== shown) return;
        this.show(collection, { shown, hasTiles: false, source: {
            type: "geojson", maxzoom: nearFrom,
            data: { type: "FeatureCollection", features: features.filter(({ geometry }) => geometry) },
        } });
        filters.leaveFar(collection, nearFrom);
    }

    tiles(collection, filter) {
        const name = encodeURIComponent(collection);
        return { type: "vector", url: `${this.base}/tiles/${name},${name}_label.json?${queryOf({ filter })}` };
    }

    show(collection, part) {
        this.parts.set(collection, part);
        this.draw(collection);
    }

    /** Those that the colours and sizes depend on. */
    usedProperties(collection) {
        const looks = this.layers(collection).map(({ paint, layout, filter }) => [paint, layout, filter]);
        const text = JSON.stringify(looks);
        const names = [...text.matchAll(/\["(?:get|has)",("(?:[^"\\]|\\.)+")/g)].map((match) => JSON.parse(match[1]));
        return [...new Set(names)];
    }

    /** As the style has them. */
    layers(collection) {
        const own = this.app.style.layers.filter(({ metadata }) => metadata?.["geosector:collection"] === collection);
        if (this.parts.get(collection)?.hasTiles) return own;
        const far = own.filter(({ type, minzoom = 0 }) => shapes.has(type) && minzoom < nearFrom);
        const key = ({ filter }) => JSON.stringify(filter ?? null);
        return far.map(({ "source-layer": _, ...layer }) => {
            const alike = far.filter((other) => key(other) === key(layer));
            const first = Math.min(...alike.map(({ minzoom = 0 }) => minzoom));
            // What is drawn first of its kind begins at once: a few matches make no tangle.
            const minzoom = layer.minzoom === first ? 0 : layer.minzoom ?? 0;
            const maxzoom = Math.min(layer.maxzoom ?? nearFrom, nearFrom);
            return { ...layer, minzoom, maxzoom, filter: atItsFullest(layer.filter) };
        });
    }

    draw(collection) {
        const { map } = this.app;
        this.takeOff(collection);
        const source = prefix + collection;
        map.addSource(source, this.parts.get(collection).source);
        for (const { filter, ...layer } of this.layers(collection)) {
            if (!map.getLayer(layer.id)) continue;
            map.addLayer({
                ...layer, id: prefix + layer.id, source, ...(filter ? { filter } : {}),
                layout: { ...layer.layout, visibility: map.getLayoutProperty(layer.id, "visibility") ?? "visible" },
            });
        }
        this.follow(collection);
        this.showAsTheirs(collection);
    }

    /** Seen while the layers they stand for are, which a tick or a theme may hide; then clicks are for them, too. */
    showAsTheirs(collection) {
        const { map, catalogue } = this.app;
        const known = catalogue.collections.get(collection);
        for (const { id: original } of this.layers(collection)) {
            const id = prefix + original;
            if (!map.getLayer(id) || !map.getLayer(original)) continue;
            const wanted = map.getLayoutProperty(original, "visibility") ?? "visible";
            if (map.getLayoutProperty(id, "visibility") !== wanted) map.setLayoutProperty(id, "visibility", wanted);
            if (wanted === "visible" && !known.layers.includes(id)) known.layers.push(id);
        }
    }

    /** Opacity and order are those of the layers they stand for. */
    follow(collection) {
        const { map } = this.app;
        for (const { id: original } of this.layers(collection)) {
            const id = prefix + original;
            if (!map.getLayer(id)) continue;
            for (const name of opacities[map.getLayer(id).type] ?? []) {
                map.setPaintProperty(id, name, map.getPaintProperty(original, name));
            }
            const order = map.getLayersOrder();
            const above = order[order.indexOf(original) + 1];
            if (above !== id) map.moveLayer(id, above);
        }
    }

    remove(collection) {
        this.parts.delete(collection);
        this.takeOff(collection);
    }

    takeOff(collection) {
        const { map, catalogue } = this.app;
        const source = prefix + collection;
        if (!map.getSource(source)) return;
        const isOurs = (id) => map.getLayer(id)?.source === source;
        map.getLayersOrder().filter(isOurs).forEach((id) => map.removeLayer(id));
        map.removeSource(source);
        const known = catalogue.collections.get(collection);
        known.layers = known.layers.filter((id) => !id.startsWith(prefix));
    }
}

/** Filters that let more pass from zoom to zoom are written as a step; its last output is what passes near by. */
function atItsFullest(filter) {
    const isByZoom = filter?.[0] === "step" && filter[1]?.[0] === "zoom";
    if (!isByZoom) return filter;
    return filter.at(-1) === true ? undefined : filter.at(-1);
}
