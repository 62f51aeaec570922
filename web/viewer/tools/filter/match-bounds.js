// Where the matches lie.

import { boundsOf } from "../../highlight.js";
import { fetchFeatures } from "../../items.js";
import { mostOnMap } from "../../layer-filters.js";

const zoomLevel = 10; // outlines to half a pixel of it, 76 m: near enough to go there

/** [w, s, e, n]; null when there are none, or too many to look at. */
export async function boundsOfMatches(base, collection, filter, count) {
    if (count !== null && count > mostOnMap) return null;
    const features = await fetchFeatures(base, collection, {
        filter, properties: "", count: false, "zoom-level": zoomLevel,
    }, mostOnMap);
    const boxes = features.map(({ geometry }) => geometry && boundsOf(geometry)).filter(Boolean);
    if (boxes.length === 0) return null;
    return boxes.reduce(([west, south, east, north], box) => [
        Math.min(west, box[0]), Math.min(south, box[1]), Math.max(east, box[2]), Math.max(north, box[3]),
    ]);
}
