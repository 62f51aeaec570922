// Notes on the map, also while their tool is closed.

import { middleOf, middleOfArea } from "../../drawing-shapes.js";
import { noteStore } from "./store.js";

const source = "tool-notes";
const halo = "#ffffff";
const headName = "tool-notes-head-"; // pictures of arrow heads, one per colour
const nothing = { type: "FeatureCollection", features: [] };
const colour = ["get", "colour"];
const is = (role) => ["==", ["get", "role"], role];
const isStroke = ["in", ["get", "role"], ["literal", ["area", "line"]]];
const round = { "line-cap": "round", "line-join": "round" };
const written = { "text-field": ["get", "text"], "text-font": ["Noto Sans Bold"], "text-max-width": 14 };
const ink = { "text-color": colour, "text-halo-color": halo, "text-halo-width": 2 };

const layers = [
    { id: "tool-notes-fill", type: "fill", filter: is("area"), paint: { "fill-color": colour, "fill-opacity": 0.18 } },
    { id: "tool-notes-halo", type: "line", filter: isStroke, layout: round,
        paint: { "line-color": halo, "line-width": 6, "line-opacity": 0.8 } },
    { id: "tool-notes-line", type: "line", filter: isStroke, layout: round,
        paint: { "line-color": colour, "line-width": 3 } },
    { id: "tool-notes-heads", type: "symbol", filter: is("head"), layout: {
        "icon-image": ["concat", headName, colour], "icon-rotate": ["get", "bearing"], "icon-rotation-alignment": "map",
        "icon-anchor": "top", "icon-allow-overlap": true, "icon-ignore-placement": true } },
    { id: "tool-notes-points", type: "circle", filter: is("point"), paint: {
        "circle-radius": 7, "circle-color": colour, "circle-stroke-color": halo, "circle-stroke-width": 2.5 } },
    { id: "tool-notes-titles", type: "symbol", filter: is("title"), paint: ink, layout: { ...written, "text-size": 13,
        "text-anchor": ["match", ["get", "of"], "area", "center", "bottom"], "text-offset": ["match", ["get", "of"],
            "point", ["literal", [0, -0.9]], "line", ["literal", [0, -0.5]], ["literal", [0, 0]]] } },
    { id: "tool-notes-texts", type: "symbol", filter: is("text"), paint: ink, layout: {
        ...written, "text-size": 17, "text-allow-overlap": true, "text-ignore-placement": true } },
];

export class NotesOnMap {
    constructor(map) {
        this.map = map;
        this.changed = null; // a note that is being moved, as it is under the pointer
        map.on("styleimagemissing", ({ id }) => {
            if (!id.startsWith(headName) || map.hasImage(id)) return;
            map.addImage(id, arrowHead(id.slice(headName.length)), { pixelRatio: 2 });
        });
        map.addSource(source, { type: "geojson", data: nothing });
        for (const layer of layers) map.addLayer({ ...layer, source });
        noteStore.addEventListener("change", () => this.preview(null));
        this.show();
    }

    /** @param {import("./note.js").Note|null} note */
    preview(note) {
        this.changed = note;
        this.show();
    }

    show() {
        const notes = noteStore.isShown ? noteStore.notes : [];
        const features = notes.flatMap((note) => drawn(note.id === this.changed?.id ? this.changed : note));
        this.map.getSource(source)?.setData({ type: "FeatureCollection", features });
    }

    /** @param {{x: number, y: number}} point @returns {string|null} id of the topmost note there */
    at(point, reach) {
        const box = [[point.x - reach, point.y - reach], [point.x + reach, point.y + reach]];
        const own = layers.map(({ id }) => id).filter((id) => this.map.getLayer(id));
        return this.map.queryRenderedFeatures(box, { layers: own })[0]?.properties.id ?? null;
    }
}

let present = null;

/** On this map from now on; asked again, the same. */
export function notesOnMap(map) {
    present ??= new NotesOnMap(map);
    return present;
}

/** At the start of the page. A page inside another one has no tools, so nobody could hide them there. */
export function showKeptNotes(map) {
    if (noteStore.notes.length > 0 && !document.body.classList.contains("embedded")) notesOnMap(map);
}

/** @param {import("./note.js").Note} note */
function drawn({ id, geometry, properties: { kind, colour: ownColour, title } }) {
    const { type, coordinates } = geometry;
    const feature = (role, own, more = {}) => ({
        type: "Feature", properties: { id, role, colour: ownColour, ...more }, geometry: own,
    });
    const point = (position) => ({ type: "Point", coordinates: position });
    const named = (of, position) => feature("title", point(position), { text: title, of });
    if (kind === "text") return [feature("text", geometry, { text: title })];
    if (type === "Point") return [feature("point", geometry), named("point", coordinates)];
    if (type === "Polygon") {
        return [feature("area", geometry), named("area", middleOfArea(coordinates[0].slice(0, -1)))];
    }
    const half = Math.floor((coordinates.length - 1) / 2);
    const middle = middleOf(coordinates[half], coordinates[half + 1]);
    const parts = [feature("line", geometry), named("line", middle)];
    if (kind !== "arrow") return parts;
    const [start, end] = coordinates.slice(-2);
    return [...parts, feature("head", point(end), { bearing: bearingOnMap(start, end) })];
}

/** Degrees clockwise from north, as the line looks on the map: in Mercator's plane. */
function bearingOnMap(start, end) {
    const y = ([, latitude]) => Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
    const x = ([longitude]) => (longitude * Math.PI) / 180;
    return (Math.atan2(x(end) - x(start), y(end) - y(start)) * 180) / Math.PI;
}

/** Pointing north, its tip in the middle of the upper edge; at twice the size, for sharp screens. */
function arrowHead(fill) {
    const side = 44;
    const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const pen = canvas.getContext("2d");
    pen.lineJoin = "round";
    pen.lineWidth = 5;
    pen.strokeStyle = halo;
    pen.fillStyle = fill;
    pen.beginPath();
    pen.moveTo(side / 2, 4);
    pen.lineTo(side - 6, side - 4);
    pen.lineTo(side / 2, side - 14);
    pen.lineTo(6, side - 4);
    pen.closePath();
    pen.stroke();
    pen.fill();
    return pen.getImageData(0, 0, side, side);
}
