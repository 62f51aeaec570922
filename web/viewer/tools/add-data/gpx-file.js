// GPX 1.0 and 1.1 (topografix.com/GPX/1/1): way points, routes and tracks, each with what is said about it.

import { lineOf } from "./geometry.js";
import { declaresEntities, eachElement } from "./xml-pieces.js";

const told = ["name", "desc", "cmt", "type", "time", "ele", "sym", "src", "number"];

export async function readGPX({ text, collector, pace, words }) {
    if (declaresEntities(text)) {
        collector.complain("entities");
        return { system: null };
    }
    const count = await eachElement({ text, names: ["wpt", "rte", "trk"], collector, pace, words }, (node, place) => (
        collector.add(geometryOf(node), propertiesOf(node), place)));
    if (count === 0) collector.complain(/<([\w.-]+:)?gpx[\s>]/.test(text) ? "noFeatures" : "notGPX");
    return { system: "EPSG:4326" };
}

function geometryOf(node) {
    if (node.localName === "wpt") return { type: "Point", coordinates: position(node) };
    if (node.localName === "rte") return { type: "LineString", coordinates: children(node, "rtept").map(position) };
    // A segment of one point is a receiver switched on and off again.
    const segments = children(node, "trkseg").map((segment) => children(segment, "trkpt").map(position))
        .filter(({ length }) => length > 1);
    return lineOf(segments);
}

function position(node) {
    return ["lon", "lat"].map((name) => (node.getAttribute(name) ? Number(node.getAttribute(name)) : Number.NaN));
}

function propertiesOf(node) {
    const found = { kind: node.localName };
    for (const child of node.children) {
        const text = told.includes(child.localName) ? child.textContent.trim() : "";
        if (text) found[child.localName] = text;
    }
    return found;
}

function children(node, name) {
    return [...node.children].filter(({ localName }) => localName === name);
}
