// The three kinds of change: a colour, a shape and a sign each, on the map and in the list. Colours differ in lightness
// too; nobody needs them to tell one from another.

import { svgElement } from "../../dom.js";

const size = 24;
const density = 2;

/** @type {Object<string, {colour: string, shape: string, sign: string, dashes: number[]|null}>} on 24 × 24 */
export const kinds = {
    added: {
        colour: "#0067a3", shape: "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z", sign: "M12 7v10M7 12h10", dashes: null,
    },
    changed: {
        colour: "#b45309", shape: "M12 1L23 12L12 23L1 12z", sign: "M7.5 13.5c2-4 3.5-3 4.5-1.5s2.5 2.5 4.5-1.5",
        dashes: [3, 1.2],
    },
    removed: { colour: "#8f1028", shape: "M3 3h18v18H3z", sign: "M7 12h10", dashes: [1, 1] },
};

export function markIcon(kind) {
    const { colour, shape, sign } = kinds[kind];
    const signLook = { fill: "none", stroke: "#ffffff", "stroke-width": 2.4, "stroke-linecap": "round" };
    return svgElement("svg", {
        viewBox: `0 0 ${size} ${size}`, class: "compare-mark", "aria-hidden": "true", focusable: "false",
    }, svgElement("path", { d: shape, fill: colour }), svgElement("path", { d: sign, ...signLook }));
}

export const imageName = (kind) => `tool-compare-${kind}`;

/** Drawn once for each map. */
export function addMarkImages(map) {
    for (const [kind, { colour, shape, sign }] of Object.entries(kinds)) {
        if (map.hasImage(imageName(kind))) continue;
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = (size + 4) * density;
        const pen = canvas.getContext("2d");
        pen.scale(density, density);
        pen.translate(2, 2);
        pen.lineCap = pen.lineJoin = "round";
        pen.strokeStyle = "#ffffff";
        pen.lineWidth = 4;
        pen.stroke(new Path2D(shape));
        pen.fillStyle = colour;
        pen.fill(new Path2D(shape));
        pen.lineWidth = 2.4;
        pen.stroke(new Path2D(sign));
        map.addImage(imageName(kind), pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: density });
    }
}
