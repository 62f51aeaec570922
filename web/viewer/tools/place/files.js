// The table of corners as files and for the clipboard.

import { meridianText } from "../../vn2000.js";

const degreesDigits = 9;

/** @param {import("./figure.js").Figure} figure */
function rowsOf(figure) {
    return figure.rings.flatMap((ring) => {
        const edges = figure.edges(ring);
        return ring.corners.map(({ label, north, east }, index) => [
            label, north.toFixed(3), east.toFixed(3), edges[index] === null ? "" : edges[index].toFixed(2),
        ]);
    });
}

function heading(words) {
    return [words("column-number"), words("column-north"), words("column-east"), words("column-edge")];
}

/** For programs of surveyors and for the clipboard: tabs, decimal points, the zone in the first line. */
export function asText(figure, words) {
    const plane = `VN-2000, KTT ${meridianText(figure.plane)}, EPSG:${figure.plane.code}`;
    return [plane, ...[heading(words), ...rowsOf(figure)].map((row) => row.join("\t"))].join("\r\n") + "\r\n";
}

/** As the spreadsheets of the language open it: semicolons and decimal commas where the comma is decimal. */
export function asCSV(figure, words, language) {
    const hasComma = language !== "en";
    const separator = hasComma ? ";" : ",";
    const isPlain = (text) => !text.includes(separator) && !/["\r\n]/.test(text);
    const cell = (text) => (isPlain(text) ? text : `"${text.replaceAll('"', '""')}"`);
    const number = (text) => (hasComma ? text.replace(".", ",") : text);
    const rows = [heading(words), ...rowsOf(figure)].map((row) =>
        row.map((text, column) => cell(column > 0 ? number(text) : text)).join(separator));
    return `\ufeff${rows.join("\r\n")}\r\n`;
}

/** RFC 7946: WGS 84, longitude first. */
export function asGeoJSON(figure) {
    const round = (part) => (typeof part === "number" ? Number(part.toFixed(degreesDigits)) : part.map(round));
    const { type, coordinates } = figure.geometry;
    return JSON.stringify({
        type: "FeatureCollection",
        features: [{
            type: "Feature",
            properties: {
                crs: `EPSG:${figure.plane.code}`,
                corners: figure.rings.flatMap(({ corners }) => corners.map(({ label }) => label)),
                perimeter_m: Number(figure.perimeter.toFixed(2)), area_plane_m2: Number(figure.areaOnPlane.toFixed(2)),
                area_ellipsoid_m2: Number(figure.areaOnEarth.toFixed(2)),
            },
            geometry: { type, coordinates: round(coordinates) },
        }],
    }, null, 1);
}
