// What can be drawn: how many points each kind takes, and the geometry that they make.

import { azimuth, destination, geodesicDistance } from "./geodesy.js";

/** @typedef {{kind: string, points: number[][], isDone: boolean}} Shape points are [longitude, latitude] */

export const circleCorners = 96;

/** `least` and `most` points; an area is closed, a chain can take more points between two others. */
export const kinds = {
    point: { least: 1, most: 1 },
    text: { least: 1, most: 1 },
    line: { least: 2, most: Infinity, isChain: true },
    arrow: { least: 2, most: 2 },
    polygon: { least: 3, most: Infinity, isChain: true, isArea: true },
    rectangle: { least: 2, most: 2, isArea: true },
    circle: { least: 2, most: 2, isArea: true },
};

export function circleRing([centre, edge]) {
    const radius = geodesicDistance(centre, edge);
    const first = azimuth(centre, edge);
    const ring = Array.from({ length: circleCorners }, (_, index) =>
        destination(centre, first - (index * 360) / circleCorners, radius));
    return [...ring, ring[0]];
}

function rectangleRing([[west, south], [east, north]]) {
    return [[west, south], [east, south], [east, north], [west, north], [west, south]];
}

/** The closed ring of an area, the points themselves of anything else. */
export function outline({ kind, points }) {
    if (kind === "circle" && points.length === 2) return circleRing(points);
    if (kind === "rectangle" && points.length === 2) return rectangleRing(points);
    return kinds[kind].isArea && points.length > 2 ? [...points, points[0]] : points;
}

/** GeoJSON; while too few points are set for the kind, what they make so far. Null without any. */
export function geometryOf(shape) {
    const line = outline(shape);
    if (line.length === 0) return null;
    if (line.length === 1) return { type: "Point", coordinates: line[0] };
    if (kinds[shape.kind].isArea && line.length > 3) return { type: "Polygon", coordinates: [line] };
    return { type: "LineString", coordinates: line };
}

/** Between neighbours, where a new point can be pulled out of an edge. `index`: the place it takes in the list. */
export function middles({ kind, points }) {
    if (!kinds[kind].isChain) return [];
    const ends = kinds[kind].isArea ? [...points.slice(1), points[0]] : points.slice(1);
    return ends.map((end, index) => ({ index: index + 1, position: middleOf(points[index], end) }));
}

export function middleOf(one, other) {
    return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
}

/** Balance point of a ring, where its name stands. */
export function middleOfArea(points) {
    let [sum, x, y] = [0, 0, 0];
    const [x0, y0] = points[0];
    points.forEach((point, index) => {
        const next = points[(index + 1) % points.length];
        const part = (point[0] - x0) * (next[1] - y0) - (next[0] - x0) * (point[1] - y0);
        sum += part;
        x += part * (point[0] + next[0] - 2 * x0);
        y += part * (point[1] + next[1] - 2 * y0);
    });
    return sum === 0 ? points[0] : [x0 + x / (3 * sum), y0 + y / (3 * sum)];
}
