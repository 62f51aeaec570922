// A note: a GeoJSON feature with a title, a description and a colour. Those from files and storage are read with care.

import { geometryOf } from "../../drawing-shapes.js";

/**
 * @typedef {{kind: string, title: string, description: string, colour: string, created: string,
 *   points?: number[][]}} Words
 *   `points`: of rectangles and circles, which are polygons to everybody else
 * @typedef {{type: "Feature", id: string, geometry: object, properties: Words}} Note
 */

export const colours = {
    red: "#c62828", orange: "#b45309", green: "#2e7d32", blue: "#1565c0", violet: "#7b1fa2", black: "#263238",
};
export const longest = { title: 200, description: 5000 }; // characters
const digits = 7; // of a degree: a centimetre

const kindsOf = {
    Point: ["point", "text"], LineString: ["line", "arrow"], Polygon: ["polygon", "rectangle", "circle"],
};

/** @param {import("../../drawing-shapes.js").Shape} shape @returns {Note} */
export function newNote(shape, title, colour) {
    const words = { kind: shape.kind, title, description: "", colour, created: new Date().toISOString() };
    return withShape({ type: "Feature", id: newID(), geometry: null, properties: words }, shape);
}

/** The same note somewhere else. */
export function withShape(note, shape) {
    const geometry = rounded(geometryOf(shape));
    if (geometry.type === "Polygon") geometry.coordinates.push(...(note.geometry?.coordinates.slice(1) ?? [])); // holes
    const properties = { ...note.properties };
    if (isOfTwo(shape.kind)) properties.points = roundedList(shape.points);
    return { ...note, geometry, properties };
}

/** @param {Note} note @returns {import("../../drawing-shapes.js").Shape} */
export function shapeOf({ geometry, properties: { kind, points } }) {
    const own = { Point: ({ coordinates }) => [coordinates], LineString: ({ coordinates }) => coordinates,
        Polygon: ({ coordinates }) => points ?? coordinates[0].slice(0, -1) };
    return { kind, points: own[geometry.type](geometry), isDone: true };
}

/** Also where pages have no secure context, as on an office's own network. */
export function newID() {
    return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Any feature as a note; null when it cannot be one. */
export function readNote(feature) {
    const geometry = readGeometry(feature?.geometry);
    if (!geometry) return null;
    const given = feature.properties ?? {};
    const kind = readKind(given, geometry);
    const hasColour = typeof given.colour === "string" && /^#[0-9a-f]{6}$/i.test(given.colour);
    const hasDate = typeof given.created === "string" && Number.isFinite(Date.parse(given.created));
    return {
        type: "Feature", id: typeof feature.id === "string" && feature.id.length <= 64 ? feature.id : newID(), geometry,
        properties: {
            kind, title: tidy(given.title ?? given.name, longest.title),
            description: tidy(given.description, longest.description),
            colour: hasColour ? given.colour.toLowerCase() : colours.red,
            created: hasDate ? given.created : new Date().toISOString(),
            ...(isOfTwo(kind) ? { points: roundedList(given.points) } : {}),
        },
    };
}

/** What it says it is, when it can be that. */
function readKind({ kind, points }, { type, coordinates }) {
    const [plain, ...others] = kindsOf[type];
    const canBe = (kind !== "arrow" || coordinates.length === 2) && (!isOfTwo(kind) || isPair(points));
    return others.includes(kind) && canBe ? kind : plain;
}

/** Kinds that are drawn by two points but kept as polygons. */
function isOfTwo(kind) {
    return kind === "rectangle" || kind === "circle";
}

function tidy(text, most) {
    return typeof text === "string" ? text.normalize("NFC").slice(0, most) : "";
}

function readGeometry(geometry) {
    const { type, coordinates } = geometry ?? {};
    const isFilled = (list, least = 1) => Array.isArray(list) && list.length >= least;
    const isLine = (list, least) => isFilled(list, least) && list.every(isPosition);
    const isWhole = {
        Point: () => isPosition(coordinates),
        LineString: () => isLine(coordinates, 2),
        Polygon: () => isFilled(coordinates) && coordinates.every((ring) => isLine(ring, 4)),
    };
    return Object.hasOwn(isWhole, type ?? "") && isWhole[type]() ? rounded({ type, coordinates }) : null;
}

function isPair(points) {
    return Array.isArray(points) && points.length === 2 && points.every(isPosition);
}

/** Degrees of WGS 84, longitude first. */
function isPosition(position) {
    if (!Array.isArray(position) || position.length < 2) return false;
    const [longitude, latitude] = position;
    return Number.isFinite(longitude) && Number.isFinite(latitude)
        && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85.06; // as far as the map reaches
}

function roundedList(points) {
    return points.map(([longitude, latitude]) => [Number(longitude.toFixed(digits)), Number(latitude.toFixed(digits))]);
}

function rounded({ type, coordinates }) {
    if (type === "Point") return { type, coordinates: roundedList([coordinates])[0] };
    return { type, coordinates: type === "Polygon" ? coordinates.map(roundedList) : roundedList(coordinates) };
}
