// Catching the corners of what is on the map: the nearest one within reach of a pointer.

/** @returns {number[]|null} [longitude, latitude] of the nearest corner of a data layer that is on */
export function nearestCorner(map, catalogue, visibility, point, reach) {
    const layers = [...catalogue.collections.values()].filter(({ id }) => visibility.has(id))
        .flatMap((collection) => collection.layers).filter((id) => map.getLayer(id));
    if (layers.length === 0) return null;
    const box = [[point.x - reach, point.y - reach], [point.x + reach, point.y + reach]];
    let best = null;
    let shortest = reach;
    for (const feature of map.queryRenderedFeatures(box, { layers })) {
        for (const position of positions(feature.geometry.coordinates)) {
            const corner = map.project(position);
            const distance = Math.hypot(corner.x - point.x, corner.y - point.y);
            if (distance >= shortest || isCutOff(feature, position)) continue;
            shortest = distance;
            best = position;
        }
    }
    return best;
}

function* positions(coordinates) {
    if (typeof coordinates?.[0] === "number") yield coordinates;
    else if (Array.isArray(coordinates)) for (const part of coordinates) yield* positions(part);
}

/** Tiles cut features a little outside their own square: corners out there may be nobody's. */
function isCutOff({ _x: x, _y: y, _z: z }, [longitude, latitude]) {
    if (z === undefined) return false;
    const sine = Math.sin((latitude * Math.PI) / 180);
    const column = (longitude / 360 + 0.5) * 2 ** z - x;
    const row = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z - y;
    return column < 0 || column > 1 || row < 0 || row > 1;
}
