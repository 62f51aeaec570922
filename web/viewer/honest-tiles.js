// Says at each layer's line when the map shows fewer features than there are, and goes to where it shows them all.

import { element, icon } from "./dom.js";
import { padding } from "./map-view.js";
import { countsOf, onTileCounts } from "./tile-counts.js";

const enough = 0.99; // a tile's box touches features whose shapes do not reach into it; nobody would find those
const deepest = 16;
const gatherInMilliseconds = 200;

/** @typedef {{shown: number, all: number}|{isHidden: true}} Shortage */

export class HonestTiles {
    /**
     * @param {{catalogue, visibility, dictionary, formatter, style: object,
     *   documents: import("./tile-documents.js").TileDocuments}} parts
     */
    constructor(map, { catalogue, visibility, dictionary, formatter, style, documents }) {
        Object.assign(this, { map, catalogue, visibility, dictionary, formatter, style, documents });
        this.notes = new Map();
        this.status = this.statusButton();
        document.querySelector(".status").prepend(this.status);
        const later = () => {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.update(), gatherInMilliseconds);
        };
        map.on("idle", later);
        this.visibility.addEventListener("change", later);
        documents.addEventListener("change", later);
        onTileCounts(later);
        later();
    }

    update() {
        const shortages = new Map();
        for (const source of this.documents.sources()) {
            const wanted = source.collections.filter((id) => this.visibility.has(id) && this.documents.layers.has(id));
            if (wanted.length > 0) this.examine(source, wanted, shortages);
        }
        this.shortages = shortages;
        for (const id of this.catalogue.collections.keys()) this.note(id, shortages.get(id) ?? null);
        this.status.hidden = shortages.size === 0;
        const count = this.formatter.count(shortages.size);
        this.status.lastChild.textContent = this.dictionary.text(
            shortages.size === 1 ? "oneIncompleteLayer" : "incompleteLayers", { count });
    }

    /** @param {Map<string, Shortage>} shortages to be filled */
    examine({ id }, collections, shortages) {
        const { minzoom, maxzoom, tileSize, tiles: [template] = [] } = this.map.getSource(id);
        if (!template) return;
        const tiles = this.map.coveringTiles({ tileSize, minzoom, maxzoom }).map(({ canonical }) => canonical);
        const zoom = tiles[0]?.z ?? 0;
        const counts = tiles.map((tile) => countsOf(template, tile)).filter(Boolean);
        for (const collection of collections) {
            const { minZoom, features } = this.documents.layers.get(collection);
            if (zoom >= this.fullZoom(collection)) continue;
            if (zoom < minZoom) {
                if (this.isInSight(collection)) shortages.set(collection, { isHidden: true });
                continue;
            }
            const sum = { matched: 0, kept: 0 };
            for (const tile of counts) {
                sum.matched += tile.get(collection)?.matched ?? 0;
                sum.kept += tile.get(collection)?.kept ?? 0;
            }
            const share = sum.matched === 0 ? 1 : (sum.kept / sum.matched) * this.drawnShare(id, collection);
            // Features on the edges of tiles are in several of them.
            const all = Math.min(sum.matched, features);
            const shown = Math.min(Math.round(all * share), all);
            if (share < enough && shown < all) shortages.set(collection, { shown, all });
        }
    }

    isInSight(collection) {
        const bounds = this.catalogue.collections.get(collection)?.bounds;
        if (!bounds) return false;
        const view = this.map.getBounds();
        return bounds[0] <= view.getEast() && bounds[2] >= view.getWest()
            && bounds[1] <= view.getNorth() && bounds[3] >= view.getSouth();
    }

    /** From which zoom on tiles and style leave nothing out. */
    fullZoom(collection) {
        const { features, featuresByZoom, minZoom } = this.documents.layers.get(collection);
        let zoom = minZoom;
        while (zoom < deepest && (featuresByZoom[zoom] ?? features) < features) zoom += 1;
        const layers = this.areaLayers(collection);
        // Where no layer of the style draws everything alone, all of them together do.
        const last = Math.min(deepest, Math.ceil(Math.max(0, ...layers.map(({ minzoom = 0 }) => minzoom))));
        while (zoom < last && !layers.some((layer) => drawsEverything(layer, zoom))) zoom += 1;
        return zoom;
    }

    /** How much of what is in the tiles the style draws: far out it leaves village schools away. */
    drawnShare(source, collection) {
        const zoom = this.map.getZoom();
        const layers = this.areaLayers(collection)
            .filter(({ minzoom = 0, maxzoom = 24 }) => zoom >= minzoom && zoom < maxzoom);
        if (layers.some((layer) => drawsEverything(layer, zoom))) return 1;
        const ids = (filter) => this.map.querySourceFeatures(source, { sourceLayer: collection, filter })
            .map(({ id }) => id);
        const all = new Set(ids()).size;
        const drawn = new Set(layers.flatMap(({ filter }) => ids(filter))).size;
        return all === 0 ? 1 : drawn / all;
    }

    /** Of the style as it was written: what the reader filters out is the reader's wish. */
    areaLayers(collection) {
        return this.style.layers.filter(({ type, metadata }) =>
            type !== "symbol" && metadata?.["geosector:collection"] === collection);
    }

    /** @param {Shortage|null} shortage */
    note(collection, shortage) {
        const line = document.querySelector(`[data-menu="${collection}"]`)?.closest(".layer-line");
        if (!line) return;
        let node = this.notes.get(collection);
        if (!shortage) {
            if (node) node.hidden = true;
            return;
        }
        if (!node) {
            node = this.noteNode(collection);
            this.notes.set(collection, node);
            line.after(node);
        }
        const { dictionary, formatter } = this;
        node.hidden = false;
        node.firstChild.textContent = shortage.isHidden ? dictionary.text("shownFromCloser")
            : dictionary.text("shownOf", {
                shown: formatter.count(shortage.shown), all: formatter.count(shortage.all),
            });
    }

    noteNode(collection) {
        const { dictionary } = this;
        const title = dictionary.pick(this.catalogue.collections.get(collection).titles, collection);
        return element("p", { class: "honest", "data-honest": collection, title: dictionary.text("shownOfHint") },
            element("span", { class: "number" }),
            element("button", {
                type: "button", "aria-label": dictionary.text("zoomToAll", { title }),
                onclick: () => this.goTo([collection]),
            }, icon("search"), dictionary.text("zoomIn")));
    }

    statusButton() {
        return element("button", {
            type: "button", class: "honest-status", hidden: true, title: this.dictionary.text("shownOfHint"),
            onclick: () => this.goTo([...this.shortages.keys()]),
        }, icon("zoom"), element("span", {}));
    }

    /** In to where all features are shown; if none of them lies in the middle, to where some do. */
    goTo(collections) {
        const zoom = Math.max(...collections.map((id) => this.fullZoom(id)));
        const center = this.map.getCenter();
        const boxes = collections.map((id) => this.catalogue.collections.get(id).bounds).filter(Boolean);
        const isInside = ([west, south, east, north]) =>
            center.lng >= west && center.lng <= east && center.lat >= south && center.lat <= north;
        const box = boxes.some(isInside) ? null : boxes[0];
        const target = box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : center;
        this.map.easeTo({
            center: target, zoom: zoom + 0.01, padding: padding(), retainPadding: false,
            animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        });
    }
}

/** Filters that let everything pass from some zoom on are written as a step whose last output is true. */
function drawsEverything({ filter, minzoom = 0, maxzoom = 24 }, zoom) {
    if (zoom < minzoom || zoom >= maxzoom) return false;
    if (!filter) return true;
    if (filter[0] !== "step" || JSON.stringify(filter[1]) !== '["zoom"]') return false;
    let output = filter[2];
    for (let index = 3; index < filter.length && zoom >= filter[index]; index += 2) output = filter[index + 1];
    return output === true;
}
