// How what is being drawn looks: its line, the part that follows the pointer, and the points to take hold of.

import { geometryOf, kinds, middles, outline } from "./drawing-shapes.js";

const halo = "#ffffff";
const nothing = { type: "FeatureCollection", features: [] };
const has = (role) => ["==", ["get", "role"], role];
const round = { "line-cap": "round", "line-join": "round" };

export class DrawingLook {
    /** @param {string} id begins the names of source and layers @param {string} ink a colour */
    constructor(map, id, ink) {
        Object.assign(this, { map, id, ink });
    }

    add() {
        const { map, id, ink } = this;
        map.addSource(id, { type: "geojson", data: nothing });
        const add = (name, layer) => map.addLayer({ id: `${id}-${name}`, source: id, ...layer });
        add("fill", { type: "fill", filter: has("area"), paint: { "fill-color": ink, "fill-opacity": 0.12 } });
        add("halo", { type: "line", filter: has("line"), layout: round,
            paint: { "line-color": halo, "line-width": 6, "line-opacity": 0.85 } });
        add("line", { type: "line", filter: has("line"), layout: round,
            paint: { "line-color": ink, "line-width": 2.5 } });
        add("rubber", { type: "line", filter: has("rubber"),
            paint: { "line-color": ink, "line-width": 2, "line-dasharray": [2, 2] } });
        add("middle", { type: "circle", filter: has("middle"), paint: {
            "circle-radius": 4, "circle-color": halo, "circle-opacity": 0.8, "circle-stroke-color": ink,
            "circle-stroke-width": 1, "circle-stroke-opacity": 0.7 } });
        add("vertex", { type: "circle", filter: has("vertex"), paint: {
            "circle-radius": ["case", ["get", "isHeld"], 8, 5.5], "circle-stroke-color": ink,
            "circle-stroke-width": 2.5, "circle-color": ["case", ["get", "isHeld"], ink, halo] } });
        add("snap", { type: "circle", filter: has("snap"), paint: {
            "circle-radius": 10, "circle-opacity": 0, "circle-stroke-color": ink, "circle-stroke-width": 2 } });
    }

    remove() {
        const { map, id } = this;
        for (const layer of map.getLayersOrder().filter((name) => name.startsWith(`${id}-`))) map.removeLayer(layer);
        if (map.getSource(id)) map.removeSource(id);
    }

    /** @param {import("./drawing.js").Drawing} drawing */
    show({ shape, cursor, held, isSnapped }) {
        const features = [];
        const add = (role, geometry, properties = {}) => {
            if (geometry) features.push({ type: "Feature", properties: { role, ...properties }, geometry });
        };
        const point = (coordinates) => ({ type: "Point", coordinates });
        if (shape && !shape.isDone) this.addUnfinished(add, shape, held === null ? cursor : null);
        if (shape?.isDone && held === null) middles(shape).forEach(({ position }) => add("middle", point(position)));
        shape?.points.forEach((position, index) => add("vertex", point(position), { isHeld: index === held }));
        if (cursor && isSnapped) add("snap", point(cursor));
        this.map.getSource(this.id)?.setData({ type: "FeatureCollection", features });
    }

    addUnfinished(add, shape, cursor) {
        const whole = { ...shape, points: cursor ? [...shape.points, cursor] : shape.points };
        const geometry = geometryOf(whole);
        if (geometry.type === "Polygon") add("area", geometry);
        const { isChain, isArea } = kinds[shape.kind];
        const line = (coordinates) => (coordinates.length > 1 ? { type: "LineString", coordinates } : null);
        add("line", line(isChain ? shape.points : outline(whole)));
        if (!isChain || !cursor) return;
        add("rubber", line(isArea && shape.points.length > 1
            ? [shape.points.at(-1), cursor, shape.points[0]] : [shape.points.at(-1), cursor]));
    }
}
