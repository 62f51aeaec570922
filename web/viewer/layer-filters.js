// What of each collection is shown: a condition, the communes it is in, or both. ?loc=…
// The server decides what matches; the map draws the features whose ids it named, or tiles of what matches.

import { AreaTooLarge, Communes } from "./communes.js";
import { readFilters, writeFilters } from "./filter-address.js";
import { fetchPage, itemsAddress, mostOnPage, nextOf } from "./items.js";

/** More ids than this make the map slow on an office PC: each tile looks every feature up in them. Beyond, the server
 * makes tiles of what matches, unless the condition, which is then in the address of each, is longer than: */
export const mostOnMap = 20_000;
const mostInAddress = 4000; // characters

/** @typedef {import("./filter-address.js").Filter} Filter */
/**
 * @typedef {{state: "waiting"|"shown"|"too-many"|"area-too-large"|"refused"|"unreachable", count: number|null,
 *   detail: string}} FilterStatus `count`: features that match; null when it is not known
 */

export class LayerFilters extends EventTarget {
    /**
     * Events, with the collection as detail: "change", another filter; "status", more is known of it.
     * @param {{api, catalogue, config, permalink}} app
     */
    constructor(app) {
        super();
        Object.assign(this, { catalogue: app.catalogue, permalink: app.permalink, base: app.config.base });
        this.communes = new Communes(app);
        this.map = null;
        /** @type {Map<string, Filter>} */
        this.filters = new Map();
        /** @type {Map<string, FilterStatus>} */
        this.statuses = new Map();
        /**
         * What the map is told: the ids, and the zoom from which tiles draw them; or the condition of tiles of their own.
         * @type {Map<string, {ids: number[]|null, nearFrom: number|null, tiles: string}>}
         */
        this.drawn = new Map();
        this.turns = new Map();
        this.applied = new Map();
        this.read();
        app.permalink.addEventListener("restore", () => this.read());
    }

    attach(map) {
        this.map = map;
        map.on("styledata", () => this.drawn.size > 0 && this.applyTo(map));
        this.applyTo(map);
    }

    /** @returns {Filter|null} */
    get(collection) {
        return this.filters.get(collection) ?? null;
    }

    /** @returns {FilterStatus|null} null when nothing is filtered */
    status(collection) {
        return this.statuses.get(collection) ?? null;
    }

    /** @param {Filter|null} filter null shows all again */
    set(collection, filter) {
        const isNothing = !filter || (!filter.text && filter.communes.length === 0);
        const filters = new Map(this.filters);
        if (isNothing) filters.delete(collection);
        else filters.set(collection, filter);
        this.permalink.set("loc", writeFilters(filters));
        this.become(filters);
    }

    clear(collection) {
        this.set(collection, null);
    }

    /** The whole condition in CQL2 for `filter=`; empty when nothing is filtered. @throws {AreaTooLarge} */
    async query(collection, filter = this.get(collection)) {
        if (!filter) return "";
        const { text, communes, by } = filter;
        if (communes.length === 0) return text;
        const area = await this.communes.condition(collection, communes, by);
        return text ? `(${text}) AND (${area})` : area;
    }

    /** The condition of tiles that have what matches and nothing else; empty where the usual ones are drawn. */
    tileFilter(collection) {
        return this.drawn.get(collection)?.tiles ?? "";
    }

    /** As a condition of a layer of the map; null when it shows all. */
    expression(collection, layer) {
        const { ids = null, tiles = "" } = this.drawn.get(collection) ?? {};
        if (tiles) return layer.startsWith("tool-") ? null : nothing;
        if (!ids) return null;
        return ids.length > 0 ? ["match", ["id"], ids, true, false] : nothing;
    }

    /** From now on something else draws the matches until the map is as near as `zoom`. */
    leaveFar(collection, zoom) {
        this.drawn.set(collection, { ...this.drawn.get(collection), nearFrom: zoom });
        this.applyTo(this.map);
    }

    read() {
        this.become(readFilters(this.permalink.get("loc"), (id) => this.catalogue.collections.has(id)));
    }

