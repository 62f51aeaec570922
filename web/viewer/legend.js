// One swatch per legend entry, drawn as the map draws it.

import { element, svgElement } from "./dom.js";

/** @param {import("./catalogue.js").LegendEntry} entry */
export function swatch(entry) {
    const drawing = { line, fill, circle }[entry.kind] ?? fill;
    return svgElement("svg", { viewBox: "0 0 24 16", class: "swatch", "aria-hidden": "true", focusable: "false" },
        ...drawing(entry));
}

function line({ colour, width = 2, outline, dashed }) {
    const path = { d: "M1 12C7 12 8 4 14 4h9", fill: "none", "stroke-linecap": dashed ? "butt" : "round" };
    return [
        outline && svgElement("path", { ...path, stroke: outline, "stroke-width": width + 2 }),
        svgElement("path", {
            ...path, stroke: colour, "stroke-width": width, "stroke-dasharray": dashed ? "4 2" : null,
        }),
    ];
}

function fill({ colour, outline, opacity = 1 }) {
    return [svgElement("rect", {
        x: 1.5, y: 1.5, width: 21, height: 13, rx: 2, fill: colour, "fill-opacity": opacity,
        stroke: outline ?? "#00000055", "stroke-width": 1,
    })];
}

function circle({ colour, width = 5, outline }) {
    return [svgElement("circle", {
        cx: 12, cy: 8, r: Math.min(width, 6.5), fill: colour, stroke: outline ?? "#ffffff", "stroke-width": 1.5,
    })];
}

/** The classes of a collection as a list, folded away when they are many. */
export function legendList(collection, dictionary) {
    const list = element("ul", { class: "legend" }, collection.legend.map((entry) =>
        element("li", {}, swatch(entry), element("span", {}, dictionary.pick(entry)))));
    if (collection.legend.length <= 8) return list;
    return element("details", { class: "legend-fold" },
        element("summary", {}, dictionary.text("legendOf", { count: collection.legend.length })), list);
}
