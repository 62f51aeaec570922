// One layer from a file, on the map. The map knows shapes and numbers only; attributes stay here.

import { eachPosition } from "./geometry.js";
import { read } from "./reading.js";

const colours = ["#d1495b", "#1d6fd1", "#2a8c5b", "#8a4fd3", "#b86e00", "#00798c", "#b5179e", "#5f6f00"];
const isPoint = ["==", ["geometry-type"], "Point"];
const isArea = ["==", ["geometry-type"], "Polygon"];
const fillShare = 0.3; // what lies below must still be read

export class FileLayer {
    /** @param {{map, source: import("./sources.js").Source, id: number}} parts */
    constructor({ map, source, id }) {
        Object.assign(this, { map, source });
        this.title = source.title;
        this.prefix = `tool-add-data-${id}`;
        this.colour = colours[(id - 1) % colours.length];
        this.opacity = 1;
        this.isShown = true;
        this.reading = null;
        this.choices = { encoding: null, system: null, columns: null };
    }

    get features() {
        return this.reading?.question ? [] : this.reading?.features ?? [];
    }

    /** Again from the bytes, with what a person chose. */
    async read(choices, parts) {
        const reading = await read(this.source, { ...this.choices, ...choices }, parts);
        Object.assign(this.choices, choices);
        this.reading = reading;
        this.bounds = boundsOfAll(this.features);
        this.draw();
    }

    draw() {
        const { map, prefix } = this;
        const features = this.features.flatMap(({ geometry }, id) => (
            geometry ? [{ type: "Feature", id, properties: {}, geometry }] : []));
        const data = { type: "FeatureCollection", features };
        if (map.getSource(prefix)) {
            map.getSource(prefix).setData(data);
            return;
        }
        if (features.length === 0) return;
        map.addSource(prefix, { type: "geojson", data });
        const above = map.getLayersOrder().find((id) => id.startsWith("selection-"));
        for (const layer of this.styleLayers()) map.addLayer({ ...layer, source: prefix }, above);
    }

    styleLayers() {
        const { colour, opacity, prefix } = this;
        const visibility = this.isShown ? "visible" : "none";
        const line = { "line-join": "round", "line-cap": "round", visibility };
        return [
            { id: `${prefix}-fill`, type: "fill", filter: isArea, layout: { visibility },
                paint: { "fill-color": colour, "fill-opacity": fillShare * opacity } },
            { id: `${prefix}-edge`, type: "line", filter: isArea, layout: line,
                paint: { "line-color": colour, "line-width": 1.8, "line-opacity": opacity } },
            { id: `${prefix}-line`, type: "line", filter: ["==", ["geometry-type"], "LineString"], layout: line,
                paint: { "line-color": colour, "line-width": 3, "line-opacity": opacity } },
            { id: `${prefix}-point`, type: "circle", filter: isPoint, layout: { visibility }, paint: {
                "circle-color": colour, "circle-opacity": opacity, "circle-stroke-opacity": opacity,
                "circle-stroke-color": "#ffffff", "circle-stroke-width": 1.5,
                "circle-radius": ["interpolate", ["linear"], ["zoom"], 7, 3, 14, 6.5] } },
        ];
    }

    /** @param {{colour?: string, opacity?: number, isShown?: boolean}} look */
    setLook(look) {
        Object.assign(this, look);
        for (const { id, paint, layout } of this.styleLayers()) {
            if (!this.map.getLayer(id)) continue;
            this.map.setLayoutProperty(id, "visibility", layout.visibility);
            for (const [name, value] of Object.entries(paint)) this.map.setPaintProperty(id, name, value);
        }
    }

    /** Numbers of the features there, each once. @param {object} box a point or two corners, in CSS pixels */
    hits(box) {
        const layers = this.styleLayers().map(({ id }) => id).filter((id) => this.isShown && this.map.getLayer(id));
        if (layers.length === 0) return [];
        return [...new Set(this.map.queryRenderedFeatures(box, { layers }).map(({ id }) => id))];
    }

    remove() {
        for (const { id } of this.styleLayers()) if (this.map.getLayer(id)) this.map.removeLayer(id);
        if (this.map.getSource(this.prefix)) this.map.removeSource(this.prefix);
    }
}

function boundsOfAll(features) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { geometry } of features) {
        eachPosition(geometry, ([x, y]) => {
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x);
            box[3] = Math.max(box[3], y);
        });
    }
    return Number.isFinite(box[0]) ? box : null;
}
