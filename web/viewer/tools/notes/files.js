// Notes as files: GeoJSON out and in, KML out.

import { notesAsGeoJSON } from "./store.js";
import { readNote } from "./note.js";

const kml = "http://www.opengis.net/kml/2.2";
export const mostBytes = 5_000_000; // more than a browser keeps for a page

export function geoJSONFile() {
    return new Blob([JSON.stringify(notesAsGeoJSON(), null, 1)], { type: "application/geo+json" });
}

/**
 * @param {string} text of a file
 * @returns {{notes: import("./note.js").Note[], skipped: number}|null} null when it is not GeoJSON
 */
export function readGeoJSON(text) {
    let content;
    try {
        content = JSON.parse(text);
    } catch {
        return null;
    }
    const features = content?.type === "Feature" ? [content] : content?.features;
    if (!Array.isArray(features)) return null;
    const parts = features.flatMap((feature) =>
        pieces(feature?.geometry).map((geometry) => ({ ...feature, geometry })));
    const notes = parts.map(readNote).filter(Boolean);
    return { notes, skipped: parts.length - notes.length };
}

/** A note has one place: what has several becomes several notes. */
function pieces(geometry) {
    if (geometry?.type === "GeometryCollection" && Array.isArray(geometry.geometries)) return geometry.geometries;
    const single = /^Multi(Point|LineString|Polygon)$/.exec(geometry?.type)?.[1];
    if (!single || !Array.isArray(geometry.coordinates)) return [geometry];
    return geometry.coordinates.map((coordinates) => ({ type: single, coordinates }));
}

/** OGC KML 2.2 (07-147r2). */
export function kmlFile(title) {
    const document_ = document.implementation.createDocument(kml, "kml");
    const add = (parent, name, ...children) => {
        const node = document_.createElementNS(kml, name);
        node.append(...children.map((child) => (typeof child === "string" ? readable(child) : child)));
        parent?.append(node);
        return node;
    };
    const root = add(document_.documentElement, "Document");
    add(root, "name", title);
    for (const { geometry, properties } of notesAsGeoJSON().features) {
        const placemark = add(root, "Placemark");
        add(placemark, "name", properties.title);
        add(placemark, "description", properties.description);
        addStyle(add, placemark, properties.colour);
        addGeometry(add, placemark, geometry);
    }
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document_)}\n`;
    return new Blob([text], { type: "application/vnd.google-earth.kml+xml" });
}

/** Without the control characters that XML cannot carry. */
function readable(text) {
    return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");
}

/** KML writes colours as opacity, blue, green, red. */
function addStyle(add, placemark, colour) {
    const [, red, green, blue] = /^#(..)(..)(..)$/.exec(colour);
    const ink = `${blue}${green}${red}`;
    const style = add(placemark, "Style");
    add(add(style, "IconStyle"), "color", `ff${ink}`);
    const line = add(style, "LineStyle");
    add(line, "color", `ff${ink}`);
    add(line, "width", "3");
    add(add(style, "PolyStyle"), "color", `33${ink}`);
}

function addGeometry(add, placemark, { type, coordinates }) {
    const positions = (list) => list.map(([longitude, latitude]) => `${longitude},${latitude}`).join(" ");
    const node = add(placemark, type);
    if (type === "Point") add(node, "coordinates", positions([coordinates]));
    else if (type === "LineString") {
        add(node, "tessellate", "1");
        add(node, "coordinates", positions(coordinates));
    } else {
        coordinates.forEach((ring, index) => {
            const boundary = add(node, index === 0 ? "outerBoundaryIs" : "innerBoundaryIs");
            add(add(boundary, "LinearRing"), "coordinates", positions(ring));
        });
    }
}
