// What is measured of a shape. Lengths in metres, areas in m², azimuths in degrees from true north.

import { circleCorners, middleOf, outline } from "../../drawing-shapes.js";
import { azimuth, geodesicArea, geodesicDistance, geodesicLength } from "../../geodesy.js";

// A ring of 96 corners is a little smaller than its circle.
const ringToCircle = {
    area: (2 * Math.PI) / circleCorners / Math.sin((2 * Math.PI) / circleCorners),
    length: Math.PI / circleCorners / Math.sin(Math.PI / circleCorners),
};

/**
 * @typedef {{length: number, azimuth: number, middle: number[]}} Segment
 * @typedef {{segments: Segment[], length: number, area?: number, radius?: number, isCrossing?: boolean}} Figures
 *   `length`: of the line, or around the area. `isCrossing`: the outline crosses itself, so the area means nothing.
 * @param {import("../../drawing-shapes.js").Shape} shape
 * @returns {Figures}
 */
export function figuresOf(shape) {
    const line = outline(shape);
    if (shape.kind === "circle") return circleFigures(shape.points, line);
    const segments = segmentsOf(line);
    const length = segments.reduce((sum, segment) => sum + segment.length, 0);
    if (shape.kind !== "polygon" || shape.points.length < 3) return { segments, length };
    return { segments, length, area: geodesicArea(line), isCrossing: crossesItself(shape.points) };
}

function circleFigures(points, ring) {
    const segments = segmentsOf(points);
    if (segments.length === 0) return { segments, length: 0 };
    return {
        segments, radius: segments[0].length,
        length: geodesicLength(ring) * ringToCircle.length, area: geodesicArea(ring) * ringToCircle.area,
    };
}

function segmentsOf(line) {
    return line.slice(1).map((end, index) => {
        const start = line[index];
        return { length: geodesicDistance(start, end), azimuth: azimuth(start, end), middle: middleOf(start, end) };
    });
}

function crossesItself(points) {
    const edges = points.map((point, index) => [point, points[(index + 1) % points.length]]);
    return edges.some((edge, index) => edges.slice(index + 1).some((other) => isCrossing(edge, other)));
}

/** Whether the insides of two straight edges have one point in common. */
function isCrossing([p, q], [r, s]) {
    const side = (one, two, point) =>
        Math.sign((two[0] - one[0]) * (point[1] - one[1]) - (two[1] - one[1]) * (point[0] - one[0]));
    return side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0;
}