    become(filters) {
        const former = this.filters;
        this.filters = filters;
        for (const collection of new Set([...former.keys(), ...filters.keys()])) {
            if (JSON.stringify(former.get(collection)) === JSON.stringify(filters.get(collection))) continue;
            this.dispatchEvent(new CustomEvent("change", { detail: collection }));
            this.refresh(collection);
        }
    }

    /** Asks the server again: the filter is another one, or the data are. */
    async refresh(collection) {
        const turn = (this.turns.get(collection) ?? 0) + 1; // an answer to a former filter is dropped
        this.turns.set(collection, turn);
        if (!this.filters.has(collection)) {
            this.statuses.delete(collection);
            this.tell(collection, null);
            return;
        }
        this.statuses.set(collection, { state: "waiting", count: null, detail: "" });
        this.dispatchEvent(new CustomEvent("status", { detail: collection }));
        let answer;
        try {
            answer = await this.fetchIDs(collection);
        } catch (error) {
            answer = { ids: null, status: { state: stateOf(error), count: null, detail: error.message } };
        }
        if (this.turns.get(collection) !== turn) return;
        this.statuses.set(collection, answer.status);
        this.tell(collection, answer);
    }

    tell(collection, answer) {
        const { ids = null, tiles = "" } = answer ?? {};
        if (ids || tiles) this.drawn.set(collection, { ids, tiles, nearFrom: null });
        else this.drawn.delete(collection);
        if (this.map) this.applyTo(this.map);
        this.dispatchEvent(new CustomEvent("status", { detail: collection }));
    }

    async fetchIDs(collection) {
        const filter = await this.query(collection);
        const ids = [];
        let count = null;
        let url = itemsAddress(this.base, collection, {
            filter, skipGeometry: true, properties: "", limit: mostOnPage,
        });
        while (url) {
            const page = await fetchPage(url);
            count ??= page.numberMatched ?? null;
            ids.push(...page.features.map(({ id }) => id));
            if (Math.max(count ?? 0, ids.length) > mostOnMap) {
                const tiles = encodeURIComponent(filter).length <= mostInAddress ? filter : "";
                return { ids: null, tiles, status: { state: tiles ? "shown" : "too-many", count, detail: "" } };
            }
            url = nextOf(page, url);
        }
        return { ids, status: { state: "shown", count: ids.length, detail: "" } };
    }

    /** Beside the filter that a layer has of its own, from the style or from a tool. */
    applyTo(map) {
        for (const id of map.getLayersOrder()) {
            const layer = map.getLayer(id);
            const collection = layer?.metadata?.["geosector:collection"];
            if (!collection || id.startsWith("tool-filter-")) continue;
            const drawn = this.drawn.get(collection) ?? null;
            const last = this.applied.get(id) ?? { drawn: null, filter: layer.filter };
            if (drawn === last.drawn && layer.filter === last.filter) continue;
            const own = withoutOurs(layer.filter);
            // Names are always those of the tiles, and what a tool draws nothing else draws.
            const hasOther = layer.type !== "symbol" && !id.startsWith("tool-");
            const near = drawn?.nearFrom && hasOther ? [">=", ["zoom"], drawn.nearFrom] : true;
            const ours = this.expression(collection, id);
            map.setFilter(id, ours ? ["all", own ?? true, ours, near] : own ?? null, { validate: false });
            this.applied.set(id, { drawn, filter: layer.filter });
        }
    }
}

const nothing = ["==", ["id"], -1];

/** A change of the style may bring our filters back to us as if they were the layer's own. */
function withoutOurs(filter) {
    const isOurs = filter?.[0] === "all" && filter.length === 4 && filter[2]?.[1]?.[0] === "id";
    if (!isOurs) return filter;
    return filter[1] === true ? undefined : filter[1];
}

function stateOf(error) {
    if (error instanceof AreaTooLarge) return "area-too-large";
    return error.status >= 400 && error.status < 500 ? "refused" : "unreachable";
}
