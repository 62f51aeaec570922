// Measurements on the map: their lines and areas, and the figures beside them.

import { geometryOf, middleOfArea } from "../../drawing-shapes.js";
import { figuresOf } from "./figures.js";

export const ink = "#b3261e";
const source = "tool-measure";
const halo = "#ffffff";
const nothing = { type: "FeatureCollection", features: [] };
const round = { "line-cap": "round", "line-join": "round" };
const isLabel = ["has", "label"];
const named = (weight) => ({ "text-field": ["get", "label"], "text-font": [`Noto Sans ${weight}`] });

const layers = [
    { id: "tool-measure-fill", type: "fill", filter: ["==", ["geometry-type"], "Polygon"],
        paint: { "fill-color": ink, "fill-opacity": 0.12 } },
    { id: "tool-measure-halo", type: "line", filter: ["!", isLabel], layout: round,
        paint: { "line-color": halo, "line-width": 6, "line-opacity": 0.85 } },
    { id: "tool-measure-line", type: "line", filter: ["!", isLabel], layout: round,
        paint: { "line-color": ink, "line-width": 2.5 } },
    { id: "tool-measure-segments", type: "symbol", filter: ["==", ["get", "role"], "segment"],
        layout: { ...named("Regular"), "text-size": 12, "text-padding": 4,
            // above a line that lies, to the right of one that stands
            "text-anchor": ["case", ["get", "isLying"], "bottom", "left"],
            "text-offset": ["case", ["get", "isLying"], ["literal", [0, -0.4]], ["literal", [0.6, 0]]] },
        paint: { "text-color": "#3b0d0a", "text-halo-color": halo, "text-halo-width": 2 } },
    { id: "tool-measure-totals", type: "symbol", filter: ["==", ["get", "role"], "total"],
        layout: {
            ...named("Bold"), "text-size": 14, "text-allow-overlap": true, "text-radial-offset": 0.8,
            "text-variable-anchor": ["bottom", "left", "right", "top"], "text-justify": "auto",
        },
        paint: { "text-color": ink, "text-halo-color": halo, "text-halo-width": 2.5 } },
    { id: "tool-measure-areas", type: "symbol", filter: ["==", ["get", "role"], "area"],
        layout: { ...named("Bold"), "text-size": 14, "text-allow-overlap": true },
        paint: { "text-color": ink, "text-halo-color": halo, "text-halo-width": 2.5 } },
];

export class MeasuresOnMap {
    /** @param {import("./units.js").Units} units */
    constructor(map, units) {
        Object.assign(this, { map, units });
    }

    add() {
        this.map.addSource(source, { type: "geojson", data: nothing });
        for (const layer of layers) this.map.addLayer({ ...layer, source });
    }

    remove() {
        for (const { id } of layers) if (this.map.getLayer(id)) this.map.removeLayer(id);
        if (this.map.getSource(source)) this.map.removeSource(source);
    }

    /** @param {import("../../drawing-shapes.js").Shape[]} shapes what is still being drawn gets its figures only */
    show(shapes) {
        const features = shapes.flatMap((shape) => [...(shape.isDone ? outlines(shape) : []), ...this.labels(shape)]);
        this.map.getSource(source)?.setData({ type: "FeatureCollection", features });
    }

    labels(shape) {
        const { units } = this;
        const { segments, length, area, radius } = figuresOf(shape);
        const sides = segments.length > 1 || area !== undefined ? segments : [];
        const found = radius === undefined
            ? sides.map((side) => label("segment", units.lengthText(side.length), side.middle, isLying(side))) : [];
        if (radius !== undefined) {
            found.push(label("total", `r = ${units.lengthText(radius)}\n${units.areaText(area)}`, shape.points[0]));
        } else if (area !== undefined) found.push(label("area", units.areaText(area), middleOfArea(shape.points)));
        else if (segments.length > 0) found.push(label("total", units.lengthText(length), shape.points.at(-1)));
        return found;
    }
}

function label(role, text, coordinates, isLying = false) {
    return { type: "Feature", properties: { role, label: text, isLying }, geometry: { type: "Point", coordinates } };
}

function isLying({ azimuth }) {
    return Math.abs((azimuth % 180) - 90) < 45;
}

function outlines(shape) {
    const drawn = [{ type: "Feature", properties: {}, geometry: geometryOf(shape) }];
    if (shape.kind !== "circle") return drawn;
    return [...drawn, { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: shape.points } }];
}
