// Measurements in words: for the panel, for readers who listen, for the clipboard.

import { figuresOf } from "./figures.js";

/** The figure one asks for: length, area or radius. @returns {{title: string, text: string}} */
export function mainFigure(shape, words, units) {
    return figureList(shape, words, units)[0];
}

/** All figures of a shape, the most wanted first. @returns {{title: string, text: string}[]} */
export function figureList(shape, words, units) {
    const { length, area, radius } = figuresOf(shape);
    const found = [];
    const add = (key, text) => found.push({ title: words(key), text });
    if (radius !== undefined) add("radius", units.lengthText(radius));
    if (area !== undefined) add("area", units.areaText(area));
    add(area === undefined ? "length" : radius === undefined ? "perimeter" : "circumference", units.lengthText(length));
    return found;
}

/** @param {{isWhole?: boolean}} options with every segment on a line of its own */
export function describe({ name, shape }, words, units, { isWhole = false } = {}) {
    const figures = figureList(shape, words, units).map(({ title, text }) => words("figure", { title, figure: text }));
    const first = `${name}. ${figures.join("; ")}`;
    if (!isWhole) return first;
    return [first, ...figuresOf(shape).segments.map((segment, index) => words("segmentLine", {
        number: index + 1, length: units.lengthText(segment.length), azimuth: units.azimuthText(segment.azimuth),
    }))].join("\n");
}
