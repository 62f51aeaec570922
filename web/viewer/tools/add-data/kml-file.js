// KML 2.2 (OGC 07-147r2): places with their names, data and times. Pictures, styles and links to elsewhere are left.

import { declaresEntities, eachElement } from "./xml-pieces.js";

const shapes = {
    Point: (node) => ({ type: "Point", coordinates: positions(node)[0] }),
    LineString: (node) => ({ type: "LineString", coordinates: positions(node) }),
    LinearRing: (node) => ({ type: "LineString", coordinates: positions(node) }),
    Polygon: (node) => ({
        type: "Polygon",
        coordinates: ["outerBoundaryIs", "innerBoundaryIs"].flatMap((name) => children(node, name))
            .flatMap((boundary) => children(boundary, "LinearRing")).map(positions),
    }),
    MultiGeometry: (node) => ({ type: "GeometryCollection", geometries: geometriesIn(node) }),
    MultiTrack: (node) => ({ type: "GeometryCollection", geometries: geometriesIn(node) }),
    Track: (node) => ({
        type: "LineString",
        coordinates: children(node, "coord").map(({ textContent }) => (
            textContent.trim().split(/\s+/).slice(0, 2).map(Number))),
    }),
};

export async function readKML({ text, collector, pace, words }) {
    if (declaresEntities(text)) {
        collector.complain("entities");
        return { system: null };
    }
    const count = await eachElement({ text, names: ["Placemark"], collector, pace, words }, (node, place) => {
        const geometries = geometriesIn(node);
        const geometry = geometries.length > 1 ? { type: "GeometryCollection", geometries } : geometries[0] ?? null;
        if (!geometry) collector.complain("placemarkWithoutShape", place);
        return collector.add(geometry, propertiesOf(node), place);
    });
    if (/<NetworkLink[\s>]/.test(text)) collector.complain("networkLink");
    if (/<GroundOverlay[\s>]/.test(text)) collector.complain("groundOverlay");
    if (count === 0) collector.complain(/<([\w.-]+:)?kml[\s>]/.test(text) ? "noFeatures" : "notKML");
    return { system: "EPSG:4326" };
}

/** Tracks in a multi-track and parts of parts are flattened: GeoJSON has no collections in each other. */
function geometriesIn(node) {
    return [...node.children].filter(({ localName }) => Object.hasOwn(shapes, localName)).flatMap((child) => {
        const geometry = shapes[child.localName](child);
        return geometry.type === "GeometryCollection" ? geometry.geometries : [geometry];
    });
}

function positions(node) {
    const text = children(node, "coordinates")[0]?.textContent.trim() ?? "";
    return text === "" ? [] : text.split(/\s+/).map((tuple) => tuple.split(",").slice(0, 2).map(numberOf));
}

/** Number("") is 0, which is in the Gulf of Guinea. */
function numberOf(text) {
    return text === "" ? Number.NaN : Number(text);
}

function propertiesOf(node) {
    const found = {};
    const note = (name, value) => {
        if (value !== undefined && value.trim() !== "") found[name] = value.trim();
    };
    const first = (parent, name) => children(parent, name)[0]?.textContent;
    for (const name of ["name", "description", "address", "phoneNumber", "Snippet"]) note(name, first(node, name));
    for (const stamp of node.getElementsByTagNameNS("*", "TimeStamp")) note("when", first(stamp, "when"));
    for (const span of node.getElementsByTagNameNS("*", "TimeSpan")) {
        for (const name of ["begin", "end"]) note(name, first(span, name));
    }
    for (const data of node.getElementsByTagNameNS("*", "Data")) {
        note(data.getAttribute("name") ?? "Data", first(data, "value"));
    }
    for (const data of node.getElementsByTagNameNS("*", "SimpleData")) {
        note(data.getAttribute("name") ?? "SimpleData", data.textContent);
    }
    return found;
}

function children(node, name) {
    return [...node.children].filter(({ localName }) => localName === name);
}
