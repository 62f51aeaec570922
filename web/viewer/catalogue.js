// What can be shown: sectors, their collections, and the style layers that draw each collection.

const defaultLimit = 25;
const defaultSectors = ["administration", "transport"];

/**
 * @typedef {{vi: string, en: string, colour: string, kind: "line"|"fill"|"circle",
 *   width?: number, outline?: string, opacity?: number, dashed?: boolean}} LegendEntry
 * @typedef {{id: string, titles: object, count: number|null, bounds: number[]|null, attribution: string,
 *   layers: string[], legend: LegendEntry[], name: object|null}} MapCollection
 * @typedef {{id: string, titles: object, colour: string, collections: MapCollection[]}} MapSector
 */

export class Catalogue {
    /** @param {object[]} sectors @param {object[]} collections @param {object} style */
    constructor(sectors, collections, style) {
        const drawn = layersByCollection(style);
        const groups = new Map(sectors.map((sector) => [sector.id, {
            id: sector.id, titles: sector.title, colour: sector.colour, collections: [],
        }]));
        const others = { id: "", titles: null, colour: "#6b7280", collections: [] };
        for (const document of collections) {
            const group = groups.get(document.sector) ?? others;
            group.collections.push(mapCollection(document, drawn.get(document.id) ?? [], group.colour));
        }
        /** @type {MapSector[]} only those with something in them */
        this.sectors = [...groups.values(), others].filter((group) => group.collections.length > 0);
        /** @type {Map<string, MapCollection>} */
        this.collections = new Map(this.sectors.flatMap((sector) =>
            sector.collections.map((collection) => [collection.id, collection])));
    }

    /** The same layers in other colours. */
    setStyle(style) {
        const drawn = layersByCollection(style);
        for (const collection of this.collections.values()) {
            const layers = drawn.get(collection.id) ?? [];
            collection.layers = layers.map(({ id }) => id);
            const legend = legendOf(layers);
            if (legend.length > 0) collection.legend = legend;
        }
    }

    sectorOf(collectionID) {
        return this.sectors.find((sector) => sector.collections.some(({ id }) => id === collectionID));
    }

    /** Shown when the address names none: everything, or the orientation layers when that would be a tangle. */
    defaultVisible() {
        if (this.collections.size <= defaultLimit) return [...this.collections.keys()];
        const some = this.sectors.filter(({ id }) => defaultSectors.includes(id))
            .flatMap(({ collections }) => collections);
        const chosen = some.length > 0 ? some : [...this.collections.values()].slice(0, defaultLimit);
        return chosen.map(({ id }) => id);
    }
}

function mapCollection(document, layers, sectorColour) {
    const legend = legendOf(layers);
    return {
        id: document.id,
        titles: document.titles ?? { vi: document.title ?? document.id, en: document.title ?? document.id },
        count: Number.isInteger(document.numberOfFeatures) ? document.numberOfFeatures : null,
        bounds: bounds(document.extent?.spatial?.bbox?.[0]),
        attribution: document.attribution ?? "",
        layers: layers.map(({ id }) => id),
        legend: legend.length > 0 ? legend : [usualEntry(document.geometryType, sectorColour)],
        name: layers.map((layer) => layer.metadata["geosector:name"]).find(Boolean) ?? null,
    };
}

function legendOf(layers) {
    return layers.flatMap((layer) => layer.metadata["geosector:legend"] ?? []);
}

/** [w, s, e, n], also from a box with heights. */
function bounds(box) {
    if (!Array.isArray(box) || !box.every(Number.isFinite)) return null;
    if (box.length === 4) return box;
    return box.length === 6 ? [box[0], box[1], box[3], box[4]] : null;
}

/** How the server draws a collection that no style names: see styles/README.md. */
function usualEntry(geometryType = "", colour) {
    if (/point/i.test(geometryType)) return { colour, kind: "circle" };
    if (/line/i.test(geometryType)) return { colour, kind: "line" };
    return { colour, kind: "fill", outline: colour, opacity: 0.35 };
}

/** Basemap layers carry no collection: they are always drawn and never answer a click. */
function layersByCollection(style) {
    const found = new Map();
    for (const layer of style.layers ?? []) {
        const collection = layer.metadata?.["geosector:collection"];
        if (!collection) continue;
        if (!found.has(collection)) found.set(collection, []);
        found.get(collection).push(layer);
    }
    return found;
}
