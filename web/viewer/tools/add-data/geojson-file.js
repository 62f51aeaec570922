// GeoJSON (RFC 7946), feature by feature: one that is wrong is named and left out, and a file that was cut off still
// shows what is there.

import { TextPlaces } from "./text-places.js";

const space = /[\s\uFEFF]*/y;

/** @param {{text: string, collector, pace, words}} parts. @returns {Promise<{system: string|null}>} */
export async function readGeoJSON({ text, collector, pace, words }) {
    const scanner = new Scanner(text);
    const places = new TextPlaces(text);
    const start = scanner.skipSpace(0);
    if (text[start] !== "{") {
        collector.complain(text[start] === "[" ? "notCollection" : "notJSON", null);
        return { system: null };
    }
    const members = scanner.members(start);
    const features = members.find(({ name, start: at }) => name === "features" && text[at] === "[");
    const system = namedSystem(members, text);
    const type = members.find(({ name }) => name === "type");
    const isFeature = type && text.slice(type.start, type.end) === '"Feature"';
    if (!features || isFeature) {
        readSingle(text, collector);
        return { system };
    }
    let number = 0;
    let hasMore = true;
    for (const { start: from, end } of scanner.elements(features.start)) {
        number += 1;
        const place = () => words("placeFeatureLine", { number, line: places.lineAt(from) });
        if (end === null) collector.complain("cutOff", place);
        else hasMore = readElement(text.slice(from, end), collector, place);
        if (!hasMore) break;
        if (pace.isDue) await pace.breathe(from / text.length);
    }
    if (number === 0 && collector.problems.size === 0) collector.complain("noFeatures");
    return { system };
}

function readElement(source, collector, place) {
    let feature;
    try {
        feature = JSON.parse(source);
    } catch {
        collector.complain("featureNotJSON", place);
        return true;
    }
    if (feature?.type !== "Feature") {
        collector.complain("notFeature", place);
        return true;
    }
    return addFeature(feature, collector, place);
}

function addFeature({ geometry, properties, id }, collector, place) {
    const isTable = typeof properties === "object" && properties !== null && !Array.isArray(properties);
    const own = isTable ? properties : {};
    const isNamed = (typeof id === "string" || typeof id === "number") && !("id" in own);
    if (geometry !== null && (typeof geometry !== "object" || Array.isArray(geometry))) {
        collector.complain("coordinates", place);
        return true;
    }
    return collector.add(geometry, isNamed ? { id, ...own } : own, place);
}

/** One feature or one geometry. */
function readSingle(text, collector) {
    let value;
    try {
        value = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch {
        collector.complain("notJSON");
        return;
    }
    if (value.type === "Feature") addFeature(value, collector, null);
    else if (typeof value.type === "string" && ("coordinates" in value || "geometries" in value)) {
        collector.add(value, {}, null);
    } else if (value.type === "Topology") collector.complain("topology");
    else collector.complain("notGeoJSON");
}

/** The member of 2008 that RFC 7946 took away and that desktop programs still write. */
function namedSystem(members, text) {
    const member = members.find(({ name, end }) => name === "crs" && end !== null);
    if (!member) return null;
    try {
        const name = JSON.parse(text.slice(member.start, member.end))?.properties?.name;
        const code = /EPSG:+(?:[\d.]*:)?(\d{4,6})$/i.exec(name ?? "");
        return code ? `EPSG:${code[1]}` : /CRS84$/i.test(name ?? "") ? "EPSG:4326" : null;
    } catch {
        return null;
    }
}

/** Finds where values begin and end without reading them. */
class Scanner {
    constructor(text) {
        this.text = text;
    }

    skipSpace(from) {
        space.lastIndex = from;
        space.test(this.text);
        return space.lastIndex;
    }

    /** Members of the object at `from` up to its features; the last one has `end: null` when the text stops in it. */
    members(from) {
        const found = [];
        let at = this.skipSpace(from + 1);
        while (this.text[at] === '"') {
            const nameEnd = this.endOfString(at);
            if (nameEnd === null) break;
            const name = this.text.slice(at + 1, nameEnd - 1);
            const colon = this.skipSpace(nameEnd);
            if (this.text[colon] !== ":") break;
            const start = this.skipSpace(colon + 1);
            const isLong = name === "features" && this.text[start] === "[";
            const end = isLong ? null : this.endOfValue(start);
            found.push({ name, start, end });
            if (end === null) break;
            at = this.skipSpace(end);
            if (this.text[at] !== ",") break;
            at = this.skipSpace(at + 1);
        }
        return found;
    }

    * elements(from) {
        let at = this.skipSpace(from + 1);
        while (at < this.text.length && this.text[at] !== "]") {
            const end = this.endOfValue(at);
            yield { start: at, end };
            if (end === null) return;
            at = this.skipSpace(end);
            if (this.text[at] === ",") at = this.skipSpace(at + 1);
        }
        if (at >= this.text.length) yield { start: at, end: null };
    }

    endOfString(from) {
        let at = from;
        do {
            at = this.text.indexOf('"', at + 1);
            if (at < 0) return null;
        } while (this.isEscaped(at));
        return at + 1;
    }

    isEscaped(at) {
        let count = 0;
        while (this.text.charCodeAt(at - 1 - count) === 0x5C) count += 1;
        return count % 2 === 1;
    }

    /** Past the value at `from`; null when the text ends before it does. */
    endOfValue(from) {
        const { text } = this;
        const first = text.charCodeAt(from);
        if (first === 0x22) return this.endOfString(from);
        if (first !== 0x7B && first !== 0x5B) {
            let at = from;
            while (at < text.length && !",]}".includes(text[at])) at += 1;
            return at > from ? at : at + 1;
        }
        let depth = 0;
        for (let at = from; at < text.length; at += 1) {
            const code = text.charCodeAt(at);
            if (code === 0x22) {
                const end = this.endOfString(at);
                if (end === null) return null;
                at = end - 1;
            } else if (code === 0x7B || code === 0x5B) depth += 1;
            else if (code === 0x7D || code === 0x5D) {
                depth -= 1;
                if (depth === 0) return at + 1;
            }
        }
        return null;
    }
}
