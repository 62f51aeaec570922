// What lies under a click: each feature once, topmost first, only from layers that are on.

/** A finger covers more than a mouse pointer. In CSS pixels, to each side; for points and lines, which are thin. */
const reach = { mouse: 4, touch: 12 };

/**
 * @typedef {{collection: string, id: string|null, properties: object, geometry: object}} Hit
 * @returns {Hit[]}
 */
export function hitsAt(map, catalogue, visibility, point, pointer = "mouse") {
    const layers = [];
    for (const collection of catalogue.collections.values()) {
        if (visibility.has(collection.id)) layers.push(...collection.layers.filter((id) => map.getLayer(id)));
    }
    const areas = layers.filter((id) => map.getLayer(id).type === "fill");
    const filled = new Set(areas.map((id) => map.getLayer(id).metadata["geosector:collection"]));
    const others = layers.filter((id) => map.getLayer(id).type !== "fill");
    const side = reach[pointer];
    const box = [[point.x - side, point.y - side], [point.x + side, point.y + side]];
    const found = new Map();
    for (const feature of [...query(map, box, others), ...query(map, point, areas)]) {
        const collection = feature.layer.metadata["geosector:collection"];
        const isEdgeOrName = feature.layer.type === "symbol"
            || (feature.geometry.type.endsWith("Polygon") && feature.layer.type !== "fill");
        if (isEdgeOrName && filled.has(collection)) continue; // a neighbour's edge or name is not the neighbour
        const id = feature.id === undefined ? null : String(feature.id);
        const key = `${collection}.${id ?? JSON.stringify(feature.properties)}`;
        if (!found.has(key)) {
            found.set(key, { collection, id, properties: feature.properties, geometry: feature.geometry });
        }
    }
    return [...found.values()];
}

function query(map, where, layers) {
    return layers.length > 0 ? map.queryRenderedFeatures(where, { layers }) : [];
}
