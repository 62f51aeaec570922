// How much of what is in view the tiles draw feature by feature: the server says it of every tile (docs/tiles.md).

import { countsOf } from "../../tile-counts.js";
import { sourceID } from "./theme-paint.js";

/** @returns {number|null} 0 to 1; null while nothing is known */
export function shareDrawn(map, collection) {
    const { minzoom, maxzoom, tileSize, tiles: [template] = [] } = map.getSource(sourceID) ?? {};
    if (!template) return null;
    const sum = { matched: 0, kept: 0 };
    for (const { canonical } of map.coveringTiles({ tileSize, minzoom, maxzoom })) {
        const { matched = 0, kept = 0 } = countsOf(template, canonical)?.get(collection) ?? {};
        sum.matched += matched;
        sum.kept += kept;
    }
    return sum.matched > 0 ? sum.kept / sum.matched : null;
}
