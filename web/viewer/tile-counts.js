// How many features each tile shows of those that lie there: the header GeoSector-Features (docs/tiles.md).

/* global maplibregl */

const mostTiles = 20_000; // a day of looking around; older ones are forgotten
const known = new Map();
const listeners = new Set();
let channel = null;

/** From now on headers are read as tiles come; before the first map is made. */
export function countTiles() {
    if (channel) return;
    channel = new BroadcastChannel("geosector-tile-counts");
    channel.onmessage = ({ data: { url, counts } }) => {
        const key = keyOf(url);
        known.delete(key);
        known.set(key, counts);
        if (known.size > mostTiles) known.delete(known.keys().next().value);
        listeners.forEach((listener) => listener());
    };
    maplibregl.importScriptInWorkers(new URL("tile-count-worker.js", import.meta.url).href);
}

export function onTileCounts(listener) {
    listeners.add(listener);
}

/**
 * @param {string} template of the tile's source
 * @returns {Map<string, {matched: number, kept: number}>|null} by layer; null when the tile has not been seen
 */
export function countsOf(template, { z, x, y }) {
    const address = template.replace("{z}", z).replace("{x}", x).replace("{y}", y);
    const counts = known.get(keyOf(address));
    return counts === undefined ? null : parse(counts);
}

/** A tile counts as what it is by its latest version. */
function keyOf(address) {
    const url = new URL(address, location.href);
    url.searchParams.delete("v");
    return url.pathname + decodeURIComponent(url.search);
}

/** `parcels;matched=9870;kept=2314;merged=7556;dropped=0, parcels_label;…` */
function parse(header) {
    return new Map(header.split(",").map((part) => {
        const [name, ...pairs] = part.trim().split(";");
        const numbers = Object.fromEntries(pairs.map((pair) => pair.split("=")));
        return [name, { matched: Number(numbers.matched) || 0, kept: Number(numbers.kept) || 0 }];
    }));
}
