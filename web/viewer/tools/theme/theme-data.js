// What a theme asks of the server: classes of the whole layer, sums of some of it, what tiles hold, points one by one.

import { fetchJSON } from "../../api.js";
import { fetchPage, itemsAddress, mostOnPage, nextOf, queryOf } from "../../items.js";

/** More points would make the browser stall; a heat map of part of them would be wrong. */
export const mostPoints = 50_000;

export class TooManyPoints extends Error {}

/** CQL2 text. */
export const cql = {
    name: (property) => `"${property.replaceAll('"', '""')}"`,
    value: (value) => (typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value)),
    both: (one, other) => (one && other ? `(${one}) AND (${other})` : one || other || null),
};

export class ThemeData {
    constructor(base) {
        this.base = base;
    }

    /**
     * @param {{collection: string, property: string, method: "quantile"|"equal"|"jenks"|"values", count: number,
     *   filter: string|null}} question
     * @returns {Promise<{type: string, matched: number, missing: number, minimum?: number, maximum?: number,
     *   mean?: number, sum?: number, classes: object[], others?: {values: number, count: number}}>}
     */
    classes({ collection, property, method, count, filter }) {
        const query = new URLSearchParams({ property, method, count: String(count) });
        if (filter) query.set("filter", filter);
        return fetchJSON(`${this.base}/collections/${encodeURIComponent(collection)}/classes?${query}`);
    }

    /** How many features match, and what the property adds up to in them. */
    async measure(collection, property, filter) {
        const { matched, missing, sum = 0 } = await this.classes({
            collection, property, method: "equal", count: 2, filter,
        });
        return { count: matched, sum: matched > missing ? sum : null };
    }

    /**
     * The address of a TileJSON.
     * @param {boolean} withPlaces also where names stand, for symbols and labels of areas and lines
     * @param {string} filter of tiles that have nothing else
     */
    tilesURL(collection, withPlaces, filter) {
        const name = encodeURIComponent(collection);
        const layers = withPlaces ? `${name},${name}_label` : name;
        return `${this.base}/tiles/${layers}.json${filter ? `?${queryOf({ filter })}` : ""}`;
    }

    /** Every point, with one property at most. @returns {Promise<object>} GeoJSON */
    async points(collection, property, filter) {
        const features = [];
        let url = itemsAddress(this.base, collection, { filter, properties: property, limit: mostOnPage });
        while (url) {
            const page = await fetchPage(url);
            if (page.numberMatched > mostPoints || features.length > mostPoints) throw new TooManyPoints();
            const placed = page.features.filter(({ geometry }) => geometry);
            features.push(...placed.map((feature) => slim(feature, property)));
            url = nextOf(page, url);
        }
        return { type: "FeatureCollection", features };
    }
}

/** A value that is missing is left out, as it is in tiles. */
function slim({ id, geometry, properties }, property) {
    const value = properties?.[property] ?? null;
    return { type: "Feature", id, geometry, properties: value === null ? {} : { [property]: value } };
}
