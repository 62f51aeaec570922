// What the server says of each source's tiles (TileJSON): which layers are in them, of which version, how much at which
// zoom. Asked for again after every change.

import { fetchJSON } from "./api.js";

/**
 * @typedef {{collection: string, version: string, minZoom: number, features: number,
 *   featuresByZoom: Object<string, number>}} TileLayer
 */

export class TileDocuments extends EventTarget {
    /** Event "change": something new is known. @param {import("./tile-versions.js").TileVersions} versions */
    constructor(map, versions) {
        super();
        Object.assign(this, { map, versions });
        /** @type {Map<string, TileLayer>} by collection */
        this.layers = new Map();
        this.templates = new Map();
    }

    /** Vector sources of the style, with the collections in each. */
    sources() {
        return Object.entries(this.map.getStyle()?.sources ?? {})
            .filter(([id, { type }]) => type === "vector" && this.map.getSource(id)?.url)
            .map(([id, { url }]) => {
                const address = new URL(url, location.href);
                const names = address.searchParams.get("collections")
                    ?? /\/tiles\/([^/]+)\.json$/.exec(address.pathname)?.[1];
                return { id, url: address.href, collections: (names ?? "").split(",") };
            });
    }

    /**
     * @param {{id: string, url: string}} source
     * @returns {Promise<{isNew: boolean, changes: {collection: string, former: string, version: string}[]}>}
     *   whether tiles have another address than those on the map, and which layers are not what they were
     */
    async renew({ id, url }) {
        const document = await fetchJSON(url);
        const template = document.tiles?.[0] ?? "";
        const isNew = template !== (this.templates.get(id) ?? this.map.getSource(id)?.tiles?.[0] ?? template);
        this.templates.set(id, template);
        for (const address of document.tiles ?? []) this.versions.note(address);
        const changes = [];
        for (const described of document.vector_layers ?? []) {
            const layer = tileLayer(described);
            if (layer.collection !== described.id) continue; // places of names, of the same collection
            const former = this.layers.get(layer.collection);
            if (former && former.version !== layer.version) {
                changes.push({ collection: layer.collection, former: former.version, version: layer.version });
            }
            this.layers.set(layer.collection, layer);
        }
        this.dispatchEvent(new Event("change"));
        return { isNew, changes };
    }
}

function tileLayer(described) {
    return {
        collection: described["geosector:collection"] ?? described.id,
        version: described["geosector:version"] ?? "",
        minZoom: described.minzoom ?? 0,
        features: described["geosector:features"] ?? 0,
        featuresByZoom: described["geosector:featuresByZoom"] ?? {},
    };
}
