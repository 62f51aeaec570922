// Tables of text with a place in each row: degrees, VN-2000 X and Y in either order, or WKT.

import { fold } from "../../text-folding.js";
import { rowsOf, separatorOf } from "./delimited.js";
import { numberIn } from "./numbers.js";
import { geometryFromWKT } from "./wkt-geometry.js";

/** Names of columns, folded and without anything but letters and digits. */
const pairs = [
    { x: /^(lon|lng|long|longitude|kinhdo|kdo|londd|xwgs84|wgs84x|xlon|lonwgs84)$/,
        y: /^(lat|latitude|vido|vdo|latdd|ywgs84|wgs84y|ylat|latwgs84)$/ },
    { x: /^((toado|point|coord|td|vn2000)?x(m|vn2000|coord|coordinate|met)?|easting|east|e|dong|hoanhdo)$/,
        y: /^((toado|point|coord|td|vn2000)?y(m|vn2000|coord|coordinate|met)?|northing|north|n|bac|tungdo)$/ },
];
const shapeColumn = /^(wkt|geom|geometry|thegeom|shape|geomwkt|wktgeom)$/;

/**
 * @param {{text: string, columns: {x: string, y: string}|null}} parts `columns`: what a person chose
 * @returns {Promise<{system: null, columns?: object, fields: string[], needsColumns?: boolean}>}
 */
export async function readCSV({ text, collector, pace, words, columns = null }) {
    const rows = rowsOf(text, separatorOf(text));
    const head = rows.next();
    if (head.done) {
        collector.complain("emptyTable");
        return { system: null, fields: [] };
    }
    const fields = uniqueNames(head.value.cells);
    const found = columns ?? columnsOf(fields);
    if (!found) return { system: null, fields, needsColumns: true };
    let number = 0;
    for (const { cells, line, isOpen } of rows) {
        number += 1;
        const place = () => words("placeLine", { line });
        if (isOpen) collector.complain("openQuote", place);
        if (cells.length > fields.length) collector.complain("moreCells", place, { count: fields.length });
        if (!addRow({ cells, fields, found, collector, place })) break;
        if (pace.isDue) await pace.breathe(null);
    }
    if (number === 0) collector.complain("onlyHeader");
    return { system: null, fields, columns: found };
}

function addRow({ cells, fields, found, collector, place }) {
    const properties = Object.fromEntries(fields.map((field, index) => [field, cells[index] ?? ""]));
    if (found.shape) return addShape(properties, found.shape, collector, place);
    const wrong = [found.x, found.y].find((field) => numberIn(properties[field]) === null);
    if (wrong === undefined) {
        const coordinates = [numberIn(properties[found.x]), numberIn(properties[found.y])];
        return collector.add({ type: "Point", coordinates }, properties, place);
    }
    if (properties[found.x] === "" && properties[found.y] === "") collector.complain("noPlaceInRow", place);
    else collector.complain("notNumber", place, { field: wrong });
    return collector.add(null, properties, place);
}

function addShape(properties, field, collector, place) {
    const { [field]: source, ...others } = properties;
    const geometry = source === "" ? null : geometryFromWKT(source);
    if (geometry === undefined) collector.complain("notWKT", place, { field });
    return collector.add(geometry ?? null, others, place);
}

function columnsOf(fields) {
    const plain = fields.map((field) => fold(field).replace(/[^a-z0-9]/g, ""));
    const named = (pattern) => fields[plain.findIndex((name) => pattern.test(name))];
    for (const { x, y } of pairs) {
        if (named(x) !== undefined && named(y) !== undefined) return { x: named(x), y: named(y) };
    }
    return named(shapeColumn) === undefined ? null : { shape: named(shapeColumn) };
}

/** Headings that are empty or there twice get a number. */
function uniqueNames(cells) {
    const seen = new Map();
    return cells.map((cell, index) => {
        const name = cell.normalize("NFC") || `#${index + 1}`;
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        return count === 1 ? name : `${name} (${count})`;
    });
}
