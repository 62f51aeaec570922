// A table of corners as it stands in a land certificate or a file: STT, X, Y, and whatever follows.

import { isInCountry } from "../../vn2000.js";
import { metresOf, namedPlane } from "./coordinate-text.js";
import { numbersIn, readings } from "./numbers.js";

export const mostCorners = 2000;
const longestLabel = 12; // letters
const sameInMetres = 0.005;

/**
 * @typedef {{label: string, north: number, east: number}} Corner in metres; of a list in degrees latitude and longitude
 * @typedef {{kind: "metres"|"degrees", corners: Corner[], isClosed: boolean, isEastFirst: boolean, isMixed: boolean,
 *   skipped: {line: number, text: string}[], plane: import("../../vn2000.js").Plane|null}} CornerList
 *   `isMixed`: north comes first in some lines and last in others; `skipped`: lines with numbers that make no corner
 * @returns {CornerList}
 */
export function readCorners(text) {
    const lines = text.split(/\r\n|\r|\n/).map((line) => line.replaceAll('"', " "));
    const metres = lines.map((line) => cornerIn(line, metresOf));
    const kind = metres.some(Boolean) ? "metres" : "degrees";
    const found = kind === "metres" ? metres : lines.map((line) => cornerIn(line, degreesOf));
    const corners = [];
    const skipped = [];
    let turned = 0;
    lines.forEach((line, index) => {
        const corner = found[index];
        if (corner) {
            turned += corner.isEastFirst ? 1 : 0;
            corners.push({ label: corner.label || String(corners.length + 1), north: corner.north, east: corner.east });
        } else if (isMeantAsCorner(line)) {
            skipped.push({ line: index + 1, text: line.trim() });
        }
    });
    // A table repeats its first corner at the end.
    const isRepeated = corners.length > 1 && isSame(corners[0], corners.at(-1), kind);
    const count = corners.length;
    if (isRepeated) corners.pop();
    return {
        kind, corners, skipped, isClosed: corners.length > 2, plane: namedPlane(text).plane,
        isEastFirst: turned * 2 > count, isMixed: turned > 0 && turned < count,
    };
}

/** The first two numbers side by side that are north and east; what stands before them is the corner's name. */
function cornerIn(line, pairOf) {
    for (const reading of readings) {
        const { text, numbers } = numbersIn(line, reading);
        for (let index = 0; index + 1 < numbers.length; index += 1) {
            const pair = pairOf(numbers[index].values, numbers[index + 1].values);
            if (pair) return { ...pair, label: labelIn(text.slice(0, numbers[index].start)) };
        }
    }
    return null;
}

/** Headings and sums have words. */
function isMeantAsCorner(line) {
    return !/\p{L}{3}/u.test(line) && (line.match(/\d+/g) ?? []).length >= 2;
}

function labelIn(text) {
    const label = text.replace(/[\s,;|:=]+/g, " ").trim().replace(/\s*[XYNE]$/i, "").trim();
    return label.length <= longestLabel ? label : "";
}

/** Latitude and longitude by their size: in this country they have no number in common. */
function degreesOf([first], [second]) {
    if (first === undefined || second === undefined) return null;
    if (isInCountry([second, first])) return { north: first, east: second, isEastFirst: false };
    if (isInCountry([first, second])) return { north: second, east: first, isEastFirst: true };
    return null;
}

function isSame(one, other, kind) {
    const tolerance = kind === "metres" ? sameInMetres : sameInMetres / 111_000;
    return Math.abs(one.north - other.north) < tolerance && Math.abs(one.east - other.east) < tolerance;
}
